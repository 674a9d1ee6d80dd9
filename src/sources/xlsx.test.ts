import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { all, memoryFile } from '../../test/tools/memory-file.ts'
import { workbookOf } from '../../test/tools/xlsx-writer.ts'
import { zipOf } from '../../test/tools/zip-writer.ts'
import { AppError } from '../core/errors.ts'
import { readSheet } from './xlsx.ts'

describe('reading a sheet', () => {
  it('gives every cell as text: numbers as written, dates as YYYY-MM-DD', async () => {
    const bytes = workbookOf([
      ['Code', 'Effective'],
      [' C50.A0 ', 2025],
      ['U07.1', new Date('2020-04-01T00:00:00Z')],
      ['x', 20_260_101],
    ])
    const rows = await all(readSheet(memoryFile('a.xlsx', bytes)))
    assert.deepEqual(rows, [
      { line: 1, cells: ['Code', 'Effective'] },
      { line: 2, cells: ['C50.A0', '2025'] },
      { line: 3, cells: ['U07.1', '2020-04-01'] },
      { line: 4, cells: ['x', '20260101'] },
    ])
  })

  it('counts empty rows without giving them', async () => {
    const rows = await all(readSheet(memoryFile('a.xlsx', workbookOf([['a', 'b'], [], ['c', undefined]]))))
    assert.deepEqual(rows, [
      { line: 1, cells: ['a', 'b'] },
      { line: 3, cells: ['c', ''] },
    ])
  })

  it('refuses what is no workbook', async () => {
    for (const bytes of ['a,b\n', zipOf([{ name: 'a.txt', bytes: 'x' }])]) {
      const reading = all(readSheet(memoryFile('a.xlsx', bytes)))
      await assert.rejects(reading, (error) => error instanceof AppError && error.code === 'file-unreadable')
    }
  })

  it('refuses a workbook that unpacks to far more than it is', async () => {
    const bomb = zipOf([{ name: 'xl/worksheets/sheet1.xml', bytes: Buffer.alloc(20 * 1024 ** 2, 32) }])
    const reading = all(readSheet(memoryFile('a.xlsx', bomb)))
    await assert.rejects(reading, (error) => error instanceof AppError && error.code === 'file-too-large')
  })
})
