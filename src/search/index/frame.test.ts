import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { starterEdition } from '../../../test/starter-edition.ts'
import { frameOf } from './frame.ts'
import { PackedIndex } from './search-index.ts'
import { termSort } from './term-sorts.ts'

describe('an index without its names', async () => {
  const starter = await starterEdition()
  after(() => starter.close())
  const whole = starter.edition.engine.index as PackedIndex
  const bytes = frameOf(whole)
  // As a file is read: a Buffer somewhere in a larger one.
  const within = Buffer.concat([Buffer.alloc(8), bytes]).subarray(8)
  const frame = new PackedIndex(within)

  it('knows words as the whole does', () => {
    assert.deepEqual(frame.terms, whole.terms)
    assert.deepEqual(frame.weights, whole.weights)
    assert.deepEqual(frame.negation, whole.negation)
    assert.deepEqual(frame.rewrites, whole.rewrites)
    assert.equal(frame.nameCount, whole.nameCount)
    frame.terms.forEach((term, t) => {
      assert.equal(frame.holders(t, t + 1), whole.holders(t, t + 1), term)
      assert.equal(termSort(frame, t), termSort(whole, t), term)
    })
  })

  it('knows codes as the whole does', () => {
    for (let concept = 0; concept < whole.conceptCount; concept++) {
      const of = (i: PackedIndex) => [
        i.system(concept),
        i.code(concept),
        i.display(concept),
        i.title(concept),
        i.group(concept),
      ]
      assert.deepEqual(of(frame), of(whole))
    }
    assert.deepEqual(frame.conceptFlags, whole.conceptFlags)
    assert.deepEqual(frame.conceptsByCodeRange('E10', 'E14', 1_000), whole.conceptsByCodeRange('E10', 'E14', 1_000))
  })

  it('holds no names, is smaller for it, and the same bytes each time', () => {
    assert.equal(frame.hasNames, false)
    assert.equal(frame.nameConcept.length, 0)
    assert.ok(bytes.length < whole.byteLength)
    assert.deepEqual(frameOf(whole), bytes)
  })
})
