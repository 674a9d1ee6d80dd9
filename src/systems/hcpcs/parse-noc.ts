/**
 * The list of not-otherwise-classified codes: those that say "unlisted" or "miscellaneous" and need a description on
 * the claim.
 *
 * @source CMS, "HCPCS NOC Codes", `NOC_Codes_YYYY.prn` and `.xlsx`; in the quarterly archives `NOC codes_MMM YYYY.xlsx`.
 *   Checked against 2019 (141 codes).
 * @layout The print file: a title line, a heading line, then one line per code and further lines of its description.
 *   |  columns | content                        |
 *   |---------:|--------------------------------|
 *   |    3 - 7 | code                           |
 *   |  10 - 88 | long description               |
 *   |  90 - 97 | date added, YYYYMMDD           |
 *   | 101 -108 | termination date               |
 *   The workbook, first sheet: a title row, the heading row (HCPCS, LONG DESCRIPTION, ADD DATE, TERM DATE), one row
 *   per code.
 * Irregularities: both end in an end-of-file mark (0x1A; `_x001A_` in the workbook). Only the codes are read: titles
 * and dates stand in the alpha-numeric file.
 */
import type { Issue } from '../../core/issue.ts'
import type { Line } from '../../sources/lines.ts'
import type { SheetRow } from '../../sources/xlsx.ts'
import type { PropertyRecord } from '../records.ts'
import { type ParseContext, problem, quoted } from './context.ts'
import { isHcpcsCode } from './grammar.ts'

/** One property `notOtherwiseClassified` = `true` per code of the print file. A file without codes is an Issue. */
export async function* parseNoc(
  lines: AsyncIterable<Line>,
  context: ParseContext,
): AsyncIterable<PropertyRecord | Issue> {
  let count = 0
  for await (const { text } of lines) {
    // Further lines of a description begin in the code's columns too, but not with a code and two blanks.
    const code = /^ {0,4}([A-Z]\d{4}) {2}/.exec(text)?.[1]
    if (code === undefined || !isHcpcsCode(code)) continue
    count += 1
    yield property(code)
  }
  if (count === 0) yield empty(context)
}

/** The same from the workbook. Rows below the heading whose first cell is no code are Issues (`bad-code`). */
export async function* parseNocSheet(
  rows: AsyncIterable<SheetRow>,
  context: ParseContext,
): AsyncIterable<PropertyRecord | Issue> {
  let started = false
  let count = 0
  for await (const { line, cells } of rows) {
    const cell = (cells[0] ?? '').trim()
    if (!started) {
      started = /^HCPCS?(?: CODE)?$/i.test(cell)
    } else if (isHcpcsCode(cell)) {
      count += 1
      yield property(cell)
    } else if (cell !== '' && cell !== '_x001A_' && cell !== '\x1a') {
      const text = `Not a HCPCS Level II code: ${quoted(cell)}`
      yield problem(context, { code: 'bad-code', severity: 'warning', line, text })
    }
  }
  if (count === 0) yield empty(context)
}

function property(code: string): PropertyRecord {
  return { type: 'property', code, name: 'notOtherwiseClassified', value: 'true' }
}

function empty(context: ParseContext): Issue {
  return problem(context, { code: 'no-rows', severity: 'error', text: 'The file lists no HCPCS Level II code.' })
}
