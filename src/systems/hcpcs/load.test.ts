import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import type { SourceRecord } from '../records.ts'
import { loaded } from './testing.ts'

const fixture = (name: string): Promise<string> =>
  readFile(new URL(`../../../fixtures/hcpcs/${name}`, import.meta.url), 'utf8')
const ANWEB = await fixture('HCPC2026_OCT_ANWEB.txt')
const NOTES = await fixture('proc_notes_OCT_2026.txt')
const NOC = await fixture('NOC_Codes_OCT_2026.prn')
const REGISTER = 'hcpcs_code,long_description,proc\nA0021,Ambulance,0088\nA0021,Again,0107\nA0030,Air,0107\n'

function issues(records: readonly SourceRecord[]): string[] {
  return records.flatMap((r) => (r.type === 'issue' ? [`${r.severity} ${r.code}`] : []))
}

describe('loading HCPCS', () => {
  it('attaches processing notes to the codes that name them', async () => {
    const records = await loaded({ anweb: ANWEB, processingNotes: NOTES })
    assert.deepEqual(
      records.flatMap((r) => (r.type === 'note' ? [`${r.code} ${r.kind} ${r.text}`] : [])),
      [
        'C9600 note PAYMENT IS FOR HOSPITAL OUTPATIENT ONLY. NOT PAYABLE UNDER THE PHYSICIAN FEE SCHEDULE.',
        'S9083 note "S" CODES ARE UNIQUE TEMPORARY CODES ESTABLISHED BY BCBSA AND HIAA FOR PRIVATE PAYOR USE. ' +
          'THEY ARE NOT VALID NOR PAYABLE BY MEDICARE.',
      ],
    )
    // P7001 refers to CPT as a whole.
    assert.deepEqual(issues(records), ['warning bad-cross-reference'])
  })

  it('marks the codes of the not-otherwise-classified list and no others', async () => {
    const records = await loaded({ anweb: ANWEB, noc: `${NOC}\n  A0999  Unlisted ambulance service\n` })
    const marked = records.flatMap((r) =>
      r.type === 'property' && r.name === 'notOtherwiseClassified' ? [r.code] : [],
    )
    assert.deepEqual(marked, ['J3490'])
    assert.deepEqual(issues(records), ['warning bad-cross-reference', 'warning unknown-code'])
  })

  it('reads the fixed-width file rather than the register and says so', async () => {
    const records = await loaded({ register: REGISTER, anweb: ANWEB })
    assert.equal(issues(records)[0], 'notice file-superseded')
    assert.equal(records.filter((r) => r.type === 'concept').length, 16)
  })

  it('keeps the first of two rows of one code and nothing of the second', async () => {
    const records = await loaded({ register: REGISTER })
    assert.deepEqual(issues(records), ['error duplicate-code'])
    const properties = records.flatMap((r) => (r.type === 'property' ? [`${r.code} ${r.value}`] : []))
    assert.deepEqual(properties, ['A0021 0088', 'A0030 0107'])
  })

  it('says when a note is referred to but missing', async () => {
    const records = await loaded({ register: REGISTER, processingNotes: '  0088--NOT VALID.  *\n' })
    assert.deepEqual(issues(records), ['error duplicate-code', 'warning unknown-note'])
  })
})
