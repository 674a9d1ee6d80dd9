/**
 * Place of service codes as a CSV.
 *
 * @source `pos_codes_YYYY-MM.csv`, made from CMS's page; June 2024 (99 rows, unassigned numbers among them) was checked.
 * @layout CSV, UTF-8, heading: pos_code (two digits), pos_type (Facility, Non-Facility), pos_name, pos_description.
 * Numbers that CMS has not assigned (`Unassigned`) are no codes and left out with a notice.
 */
import { squeeze } from '../../core/text.ts'
import { headed, type Row } from '../headed.ts'
import { type ParseContext, problemsOf, quoted } from '../problem.ts'
import type { SourceRecord } from '../records.ts'

const problem = problemsOf('pos')

export async function* parsePlaces(rows: AsyncIterable<Row>, context: ParseContext): AsyncIterable<SourceRecord> {
  let order = 0
  for await (const row of headed(rows, { system: 'pos', file: context.file, needs: ['pos_code', 'pos_name'] })) {
    if (row.type === 'issue') {
      yield row
      continue
    }
    const code = row.cell('pos_code')
    const title = squeeze(row.cell('pos_name'))
    if (!/^\d{2}$/.test(code)) {
      const text = `${quoted(code)} is no place of service: it needs two digits.`
      yield problem(context, { code: 'bad-code', severity: 'error', line: row.line, text })
    } else if (title === '' || /^unassigned$/i.test(title)) {
      const text = `${code} is not assigned.`
      yield problem(context, { code: 'not-assigned', severity: 'notice', line: row.line, text })
    } else {
      yield { type: 'concept', code, level: 'code', title, billable: true, order: ++order }
      const definition = squeeze(row.cell('pos_description'))
      if (definition !== '') yield { type: 'property', code, name: 'definition', value: definition }
      const facility = row.cell('pos_type')
      if (facility !== '') yield { type: 'property', code, name: 'facility', value: facility }
    }
  }
}
