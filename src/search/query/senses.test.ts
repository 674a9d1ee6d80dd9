import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { SUBJECTS, type Subject } from '../../core/subject.ts'
import { analyze } from '../analysis/analyze.ts'
import { SearchEngine } from '../engine.ts'
import { IndexBuilder } from '../index/builder.ts'
import { SearchIndex } from '../index/search-index.ts'
import { senseOf } from './senses.ts'
import { readSentence } from './sentence.ts'

const ALWAYS = { fromDay: 0, toDay: 0xffffffff, group: -1, grouping: false, billable: true, leaf: true, current: true }

const ROWS: readonly (readonly [system: string, code: string, title: string, subject: Subject])[] = [
  ['icd10cm', 'T45.1X1', 'Poisoning by melphalan', 'poisoning'],
  ['icd10cm', 'Z94.4', 'Liver transplant status', 'status'],
  ['icd10cm', 'T86.42', 'Liver transplant failure', 'diagnosis'],
  ['icd10cm', 'R62.0', 'Late walker', 'diagnosis'],
  ['icd10cm', 'O14.9', 'Preeclampsia of mother in pregnancy', 'diagnosis'],
  ['icd10pcs', '0FY00Z0', 'Transplant of liver', 'procedure'],
  ['hcpcs', 'J9245', 'Injection melphalan 50 mg', 'drug'],
  ['hcpcs', 'E0130', 'Walker rigid adjustable', 'supply'],
  ['hcpcs', 'E0135', 'Walker folding adjustable', 'supply'],
  ['hcpcs', 'E0140', 'Walker with trunk support', 'supply'],
  ['hcpcs', 'G9100', 'Preeclampsia', 'measure'],
  ['icd9cm', '715.9', 'Osteoarthrosis', 'retired'],
  ['icd10cm', 'M19.9', 'Osteoarthrosis of unspecified joint', 'diagnosis'],
]

const builder = new IndexBuilder()
for (const [system, code, title, subject] of ROWS)
  builder.addConcept({ ...ALWAYS, system, code: code.replace('.', ''), display: code, title, subject })
const index = new SearchIndex(builder.finish())
const engine = new SearchEngine(index)
const meant = (q: string, dictionaries: string[] = []): Subject | undefined =>
  senseOf(index, readSentence(q, analyze(q)), new Set(dictionaries)).meant
const first = (q: string) => engine.search(q, { limit: 5, filters: {} }).hits[0]

describe('the sort of thing that is meant', () => {
  it('is what the head of the first phrase names', () => {
    assert.equal(meant('liver transplant'), 'procedure')
    assert.equal(meant('liver transplant failure'), 'diagnosis')
    assert.equal(meant('excision of tumor of breast'), 'procedure')
    assert.equal(meant('fracture after closed reduction'), 'diagnosis')
  })

  it('is learned from the names that hold the rarest word', () => {
    assert.equal(meant('walker'), 'supply')
    assert.equal(meant('melphalan'), 'drug')
  })

  it('is not guessed for words that nothing knows', () => {
    assert.equal(meant('flibbertigibbet walker'), undefined)
  })

  it('is a status when the sentence asks for one', () => {
    assert.equal(meant('history of melphalan'), 'status')
  })

  it('orders names of a tier and leaves none out', () => {
    assert.equal(first('melphalan')?.code, 'J9245')
    assert.equal(first('walker')?.code, 'E0130')
    assert.ok(engine.search('walker', { limit: 10, filters: {} }).hits.some(({ code }) => code === 'R62.0'))
  })

  it('lets the words of a sort undo the guess', () => {
    assert.equal(first('melphalan poisoning')?.code, 'T45.1X1')
  })

  it('puts statements of quality reporting behind, unless they are asked for', () => {
    assert.equal(first('preeclampsia')?.code, 'G9100', 'the whole title was typed')
    assert.notEqual(first('preeclampsia mother')?.code, 'G9100')
  })

  it('puts codes of a system that is out of use behind those of today, even where their title is what was typed', () => {
    const { hits } = engine.search('osteoarthrosis', { limit: 5, filters: {} })
    assert.deepEqual(
      hits.map(({ code }) => code),
      ['M19.9', '715.9'],
    )
  })

  it('never makes a name worth more than it is, nor nothing', () => {
    for (const q of ['walker', 'melphalan', 'liver transplant', 'history of walker', 'asthma']) {
      const { worth } = senseOf(index, readSentence(q, analyze(q)), new Set())
      assert.equal(worth.length, SUBJECTS.length + 1)
      for (const value of worth) assert.ok(value > 0 && value <= 1, q)
    }
  })

  it('is said in the answer', () => {
    const { understood } = engine.search('melphalan', { limit: 5, filters: {} })
    assert.deepEqual(understood, [{ text: 'drug', as: 'meant' }])
  })
})
