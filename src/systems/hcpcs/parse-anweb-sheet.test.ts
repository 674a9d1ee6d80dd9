import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseAnwebSheet } from './parse-anweb-sheet.ts'
import { CONTEXT, collect, stream } from './testing.ts'

const HEADING = [
  'HCPC',
  'SEQNUM',
  'RECID',
  'LONG DESCRIPTION',
  'SHORT DESCRIPTION',
  'PRICE1',
  'XREF1',
  'XREF2',
  'PROCNOTE',
  'ADD DT',
  'TERM DT',
]

const read = (...rows: string[][]) =>
  collect(parseAnwebSheet(stream(rows.map((cells, i) => ({ line: i + 1, cells }))), CONTEXT))

describe('the HCPCS workbook', () => {
  it('finds columns by their headings below the disclaimer', async () => {
    const records = await read(['A note about coverage'], HEADING, [
      'A0021',
      '0010',
      '3',
      'Ambulance',
      'Amb',
      '0',
      'A0030',
      '99407',
      '88',
      '19850101',
      '',
    ])
    const fact = { code: 'A0021' }
    assert.deepEqual(records, [
      {
        type: 'concept',
        ...fact,
        level: 'code',
        title: 'Ambulance',
        shortTitle: 'Amb',
        billable: true,
        order: 1,
        addedOn: '1985-01-01',
      },
      // Excel took the leading zeros of both.
      { type: 'property', ...fact, name: 'pricingIndicator', value: '00' },
      { type: 'relation', ...fact, kind: 'crossReference', target: 'A0030' },
      { type: 'relation', ...fact, kind: 'crossReference', target: '99407' },
      { type: 'property', ...fact, name: 'processingNote', value: '0088' },
    ])
  })

  it('joins a description that goes on in a further row', async () => {
    const [concept] = await read(HEADING, ['G0503', '0010', '3', 'One'], ['G0503', '0020', '4', 'two'])
    assert.partialDeepStrictEqual(concept, { title: 'One two', billable: true })
  })

  it('reads modifiers with and without the blanks in front', async () => {
    const records = await read(HEADING, ['   A1', '0010', '7', 'Dressing'], ['RT', '0010', '7', 'Right'])
    assert.deepEqual(
      records.map((r) => r.type === 'concept' && [r.code, r.level]),
      [
        ['A1', 'modifier'],
        ['RT', 'modifier'],
      ],
    )
  })

  it('names bad rows and a sheet without headings', async () => {
    const records = await read(
      HEADING,
      ['', '', '3', 'No code'],
      ['A4253', '0020', '4', 'Orphan'],
      ['D0120', '0010', '3', 'secret'],
      ['', ''],
    )
    assert.deepEqual(
      records.map((r) => r.type === 'issue' && `${r.line} ${r.code}`),
      ['2 short-row', '3 orphan-line', '4 cdt-not-loaded'],
    )
    assert.ok(!JSON.stringify(records).includes('secret'))
    assert.partialDeepStrictEqual(await read(['A', 'B']), [{ type: 'issue', code: 'no-heading' }])
  })
})
