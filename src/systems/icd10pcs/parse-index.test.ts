import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readXml } from '../../sources/xml.ts'
import { parseIndex } from './parse-index.ts'
import { CONTEXT, collect, memoryFile } from './testing.ts'

const read = (inner: string) => {
  const xml = `<ICD10PCS.index><version>2027</version><letter><title>A</title>${inner}</letter></ICD10PCS.index>`
  return collect(parseIndex(readXml(memoryFile('i.xml', xml)), CONTEXT))
}

describe('the ICD-10-PCS index', () => {
  it('gives main terms and terms in document order, each with its parent', async () => {
    const records = await read(
      `<mainTerm><title>Resection</title>
         <term level="1"><title>Appendix</title><codes>0DTJ</codes>
           <term level="2"><title>Whole</title><code>0DTJ4ZZ</code></term></term>
         <term level="1"><title>Intestine</title><tab>0DT</tab></term></mainTerm>`,
    )
    const entry = { type: 'indexEntry', index: 'pcs', references: [] }
    assert.deepEqual(records, [
      { ...entry, id: 0, title: 'Resection', targets: [] },
      { ...entry, id: 1, parent: 0, title: 'Appendix', targets: [{ code: '0DTJ', partial: true }] },
      { ...entry, id: 2, parent: 1, title: 'Whole', targets: [{ code: '0DTJ4ZZ', partial: false }] },
      { ...entry, id: 3, parent: 0, title: 'Intestine', targets: [{ code: '0DT', partial: true }] },
    ])
  })

  it('reads see and use with and without codes', async () => {
    const records = await read(
      `<mainTerm><title>Abdominohysterectomy</title><see>Resection, Uterus
         <codes>0UT9</codes>
       </see></mainTerm>
       <mainTerm><title>Lead</title><use>Cardiac Lead in <tab>02H</tab></use></mainTerm>
       <mainTerm><title>Abrasion</title><see>Extraction</see></mainTerm>
       <mainTerm><title>Both</title><see>Excision <tab>0DB</tab>, <tab>0DT</tab></see></mainTerm>`,
    )
    assert.deepEqual(
      records.map((r) => (r.type === 'indexEntry' ? r.references : r)),
      [
        [{ kind: 'see', text: 'Resection, Uterus', code: '0UT9' }],
        [{ kind: 'use', text: 'Cardiac Lead in', code: '02H' }],
        [{ kind: 'see', text: 'Extraction' }],
        [
          { kind: 'see', text: 'Excision ,', code: '0DB' },
          { kind: 'see', text: 'Excision ,', code: '0DT' },
        ],
      ],
    )
  })

  it('keeps codes that follow nested terms', async () => {
    const records = await read(
      '<mainTerm><title>A</title><term level="1"><title>B</title></term><code>0DTJ4ZZ</code></mainTerm>',
    )
    const main = records[0]
    assert.ok(main?.type === 'indexEntry')
    assert.deepEqual(main.targets, [{ code: '0DTJ4ZZ', partial: false }])
  })

  it('names what is no code and what it does not know, and reads on', async () => {
    const records = await read(
      '<mainTerm><title>A</title><code>0DTO</code><note>B</note></mainTerm><mainTerm><title>C</title></mainTerm>',
    )
    assert.deepEqual(
      records.map((r) => (r.type === 'issue' ? `${r.severity} ${r.code}` : r.title)),
      ['error bad-code', 'warning unknown-element', 'A', 'C'],
    )
  })
})
