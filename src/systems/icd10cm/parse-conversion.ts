/**
 * Conversion table: for each code added since 2016, the code or codes that were used before it.
 *
 * @source `ICD-10-CM-CONVERSION-TABLE-FYyyyy.xlsx`, first sheet (older years also as csv), in the yearly folder of
 *   CDC/NCHS. Checked against FY2026 (xlsx, 5,892 rows) and FY2020 (csv, 2,882 rows).
 * @layout Rows of prose, one row of headings, then:
 *   | column | heading | content |
 *   |---|---|---|
 *   | 1 | `Current code assignment` | new code with point |
 *   | 2 | `Effective (year)` | year, meaning 1 October of it, or a whole date for other days |
 *   | 3 | `Previous Code(s) Assignment` | codes, or `None` |
 * Irregularities: column 3 joins codes by `,`, `;`, `and`, `AND`, `&`; holds ranges (`H44.20-H44.23`, and of
 * categories: `Code from categories T36-T50`), and starts of codes (`R11-`, `I63.-`), which are given as the
 * category or subcategory. That codes joined by `and` were used together is not kept. Column 1 may
 * have blanks around the code, or lack its point (FY2026: W453XXA).
 */
import { type IsoDate, parseIsoDate } from '../../core/date.ts'
import type { Issue } from '../../core/issue.ts'
import type { RelationRecord } from '../records.ts'
import { issueOf, type ParseContext } from './context.ts'
import { isStoredCode, parsePrinted } from './grammar.ts'

export interface ConversionContext extends ParseContext {
  /** True for codes of the release; members of a range other than its ends are given only when they are. */
  readonly isCode: (code: string) => boolean
}

const PRINTED = '[A-Z][0-9A-Z]{2}(?:\\.[0-9A-Z]{1,4})?'
const ITEM = new RegExp(`(${PRINTED})(?:\\s*[-\u2013]\\s*(${PRINTED})|\\.?-)?`, 'g')
const FILLER = /\b(?:and|or|a|codes?|from|in|category|categories)\b|[\s,;&]+/gi

/** A relation `replaces` for each code named in column 3. Rows after the headings that cannot be read are Issues. */
export async function* parseConversion(
  rows: AsyncIterable<{ readonly line: number; readonly cells: readonly string[] }>,
  context: ConversionContext,
): AsyncIterable<RelationRecord | Issue> {
  let started = false
  for await (const { line, cells } of rows) {
    const [first = '', effective = '', previous = ''] = cells.map((cell) => cell.trim())
    if (!started) {
      started = /^current code/i.test(first)
      continue
    }
    if (first === '' && effective === '' && previous === '') continue
    const about = { line, quote: cells.join(' | ') }
    const code = parsePrinted(first) ?? (isStoredCode(first) ? first : undefined)
    if (code === undefined) {
      yield issueOf(context, { ...about, code: 'unparsable-code', text: 'Column 1 is not an ICD-10-CM code.' })
      continue
    }
    const since = effectiveDate(effective)
    if (since === undefined) {
      const text = `Column 2 says "${effective}" where a year or a date is meant.`
      yield issueOf(context, { ...about, code: 'bad-date', severity: 'warning', text })
    }
    if (/^none\.?$/i.test(previous)) continue
    const { codes, rest } = previousCodes(previous, context.isCode)
    if (codes.size === 0 || rest !== '') {
      const text = codes.size === 0 ? 'Column 3 names no code.' : `Column 3 holds more than codes: "${rest}".`
      yield issueOf(context, {
        ...about,
        code: 'unparsable-code',
        severity: codes.size === 0 ? 'error' : 'warning',
        text,
      })
    }
    for (const target of codes) {
      yield { type: 'relation', code, kind: 'replaces', target, ...(since === undefined ? {} : { since }) }
    }
  }
  if (!started) {
    yield issueOf(context, { code: 'missing-heading', text: 'No row begins with "Current code assignment".' })
  }
}

function effectiveDate(text: string): IsoDate | undefined {
  return /^\d{4}$/.test(text) ? parseIsoDate(`${text}-10-01`) : parseIsoDate(text)
}

function previousCodes(text: string, isCode: (code: string) => boolean): { codes: Set<string>; rest: string } {
  const codes = new Set<string>()
  const rest = text.replace(ITEM, (item: string, from: string, to: string | undefined) => {
    const first = parsePrinted(from)
    const last = to === undefined ? first : parsePrinted(to)
    if (first === undefined || last === undefined) return item
    codes.add(first)
    for (const between of rangeBetween(first, last)) if (isCode(between)) codes.add(between)
    codes.add(last)
    return ' '
  })
  return { codes, rest: rest.replace(FILLER, ' ').trim() }
}

/** Codes between two of one length that differ in digits at their end only: `H4420`, `H4423` → `H4421`, `H4422`. */
function* rangeBetween(first: string, last: string): Iterable<string> {
  const [, stem = '', low = ''] = /^(.*?)(\d*)$/.exec(first) ?? []
  const high = last.slice(stem.length)
  if (first.length !== last.length || !last.startsWith(stem) || !/^\d+$/.test(high)) return
  for (let n = Number(low) + 1; n < Number(high); n += 1) yield stem + String(n).padStart(low.length, '0')
}
