/**
 * The Coverage API of the Medicare Coverage Database (OpenAPI 1.5): lists, details, the licence token, paging by
 * contents, limits of rate. Every answer is `{ "meta": {…}, "data": [rows] }`. Details of LCDs and articles need a
 * token from `/v1/metadata/license-agreement/`, which stands for accepting the terms of the AMA, the ADA and the AHA
 * and holds for an hour; reports and NCDs do not.
 */
import { z } from 'zod'
import { AppError, problemOf } from '../../core/errors.ts'
import { STATES } from '../states.ts'
import type { ApiAnswers } from './api-answers.ts'

export const COVERAGE_API = 'https://api.coverage.cms.gov'

const AnswerSchema = z.object({
  meta: z.unknown().optional(),
  data: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
})
type Rows = z.output<typeof AnswerSchema>['data']

export interface ApiOptions {
  readonly base?: string
  readonly fetch?: typeof fetch
  /** Waits, in milliseconds. */
  readonly pause?: (ms: number) => Promise<void>
  /** True once the user has accepted the terms; without it only NCDs can be had. */
  readonly licenceAccepted: boolean
}

/** A document as the lists name it. */
export interface ListedDocument {
  readonly kind: 'ncd' | 'lcd' | 'article'
  readonly id: string
  readonly version: string
  /** `L33577`, `A56781`, `110.17` */
  readonly displayId: string
  readonly title: string
}

const REPORTS = {
  ncd: '/v1/reports/national-coverage-ncd/',
  lcd: '/v1/reports/local-coverage-final-lcds/',
  article: '/v1/reports/local-coverage-articles/',
} as const

/** Detail endpoints of a document and the tables their rows belong to. */
const PARTS = {
  article: {
    'hcpc-code': 'x_hcpc_code',
    'hcpc-code-group': 'x_hcpc_code_group',
    'icd10-covered': 'x_icd10_covered',
    'icd10-covered-group': 'x_icd10_covered_group',
    'icd10-noncovered': 'x_icd10_noncovered',
    'icd10-noncovered-group': 'x_icd10_noncovered_group',
    'icd10-pcs-code': 'x_icd10_pcs_code',
    'icd10-pcs-code-group': 'x_icd10_pcs_code_group',
    'hcpc-modifier': 'x_hcpc_modifier',
    'hcpc-modifier-group': 'x_hcpc_modifier_group',
    'code-table': 'x_code_table',
    'bill-codes': 'x_bill_code',
    'revenue-code': 'x_revenue_code',
    'other-coding-group': 'x_other_coding_group',
    contractor: 'x_contractor',
    'primary-jurisdiction': 'x_primary_jurisdiction',
    'related-documents': 'related_documents',
    'related-ncd-documents': 'related_ncd_documents',
    'revision-history': 'x_revision_history',
    urls: 'x_urls',
  },
  lcd: {
    'hcpc-code': 'x_hcpc_code',
    'hcpc-code-group': 'x_hcpc_code_group',
    contractor: 'x_contractor',
    'primary-jurisdiction': 'x_primary_jurisdiction',
    'related-documents': 'related_documents',
    'related-ncd-documents': 'related_ncd_documents',
    'revision-history': 'x_revision_history',
    urls: 'x_urls',
  },
} as const

const TRIES = 5
/** Milliseconds before the second try; doubled at each. */
const FIRST_WAIT = 500
const LONGEST_WAIT = 60_000

/** A client of the API; one token is kept for as long as it is taken. */
export class CoverageApi {
  readonly #options: ApiOptions
  #token: string | undefined

  constructor(options: ApiOptions) {
    this.#options = options
  }

  /** All documents of a kind; `state` is an id of the API's own list. */
  async list(kind: ListedDocument['kind'], state?: string): Promise<ListedDocument[]> {
    const rows = await this.#rows(REPORTS[kind], state === undefined ? {} : { state_id: state })
    return rows.map((row) => ({
      kind,
      id: String(row['document_id'] ?? ''),
      version: String(row['document_version'] ?? ''),
      displayId: String(row['document_display_id'] ?? ''),
      title: String(row['title'] ?? ''),
    }))
  }

  /** Ids of states in the API, by two-letter abbreviation. */
  async states(): Promise<Map<string, string[]>> {
    const rows = await this.#rows('/v1/metadata/states/', {})
    const byState = new Map<string, string[]>()
    for (const row of rows) {
      const name = String(row['description'] ?? '').toLowerCase()
      // "California - Northern" is one of several entries of a state.
      const state = Object.entries(STATES).find(([, full]) => name.startsWith(full.toLowerCase()))?.[0]
      if (state !== undefined) byState.set(state, [...(byState.get(state) ?? []), String(row['state_id'])])
    }
    return byState
  }

  /** Rows of the contractors, which documents name by number. */
  contractors(): Promise<Rows> {
    return this.#rows('/v1/data/contractor/', {})
  }

  /** Everything the API knows of one document. @throws AppError `license-needed`, `download-failed` */
  async document({ kind, id, version }: ListedDocument): Promise<ApiAnswers['tables']> {
    if (kind === 'ncd') return { ncd_trkg: await this.#rows('/v1/data/ncd/', { ncdid: id, ncdver: version }) }
    const query = { [`${kind}id`]: id, ver: version }
    const tables: ApiAnswers['tables'] = { [kind]: await this.#licensed(`/v1/data/${kind}/`, query) }
    for (const [endpoint, table] of Object.entries(PARTS[kind])) {
      const rows = await this.#licensed(`/v1/data/${kind}/${endpoint}`, query)
      if (rows.length > 0) tables[`${kind}_${table}`] = rows
    }
    return tables
  }

  async #licensed(path: string, query: Record<string, string>): Promise<Rows> {
    if (!this.#options.licenceAccepted) {
      throw new AppError('license-needed', {
        what: 'LCDs and articles',
        licence: 'they name codes of the AMA (CPT), the ADA (CDT) and the AHA (NUBC)',
        url: 'https://www.cms.gov/medicare-coverage-database/search.aspx',
        flag: '--accept-license',
      })
    }
    this.#token ??= await this.#newToken()
    try {
      return await this.#rows(path, query, this.#token)
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown
      // An hour has passed; one new token, and then it is a failure.
      this.#token = await this.#newToken()
      return await this.#rows(path, query, this.#token)
    }
  }

  async #newToken(): Promise<string> {
    const rows = await this.#rows('/v1/metadata/license-agreement/', {})
    const token = String(rows[0]?.['token'] ?? rows[0]?.['Token'] ?? '')
    if (token === '') throw failed(this.#url('/v1/metadata/license-agreement/', {}), 'the answer holds no token')
    return token
  }

  #url(path: string, query: Record<string, string>): string {
    const url = new URL(path, this.#options.base ?? COVERAGE_API)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    return url.href
  }

  async #rows(path: string, query: Record<string, string>, token?: string): Promise<Rows> {
    const url = this.#url(path, query)
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#try(url, token)
      if ('rows' in answer) return answer.rows
      if (answer.refused === true) throw new Refused()
      if (!answer.again || attempt === TRIES) throw failed(url, answer.problem)
      await this.#pause(Math.min(LONGEST_WAIT, answer.wait ?? FIRST_WAIT * 2 ** (attempt - 1)))
    }
  }

  async #pause(ms: number): Promise<void> {
    await (this.#options.pause?.(ms) ?? new Promise((resolve) => setTimeout(resolve, ms)))
  }

  async #try(url: string, token: string | undefined): Promise<Answer> {
    let response: Response
    try {
      const headers = {
        accept: 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      }
      response = await (this.#options.fetch ?? fetch)(url, { headers, signal: AbortSignal.timeout(60_000) })
    } catch (thrown) {
      return { again: true, problem: problemOf(thrown) }
    }
    if (token !== undefined && (response.status === 401 || response.status === 403)) {
      return { refused: true, again: false, problem: 'the token was refused' }
    }
    if (response.status === 429 || response.status >= 500) {
      const seconds = Number(response.headers.get('retry-after'))
      return {
        again: true,
        problem: `it answered ${response.status}`,
        ...(seconds > 0 ? { wait: seconds * 1000 } : {}),
      }
    }
    if (!response.ok) return { again: false, problem: `it answered ${response.status}` }
    const parsed = AnswerSchema.safeParse(await response.json().catch(() => undefined))
    if (!parsed.success) return { again: false, problem: 'the answer is not {meta, data: [rows]}' }
    return { rows: parsed.data.data }
  }
}

type Answer =
  | { readonly rows: Rows }
  | { readonly again: boolean; readonly refused?: boolean; readonly problem: string; readonly wait?: number }

class Refused extends Error {}

const failed = (url: string, problem: string): AppError => new AppError('download-failed', { url, problem })
