/**
 * The alpha-numeric HCPCS file as a workbook: the fields of the fixed-width file, one column per value.
 *
 * @source CMS, "Alpha-Numeric HCPCS File", `HCPCYYYY_MMM_ANWEB.xlsx`. Checked against January 2019, July and
 *   October 2020.
 * @layout First sheet. Disclaimer rows, then the heading row with these columns, in any order:
 *   HCPC (modifiers with three blanks in front), SEQNUM, RECID (3, 7 first row; 4, 8 further row), LONG DESCRIPTION,
 *   SHORT DESCRIPTION, PRICE1-4, MULT_PI, CIM1-3, MCM1-3, STATUTE, LABCERT1-8, XREF1-5, COV, ASC_GRP, ASC_DT, OPPS,
 *   OPPS_PI, OPPS_DT (the MOG fields), PROCNOTE, BETOS, TOS1-5, ANEST_BU, ADD DT, ACT EFF DT, TERM DT, ACTION CD.
 *   What they mean: parse-anweb.ts.
 * Irregularities: July 2020 has no disclaimer and ends in two blank rows. A description longer than Excel's cell takes
 * a further row with RECID 4 (G0503). Cells that look like numbers may have lost leading zeros.
 */
import { foldCode } from '../../core/text.ts'
import type { SheetRow } from '../../sources/xlsx.ts'
import type { SourceRecord } from '../records.ts'
import { type CodeContext, problem, quoted } from './context.ts'
import { FIELDS, type FieldName, type FieldValues } from './fields.ts'
import { type CodeRow, recordsOf } from './rows.ts'

/** Heading without what publishers vary: `ADD DT`, `Add_Dt` → `ADDDT`. */
const heading = foldCode

/**
 * The records of each code in sheet order. Rows above the heading are the disclaimer; a sheet without heading is one
 * Issue (`no-heading`). Rows without code and further rows without a first row are Issues (`short-row`, `orphan-line`).
 */
export async function* parseAnwebSheet(
  rows: AsyncIterable<SheetRow>,
  context: CodeContext,
): AsyncIterable<SourceRecord> {
  let columns: ReadonlyMap<string, number> | undefined
  let row: (CodeRow & { readonly pieces: string[] }) | undefined
  let order = 0

  const finish = (): SourceRecord[] => {
    if (!row) return []
    order += 1
    return recordsOf(row, { ...context, order })
  }

  for await (const { line, cells } of rows) {
    if (!columns) {
      const found = new Map(cells.map((cell, i) => [heading(cell), i]))
      if (found.has('HCPC') && found.has('LONGDESCRIPTION')) columns = found
      continue
    }
    if (cells.every((cell) => cell.trim() === '')) continue
    const cell = (name: string): string => (cells[columns?.get(heading(name)) ?? -1] ?? '').trim()
    const code = cell('HCPC')
    const kind = cell('RECID')
    if (code === '') {
      const text = 'The row has no code.'
      yield problem(context, { code: 'short-row', severity: 'error', line, text })
    } else if (kind !== '4' && kind !== '8') {
      yield* finish()
      const pieces = [cell('LONG DESCRIPTION')]
      row = { line, code, pieces, shortTitle: cell('SHORT DESCRIPTION'), values: valuesOf(cell) }
    } else if (row?.code !== code) {
      const text = `A further row of ${quoted(code)} does not follow its first row; it was left out.`
      yield problem(context, { code: 'orphan-line', severity: 'error', line, text })
    } else {
      row.pieces.push(cell('LONG DESCRIPTION'))
    }
  }
  yield* finish()
  if (!columns) {
    const text = 'The first sheet has no row with the headings HCPC and LONG DESCRIPTION.'
    yield problem(context, { code: 'no-heading', severity: 'error', text })
  }
}

function valuesOf(cell: (name: string) => string): FieldValues {
  const values = new Map<FieldName, readonly string[]>()
  for (const { name, slots, heading } of FIELDS) {
    const names = slots === 1 ? [heading] : Array.from({ length: slots }, (_, i) => `${heading}${i + 1}`)
    const found = names.map(cell).filter((value) => value !== '')
    if (found.length > 0) values.set(name, found)
  }
  return values
}
