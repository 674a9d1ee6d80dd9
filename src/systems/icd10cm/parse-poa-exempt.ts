/**
 * Codes exempt from reporting whether the condition was present on admission.
 *
 * @source `POAexemptCodesFYyy.txt` in the yearly "POA exempt codes" download of CMS and CDC/NCHS; the same rows are
 *   in an xlsx beside it, which is not read, nor are the lists of additions, deletions and revisions.
 *   Checked against FY2026: 38,349 rows.
 * @layout Tab separated, CRLF, first line headings:
 *   | column | heading | content |
 *   |---|---|---|
 *   | 1 | `Order26` (year in it) | order number of the code in the order file |
 *   | 2 | `POAexemptCode` | code with point |
 *   | 3 | `Description` | long title |
 */
import type { Issue } from '../../core/issue.ts'
import type { Line } from '../../sources/lines.ts'
import type { PropertyRecord } from '../records.ts'
import { issueOf, type ParseContext } from './context.ts'
import { parsePrinted } from './grammar.ts'

/** Property `poaExempt` = `true` for each code of the list. */
export async function* parsePoaExempt(
  lines: AsyncIterable<Line>,
  context: ParseContext,
): AsyncIterable<PropertyRecord | Issue> {
  const seen = new Set<string>()
  for await (const { number: line, text } of lines) {
    if (text.trim() === '' || /^Order\d*\tPOAexemptCode\b/i.test(text)) continue
    const cells = text.split('\t')
    const code = parsePrinted((cells[1] ?? '').trim())
    const about = { line, quote: text }
    if (cells.length < 2) {
      yield issueOf(context, { ...about, code: 'short-row', text: 'The row has no second column.' })
    } else if (code === undefined) {
      yield issueOf(context, { ...about, code: 'unparsable-code', text: 'The second column is not an ICD-10-CM code.' })
    } else if (seen.has(code)) {
      const twice = `${code} stands in an earlier row as well.`
      yield issueOf(context, { ...about, code: 'duplicate-code', severity: 'warning', text: twice })
    } else {
      seen.add(code)
      yield { type: 'property', code, name: 'poaExempt', value: 'true' }
    }
  }
}
