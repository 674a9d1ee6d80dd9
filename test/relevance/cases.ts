/**
 * Inputs of public bug reports with the answer that is right for each, asked of the operations as a user asks them.
 * A case: `q`; `want` (system:code, policy:number or flag:written code), of which one (`all`: each) stands within the
 * first `within` rows; `only`: every row's code begins so.
 */
import { readFileSync } from 'node:fs'
import type { ServiceContext } from '../../src/service/context.ts'
import { coverage } from '../../src/service/coverage.ts'
import { perform } from '../../src/service/operation.ts'
import { search } from '../../src/service/search.ts'
import { compact } from './judged.ts'

export interface PublicCase {
  readonly id: string
  readonly kind: string
  readonly op: 'search' | 'coverage'
  readonly q: string
  readonly want: readonly string[]
  readonly within: number
  readonly all?: boolean
  readonly only?: string
  readonly state?: string
  readonly diagnoses?: string
}

export interface CaseOutcome {
  readonly asked: PublicCase
  readonly right: boolean
  /** What came first, or what went wrong. */
  readonly got: string
}

export function readCases(path: string): PublicCase[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as PublicCase)
}

const same = (a: string, b: string): boolean => compact(a) === compact(b)

function askSearch(context: ServiceContext, asked: PublicCase): Omit<CaseOutcome, 'asked'> {
  const { results } = perform(search, context, { q: asked.q, limit: 10 })
  const rows = results.map(({ system, code, members }) => ({ system, codes: members ?? [code] }))
  const got = rows.map((row) => `${row.system}:${row.codes[0]}`)
  const within = rows.slice(0, asked.within)
  const stands = (want: string): boolean => {
    const [system, code] = want.split(':') as [string, string]
    return within.some((row) => row.system === system && row.codes.some((c) => same(c, code)))
  }
  const met =
    asked.want.length === 0 ? rows.length === 0 : asked.all ? asked.want.every(stands) : asked.want.some(stands)
  const alone = asked.only === undefined || rows.every((row) => compact(row.codes[0]!).startsWith(asked.only!))
  return { right: met && alone, got: got.slice(0, 4).join(' ') || 'nothing' }
}

function askCoverage(context: ServiceContext, asked: PublicCase): Omit<CaseOutcome, 'asked'> {
  const { state, diagnoses } = asked
  const [system, code] = asked.q.split(':')
  const answer = perform(coverage, context, {
    system,
    code,
    ...(state === undefined ? {} : { state }),
    ...(diagnoses === undefined ? {} : { diagnoses }),
  })
  const text = JSON.stringify(answer)
  const right = asked.want.every((want) => text.includes(want.slice(want.indexOf(':') + 1)))
  return { right, got: `${text.length} characters` }
}

/** Asks every case; an error is an outcome too. */
export function runCases(cases: readonly PublicCase[], context: ServiceContext): CaseOutcome[] {
  return cases.map((asked) => {
    try {
      return { asked, ...(asked.op === 'search' ? askSearch(context, asked) : askCoverage(context, asked)) }
    } catch (thrown) {
      return { asked, right: false, got: thrown instanceof Error ? thrown.message : String(thrown) }
    }
  })
}
