import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readCsv } from '../../sources/csv.ts'
import { parseRegister } from './parse-register.ts'
import { CONTEXT, collect, memoryFile } from './testing.ts'

const HEADING = 'hcpcs_code,long_description,short_description,price,tos,xref,anes,date_term,date_added\n'
const read = (text: string) => collect(parseRegister(readCsv(memoryFile('hcpcs_level2_2024-07.csv', text)), CONTEXT))

describe('the HCPCS register', () => {
  it('reads codes with several values in a cell', async () => {
    const records = await read(
      `${HEADING}E0607,"Monitor, home",Monitor,32,A:P:R,"K0037, K0042",0,2026-09-30,1986-01-01\n`,
    )
    assert.partialDeepStrictEqual(records[0], {
      code: 'E0607',
      title: 'Monitor, home',
      shortTitle: 'Monitor',
      billable: false,
      addedOn: '1986-01-01',
      terminatedOn: '2026-09-30',
    })
    const said = records.slice(1).map((r) => {
      if (r.type === 'property') return `${r.name}=${r.value}`
      return r.type === 'relation' ? r.target : r.type
    })
    assert.deepEqual(said, [
      'pricingIndicator=32',
      'K0037',
      'K0042',
      'typeOfService=A',
      'typeOfService=P',
      'typeOfService=R',
    ])
  })

  it('names each bad row with its line and reads on', async () => {
    const records = await read(
      `${HEADING}A0021\n99213,secret,,,,,,,\nD0120,secret,,,,,,,\nA0021,,,,,,,,\nA0030,Title,,,,CPT,,2024-99-01,\n`,
    )
    assert.deepEqual(
      records.map((r) => (r.type === 'issue' ? `${r.line} ${r.code}` : r.type)),
      [
        '2 row-width',
        '3 cpt-not-loaded',
        '4 cdt-not-loaded',
        '5 no-title',
        'concept',
        '6 bad-cross-reference',
        '6 bad-date',
      ],
    )
    assert.ok(!JSON.stringify(records).includes('secret'))
  })

  it('says when the heading is missing', async () => {
    assert.partialDeepStrictEqual(await read('A0021,Title\n'), [{ type: 'issue', code: 'no-heading', line: 1 }])
  })
})
