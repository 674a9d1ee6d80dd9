/** The cache of vectors: kept, continued after any cut, never mixed up. */
import assert from 'node:assert/strict'
import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { inTemporaryFolder } from '../../sources/fetch/testing.ts'
import { cachePath, VectorCache } from './cache.ts'
import { wordEmbedder, wordVector } from './testing.ts'

const embedder = wordEmbedder()
const TEXTS = ['gout', 'measles', 'broken toe', 'heart attack']

async function fill(models: string): Promise<void> {
  const cache = await VectorCache.open(models, embedder)
  await cache.add(TEXTS, await embedder.embed(TEXTS))
  await cache.close()
}

/** Texts that are in the cache on disk, with their vectors checked. */
async function kept(models: string): Promise<string[]> {
  const cache = await VectorCache.open(models, embedder)
  const texts = TEXTS.filter((text) => cache.has(text))
  for (const text of texts) {
    const [vector, true_] = [cache.get(text)!, wordVector(text, 32)]
    assert.ok(vector.every((x, d) => Math.abs(x - true_[d]!) < 1e-4))
  }
  assert.equal(cache.get('never asked'), undefined)
  await cache.close()
  return texts
}

describe('the cache of vectors', () => {
  it('keeps what was added', () =>
    inTemporaryFolder(async (models) => {
      assert.deepEqual(await kept(models), [])
      await fill(models)
      assert.deepEqual(await kept(models), TEXTS)
    }))

  it('loses only the record in which it was cut', () =>
    inTemporaryFolder(async (models) => {
      await fill(models)
      const path = cachePath(models, embedder)
      const whole = readFileSync(path)
      const record = 16 + 32 * 2
      for (const cut of [1, 20, record - 1, record, record + 1]) {
        writeFileSync(path, whole.subarray(0, whole.length - cut))
        assert.deepEqual(await kept(models), TEXTS.slice(0, cut <= record ? 3 : 2))
      }
    }))

  it('goes on after a cut as if nothing had happened', () =>
    inTemporaryFolder(async (models) => {
      await fill(models)
      truncateSync(cachePath(models, embedder), readFileSync(cachePath(models, embedder)).length - 7)
      await fill(models)
      assert.deepEqual(await kept(models), TEXTS)
    }))

  it('does not believe an end of zeros', () =>
    inTemporaryFolder(async (models) => {
      await fill(models)
      appendFileSync(cachePath(models, embedder), Buffer.alloc(1000))
      assert.deepEqual(await kept(models), TEXTS)
    }))

  it('begins anew over a file that is not its own', () =>
    inTemporaryFolder(async (models) => {
      writeFileSync(cachePath(models, embedder), 'something else entirely, and long enough to be mistaken for it')
      assert.deepEqual(await kept(models), [])
      await fill(models)
      assert.deepEqual(await kept(models), TEXTS)
    }))

  it('has a file for each embedder', () => {
    assert.notEqual(cachePath('m', embedder), cachePath('m', wordEmbedder({ id: 'others' })))
  })
})
