import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { all, memoryFile } from '../../test/tools/memory-file.ts'
import { AppError } from '../core/errors.ts'
import { readCsv } from './csv.ts'

describe('reading delimited rows', () => {
  it('gives rows of any width with the line on which they start', async () => {
    const rows = await all(readCsv(memoryFile('a.csv', '\ufeffa,b\r\n"x\ny, z",2,3\r\n\r\nq\r\n', 4)))
    assert.deepEqual(rows, [
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['x\ny, z', '2', '3'] },
      { line: 5, cells: ['q'] },
    ])
  })

  it('takes other delimiters and stray quotes', async () => {
    const rows = await all(readCsv(memoryFile('a.txt', '5" tube\tx\n'), { delimiter: '\t' }))
    assert.deepEqual(rows[0]?.cells, ['5" tube', 'x'])
  })

  it('decodes the encoding given', async () => {
    const rows = await all(readCsv(memoryFile('a.csv', Uint8Array.of(0x92, 0x2c, 0x61)), { encoding: 'windows-1252' }))
    assert.deepEqual(rows[0]?.cells, ['\u2019', 'a'])
  })

  it('refuses a quote that never closes', async () => {
    const reading = all(readCsv(memoryFile('a.csv', 'a,"b\nc')))
    await assert.rejects(reading, (error) => error instanceof AppError && error.code === 'file-unreadable')
  })

  it('passes on what goes wrong with the bytes', async () => {
    const file = {
      ...memoryFile('a.csv', ''),
      async *open(): AsyncIterable<Uint8Array> {
        yield Buffer.from('a,b\n')
        throw new AppError('file-unreadable', { path: 'a.csv', problem: 'cut off' })
      },
    }
    await assert.rejects(all(readCsv(file)), /cut off/)
  })

  it('can be left before its end', async () => {
    for await (const row of readCsv(memoryFile('a.csv', 'a,b\nc,d\n'))) {
      assert.equal(row.line, 1)
      break
    }
  })
})
