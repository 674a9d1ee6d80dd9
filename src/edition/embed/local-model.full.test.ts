/** The real sentence model on the real runtime, against another implementation and against common sense. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'node:test'
import { LOCAL_DIMENSIONS, LOCAL_ID, type LocalModel, openLocalModel } from './local-model.ts'
import { realModels } from './testing.ts'

interface Reference {
  readonly vectors: readonly { readonly text: string; readonly start: readonly number[] }[]
}

const REFERENCE = join(import.meta.dirname, '../../search/meaning/fixtures/minilm-reference.json')
const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, x, d) => sum + x * b[d]!, 0)

let opened: Promise<LocalModel> | undefined

/** One test per behaviour, one model for all of them. */
function withModel(name: string, judge: (model: LocalModel) => Promise<void>): void {
  it(name, async (t) => {
    const models = await realModels('model', (text) => t.diagnostic(text))
    if (models === undefined) return
    opened ??= openLocalModel(models)
    await judge(await opened)
  })
}

withModel('says what it is', async (model) => {
  assert.equal(model.id, LOCAL_ID)
  assert.equal(model.dimensions, LOCAL_DIMENSIONS)
  assert.match(model.runtime, /^onnxruntime/)
})

withModel('gives the vectors of the reference implementation', async (model) => {
  const { vectors } = JSON.parse(readFileSync(REFERENCE, 'utf8')) as Reference
  const got = await model.embed(vectors.map(({ text }) => text))
  vectors.forEach(({ text, start }, i) => {
    assert.equal(got[i]!.length, LOCAL_DIMENSIONS)
    assert.ok(Math.abs(dot(got[i]!, got[i]!) - 1) < 1e-5)
    start.forEach((value, d) => {
      assert.ok(Math.abs(got[i]![d]! - value) < 0.01, `${text}: ${got[i]![d]} is not ${value}`)
    })
  })
})

withModel('gives a text the same vector alone and beside a longer one', async (model) => {
  const [alone] = await model.embed(['broken toe'])
  const [beside] = await model.embed([
    'broken toe',
    'Displaced fracture of proximal phalanx of right great toe '.repeat(5),
  ])
  assert.ok(dot(alone!, beside!) > 0.999)
})

withModel('finds the meaning nearer than other topics, without a word in common', async (model) => {
  const texts = ['broken collar bone', 'Fracture of clavicle', 'Measles', 'Wheelchair', 'Gestational diabetes']
  const [lay, ...titles] = await model.embed(texts)
  const likeness = titles.map((title) => dot(lay!, title))
  assert.equal(likeness.indexOf(Math.max(...likeness)), 0)
})

withModel('embeds nothing, an empty text and a very long one', async (model) => {
  assert.deepEqual(await model.embed([]), [])
  const vectors = await model.embed(['', 'pain '.repeat(5000)])
  for (const vector of vectors) assert.ok(Math.abs(dot(vector, vector) - 1) < 1e-5)
})

withModel('answers callers that ask at once', async (model) => {
  const texts = ['gout', 'asthma', 'measles']
  const together = await model.embed(texts)
  const apart = await Promise.all(texts.map((text) => model.embed([text])))
  apart.forEach(([vector], i) => {
    assert.ok(dot(vector!, together[i]!) > 0.999)
  })
})
