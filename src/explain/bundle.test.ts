import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isoDate } from '../core/date.ts'
import { AppError } from '../core/errors.ts'
import { BUNDLE_FORMAT, decodeExplainers, encodeExplainers } from './bundle.ts'
import { loadExplainers, SHIPPED_EXPLAINERS } from './files/load.ts'
import type { Explainer } from './model.ts'

const explainer: Explainer = {
  id: 'a',
  title: 'A',
  kind: 'drug',
  applies: [{ system: 'hcpcs', first: 'J1000', last: 'J1999' }],
  sections: [
    {
      id: 'uses',
      heading: 'Used for',
      blocks: [
        {
          type: 'list',
          items: [
            {
              sentences: [{ text: 'Pain.', facts: [], sources: ['s'] }],
              blocks: [{ type: 'paragraph', sentences: [{ text: 'Or fever.', facts: ['title'], sources: [] }] }],
            },
          ],
        },
      ],
    },
  ],
  sources: [{ id: 's', title: 'S', year: 2020 }],
  status: 'draft',
  facets: { duration: { min: 5, max: 10 } },
  reviewed: { name: 'R', date: isoDate('2026-01-02') },
}

describe('the bundle', () => {
  it('gives back what went in', () => {
    assert.deepEqual(decodeExplainers(encodeExplainers([explainer])), [explainer])
    const { explainers } = loadExplainers(SHIPPED_EXPLAINERS)
    const back = decodeExplainers(encodeExplainers(explainers))
    assert.deepEqual(
      back,
      explainers.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    )
  })

  it('is the same text whatever the order of explainers and of their keys', () => {
    const other = { ...explainer, id: 'b' }
    const turned = Object.fromEntries(Object.entries(explainer).toReversed()) as unknown as Explainer
    assert.equal(encodeExplainers([explainer, other]), encodeExplainers([other, turned]))
  })

  it('refuses another format and damaged text', () => {
    const wrong = [`{"format":${BUNDLE_FORMAT + 1},"explainers":[]}`, '{', '{"format":1,"explainers":[{"id":"x"}]}']
    for (const json of wrong) {
      assert.throws(
        () => decodeExplainers(json),
        (thrown) => thrown instanceof AppError && thrown.code === 'edition-damaged',
      )
    }
  })
})
