import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readXml } from '../../sources/xml.ts'
import { parseDefinitions } from './parse-definitions.ts'
import { CONTEXT, collect, memoryFile } from './testing.ts'

const read = (inner: string) => {
  const xml = `<ICD10PCS.definitions><title>T</title>${inner}</ICD10PCS.definitions>`
  return collect(parseDefinitions(readXml(memoryFile('d.xml', xml)), CONTEXT))
}

describe('the ICD-10-PCS definitions', () => {
  it('gives one record per title of a term', async () => {
    const records = await read(
      `<section code="0"><title>Medical and Surgical</title><axis pos="4"><title>Body Part</title>
       <terms><title>1st Toe, Left</title><title>1st Toe, Right</title><includes>Hallux</includes></terms>
       </axis></section>`,
    )
    const shared = { type: 'definition', section: '0', position: 4, axis: 'Body Part', includes: ['Hallux'] }
    assert.deepEqual(records, [
      { ...shared, term: '1st Toe, Left' },
      { ...shared, term: '1st Toe, Right' },
    ])
  })

  it('keeps definition and explanation and starts each term anew', async () => {
    const records = await read(
      `<section code="1"><axis pos="3"><title>Operation</title>
       <terms><title>Delivery</title><definition>Assisting</definition><explanation>By hand</explanation></terms>
       <terms><title>Abortion</title></terms></axis></section>`,
    )
    assert.deepEqual(records, [
      {
        type: 'definition',
        section: '1',
        position: 3,
        axis: 'Operation',
        term: 'Delivery',
        definition: 'Assisting',
        explanation: 'By hand',
        includes: [],
      },
      { type: 'definition', section: '1', position: 3, axis: 'Operation', term: 'Abortion', includes: [] },
    ])
  })

  it('names a term without title or place', async () => {
    const records = await read(
      '<section code="0"><axis pos="9"><terms><title>A</title></terms></axis><axis pos="3"><terms/></axis></section>',
    )
    assert.deepEqual(
      records.map((r) => (r.type === 'issue' ? r.code : r.type)),
      ['bad-term', 'bad-term'],
    )
  })
})
