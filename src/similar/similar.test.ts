import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { concept, release } from '../../test/release.ts'
import { STARTER_DAY, type StarterEdition, starterEdition } from '../../test/starter-edition.ts'
import { CatalogBuilder } from '../catalog/builder.ts'
import { Catalog, type Concept } from '../catalog/catalog.ts'
import { isoDate } from '../core/date.ts'
import { buildSearch } from '../edition/build-search.ts'
import { analyze } from '../search/analysis/analyze.ts'
import { SearchIndex } from '../search/index/search-index.ts'
import { encodeVectors, Vectors } from '../search/meaning/vectors.ts'
import { systemOf } from '../systems/registry.ts'
import { namingNotes } from './excludes.ts'
import { REASON_KINDS, type Similar } from './reasons.ts'
import { MOST_SIMILAR, similarTo, warmSimilar } from './similar.ts'

const folder = mkdtempSync(join(tmpdir(), 'medcodex-similar-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const header = (code: string, title: string, parent?: string) =>
  concept(code, { level: parent ? 'subcategory' : 'category', billable: false, title, ...(parent ? { parent } : {}) })
const excludes = (code: string, text: string) => ({ type: 'note', code, kind: 'excludes1', text }) as const

/** Wrists with sides and episodes, two kinds of grumbling, and a category that sends its readers to another. */
const SMALL = release('FY2026', '2025-10-01', [
  header('S62', 'Fracture of wrist'),
  header('S621', 'Buckle fracture of wrist', 'S62'),
  ...(['right', 'left'] as const).flatMap((side, i) =>
    (['initial encounter', 'subsequent encounter', 'sequela'] as const).map((episode, j) =>
      concept(`S621${i + 1}X${'ADS'[j]}`, { parent: 'S621', title: `Buckle fracture of ${side} wrist, ${episode}` }),
    ),
  ),
  concept('S622XXA', { parent: 'S62', title: 'Spiral fracture of right wrist, initial encounter' }),
  header('K90', 'Grumbling of gizzard'),
  concept('K900', { parent: 'K90', title: 'Mild painful grumbling of gizzard' }),
  concept('K901', { parent: 'K90', title: 'Severe painful grumbling of gizzard' }),
  header('K91', 'Rumbling of gizzard'),
  concept('K910', { parent: 'K91', title: 'Mild painful rumbling of gizzard' }),
  excludes('K90', 'rumbling of gizzard (K91.-)'),
])

const DAY = isoDate('2026-01-01')
let catalog: Catalog
let index: SearchIndex

before(() => {
  const path = join(folder, 'catalog.sqlite')
  const builder = new CatalogBuilder(path)
  builder.addSystem({ system: 'icd10cm', releases: [SMALL] })
  builder.finish()
  catalog = Catalog.open(path)
  index = new SearchIndex(buildSearch(catalog, { systems: [systemOf('icd10cm')], rewrites: [] }))
})
after(() => catalog.close())

const similarIn = (code: string): Similar[] =>
  similarTo({ catalog, index, concept: catalog.concept('icd10cm', code, DAY)!, asOf: DAY })
const row = (code: string, other: string): Similar | undefined => similarIn(code).find((s) => s.concept.code === other)
const kinds = (code: string, other: string): string[] => row(code, other)?.reasons.map((r) => r.kind) ?? []

describe('what is read once for all codes', () => {
  it('is read for each system by its own way of writing codes', () => {
    const fresh = Catalog.open(join(folder, 'catalog.sqlite'))
    namingNotes(fresh, systemOf('hcpcs'), DAY)
    warmSimilar({ catalog: fresh, index, asOf: DAY })
    assert.equal(namingNotes(fresh, systemOf('icd10cm'), DAY).has('K91'), true)
    assert.equal(namingNotes(fresh, systemOf('hcpcs'), DAY).size, 0)
    fresh.close()
  })
})

describe('codes like a code', () => {
  it('have one row for the other side and one for the other episodes', () => {
    const found = similarIn('S6211XA').filter((s) => s.concept.code.startsWith('S621'))
    assert.deepEqual(found.map((s) => s.concept.code).sort(), ['S6211XD', 'S6212XA'])
    const [side, episode] = ['S6212XA', 'S6211XD'].map((code) => row('S6211XA', code)?.reasons[0]?.text)
    assert.equal(side, 'Side: left instead of right')
    assert.equal(episode, 'Encounter: subsequent encounter instead of initial encounter')
    assert.deepEqual(row('S6211XA', 'S6211XD')?.alike, ['S6211XS'])
  })

  it('of another family stand with the same side and episode', () => {
    const [first] = row('S622XXA', 'S6211XA')?.reasons ?? []
    assert.deepEqual(first?.differences, [{ label: 'Wording', mine: 'Spiral', theirs: 'Buckle' }])
  })

  it('say how a sibling differs and which group holds both', () => {
    assert.deepEqual(kinds('K900', 'K901'), ['sibling', 'category'])
    assert.equal(row('K900', 'K901')?.reasons[1]?.text, 'Both in K90 Grumbling of gizzard')
  })

  it('come from Excludes notes both ways, each time the code that is meant', () => {
    assert.equal(row('K900', 'K910')?.reasons[0]?.text, 'Excludes1 note at K90 says “rumbling of gizzard (K91.-)”')
    assert.equal(kinds('K910', 'K900')[0], 'excludes')
    assert.equal(kinds('K90', 'K91')[0], 'excludes')
  })

  it('never stand above or below it', () => {
    for (const code of ['K90', 'S62', 'S621', 'K900']) {
      assert.ok(
        similarIn(code).every((s) => !s.concept.code.startsWith(code) && !code.startsWith(s.concept.code)),
        code,
      )
    }
  })

  it('are as many as asked for at most', () => {
    const seed = catalog.concept('icd10cm', 'S6211XA', DAY)!
    assert.equal(similarTo({ catalog, index, concept: seed, asOf: DAY, limit: 2 }).length, 2)
  })
})

describe('every code of the starter edition', () => {
  let starter: StarterEdition
  let lists: (readonly [seed: Concept, list: readonly Similar[]])[]

  const all = (concept: Concept): Similar[] =>
    similarTo({ catalog: starter.edition.catalog, index: starter.edition.engine.index, concept, asOf: STARTER_DAY })

  before(async () => {
    starter = await starterEdition()
    const systems = ['icd10cm', 'icd10pcs', 'hcpcs'] as const
    const concepts = systems.flatMap((s) => [...starter.edition.catalog.rows.concepts(s, STARTER_DAY)])
    lists = concepts.map((seed) => [seed, all(seed)])
  })
  after(() => starter.close())

  it('is never like itself, nor like anything twice, and the list is short', () => {
    for (const [seed, list] of lists) {
      const ids = list.map((s) => s.concept.id)
      assert.ok(!ids.includes(seed.id), seed.code)
      assert.equal(new Set(ids).size, ids.length, seed.code)
      assert.ok(ids.length <= MOST_SIMILAR, seed.code)
    }
  })

  it('has the same list every time', () => {
    for (const [seed, list] of lists.filter((_, i) => i % 5 === 0)) assert.deepEqual(all(seed), list, seed.code)
  })

  it('names its own system first', () => {
    for (const [seed, list] of lists) {
      const own = list.map((s) => s.concept.system === seed.system)
      assert.deepEqual(
        own,
        own.toSorted((a, b) => Number(b) - Number(a)),
        seed.code,
      )
    }
  })

  it('has a reason for each row whose words, axes, notes and groups are really there', () => {
    const { catalog: real } = starter.edition
    const terms = (text: string): Set<string> => new Set(analyze(text).map((w) => w.term))
    let checked = 0
    for (const [seed, list] of lists) {
      const labels = real.axisLabels(seed.system, seed.code).map((a) => a.label)
      for (const { concept: other, reasons } of list) {
        assert.ok(reasons.length > 0)
        assert.deepEqual(
          reasons.map((r) => REASON_KINDS.indexOf(r.kind)),
          reasons.map((r) => REASON_KINDS.indexOf(r.kind)).sort((a, b) => a - b),
        )
        for (const reason of reasons) {
          checked++
          for (const { mine, theirs } of reason.differences ?? []) {
            const theirLabels = real.axisLabels(other.system, other.code).map((a) => a.label)
            assert.ok(mine === undefined || seed.title.includes(mine) || labels.includes(mine), `${seed.code} ${mine}`)
            assert.ok(theirs === undefined || other.title.includes(theirs) || theirLabels.includes(theirs), other.code)
          }
          const said = terms(reason.name?.text ?? other.title)
          for (const word of reason.words ?? []) {
            assert.ok(seed.title.includes(word), `${seed.code}: ${word}`)
            assert.ok(
              [...terms(word)].every((t) => said.has(t)),
              `${other.code}: ${word}`,
            )
          }
          if (reason.note) assert.ok(reason.text.includes(reason.note.text))
          if (reason.kind === 'index') {
            const under = real.indexHits(seed.system, seed.code).map((hit) => hit.path.join(', '))
            assert.ok(
              under.some((path) => path.startsWith(reason.term ?? '?')),
              `${seed.code}: ${reason.term}`,
            )
          }
        }
      }
    }
    assert.ok(checked > 500)
  })

  it('says so when only meaning brings a code near, in its own system and in others', () => {
    const { catalog, engine } = starter.edition
    const number = (system: string, code: string): number =>
      engine.index.conceptsByCode(code).find((c) => engine.index.system(c) === system)!
    const unit = (x: number, y: number): Float32Array => {
      const vector = new Float32Array(32)
      vector[0] = x
      vector[1] = y
      return vector
    }
    // Two codes that share no word with asthma are put beside it, and one far away.
    const seed = number('icd10cm', 'J45909')
    const [mine, theirs, far] = [number('icd10cm', 'I10'), number('hcpcs', 'E0783'), number('icd10cm', 'E119')]
    const rows = [
      { concept: seed, vector: unit(1, 0) },
      { concept: mine, vector: unit(0.96, 0.28) },
      { concept: theirs, vector: unit(0.8, 0.6) },
      { concept: far, vector: unit(0, 1) },
    ]
    const bytes = encodeVectors(rows, { embedder: 'test', edition: starter.edition.id, dimensions: 32 })
    const concept = catalog.concept('icd10cm', 'J45909', STARTER_DAY)!
    const options = { catalog, index: engine.index, concept, asOf: STARTER_DAY }
    const found = similarTo({ ...options, vectors: new Vectors(bytes) })
    const meaning = found
      .filter((each) => each.reasons.some((r) => r.kind === 'meaning'))
      .map((each) => each.concept.code)
    assert.deepEqual(meaning, ['I10', 'E0783'])
    assert.match(found.find((each) => each.concept.code === 'I10')!.reasons.at(-1)!.text, /likeness 0\.96/)
    assert.ok(similarTo(options).every((each) => each.reasons.every((r) => r.kind !== 'meaning')))
  })
})
