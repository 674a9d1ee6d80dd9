/** Numbers under a licence, found by what our own texts call them. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { textNames } from '../src/edition/text-names.ts'
import type { Explainer } from '../src/explain/model.ts'
import { createApp } from '../src/server.ts'
import { perform } from '../src/service/operation.ts'
import { search, suggest } from '../src/service/search.ts'
import { type StarterEdition, starterEdition } from './starter-edition.ts'

describe('a number of which no list is loaded', () => {
  let starter: StarterEdition
  before(async () => {
    starter = await starterEdition()
  })
  after(() => starter.close())

  const ask = (q: string) => perform(search, starter.context, { q })
  const rows = (q: string) => ask(q).results.map(({ system, code }) => `${system} ${code}`)

  it('is found by the words of the text about it, also while they are typed', () => {
    const [first] = ask('intra-arterial chemotherapy with a pump').results
    assert.equal(`${first!.system} ${first!.code}`, 'cpt 96425')
    assert.equal(first!.why.name?.label, 'name in plain words')
    const { suggestions } = perform(suggest, starter.context, { q: 'intra-arterial chemotherapy with a p' })
    assert.equal(suggestions[0]!.code, '96425')
  })

  it('says that its words are no descriptor, is counted under its system, and can be asked for alone', async () => {
    const q = 'intra-arterial chemotherapy with a pump'
    const all = ask(q)
    assert.equal(all.results[0]!.bare, true)
    assert.equal(all.results.find(({ system }) => system === 'icd10pcs')!.bare, undefined)
    const only = perform(search, starter.context, { q, system: 'CPT' })
    assert.equal(only.total, all.bySystem['cpt'])
    assert.ok(only.results.every(({ system }) => system === 'cpt'))
    const page = await (await createApp(starter.context).request(`/search?${new URLSearchParams({ q })}`)).text()
    assert.match(page, /Number; no descriptor/)
    assert.match(page, /Procedures <small>CPT<\/small>/)
  })

  it('is found by itself and in any company, and says nothing of one that no text is about', () => {
    assert.deepEqual(rows('96425'), ['cpt 96425'])
    assert.deepEqual(rows('cpt 96425'), ['cpt 96425'])
    assert.deepEqual(rows('45378-26'), ['cpt 45378'])
    assert.deepEqual(rows('99213'), [])
    assert.ok(ask('99213').notices.some(({ kind, system }) => kind === 'not-loaded' && system === 'cpt'))
  })

  it('stands behind a code whose official name says the same, and takes one row with the others of its text', () => {
    const { results } = ask('colonoscopy')
    assert.equal(results[0]!.system, 'icd10pcs')
    const numbers = results.filter(({ system }) => system === 'cpt')
    assert.equal(numbers.length, 1)
    assert.deepEqual(numbers[0]!.members?.toSorted(), ['45378', '45380', '45384', '45385'])
  })

  it('does not change what words tell: official names alone are counted', () => {
    const { index } = starter.edition.engine
    const ours = new Set<number>()
    for (let name = 0; name < index.nameCount; name++)
      if (index.kindOf(name) === 'plainWords')
        for (let i = index.nameStart[name]!; i < index.nameStart[name + 1]!; i++) ours.add(index.nameTerms[i]!)
    const onlyOurs = [...ours].filter((term) =>
      [...index.namesWith(term)].every((name) => index.kindOf(name) === 'plainWords'),
    )
    assert.ok(onlyOurs.length > 0)
    const rarest = Math.max(...index.weights)
    for (const term of onlyOurs) assert.equal(index.weights[term], rarest)
  })
})

describe('names of texts', () => {
  const text = (more: Partial<Explainer>): Explainer =>
    ({ id: 'x', title: 'Widget care', kind: 'procedure', status: 'authored', applies: [], ...more }) as Explainer

  it('are its title and other words, for numbers under a licence that it is about alone', () => {
    const applies = [
      { system: 'cpt', code: '00001' },
      { system: 'cpt', prefix: '0001' },
      { system: 'hcpcs', code: 'E0001' },
    ] as const
    assert.deepEqual(textNames([text({ applies, words: ['Care of widgets', 'Widget care'] })]), [
      { system: 'cpt', code: '00001', names: ['Widget care', 'Care of widgets'] },
    ])
  })

  it('are never those of an imported page', () => {
    assert.deepEqual(textNames([text({ status: 'imported', applies: [{ system: 'cpt', code: '00001' }] })]), [])
  })
})
