import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readCsv } from '../../sources/csv.ts'
import { parseTitles } from './parse-titles.ts'
import { CONTEXT, collect, memoryFile } from './testing.ts'

const read = (text: string) => collect(parseTitles(readCsv(memoryFile('icd_10_pcs.csv', text)), CONTEXT))

describe('the ICD-10-PCS titles list', () => {
  it('gives a code with its full title', async () => {
    assert.deepEqual(await read('0DTJ4ZZ,"Resection of Appendix, Open Approach"\n'), [
      {
        type: 'concept',
        code: '0DTJ4ZZ',
        level: 'code',
        title: 'Resection of Appendix, Open Approach',
        billable: true,
        order: 1,
      },
    ])
  })

  it('names each bad row with its line and reads on', async () => {
    const records = await read('0DTJ4ZZ\n0DTJ4,Title\ncode,title\n0DTJ0ZZ,Title\n')
    const seen = records.map((r) => (r.type === 'issue' ? `${r.line} ${r.code}` : r.code))
    assert.deepEqual(seen, ['1 short-row', '2 bad-code', '3 bad-code', '0DTJ0ZZ'])
  })
})
