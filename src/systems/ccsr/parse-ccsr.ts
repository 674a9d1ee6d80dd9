/**
 * The Clinical Classifications Software Refined: clinical categories, and the codes that are in each.
 *
 * @source AHRQ, HCUP: DXCCSR_v2026-1.csv (ICD-10-CM) and PRCCSR_v2026-1.csv (ICD-10-PCS), once or twice a year. The
 *   copies that were checked are of version 2022.1, as the R package hcup.data passes them on: a list of categories and a
 *   list of codes.
 * @layout CSV; headings, codes and some names stand in apostrophes, titles of codes in double quotes.
 *   Diagnoses: ICD-10-CM CODE, its description, default category and its description for inpatient data (IP) and for
 *   outpatient data (OP), up to six times CCSR CATEGORY n and its description, rationale. Older versions have one default.
 *   Procedures: ICD-10-PCS, its description, PRCCSR, PRCCSR DESCRIPTION, CLINICAL DOMAIN. The last is not quoted in every
 *   version, and its commas are then columns too many.
 *   As passed on: I10_DX, I10DX_text, default_CCSR_IP, default_CCSR_OP, CCSR1 … CCSR6; I10_PR, I10_PR_desc, CCSR,
 *   CCSR_desc; categories: CCSR, CCSR_desc, then First3 and I10DX_Chapter, or clinical_domain and words of ICD-10-PCS.
 */
import type { Issue } from '../../core/issue.ts'
import type { SystemId } from '../../core/system-id.ts'
import { squeeze } from '../../core/text.ts'
import { type HeadedRow, headed, type Row } from '../headed.ts'
import { type ParseContext, problemsOf, quoted } from '../problem.ts'

/** Where a code that has several categories is counted when it may be counted only once. */
export type Default = 'both' | 'inpatient' | 'outpatient'

export interface Category {
  readonly type: 'category'
  readonly code: string
  /** Empty where a list of codes names its categories by number only. */
  readonly title: string
  /** Body system or clinical domain, where the file says it. */
  readonly domain: string
}

export interface Member {
  readonly type: 'member'
  readonly category: string
  /** Stored code of ICD-10-CM or ICD-10-PCS. */
  readonly code: string
  readonly default?: Default
}

export const isCategory = (text: string): boolean => /^[A-Z]{3}\d{3}$/.test(text)

/** A form in which the files come: the columns of a code, its categories and its defaults, by their headings. */
export interface Form {
  readonly code: string
  /** Columns of categories, each with that of its name, if there is one. */
  readonly categories: readonly (readonly [category: string, title?: string])[]
  readonly inpatient?: readonly [category: string, title?: string]
  readonly outpatient?: readonly [category: string, title?: string]
  readonly domain?: string
}

const SIX = [1, 2, 3, 4, 5, 6]

export const FORMS = {
  diagnoses: {
    code: 'ICD-10-CM CODE',
    categories: SIX.map((n) => [`CCSR CATEGORY ${n}`, `CCSR CATEGORY ${n} DESCRIPTION`] as const),
    inpatient: ['Default CCSR CATEGORY IP', 'Default CCSR CATEGORY DESCRIPTION IP'],
    outpatient: ['Default CCSR CATEGORY OP', 'Default CCSR CATEGORY DESCRIPTION OP'],
  },
  procedures: {
    code: 'ICD-10-PCS',
    categories: [['PRCCSR', 'PRCCSR DESCRIPTION']],
    domain: 'CLINICAL DOMAIN',
  },
  diagnosesPassedOn: {
    code: 'I10_DX',
    categories: SIX.map((n) => [`CCSR${n}`] as const),
    inpatient: ['default_CCSR_IP'],
    outpatient: ['default_CCSR_OP'],
  },
  proceduresPassedOn: { code: 'I10_PR', categories: [['CCSR', 'CCSR_desc']] },
} as const satisfies Record<string, Form>

interface Options extends ParseContext {
  readonly system: SystemId
}

/** A cell without the apostrophes around it. */
const bare = (cell: string): string => cell.replace(/^\s*'|'\s*$/g, '').trim()

/** Rows with bare cells; with `join`, what is beyond the heading belongs to the last column, whose commas are unquoted. */
async function* plainRows(rows: AsyncIterable<Row>, join: boolean): AsyncIterable<Row> {
  let last: number | undefined
  for await (const { line, cells } of rows) {
    last ??= cells.length - 1
    const fitting = join && cells.length > last + 1 ? [...cells.slice(0, last), cells.slice(last).join(',')] : cells
    yield { line, cells: fitting.map(bare) }
  }
}

/** The categories of each code: one record a category when it is met first, one a code in it. */
export async function* parseCodes(
  rows: AsyncIterable<Row>,
  { form, system, file }: Options & { readonly form: Form },
): AsyncIterable<Category | Member | Issue> {
  const problem = problemsOf(system)
  const seen = new Set<string>()
  const needs = [form.code, form.categories[0]![0]]
  for await (const row of headed(plainRows(rows, form.domain !== undefined), { system, file, needs })) {
    if (row.type === 'issue') {
      yield row
      continue
    }
    const code = row.cell(form.code).replace('.', '').toUpperCase()
    const inpatient = namedIn(row, form.inpatient)
    const outpatient = namedIn(row, form.outpatient)
    const columns = form.categories.map((pair) => namedIn(row, pair))
    const named = [...columns, inpatient, outpatient].filter((each) => each.category !== '')
    const wrong = named.find(({ category }) => !isCategory(category))
    if (!/^[A-Z0-9]{3,7}$/.test(code) || named.length === 0 || wrong) {
      const text = `${quoted(code)} has no category that can be read${wrong ? `: ${quoted(wrong.category)}` : ''}.`
      yield problem({ file }, { code: 'bad-row', severity: 'error', line: row.line, text })
      continue
    }
    const domain = form.domain === undefined ? '' : squeeze(row.cell(form.domain))
    for (const { category, title } of named) {
      if (seen.has(category)) continue
      seen.add(category)
      yield { type: 'category', code: category, title, domain }
    }
    for (const category of new Set(named.map((each) => each.category))) {
      const isDefault = defaultOf(category, inpatient.category, outpatient.category)
      yield { type: 'member', category, code, ...(isDefault && { default: isDefault }) }
    }
  }
}

/** A category and its name from their columns; empty where there are none. */
function namedIn(row: HeadedRow, [category, title]: readonly [category?: string, title?: string] = []) {
  const cell = (heading: string | undefined): string => (heading === undefined ? '' : row.cell(heading))
  return { category: cell(category).toUpperCase(), title: squeeze(cell(title)) }
}

function defaultOf(category: string, inpatient: string, outpatient: string): Default | undefined {
  if (category === inpatient) return category === outpatient ? 'both' : 'inpatient'
  return category === outpatient ? 'outpatient' : undefined
}

/** The list of categories, as it is passed on. */
export async function* parseCategories(
  rows: AsyncIterable<Row>,
  { system, file }: Options,
): AsyncIterable<Category | Issue> {
  const problem = problemsOf(system)
  for await (const row of headed(rows, { system, file, needs: ['CCSR', 'CCSR_desc'] })) {
    if (row.type === 'issue') {
      yield row
      continue
    }
    const code = row.cell('CCSR')
    const title = squeeze(row.cell('CCSR_desc'))
    if (isCategory(code) && title !== '') {
      const domain = squeeze(row.cell('clinical_domain') || row.cell('I10DX_Chapter'))
      yield { type: 'category', code, title, domain }
      continue
    }
    const text = `${quoted(code)} is no category: it needs three letters, three digits and a description.`
    yield problem({ file }, { code: 'bad-row', severity: 'warning', line: row.line, text })
  }
}
