import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readXml } from '../../sources/xml.ts'
import { parseTables } from './parse-tables.ts'
import { CONTEXT, collect, memoryFile } from './testing.ts'

function axis(position: number, values: string): string {
  const labels = [...values].map((v) => `<label code="${v}">Label ${v}</label>`).join('')
  return `<axis pos="${position}" values="${values.length}"><title>Axis ${position}</title>${labels}</axis>`
}

const HEAD = axis(1, '0') + axis(2, 'D') + axis(3, 'T')
const ROW = axis(4, 'JK') + axis(5, '0') + axis(6, 'Z') + axis(7, 'Z')

const read = (inner: string) =>
  collect(parseTables(readXml(memoryFile('t.xml', `<ICD10PCS.tabular>${inner}</ICD10PCS.tabular>`)), CONTEXT))

describe('the ICD-10-PCS tables', () => {
  it('gives the axes of a table and then its rows', async () => {
    const records = await read(
      `<pcsTable>${HEAD}<pcsRow codes="2">${ROW}</pcsRow><pcsRow codes="2">${ROW}</pcsRow></pcsTable>`,
    )
    assert.deepEqual(
      records.map((r) => (r.type === 'axisRow' ? `${r.table} row ${r.row}` : r.type)),
      ['tableAxes', '0DT row 0', '0DT row 1'],
    )
    const row = records[1]
    assert.ok(row?.type === 'axisRow')
    assert.deepEqual(row.axes[0], {
      position: 4,
      title: 'Axis 4',
      values: [
        { code: 'J', label: 'Label J' },
        { code: 'K', label: 'Label K' },
      ],
    })
  })

  it('keeps the definition with its value', async () => {
    const head = HEAD.replace(/<\/axis>$/, '<definition>Cutting\n  out</definition></axis>')
    const [table] = await read(`<pcsTable>${head}<pcsRow codes="2">${ROW}</pcsRow></pcsTable>`)
    assert.ok(table?.type === 'tableAxes')
    assert.deepEqual(table.axes[2]?.values, [{ code: 'T', label: 'Label T', definition: 'Cutting out' }])
  })

  it('names a table or row it cannot use and reads on', async () => {
    const records = await read(
      `<pcsTable>${axis(1, '01')}${axis(2, 'D')}${axis(3, 'T')}<pcsRow codes="2">${ROW}</pcsRow></pcsTable>` +
        `<pcsTable>${HEAD}<pcsRow codes="2">${axis(4, 'J')}</pcsRow><pcsRow codes="7">${ROW}</pcsRow></pcsTable>`,
    )
    assert.deepEqual(
      records.map((r) => (r.type === 'issue' ? `${r.severity} ${r.code}` : r.type)),
      ['error bad-table', 'tableAxes', 'error bad-row', 'warning row-count', 'axisRow'],
    )
  })
})
