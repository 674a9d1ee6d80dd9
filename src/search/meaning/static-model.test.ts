import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { AppError } from '../../core/errors.ts'
import { modelWords, StaticModel } from './static-model.ts'

/** A model of two words and four buckets in two dimensions, written by hand in the layout of the file. */
function tinyModel(change: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes): Uint8Array {
  const words = new TextEncoder().encode('heart\nlung')
  const facts = { words: 2, buckets: 4, shortest: 3, longest: 3, dimensions: 2, wordBytes: words.length }
  let header = JSON.stringify(facts)
  header += ' '.repeat((4 - (header.length % 4)) % 4)
  const scales = Float32Array.from([0.5, 0.5, 0, 0, 0, 0])
  const integers = Int8Array.from([2, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0])
  const length = new Uint8Array(Uint32Array.from([header.length]).buffer)
  const parts = [new TextEncoder().encode(`MCXMEAN1`), length, new TextEncoder().encode(header)]
  return change(Buffer.concat([...parts, new Uint8Array(scales.buffer), new Uint8Array(integers.buffer), words]))
}

const tiny = new StaticModel(tinyModel(), 'tiny')

describe('a static model', () => {
  it('makes a text the sum of its words, of length 1', () => {
    assert.deepEqual([...tiny.vectorOf('Heart')!], [1, 0])
    const both = [...tiny.vectorOf('heart, lung')!]
    for (const value of both) assert.ok(Math.abs(value - Math.SQRT1_2) < 1e-6)
  })

  it('has no vector for what has no word, or nothing but words without one', () => {
    assert.equal(tiny.vectorOf('—'), undefined)
    assert.equal(tiny.vectorOf('spleen'), undefined)
  })

  it('knows the words it has rows for', () => {
    assert.ok(tiny.knows('heart'))
    assert.ok(!tiny.knows('spleen'))
  })

  it('finds the buckets of a word as its trainer does: FNV-1a of each n-gram', () => {
    const fnv = (text: string): bigint =>
      [...text].reduce((hash, c) => ((hash ^ BigInt(c.charCodeAt(0))) * 0x01000193n) % 2n ** 32n, 0x811c9dc5n)
    assert.equal(fnv('foobar'), 0xbf9cf968n, 'the published value')
    // Bucket b points along (1, b): the direction of a sum tells which buckets were taken.
    const model = new StaticModel(
      tinyModel((bytes) => {
        const out = Uint8Array.from(bytes)
        const rows = out.length - 'heart\nlung'.length - 12
        const scales = new Float32Array(6).fill(1)
        out.set(new Uint8Array(scales.buffer), rows - 24)
        for (let b = 0; b < 4; b++) out.set([1, b], rows + 4 + b * 2)
        return out
      }),
      'buckets',
    )
    const grams = ['<sp', 'spl', 'ple', 'lee', 'een', 'en>']
    const sum = grams.reduce((total, gram) => total + Number(fnv(gram) % 4n), 0)
    const [x, y] = model.vectorOf('spleen')!
    assert.ok(Math.abs(y! / x! - sum / grams.length) < 1e-5)
  })

  it('is refused when it is not whole', () => {
    const damaged = (change: (bytes: Uint8Array) => Uint8Array): void =>
      assert.throws(
        () => new StaticModel(tinyModel(change), 'damaged'),
        (thrown) => thrown instanceof AppError && thrown.code === 'embedder-failed',
      )
    damaged((bytes) => bytes.slice(0, 8))
    damaged((bytes) => bytes.slice(0, -1))
    damaged((bytes) => Uint8Array.from(bytes, (byte, i) => (i === 0 ? 0 : byte)))
  })

  it('splits words as its trainer does', () => {
    assert.deepEqual(modelWords("Crohn's disease – Ménière’s, 2nd"), ['crohn', 'disease', 'meniere', '2nd'])
  })
})

describe('the model that ships', () => {
  const folder = import.meta.dirname
  const bytes = readFileSync(join(folder, 'static-model.bin'))

  it('is the file that NOTICE names', () => {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    assert.ok(readFileSync(join(folder, '../../../NOTICE'), 'utf8').includes(sha256), sha256)
  })

  it('is smaller than 9 MB', () => {
    assert.ok(bytes.length < 9e6, String(bytes.length))
  })

  it('puts what people say near what titles say, and far from other things', () => {
    const model = new StaticModel(bytes, 'shipped')
    const likeness = (a: string, b: string): number => {
      const [x, y] = [model.vectorOf(a)!, model.vectorOf(b)!]
      return x.reduce((sum, value, d) => sum + value * y[d]!, 0)
    }
    const pairs: readonly (readonly [said: string, title: string, other: string])[] = [
      ['trouble sleeping', 'Insomnia, unspecified', 'Type 2 diabetes mellitus'],
      ['heart attack', 'Acute myocardial infarction, unspecified', 'Fracture of ankle'],
      ['water pill', 'Injection, furosemide, up to 20 mg', 'Wheelchair, lightweight'],
      ['hi blood presure', 'Essential (primary) hypertension', 'Pneumonia, unspecified organism'],
      ['broken wrist', 'Fracture of carpal bone', 'Iron deficiency anemia'],
    ]
    for (const [said, title, other] of pairs) assert.ok(likeness(said, title) > likeness(said, other), said)
  })
})
