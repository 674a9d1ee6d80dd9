/**
 * ICD-10-CM order file: every code, header and billable, with short and long title.
 *
 * @source `icd10cm_order_YYYY.txt` (also `icd10cm-order-YYYY.txt`) in the yearly "Code Descriptions" download of
 *   CDC/NCHS and CMS. Checked against FY2024, FY2025 and FY2026.
 * @layout Fixed width, one row a code, CRLF; columns 1-based, inclusive:
 *   | columns | content |
 *   |---|---|
 *   | 1-5    | order number, five digits, ascending |
 *   | 7-13   | code without point, left-justified |
 *   | 15     | 0 = header, not valid for reporting; 1 = valid |
 *   | 17-76  | short title |
 *   | 78-    | long title, to the end of the row |
 * Irregularities: the text is ASCII where the tabular list has accents (Sezary for Sézary). Since FY2026 a category
 * may have two letters (QA0). Header rows exist for placeholder X stems that the printed list does not show.
 */

import type { Issue } from '../../core/issue.ts'
import { squeeze } from '../../core/text.ts'
import type { Line } from '../../sources/lines.ts'
import type { ConceptRecord } from '../records.ts'
import { issueOf, type ParseContext } from './context.ts'
import { isStoredCode } from './grammar.ts'
import { levelOf, parentOf } from './tree.ts'

/**
 * A concept for each row, in file order. `parent` is the longest beginning of the code that is a code of the file,
 * so categories have none; `order` is the number in the file.
 */
export async function* parseOrder(
  lines: AsyncIterable<Line>,
  context: ParseContext,
): AsyncIterable<ConceptRecord | Issue> {
  const billableOf = new Map<string, boolean>()
  let last = 0
  for await (const { number: line, text } of lines) {
    if (text.trim() === '') continue
    const about = { line, quote: text }
    const code = text.slice(6, 13).trimEnd()
    const flag = text[14]
    const title = tidy(text.slice(77))
    const problem =
      text.length < 78 || title === ''
        ? { code: 'short-row', text: 'The row ends before the long title in column 78.' }
        : !isStoredCode(code)
          ? { code: 'unparsable-code', text: `"${code}" in columns 7-13 is not an ICD-10-CM code.` }
          : flag !== '0' && flag !== '1'
            ? { code: 'unknown-flag', text: `Column 15 says "${flag}" where 0 or 1 is meant.` }
            : billableOf.has(code)
              ? { code: 'duplicate-code', text: `${code} stands in an earlier row as well.` }
              : undefined
    if (problem) {
      yield issueOf(context, { ...about, ...problem })
      continue
    }

    const order = Number(text.slice(0, 5))
    if (!(order > last)) {
      const after = `The order number "${text.slice(0, 5)}" does not follow ${last}.`
      yield issueOf(context, { ...about, code: 'out-of-order', severity: 'warning', text: after })
    }
    if (text.includes('\ufffd')) {
      const bad = 'The row holds bytes that are not UTF-8.'
      yield issueOf(context, { ...about, code: 'unreadable-character', severity: 'warning', text: bad })
    }
    const parent = parentOf(code, billableOf)
    if (parent === undefined && code.length > 3) {
      const none = `No row before it holds a header of ${code}.`
      yield issueOf(context, { ...about, code: 'missing-parent', severity: 'warning', text: none })
    }
    if (parent !== undefined && billableOf.get(parent)) {
      const odd = `${code} stands under ${parent}, which is flagged valid.`
      yield issueOf(context, { ...about, code: 'child-of-valid-code', severity: 'warning', text: odd })
    }
    last = Number.isNaN(order) ? last : Math.max(last, order)
    const billable = flag === '1'
    billableOf.set(code, billable)
    const shortTitle = tidy(text.slice(16, 76))
    yield {
      type: 'concept',
      code,
      level: levelOf(code, billable),
      title,
      ...(shortTitle === '' || shortTitle === title ? {} : { shortTitle }),
      billable,
      ...(parent === undefined ? {} : { parent }),
      order: Number.isNaN(order) ? last : order,
    }
  }
}

/** Same as `squeeze`, but nearly all titles are tidy already and there are two in each of 100,000 rows. */
function tidy(text: string): string {
  const trimmed = text.trim()
  return trimmed.includes('  ') || trimmed.includes('\t') ? squeeze(trimmed) : trimmed
}
