/**
 * The ICD-10-PCS tables: the grid from which every valid code is put together, axis by axis.
 *
 * @source CMS, `icd10pcs_tables_YYYY.xml` in "ICD-10-PCS Code Tables and Index" (YYYY-icd-10-pcs-tables-and-index.zip).
 *   Checked against FY2026: 914 tables and 2,733 rows, which expand to exactly the 79,115 codes of the order file.
 * @layout XML, UTF-8.
 *   ICD10PCS.tabular
 *     version, title                       release year
 *     pcsTable                             one per three-character table
 *       axis @pos=1..3 @values=1           title (axis name), label @code (value), definition (of the value, axis 3)
 *       pcsRow @codes                      every combination of its values is a valid code; @codes says how many
 *         axis @pos=4..7 @values           title, label @code, one per value; @values says how many
 * Irregularities: the body system of the sections G and H is labelled `None`.
 */
import type { Issue } from '../../core/issue.ts'
import { squeeze } from '../../core/text.ts'
import type { XmlEvent } from '../../sources/xml.ts'
import type { Axis, AxisRowRecord, TableAxesRecord } from '../records.ts'
import { type ParseContext, problem } from './context.ts'

interface OpenAxis {
  readonly position: number
  title: string
  readonly values: { code: string; label: string; definition?: string }[]
}

/**
 * Per table one TableAxesRecord and then its AxisRowRecords. A table without three single values, or a row without
 * axes 4 to 7, is an Issue (`bad-table`, `bad-row`) and left out; a count that differs is a warning (`row-count`).
 */
export async function* parseTables(
  events: AsyncIterable<XmlEvent>,
  context: ParseContext,
): AsyncIterable<TableAxesRecord | AxisRowRecord | Issue> {
  let tableAxes: OpenAxis[] = []
  let rowAxes: OpenAxis[] | undefined
  let rowCodes = ''
  let axis: OpenAxis | undefined
  /** Code of the table once its three axes are known; null when they were wrong. */
  let table: string | null | undefined
  let row = 0
  let text = ''

  for await (const event of events) {
    if (event.type === 'text') {
      text += event.text
      continue
    }
    if (event.type === 'open') {
      text = ''
      if (event.name === 'pcsTable') {
        tableAxes = []
        table = undefined
        row = 0
      } else if (event.name === 'pcsRow') {
        if (table === undefined) {
          table = tableCode(tableAxes)
          if (table === null) {
            const text = `The table does not have one value on each of the axes 1 to 3 (it has ${tableAxes.length}).`
            yield problem(context, { code: 'bad-table', severity: 'error', line: event.line, text })
          } else {
            yield { type: 'tableAxes', table, axes: tableAxes }
          }
        }
        rowAxes = []
        rowCodes = event.attributes.codes ?? ''
      } else if (event.name === 'axis') {
        axis = { position: Number(event.attributes.pos), title: '', values: [] }
        ;(rowAxes ?? tableAxes).push(axis)
      } else if (event.name === 'label' && axis) {
        axis.values.push({ code: event.attributes.code ?? '', label: '' })
      }
      continue
    }
    const value = axis?.values.at(-1)
    if (event.name === 'axis') axis = undefined
    else if (event.name === 'title' && axis) axis.title = squeeze(text)
    else if (event.name === 'label' && value) value.label = squeeze(text)
    else if (event.name === 'definition' && value) value.definition = squeeze(text)
    else if (event.name === 'pcsRow' && rowAxes) {
      const axes: readonly Axis[] = rowAxes
      rowAxes = undefined
      if (typeof table !== 'string') continue
      if (axes.map((a) => a.position).join('') !== '4567' || axes.some((a) => a.values.length === 0)) {
        const text = `Row ${row + 1} of table ${table} does not have values on the axes 4 to 7.`
        yield problem(context, { code: 'bad-row', severity: 'error', line: event.line, text })
        continue
      }
      const count = axes.reduce((product, a) => product * a.values.length, 1)
      if (rowCodes !== '' && Number(rowCodes) !== count) {
        const text = `Row ${row + 1} of table ${table} says ${rowCodes} codes and has ${count}.`
        yield problem(context, { code: 'row-count', severity: 'warning', line: event.line, text })
      }
      yield { type: 'axisRow', table, row, axes }
      row += 1
    }
  }
}

function tableCode(axes: readonly OpenAxis[]): string | null {
  const code = axes.map((a, i) => (a.position === i + 1 && a.values.length === 1 ? a.values[0]?.code : '')).join('')
  return /^[0-9A-HJ-NP-Z]{3}$/.test(code) && axes.length === 3 ? code : null
}
