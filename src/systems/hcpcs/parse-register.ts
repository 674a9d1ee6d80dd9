/**
 * HCPCS Level II as a plain CSV with a heading, as data packages pass it on.
 *
 * @source `hcpcs_level2_YYYY-MM.csv`, made from CMS's alpha-numeric file; July 2024 (8,033 codes) was checked.
 * @layout CSV, UTF-8. Columns, in any order; all but the first two may be missing:
 *   hcpcs_code, long_description, short_description, price, multi, cov, betos, tos, action, cim, mcm, statute, lab,
 *   xref, asc_grp, proc, anes, date_term (last day of use), date_added, date_asc, date_action.
 *   What they mean: parse-anweb.ts. Dates are YYYY-MM-DD.
 *   A second form (October 2025, 8,463 codes and 383 modifiers) calls them code, kind, …, pricing_indicator,
 *   multiple_pricing, coverage, processing_note, add_date (YYYYMMDD) and writes several values without a separator.
 * Irregularities: several values in one cell are separated by a colon (tos `A:P:R`) or a comma and a blank
 * (xref `K0037, K0042`). There are no modifiers. The word `CPT` stands in one xref.
 */
import type { CsvRow } from '../../sources/csv.ts'
import type { SourceRecord } from '../records.ts'
import { type CodeContext, problem } from './context.ts'
import { FIELDS, type Field, type FieldName } from './fields.ts'
import { recordsOf } from './rows.ts'

/** Headings of the second form, and what the first calls them. */
const ALIASES = [
  ['code', 'hcpcs_code'],
  ['pricing_indicator', 'price'],
  ['multiple_pricing', 'multi'],
  ['coverage', 'cov'],
  ['processing_note', 'proc'],
  ['add_date', 'date_added'],
] as const

/**
 * The records of each code in file order. A file without the heading is one Issue (`no-heading`); a row narrower than
 * the heading is an Issue (`short-row`).
 */
export async function* parseRegister(rows: AsyncIterable<CsvRow>, context: CodeContext): AsyncIterable<SourceRecord> {
  let columns: Map<string, number> | undefined
  let width = 0
  let order = 0
  for await (const { line, cells } of rows) {
    if (!columns) {
      columns = new Map(cells.map((cell, i) => [cell.trim().toLowerCase(), i]))
      for (const [other, name] of ALIASES) {
        const at = columns.get(other)
        if (at !== undefined) columns.set(name, at)
      }
      width = cells.length
      if (columns.has('hcpcs_code') && columns.has('long_description')) continue
      const text = 'The first row does not have the headings hcpcs_code and long_description.'
      yield problem(context, { code: 'no-heading', severity: 'error', line, text })
      return
    }
    if (cells.length !== width) {
      const text = `The row has ${cells.length} cells and the heading ${width}.`
      yield problem(context, { code: 'row-width', severity: 'error', line, text })
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
  if (field.slots === 1) return [cell]
  const values = cell.split(/[:,;\s]+/).filter((value) => value !== '')
  // Values of a fixed width may be run together: `A0030A0425`, `PR`.
  return values.flatMap((value) =>
    value.length % field.width === 0 ? value.match(new RegExp(`.{${field.width}}`, 'g'))! : [value],
  )
}
