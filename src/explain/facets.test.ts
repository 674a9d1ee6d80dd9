import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseApplies } from './applies.ts'
import { collectFacets, facetValues, hasFacet } from './facets.ts'
import type { Applies, Explainer } from './model.ts'

const text = (id: string, applies: string, facets: Explainer['facets'], status: Explainer['status'] = 'authored') => ({
  id,
  title: id,
  kind: 'procedure' as const,
  applies: [parseApplies(applies) as Applies],
  sections: [],
  sources: [],
  status,
  ...(facets === undefined ? {} : { facets }),
})

describe('facets', () => {
  it('put a length of time into every band it reaches', () => {
    const bands = (min: number, max: number) => facetValues({ duration: { min, max } }).map((each) => each.value)
    assert.deepEqual(bands(10, 20), ['under-30-minutes'])
    assert.deepEqual(bands(20, 90), ['under-30-minutes', '30-to-60-minutes', '1-to-3-hours'])
    assert.deepEqual(bands(240, 600), ['over-3-hours'])
  })

  it('collect the codes of a value over all texts, drafts only where asked', () => {
    const texts = [
      text('a', 'cpt 96425', { anesthesia: ['local'], equipment: ['Catheter '] }),
      text('b', 'icd10pcs 3E05*', { anesthesia: ['general', 'local'] }),
      text('c', 'cpt 11111', { anesthesia: ['local'] }, 'draft'),
      text('d', 'cpt 22222', undefined),
    ]
    const found = collectFacets(texts)
    assert.deepEqual(
      found.map((each) => `${each.facet} ${each.value} ${each.explainers.join(',')}`),
      ['anesthesia local a,b', 'anesthesia general b', 'equipment catheter a'],
    )
    assert.ok(hasFacet(found[0]!, 'icd10pcs', '3E05305'))
    assert.ok(!hasFacet(found[1]!, 'cpt', '96425'))
    assert.equal(collectFacets(texts, { showDrafts: true })[0]?.explainers.length, 3)
  })
})
