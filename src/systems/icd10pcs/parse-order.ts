/**
 * The ICD-10-PCS order file: every table header and every valid code with both official titles.
 *
 * @source CMS, "ICD-10-PCS Order File (Long and Abbreviated Titles)", `icd10pcs_order_YYYY.txt` in
 *   `YYYY-icd-10-pcs-order-file-long-and-abbreviated-titles.zip`. Checked against FY2025 and FY2026.
 * @layout Fixed width, ASCII, CRLF, no heading. Columns are 1-based.
 *   |  columns | content                                                     |
 *   |---------:|-------------------------------------------------------------|
 *   |    1 - 5 | order number, from 00001, by ones                           |
 *   |        6 | blank                                                       |
 *   |   7 - 13 | code: seven characters, or a table header of three          |
 *   |       14 | blank                                                       |
 *   |       15 | 1 = valid for reporting, 0 = header                         |
 *   |       16 | blank                                                       |
 *   |  17 - 76 | abbreviated title                                           |
 *   |       77 | blank                                                       |
 *   | 78 - end | full title                                                  |
 * Irregularities: none seen; an end-of-file mark (0x1A) or an empty last line is passed over.
 */
import type { Issue } from '../../core/issue.ts'
import { squeeze } from '../../core/text.ts'
import type { Line } from '../../sources/lines.ts'
import type { ConceptRecord } from '../records.ts'
import { type ParseContext, problem, quoted } from './context.ts'
import { isPcsCode, isPcsPrefix } from './grammar.ts'

/**
 * One ConceptRecord per good row, in file order: headers have level `table`, codes the header's code as parent. `order`
 * is the file's order number. Rows that break the layout are Issues (`short-row`, `bad-code`, `bad-flag`).
 */
export async function* parseOrder(
  lines: AsyncIterable<Line>,
  context: ParseContext,
): AsyncIterable<ConceptRecord | Issue> {
  for await (const { number, text } of lines) {
    if (text.trim() === '' || text === '\x1a') continue
    const bad = (code: string, what: string): Issue =>
      problem(context, { code, severity: 'error', line: number, text: `${what}: ${quoted(text)}` })

    const order = Number(text.slice(0, 5))
    const code = text.slice(6, 13).trimEnd()
    const flag = text.slice(14, 15)
    const short = squeeze(text.slice(16, 76))
    const title = squeeze(text.slice(77))
    if (!Number.isInteger(order) || order < 1 || title === '') {
      yield bad('short-row', 'The row has no order number or no full title')
    } else if (flag !== '0' && flag !== '1') {
      yield bad('bad-flag', 'Column 15 is neither 0 nor 1')
    } else if (flag === '1' ? !isPcsCode(code) : !(isPcsPrefix(code) && code.length === 3)) {
      yield bad('bad-code', flag === '1' ? 'Not a code of seven characters' : 'Not a table of three characters')
    } else {
      yield {
        type: 'concept',
        code,
        level: flag === '1' ? 'code' : 'table',
        title,
        ...(short === '' || short === title ? {} : { shortTitle: short }),
        billable: flag === '1',
        ...(flag === '1' ? { parent: code.slice(0, 3) } : {}),
        order,
      }
    }
  }
}
