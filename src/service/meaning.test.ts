import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { starterEdition } from '../../test/starter-edition.ts'
import type { Edition } from '../edition/edition.ts'
import type { Embedder } from '../search/meaning/embedder.ts'
import { encodeVectors, Vectors } from '../search/meaning/vectors.ts'
import { createMeaning } from './meaning.ts'
import { prepareAndPerform } from './operation.ts'
import { search } from './search.ts'

const DIMENSIONS = 32
const axis = (d: number): Float32Array => Float32Array.from({ length: DIMENSIONS }, (_, i) => (i === d ? 1 : 0))

const starter = await starterEdition()
after(() => starter.close())

const [asthma] = starter.edition.engine.index.conceptsByCode('J45909')
const bytes = encodeVectors([{ concept: asthma!, vector: axis(3) }], {
  embedder: 'test',
  edition: starter.edition.id,
  dimensions: DIMENSIONS,
})
const edition: Edition = { ...starter.edition, vectors: new Vectors(bytes) }

const embedderOf = (vector: Float32Array): Embedder => ({
  id: 'test',
  dimensions: DIMENSIONS,
  embed: async (texts) => texts.map(() => vector),
})
const ask = async (q: string, embedder: Embedder | undefined, limit = '5') => {
  const meaning = createMeaning(
    () => edition,
    async () => embedder,
  )
  const context = { ...starter.context, edition: () => edition, meaning }
  return (await prepareAndPerform(search, context, { q, limit, system: 'icd10cm' })).results
}

describe('a search with vectors', () => {
  it('finds what no word met, and says that only meaning did', async () => {
    const [first] = await ask('qqqq zzzz', embedderOf(axis(3)))
    assert.equal(first?.code, 'J45.909')
    assert.equal(first?.tier, 'meaning')
    assert.match(first?.why.text ?? '', /similar meaning/)
  })

  it('puts what only meaning found below the first row of words, where words found only some of what was typed', async () => {
    const results = await ask('pancreatic cancer qqqq', embedderOf(axis(3)), '50')
    assert.deepEqual(
      results.slice(0, 2).map(({ tier }) => tier),
      ['mostWords', 'meaning'],
    )
  })

  it('is not asked where a name has all the words', async () => {
    const results = await ask('pancreatic cancer', embedderOf(axis(3)), '50')
    assert.ok(results.every(({ tier }) => tier !== 'meaning'))
  })

  it('is the search by words when nothing is near, nothing is chosen or the model fails', async () => {
    const failing: Embedder = { ...embedderOf(axis(3)), embed: () => Promise.reject(new TypeError('down')) }
    for (const embedder of [embedderOf(axis(9)), undefined, failing]) {
      assert.deepEqual(await ask('qqqq zzzz', embedder), [])
    }
  })
})
