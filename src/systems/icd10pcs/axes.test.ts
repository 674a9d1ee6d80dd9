import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Axis, AxisRowRecord, TableAxesRecord } from '../records.ts'
import { axesOf, expandRow, rowOf } from './axes.ts'

function axis(position: number, values: string): Axis {
  const meanings = [...values].map((code) => ({ code, label: `${position}${code}` }))
  return { position, title: `Axis ${position}`, values: meanings }
}

const TABLE: TableAxesRecord = { type: 'tableAxes', table: '0DT', axes: [axis(1, '0'), axis(2, 'D'), axis(3, 'T')] }
const ROWS: AxisRowRecord[] = [
  { type: 'axisRow', table: '0DT', row: 0, axes: [axis(4, 'JK'), axis(5, '04'), axis(6, 'Z'), axis(7, 'Z')] },
  { type: 'axisRow', table: '0DT', row: 1, axes: [axis(4, 'J'), axis(5, 'F'), axis(6, 'Z'), axis(7, 'Z')] },
]

describe('the axes of an ICD-10-PCS code', () => {
  it('are the table’s three and those of the row that holds the code', () => {
    assert.deepEqual(
      axesOf('0DTJFZZ', [TABLE], ROWS)?.map((a) => `${a.position}${a.code}=${a.label}`),
      ['10=10', '2D=2D', '3T=3T', '4J=4J', '5F=5F', '6Z=6Z', '7Z=7Z'],
    )
  })

  it('are absent for a combination that no row has', () => {
    assert.equal(axesOf('0DTKFZZ', [TABLE], ROWS), undefined)
    assert.equal(axesOf('0DT', [TABLE], ROWS), undefined)
    assert.equal(axesOf('0DBJFZZ', [TABLE], ROWS), undefined)
    assert.equal(rowOf('0DBJFZZ', ROWS), undefined)
  })

  it('multiply to the codes of a row, each found in that row again', () => {
    for (const row of ROWS) {
      for (const code of expandRow(row)) assert.equal(rowOf(code, ROWS), row)
    }
    assert.deepEqual(expandRow(ROWS[0] as AxisRowRecord), ['0DTJ0ZZ', '0DTJ4ZZ', '0DTK0ZZ', '0DTK4ZZ'])
  })
})
