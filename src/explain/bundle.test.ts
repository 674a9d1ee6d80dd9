import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isoDate } from '../core/date.ts'
import { AppError } from '../core/errors.ts'
import { toShared } from '../search/index/columns.ts'
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

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const back = (explainers: readonly Explainer[]): Explainer[] => decodeExplainers(bytesOf(encodeExplainers(explainers)))

describe('the bundle', () => {
  it('gives back what went in', () => {
    assert.deepEqual(back([explainer]), [explainer])
    const { explainers } = loadExplainers(SHIPPED_EXPLAINERS)
    assert.deepEqual(
      back(explainers),
      explainers.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    )
  })

  it('is the same text whatever the order of explainers and of their keys', () => {
    const other = { ...explainer, id: 'b' }
    const turned = Object.fromEntries(Object.entries(explainer).toReversed()) as unknown as Explainer
    assert.equal(encodeExplainers([explainer, other]), encodeExplainers([other, turned]))
  })

  it('refuses another format and damaged text', () => {
    const [head, sections] = encodeExplainers([explainer]).split('\n')
    const wrong = [
      ...[`{"format":${BUNDLE_FORMAT + 1},"explainers":[]}\n`, '{', '{"format":1,"explainers":[{"id":"x"}]}\n'],
      // A line is missing, or one too many.
      ...[`${head}\n`, `${head}\n${sections}`, `${head}\n${sections}\n[]\n`],
    ]
    for (const json of wrong) {
      assert.throws(
        () => decodeExplainers(bytesOf(json)),
        (thrown) => thrown instanceof AppError && thrown.code === 'edition-damaged',
      )
    }
    const [damaged] = decodeExplainers(bytesOf(`${head}\n[{}]\n`))
    assert.throws(() => damaged!.sections, { code: 'edition-damaged' })
  })

  it('is read by threads from bytes that they share, a text at a time', () => {
    const { explainers } = loadExplainers(SHIPPED_EXPLAINERS)
    const shared = toShared(bytesOf(encodeExplainers(explainers)))
    const sorted = explainers.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    const read = decodeExplainers(shared)
    // Twice: more of them than stay parsed.
    for (const _ of [1, 2])
      read.forEach(({ sections }, i) => {
        assert.equal(
          JSON.stringify(sections.map(({ id }) => id)),
          JSON.stringify(sorted[i]!.sections.map(({ id }) => id)),
        )
      })
  })
})
