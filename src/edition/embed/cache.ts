/**
 * Vectors made so far, so that `medcodex embed` goes on where it was stopped and a new edition costs only its new
 * texts. One file for each embedder; records are appended, and a record that is not whole is as good as absent.
 *
 *   line 1      `medcodex vectors 1 <dimensions> <embedder id>` and a line feed
 *   each record 16 bytes of the text's sha256, then int16 × dimensions, 32767 standing for 1
 */

import { createHash } from 'node:crypto'
import { type FileHandle, open, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import type { Embedder } from '../../search/meaning/embedder.ts'
import { makeFolder } from '../../sources/whole-file.ts'

const KEY_BYTES = 16
const ONE = 32_767
/** How far the squared length of a whole record may be from 1, after rounding. */
const TOLERANCE = 0.02

const keyOf = (text: string): Buffer => createHash('sha256').update(text).digest().subarray(0, KEY_BYTES)

/** File of an embedder's vectors; its id may be an address, so the name is a digest of it. */
export function cachePath(models: string, embedder: Embedder): string {
  return join(models, `cache-${createHash('sha256').update(embedder.id).digest('hex').slice(0, 16)}.bin`)
}

export class VectorCache {
  readonly #file: FileHandle
  readonly #dimensions: number
  readonly #vectors = new Map<string, Int16Array>()

  private constructor(file: FileHandle, dimensions: number) {
    this.#file = file
    this.#dimensions = dimensions
  }

  /** Opens the cache of `embedder`, begun anew when it is another's or unreadable. Only one process may have it open. */
  static async open(models: string, embedder: Embedder): Promise<VectorCache> {
    makeFolder(models)
    const path = cachePath(models, embedder)
    const file = await open(path, 'a+')
    const cache = new VectorCache(file, embedder.dimensions)
    const head = Buffer.from(`medcodex vectors 1 ${embedder.dimensions} ${embedder.id}\n`)
    const whole = cache.#read(await file.readFile(), head)
    await truncate(path, whole)
    if (whole === 0) await file.appendFile(head)
    return cache
  }

  get size(): number {
    return this.#vectors.size
  }

  /** Takes the records of `bytes` in and returns how many bytes of them are whole; 0 when the file is not ours. */
  #read(bytes: Buffer, head: Buffer): number {
    if (!bytes.subarray(0, head.length).equals(head)) return 0
    const length = KEY_BYTES + this.#dimensions * 2
    let at = head.length
    for (; at + length <= bytes.length; at += length) {
      const vector = new Int16Array(this.#dimensions)
      for (let d = 0; d < vector.length; d++) vector[d] = bytes.readInt16LE(at + KEY_BYTES + d * 2)
      const square = vector.reduce((sum, x) => sum + (x / ONE) ** 2, 0)
      // After a power failure the end of a file may be there but hold nothing.
      if (Math.abs(square - 1) > TOLERANCE) break
      this.#vectors.set(bytes.toString('latin1', at, at + KEY_BYTES), vector)
    }
    return at
  }

  has(text: string): boolean {
    return this.#vectors.has(keyOf(text).toString('latin1'))
  }

  /** The vector of a text, of length 1 but for rounding; undefined when it is not there. */
  get(text: string): Float32Array | undefined {
    const stored = this.#vectors.get(keyOf(text).toString('latin1'))
    return stored && Float32Array.from(stored, (x) => x / ONE)
  }

  /** Keeps `vectors` of `texts`, in the file too once this resolves. */
  async add(texts: readonly string[], vectors: readonly Float32Array[]): Promise<void> {
    const records = texts.map((text, t) => {
      const key = keyOf(text)
      const vector = Int16Array.from(vectors[t]!, (x) => Math.round(x * ONE))
      this.#vectors.set(key.toString('latin1'), vector)
      const record = Buffer.alloc(KEY_BYTES + vector.length * 2)
      key.copy(record)
      vector.forEach((x, d) => {
        record.writeInt16LE(x, KEY_BYTES + d * 2)
      })
      return record
    })
    await this.#file.appendFile(Buffer.concat(records))
  }

  async close(): Promise<void> {
    await this.#file.sync()
    await this.#file.close()
  }
}
