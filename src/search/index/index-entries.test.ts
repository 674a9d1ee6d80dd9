import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { SearchEngine } from '../engine.ts'
import { IndexBuilder } from './builder.ts'
import { type Entry, IndexEntries, variantsOf } from './index-entries.ts'
import { SearchIndex } from './search-index.ts'

const CODES: readonly [string, string][] = [
  ['I219', 'Acute myocardial infarction, unspecified'],
  ['E854', 'Organ-limited amyloidosis'],
  ['I43', 'Cardiomyopathy in diseases classified elsewhere'],
  ['C50', 'Malignant neoplasm of breast'],
  ['T39011', 'Poisoning by aspirin, accidental (unintentional)'],
  ['T39012', 'Poisoning by aspirin, intentional self-harm'],
  ['R109', 'Unspecified abdominal pain'],
]

let nextId = 0
function entry(title: string, fields: Partial<Entry> = {}): Entry {
  const usual = {
    system: 'icd10cm',
    kind: 'alphabetic',
    parentId: undefined,
    nonessential: undefined,
    targets: [],
    references: [],
  }
  return { id: nextId++, title, ...usual, ...fields }
}
const to = (code: string, fields: Partial<Entry['targets'][number]> = {}) => [
  { code, partial: false, heading: undefined, manifestation: undefined, ...fields },
]
const see = (text: string, kind = 'see') => [{ kind, text }]

const infarct = entry('Infarct, infarction')
const myocardium = entry('myocardium, myocardial', {
  parentId: infarct.id,
  nonessential: '(acute) (with stenosis)',
  targets: to('I219'),
})
const amyloidosis = entry('Amyloidosis', { targets: to('E854') })
const heart = entry('heart', { parentId: amyloidosis.id, targets: to('E854', { manifestation: 'I43' }) })
const attack = entry('Attack, attacks')
const attackHeart = entry('heart', { parentId: attack.id, references: see('Infarct, myocardium') })
const loopA = entry('Round', { references: see('About') })
const loopB = entry('About', { references: see('Round') })
const pain = entry('Pain', { references: see('Pain, abdominal') })
const abdominal = entry('abdominal', { parentId: pain.id, targets: to('R109') })
const dolor = entry('Dolor', { references: see('Pain, abdominal', 'seeAlso') })
const breast = entry('Lump, malignant', { targets: to('C50', { partial: true }) })
const aspirin = entry('Aspirin', {
  kind: 'drug',
  targets: [
    ...to('T39011', { heading: 'Poisoning Accidental (unintentional)' }),
    ...to('T39012', { heading: 'Poisoning Intentional self-harm' }),
  ],
})
const ENTRIES = [
  infarct,
  myocardium,
  amyloidosis,
  heart,
  attack,
  attackHeart,
  loopA,
  loopB,
  pain,
  abdominal,
  dolor,
  breast,
  aspirin,
]

function engineOf(): SearchEngine {
  const builder = new IndexBuilder()
  const numbers = new Map<string, number>()
  for (const [code, title] of CODES) {
    numbers.set(
      code,
      builder.addConcept({
        system: 'icd10cm',
        code,
        display: code,
        title,
        billable: true,
        leaf: true,
        grouping: false,
        current: true,
        fromDay: 0,
        toDay: 9e8,
        group: -1,
      }),
    )
  }
  new IndexEntries(ENTRIES).addTo(builder, {
    byCode: (_, code) => numbers.get(code),
    byPrefix: (_, prefix) => [...numbers].filter(([code]) => code.startsWith(prefix)).map(([, n]) => n),
    isGrouping: () => false,
    display: (_, code) => `${code.slice(0, 3)}${code.length > 3 ? `.${code.slice(3)}` : ''}`,
  })
  return new SearchEngine(new SearchIndex(builder.finish()))
}

const engine = engineOf()
const top = (q: string) => engine.search(q, { limit: 5, filters: {} }).hits[0]

describe('variantsOf', () => {
  it('takes forms of one word apart and leaves phrases whole', () => {
    assert.deepEqual(variantsOf('Infarct, infarction'), ['Infarct', 'infarction'])
    assert.deepEqual(variantsOf('bed linen, causing suffocation'), ['bed linen, causing suffocation'])
    assert.deepEqual(variantsOf('Cramp(s)'), ['Cramp'])
  })
})

describe('the alphabetic index as names', () => {
  it('finds a path in any order and by any of its forms', () => {
    for (const q of [
      'infarct myocardium',
      'myocardial infarction',
      'acute myocardial infarct',
      'infarction of the myocardium',
    ]) {
      assert.equal(top(q)?.code, 'I219', q)
      assert.equal(top(q)?.tier, 'exactName', q)
    }
  })

  it('shows etiology and manifestation together, whichever is found', () => {
    const hits = engine
      .search('amyloidosis heart', { limit: 5, filters: {} })
      .hits.filter((h) => h.tier === 'exactName')
    assert.deepEqual(hits.map((h) => h.code).sort(), ['E854', 'I43'])
    for (const hit of hits) assert.equal(hit.why.name?.text, 'Amyloidosis, heart, E85.4 [I43]')
  })

  it('follows see to the entry it names and shows the path taken', () => {
    const hit = top('heart attack')
    assert.equal(hit?.code, 'I219')
    assert.equal(hit?.why.name?.text, 'Attack, attacks, heart')
  })

  it('follows see also when the entry has no code of its own', () => {
    assert.equal(top('dolor')?.code, 'R109')
  })

  it('ends when references go in a circle or to themselves', () => {
    assert.equal(top('round'), undefined)
  })

  it('leads a partial code to its category', () => {
    assert.equal(top('malignant lump')?.code, 'C50')
  })

  it('takes the column of a table as words, parentheses optional', () => {
    assert.equal(top('aspirin poisoning accidental')?.code, 'T39011')
    assert.equal(top('unintentional accidental aspirin poisoning')?.code, 'T39011')
    assert.equal(top('aspirin intentional poisoning self-harm')?.code, 'T39012')
  })
})
