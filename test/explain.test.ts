/** Plain words for every code of the starter set: each sentence has facts, and the facts account for each of its words. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Concept } from '../src/catalog/catalog.ts'
import { indexExplainers } from '../src/explain/applies.ts'
import { explain, explainNumber } from '../src/explain/explain.ts'
import { loadExplainers, SHIPPED_EXPLAINERS } from '../src/explain/files/load.ts'
import { flatten } from '../src/explain/merge.ts'
import { STARTER_DAY, type StarterEdition, starterEdition } from './starter-edition.ts'
import { checkComposed } from './tools/composed.ts'

const SYSTEMS = ['icd10cm', 'icd10pcs', 'hcpcs'] as const

describe('plain words over the starter edition', () => {
  let starter: StarterEdition
  const index = indexExplainers(loadExplainers(SHIPPED_EXPLAINERS).explainers)
  const page = (system: (typeof SYSTEMS)[number], code: string) => {
    const concept = starter.edition.catalog.concept(system, code, STARTER_DAY)
    assert.ok(concept, `${system} ${code} is in the starter set`)
    return explain(starter.edition.catalog, system, concept, STARTER_DAY, index)
  }

  before(async () => {
    starter = await starterEdition()
  })
  after(() => starter.close())

  for (const system of SYSTEMS) {
    it(`has words for every ${system} code, each sentence with its facts`, () => {
      const concepts: Concept[] = [...starter.edition.catalog.rows.concepts(system, STARTER_DAY)]
      assert.ok(concepts.length > 100)
      const { problems, sentences } = checkComposed(starter.edition.catalog, concepts, STARTER_DAY)
      assert.deepEqual(problems.slice(0, 10), [])
      assert.ok(sentences > concepts.length * 3)
    })
  }

  it('is the same every time', () => {
    assert.deepEqual(page('icd10cm', 'E119'), page('icd10cm', 'E119'))
  })

  it('joins a text about a family with what is exact about a code', () => {
    const found = page('icd10cm', 'E119')
    const summary = found.sections.find((each) => each.id === 'summary')
    assert.equal(summary?.status, 'authored')
    assert.equal(summary?.explainer, 'type-2-diabetes')
    assert.deepEqual(
      summary?.sections.map((each) => each.status),
      ['composed'],
    )
    assert.ok(found.sources.length > 0 && found.facts.length > 0)
    assert.equal(found.sections.at(-1)?.id, 'coding')
  })

  it('names only sources and facts that the page has', () => {
    const found = page('icd10cm', 'E119')
    const known = { facts: new Set(found.facts.map((f) => f.id)), sources: new Set(found.sources.map((s) => s.id)) }
    const text = JSON.stringify(flatten(found.sections))
    for (const [, list] of text.matchAll(/"facts":\[([^\]]*)\]/g)) {
      for (const id of JSON.parse(`[${list}]`) as string[]) assert.ok(known.facts.has(id), id)
    }
    for (const [, list] of text.matchAll(/"sources":\[([^\]]*)\]/g)) {
      for (const id of JSON.parse(`[${list}]`) as string[]) assert.ok(known.sources.has(id), id)
    }
  })

  it('explains a number of a system that is not loaded from our text alone', () => {
    const found = explainNumber('cpt', '96425', index)
    assert.equal(found?.kind, 'procedure')
    assert.ok(found?.sections.every((each) => each.status === 'authored'))
    assert.ok(found !== undefined && found.sections.length >= 14)
    assert.equal(explainNumber('cpt', '00000', index), undefined)
  })
})
