/** `vectors.bin`: what goes in comes out, near ones are found, damaged files are refused. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { encodeVectors, Vectors } from './vectors.ts'

const DIMENSIONS = 384
const FACTS = { embedder: 'test', edition: '0123456789abcdef', dimensions: DIMENSIONS }

/** Numbers between 0 and 1 that are the same in every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!
  return sum
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector))
  for (let d = 0; d < vector.length; d++) vector[d]! /= length
  return vector
}

/** Points around `clusters` centers, as titles lie around topics; `spread` is the size of the noise. */
function clustered(rows: number, { clusters, spread, seed }: { clusters: number; spread: number; seed: number }) {
  const random = randomFrom(seed)
  const point = (): Float32Array => {
    const vector = new Float32Array(DIMENSIONS)
    // The sum of three is near enough to a bell curve to have no corners.
    for (let d = 0; d < DIMENSIONS; d++) vector[d] = random() + random() + random() - 1.5
    return unit(vector)
  }
  const centers = Array.from({ length: clusters }, point)
  const near = (center: Float32Array): Float32Array => {
    const vector = point()
    for (let d = 0; d < DIMENSIONS; d++) vector[d] = center[d]! + spread * vector[d]!
    return unit(vector)
  }
  const pick = (): Float32Array => near(centers[Math.floor(random() * clusters)]!)
  return { vectors: Array.from({ length: rows }, pick), pick }
}

const encode = (vectors: readonly Float32Array[]): Uint8Array =>
  encodeVectors(
    vectors.map((vector, concept) => ({ concept, vector })),
    FACTS,
  )

describe('vectors', () => {
  it('keeps header, concepts and values', () => {
    const { vectors } = clustered(50, { clusters: 5, spread: 0.7, seed: 1 })
    const concepts = vectors.map((_, i) => 1000 + i * 7)
    const read = new Vectors(
      encodeVectors(
        vectors.map((vector, i) => ({ concept: concepts[i]!, vector })),
        FACTS,
      ),
    )
    assert.deepEqual({ ...read.header, scale: 0 }, { ...FACTS, rows: 50, scale: 0 })
    vectors.forEach((vector, i) => {
      const first = read.nearest(vector, 1)[0]!
      assert.equal(first.concept, concepts[i])
      assert.ok(Math.abs(first.likeness - 1) < 0.01, `likeness ${first.likeness}`)
    })
  })

  it('reads bytes that lie anywhere in memory', () => {
    const bytes = encode(clustered(20, { clusters: 2, spread: 0.7, seed: 2 }).vectors)
    const shifted = new Uint8Array(bytes.length + 3)
    shifted.set(bytes, 3)
    const query = clustered(1, { clusters: 1, spread: 0.7, seed: 3 }).vectors[0]!
    assert.deepEqual(new Vectors(shifted.subarray(3)).nearest(query, 5), new Vectors(bytes).nearest(query, 5))
  })

  it('gives a concept of several rows once, by the nearest of them', () => {
    const { vectors } = clustered(30, { clusters: 3, spread: 0.7, seed: 6 })
    const concepts = vectors.map((_, i) => Math.floor(i / 3))
    const found = new Vectors(
      encodeVectors(
        vectors.map((vector, i) => ({ concept: concepts[i]!, vector })),
        FACTS,
      ),
    ).nearest(vectors[4]!, 30)
    assert.deepEqual(
      found.map((n) => n.concept).sort((a, b) => a - b),
      Array.from({ length: 10 }, (_, i) => i),
    )
    assert.equal(found[0]!.concept, 1)
    assert.ok(found[0]!.likeness > 0.99)
  })

  it('gives the cosine to within a hundredth, nearest first', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 0.2, max: 2, noNaN: true }), (seed, spread) => {
        const { vectors, pick } = clustered(60, { clusters: 4, spread, seed })
        const query = pick()
        const found = new Vectors(encode(vectors)).nearest(query, 60)
        assert.equal(found.length, 60)
        found.forEach(({ concept, likeness }, i) => {
          assert.ok(Math.abs(likeness - dot(query, vectors[concept]!)) < 0.01)
          assert.ok(i === 0 || likeness <= found[i - 1]!.likeness)
        })
      }),
      { numRuns: 20 },
    )
  })

  // Enough rows that sketches choose the candidates; brute force over float32 is the oracle.
  for (const { spread, clusters } of [
    { spread: 1, clusters: 40 },
    { spread: 0.6, clusters: 400 },
    { spread: 2, clusters: 10 },
  ]) {
    it(`finds 0.98 of the ten nearest among 20,000 in ${clusters} clusters of spread ${spread}`, () => {
      const { vectors, pick } = clustered(20_000, { clusters, spread, seed: clusters })
      const read = new Vectors(encode(vectors))
      let hits = 0
      for (let q = 0; q < 10; q++) {
        const query = pick()
        const likeness = vectors.map((vector) => dot(query, vector))
        const tenth = [...likeness].sort((a, b) => b - a)[9]!
        // As near as the tenth, but for what eight bits can tell apart.
        hits += read.nearest(query, 10).filter(({ concept }) => likeness[concept]! >= tenth - 0.002).length
      }
      assert.ok(hits / 100 >= 0.98, `recall ${hits / 100}`)
    })
  }

  it('holds no rows without complaint', () => {
    const read = new Vectors(encodeVectors([], FACTS))
    assert.deepEqual(read.nearest(new Float32Array(DIMENSIONS), 10), [])
  })

  it('refuses what is cut, longer, or another file', () => {
    const bytes = encode(clustered(10, { clusters: 2, spread: 0.7, seed: 4 }).vectors)
    const refused = (file: Uint8Array): void =>
      assert.throws(() => new Vectors(file), { name: 'AppError', code: 'edition-damaged' })
    for (const length of [0, 7, 11, 12, 40, bytes.length - 1]) refused(bytes.slice(0, length))
    refused(new Uint8Array([...bytes, 0]))
    refused(new TextEncoder().encode('SQLite format 3\0 and so on'))
  })

  it('refuses any damage to the header, or reads the same numbers', () => {
    const bytes = encode(clustered(3, { clusters: 1, spread: 0.7, seed: 5 }).vectors)
    const header = new Vectors(bytes).header
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 160 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const damaged = bytes.slice()
        damaged[at]! ^= flip
        try {
          const read = new Vectors(damaged).header
          assert.deepEqual([read.rows, read.dimensions], [header.rows, header.dimensions])
        } catch (thrown) {
          assert.equal((thrown as { code?: string }).code, 'edition-damaged')
        }
      }),
    )
  })
})
