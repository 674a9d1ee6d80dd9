/**
 * HCPCS Level II as a plain CSV with a heading, as data packages pass it on.
 *
 * @source `hcpcs_level2_YYYY-MM.csv`, made from CMS's alpha-numeric file; July 2024 (8,033 codes) was checked.
 * @layout CSV, UTF-8. Columns, in any order; all but the first two may be missing:
 *   hcpcs_code, long_description, short_description, price, multi, cov, betos, tos, action, cim, mcm, statute, lab,
 *   xref, asc_grp, proc, anes, date_term (last day of use), date_added, date_asc, date_action.
 *   What they mean: parse-anweb.ts. Dates are YYYY-MM-DD.
 * Irregularities: several values in one cell are separated by a colon (tos `A:P:R`) or a comma and a blank
 * (xref `K0037, K0042`). There are no modifiers. The word `CPT` stands in one xref.
 */
import type { CsvRow } from '../../sources/csv.ts'
import type { SourceRecord } from '../records.ts'
import { type CodeContext, problem } from './context.ts'
import { FIELDS, type Field, type FieldName } from './fields.ts'
import { recordsOf } from './rows.ts'

/**
 * The records of each code in file order. A file without the heading is one Issue (`no-heading`); a row narrower than
 * the heading is an Issue (`short-row`).
 */
export async function* parseRegister(rows: AsyncIterable<CsvRow>, context: CodeContext): AsyncIterable<SourceRecord> {
  let columns: ReadonlyMap<string, number> | undefined
  let order = 0
  for await (const { line, cells } of rows) {
    if (!columns) {
      columns = new Map(cells.map((cell, i) => [cell.trim().toLowerCase(), i]))
      if (columns.has('hcpcs_code') && columns.has('long_description')) continue
      const text = 'The first row does not have the headings hcpcs_code and long_description.'
      yield problem(context, { code: 'no-heading', severity: 'error', line, text })
      return
    }
    if (cells.length < columns.size) {
      const text = `The row has ${cells.length} cells and the heading ${columns.size}.`
      yield problem(context, { code: 'short-row', severity: 'error', line, text })
      continue
    }
    const cell = (name: string): string => (cells[columns?.get(name) ?? -1] ?? '').trim()
    const values = new Map<FieldName, readonly string[]>()
    for (const field of FIELDS) {
      const found = split(cell(('register' in field ? field.register : undefined) ?? ''), field)
      if (found.length > 0) values.set(field.name, found)
    }
    order += 1
    yield* recordsOf(
      {
        line,
        code: cell('hcpcs_code'),
        pieces: [cell('long_description')],
        shortTitle: cell('short_description'),
        values,
      },
      { ...context, order },
    )
  }
}

function split(cell: string, field: Field): string[] {
  if (cell === '') return []
  return field.slots === 1 ? [cell] : cell.split(/[:,;\s]+/).filter((value) => value !== '')
}
