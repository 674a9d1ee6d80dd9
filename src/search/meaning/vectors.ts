/**
 * `vectors.bin`: a vector or more for each concept (or family of concepts) in eight-bit integers, with a sketch of one bit
 * a dimension. A search multiplies the query with all rows in a kernel; where there is none it compares sketches with all
 * rows, then the integers of the nearest.
 *
 *   bytes 0-7   magic `MCXVECT1`
 *   bytes 8-11  length of the JSON header, padded to a multiple of four
 *   …           header: {embedder, edition, dimensions, rows, scale}
 *   …           concepts (uint32 a row), sketches (uint32 × dimensions / 32 a row), integers (int8 × dimensions a row)
 */
import { bitCount } from '../../core/bits.ts'
import { AppError } from '../../core/errors.ts'
import { Greatest } from './greatest.ts'
import { BLOCK, createKernel, finest, type Kernel, type SharedRows, shareRows } from './kernel.ts'

const MAGIC = 'MCXVECT1'
/** Rows whose integers are compared, taken by their sketches. */
const CANDIDATES = 1_500
/** Rows that one concept may have among the nearest: its title and other names. */
const ROWS_OF_ONE = 4
/** The least that 32 bits hold. */
const LEAST_PRODUCT = -(2 ** 31)

export interface VectorsHeader {
  /** Id of the embedder that made them. */
  readonly embedder: string
  readonly dimensions: number
  readonly rows: number
  /** An integer times this is the value it stands for. */
  readonly scale: number
  /** Id of the edition whose concepts the rows name. */
  readonly edition: string
}

export interface Neighbour {
  readonly concept: number
  /** Cosine, -1 to 1. */
  readonly likeness: number
}

const damaged = (problem: string): AppError => new AppError('edition-damaged', { path: 'vectors.bin', problem })

/** One bit a dimension: set where the value is positive. */
function sketchOf(vector: ArrayLike<number>, into: Uint32Array, at: number): void {
  for (let d = 0; d < vector.length; d++) if (vector[d]! > 0) into[at + (d >> 5)]! |= 1 << (d & 31)
}

/** A vector and the concept it stands for. */
export interface VectorRow {
  readonly concept: number
  /** Of length 1. */
  readonly vector: Float32Array
}

/** What the components of a vector of length 1 are held as until the largest of all is known. */
const FINE = 0x7fff

/** The file's bytes. Dimensions are a multiple of 32. Rows are taken one by one: there may be half a million. */
export function encodeVectors(
  from: Iterable<VectorRow>,
  facts: Pick<VectorsHeader, 'embedder' | 'edition' | 'dimensions'>,
): Uint8Array {
  const { dimensions } = facts
  const concepts: number[] = []
  let fine = new Int16Array(1024 * dimensions)
  let largest = 1
  for (const { concept, vector } of from) {
    const at = concepts.length * dimensions
    if (at === fine.length) {
      const larger = new Int16Array(at * 2)
      larger.set(fine)
      fine = larger
    }
    for (let d = 0; d < dimensions; d++) {
      fine[at + d] = Math.round(vector[d]! * FINE)
      largest = Math.max(largest, Math.abs(fine[at + d]!))
    }
    concepts.push(concept)
  }
  const rows = concepts.length
  const scale = largest / FINE / 127
  const integers = new Int8Array(rows * dimensions)
  const sketches = new Uint32Array((rows * dimensions) / 32)
  for (let i = 0; i < integers.length; i++) integers[i] = Math.round((fine[i]! / largest) * 127)
  for (let row = 0; row < rows; row++)
    sketchOf(fine.subarray(row * dimensions, (row + 1) * dimensions), sketches, (row * dimensions) / 32)
  const text = new TextEncoder().encode(JSON.stringify({ ...facts, rows, scale } satisfies VectorsHeader))
  const room = (text.length + 3) & ~3
  const parts = [Uint32Array.from(concepts), sketches, integers]
  const out = new Uint8Array(12 + room + parts.reduce((sum, p) => sum + p.byteLength, 0))
  out.set(new TextEncoder().encode(MAGIC))
  new DataView(out.buffer).setUint32(8, room, true)
  out.fill(0x20, 12, 12 + room)
  out.set(text, 12)
  let at = 12 + room
  for (const part of parts) {
    out.set(new Uint8Array(part.buffer), at)
    at += part.byteLength
  }
  return out
}

/** @throws AppError `edition-damaged` */
function headerOf(bytes: Uint8Array): VectorsHeader {
  let header: Partial<VectorsHeader> | null
  try {
    header = JSON.parse(new TextDecoder().decode(bytes)) as Partial<VectorsHeader> | null
  } catch {
    throw damaged('its header is no JSON')
  }
  const { embedder, edition, dimensions = 0, rows = -1, scale = 0 } = header ?? {}
  const whole = Number.isInteger(rows) && rows >= 0 && Number.isInteger(dimensions) && dimensions > 0 && scale > 0
  if (!whole || dimensions % 32 !== 0 || typeof embedder !== 'string' || typeof edition !== 'string') {
    throw damaged('its header is not whole')
  }
  return { embedder, edition, dimensions, rows, scale }
}

export class Vectors {
  readonly header: VectorsHeader
  readonly #concepts: Uint32Array
  readonly #sketches: Uint32Array
  readonly #integers: Int8Array
  readonly #withKernel: boolean
  readonly #shared: SharedRows | undefined
  /** Made by the first search. */
  #kernel: { readonly found: Kernel | undefined } | undefined

  /**
   * `kernel: false` goes without WebAssembly, as where there is none; `rows` are those of `share`.
   * @throws AppError `edition-damaged`
   */
  constructor(bytes: Uint8Array, { kernel = true, rows }: { kernel?: boolean; rows?: SharedRows | undefined } = {}) {
    this.#withKernel = kernel
    this.#shared = rows
    if (bytes.byteLength < 12 || new TextDecoder().decode(bytes.subarray(0, 8)) !== MAGIC)
      throw damaged('it is no file of vectors')
    const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
    const room = new DataView(aligned.buffer, aligned.byteOffset).getUint32(8, true)
    const start = aligned.byteOffset + 12 + room
    if (12 + room > bytes.byteLength) throw damaged('it ends inside its header')
    this.header = headerOf(bytes.subarray(12, 12 + room))
    const { rows: count, dimensions } = this.header
    const words = (count * dimensions) / 32
    if (12 + room + count * 4 + words * 4 + count * dimensions !== bytes.byteLength)
      throw damaged('its length is not what its header says')
    this.#concepts = new Uint32Array(aligned.buffer, start, count)
    this.#sketches = new Uint32Array(aligned.buffer, start + count * 4, words)
    this.#integers = new Int8Array(aligned.buffer, start + count * 4 + words * 4, count * dimensions)
  }

  /** The rows where the kernels of all threads read them. */
  share(): SharedRows | undefined {
    return shareRows(this.#integers)
  }

  /** The vector of a concept's first text, of length 1 as nearly as bytes allow; undefined when it has none. */
  of(concept: number): Float32Array | undefined {
    const row = this.#concepts.indexOf(concept)
    if (row < 0) return undefined
    const { dimensions, scale } = this.header
    return Float32Array.from(this.#integers.subarray(row * dimensions, (row + 1) * dimensions), (n) => n * scale)
  }

  /**
   * The concepts nearest to `query` (of length 1) by the best of their rows, nearest first; only those `accept` takes, and
   * none whose likeness is not above `least`.
   */
  nearest(
    query: Float32Array,
    limit: number,
    { accept, least = -2 }: { accept?: ((concept: number) => boolean) | undefined; least?: number } = {},
  ): Neighbour[] {
    this.#kernel ??= {
      found: this.#withKernel ? createKernel(this.#integers, this.header.dimensions, this.#shared) : undefined,
    }
    const found = this.#kernel.found
      ? this.#byKernel(this.#kernel.found, query, { limit, accept, least })
      : this.#bySketch(query, accept)
    const seen = new Set<number>()
    const nearest: Neighbour[] = []
    for (const each of found) {
      if (nearest.length === limit) break
      if (seen.has(each.concept) || each.likeness <= least) continue
      seen.add(each.concept)
      nearest.push(each)
    }
    return nearest
  }

  /** Rows with the greatest products, nearest first, a few times as many as wanted: a concept may have several. */
  #byKernel(
    kernel: Kernel,
    query: Float32Array,
    { limit, accept, least }: { limit: number; accept: ((concept: number) => boolean) | undefined; least: number },
  ): Neighbour[] {
    const { rows, dimensions, scale } = this.header
    let largest = 1e-6
    for (let d = 0; d < query.length; d++) largest = Math.max(largest, Math.abs(query[d]!))
    const fine = finest(dimensions) / largest
    kernel.ask(Int16Array.from(query, (x) => Math.round(x * fine)))
    const lowest = Math.max(LEAST_PRODUCT, Math.floor((least * fine) / scale))
    const best = new Greatest(Math.min(rows, limit * ROWS_OF_ONE), rows)
    for (let first = 0; first < rows; first += BLOCK) {
      const found = kernel.above(first, Math.max(lowest, best.floor))
      for (let i = 0; i < found.length; i += 2) {
        const row = found[i + 1]!
        if (!accept || accept(this.#concepts[row]!)) best.offer(found[i]!, row)
      }
    }
    return best
      .sorted()
      .map(({ row, number }) => ({ concept: this.#concepts[row]!, likeness: (number * scale) / fine }))
  }

  #allRows(): number[] {
    return Array.from({ length: this.header.rows }, (_, row) => row)
  }

  /** Where there is no kernel: rows by the bits in which their sketch differs, counted out by distance: no sorting of all rows. */
  #bySketch(query: Float32Array, accept: ((concept: number) => boolean) | undefined): Neighbour[] {
    const { dimensions, scale } = this.header
    const found = this.#likelyRows(query).flatMap((row) => {
      const concept = this.#concepts[row]!
      if (accept && !accept(concept)) return []
      let dot = 0
      const at = row * dimensions
      for (let d = 0; d < dimensions; d++) dot += query[d]! * this.#integers[at + d]!
      return [{ concept, likeness: dot * scale }]
    })
    return found.sort((a, b) => b.likeness - a.likeness || a.concept - b.concept)
  }

  #likelyRows(query: Float32Array): number[] {
    const { rows, dimensions } = this.header
    if (rows <= CANDIDATES) return this.#allRows()
    const words = dimensions / 32
    const sketch = new Uint32Array(words)
    sketchOf(query, sketch, 0)
    const distances = new Uint16Array(rows)
    const counts = new Uint32Array(dimensions + 1)
    for (let row = 0; row < rows; row++) {
      let differing = 0
      const at = row * words
      for (let w = 0; w < words; w++) differing += bitCount(this.#sketches[at + w]! ^ sketch[w]!)
      distances[row] = differing
      counts[differing]!++
    }
    let bound = 0
    for (let sum = 0; bound <= dimensions && sum < CANDIDATES; bound++) sum += counts[bound]!
    const near: number[] = []
    for (let row = 0; row < rows; row++) if (distances[row]! < bound) near.push(row)
    return near
  }
}
