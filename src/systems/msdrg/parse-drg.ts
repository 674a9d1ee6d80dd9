/**
 * The list of MS-DRGs in the three forms it is published and passed on in.
 *
 * @source CMS: MS-DRG Definitions Manual, Appendix A (v39 and v40 were checked, 767 groups each); IPPS final rule, Table 5
 *   (FY 2026, 772 groups); a CSV made from Appendix A (v41.1, 766 groups).
 * @layout Appendix A, fixed width, 1-based: 1-3 DRG, 5-6 MDC (blank for groups of every MDC), 9 M or P (medical,
 *   procedure), 12- title. Titles and explanations stand before the list; lines of it begin with three digits.
 *   Table 5, tab separated, windows-1252: MS-DRG, post-acute DRG, special pay DRG, MDC (PRE for groups before the MDCs),
 *   TYPE (SURG, MED, ** for none), MS-DRG title, weights before cap, weights with the 10 % cap, geometric mean LOS,
 *   arithmetic mean LOS. Two title lines stand before the heading, an empty row at the end. `.` is no value.
 *   CSV: drg, mdc, drg_abb (M, P), drg_description.
 */

import type { Issue } from '../../core/issue.ts'
import { squeeze } from '../../core/text.ts'
import type { Line } from '../../sources/lines.ts'
import { headed, type Row } from '../headed.ts'
import { type ParseContext, problemsOf, quoted } from '../problem.ts'

const problem = problemsOf('msdrg')

export interface Drg {
  readonly type: 'drg'
  readonly code: string
  readonly title: string
  /** `05`, `PRE`; absent where a group belongs to no category. */
  readonly mdc?: string
  readonly facts: readonly (readonly [name: string, value: string])[]
}

const KINDS: Readonly<Record<string, string>> = { M: 'MED', P: 'SURG', MED: 'MED', SURG: 'SURG' }

function drg(
  { code, title, mdc, kind }: { code: string; title: string; mdc: string; kind: string },
  facts: Drg['facts'] = [],
): Drg {
  const category = mdc.trim() === '' ? undefined : mdc.trim().toUpperCase()
  const type = KINDS[kind.trim().toUpperCase()]
  return {
    type: 'drg',
    code,
    title: squeeze(title),
    ...(category === undefined ? {} : { mdc: category }),
    facts: [...(type === undefined ? [] : [['type', type] as const]), ...facts],
  }
}

export async function* parseAppendixA(lines: AsyncIterable<Line>): AsyncIterable<Drg> {
  for await (const { text } of lines) {
    const found = /^(\d{3}) (..) {2}([MP ]) {2}(\S.*)$/.exec(text)
    if (found) yield drg({ code: found[1]!, mdc: found[2]!, kind: found[3]!, title: found[4]! })
  }
}

const TABLE_5 = [
  ['weight', /weights - before/i],
  ['weightCapped', /weights - 10%/i],
  ['geometricMeanStay', /^geometric/i],
  ['arithmeticMeanStay', /^arithmetic/i],
  ['postAcute', /post-acute/i],
  ['specialPay', /special pay/i],
] as const

export async function* parseTable5(rows: AsyncIterable<Row>, context: ParseContext): AsyncIterable<Drg | Issue> {
  let headings: readonly string[] | undefined
  const unquoted = (cell: string): string =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .replaceAll('""', '"')
  for await (const { line, cells } of rows) {
    const row = cells.map(unquoted)
    if (!headings) {
      if (/^MS-DRG$/i.test(row[0] ?? '')) headings = row
      continue
    }
    if (row.every((cell) => cell === '')) continue
    const at = (pattern: RegExp): string => row[headings!.findIndex((heading) => pattern.test(heading))] ?? ''
    const code = row[0] ?? ''
    const title = at(/title/i)
    if (!/^\d{3}$/.test(code) || title === '' || row.length > headings.length) {
      const text = `The row is no MS-DRG: ${quoted(row.join(' '))}`
      yield problem(context, { code: 'bad-row', severity: 'error', line, text })
      continue
    }
    const facts = TABLE_5.map(([name, pattern]) => [name, at(pattern)] as const)
    yield drg(
      { code, title, mdc: at(/^MDC$/i), kind: at(/^type$/i) },
      facts.filter(([, value]) => value !== '' && value !== '.'),
    )
  }
  if (!headings) {
    const text = 'No row begins with the heading MS-DRG.'
    yield problem(context, { code: 'no-heading', severity: 'error', line: 1, text })
  }
}

export async function* parseList(rows: AsyncIterable<Row>, context: ParseContext): AsyncIterable<Drg | Issue> {
  for await (const row of headed(rows, { system: 'msdrg', file: context.file, needs: ['drg', 'drg_description'] })) {
    if (row.type === 'issue') {
      yield row
      continue
    }
    const code = row.cell('drg')
    if (/^\d{3}$/.test(code) && row.cell('drg_description') !== '') {
      yield drg({ code, mdc: row.cell('mdc'), kind: row.cell('drg_abb'), title: row.cell('drg_description') })
      continue
    }
    const text = `${quoted(code)} is no MS-DRG: it needs three digits and a description.`
    yield problem(context, { code: 'bad-row', severity: 'error', line: row.line, text })
  }
}
