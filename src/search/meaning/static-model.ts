/**
 * The meaning model that ships with the program: a table of vectors of words and of letter groups. A text's vector is the
 * sum of its words', so there is no runtime to load and a query takes microseconds. Trained by tools/static-meaning.
 *
 *   bytes 0-7   magic `MCXMEAN1`
 *   bytes 8-11  length of the JSON header, padded to a multiple of four
 *   …           header: {words, buckets, shortest, longest, dimensions, wordBytes}
 *   …           scales (float32 a row), integers (int8 × dimensions a row), words (one a line, in row order)
 *
 * Rows are those of the words, then those of the buckets. A word stands for its own row, if it has one, and the mean of
 * the buckets of the n-grams of `<word>`.
 */
import { AppError } from '../../core/errors.ts'
import { foldAccents } from '../../core/text.ts'
import type { Embedder } from './embedder.ts'

const MAGIC = 'MCXMEAN1'

interface ModelHeader {
  readonly words: number
  readonly buckets: number
  /** Letters of the shortest and the longest n-gram. */
  readonly shortest: number
  readonly longest: number
  readonly dimensions: number
  readonly wordBytes: number
}

const damaged = (problem: string): AppError =>
  new AppError('embedder-failed', { problem: `the meaning model: ${problem}` })

function headerOf(bytes: Uint8Array): { header: ModelHeader; end: number } {
  if (bytes.byteLength < 12 || new TextDecoder().decode(bytes.subarray(0, 8)) !== MAGIC) throw damaged('it is no model')
  const room = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true)
  if (12 + room > bytes.byteLength) throw damaged('it ends inside its header')
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(12, 12 + room))) as ModelHeader
  const rows = header.words + header.buckets
  if (12 + room + rows * (4 + header.dimensions) + header.wordBytes !== bytes.byteLength)
    throw damaged('its length is not what its header says')
  return { header, end: 12 + room }
}

/** Words as the model sees them: runs of ASCII letters and digits, folded, without possessives. */
export function modelWords(text: string): string[] {
  const folded = foldAccents(text.toLowerCase().replace(/[’`]/g, "'"))
  const plain = folded.replace(/'s\b/g, '').replace(/'/g, '')
  return plain.match(/[a-z0-9]+/g) ?? []
}

/** FNV-1a of the characters from `start` to `end`, 32 bits. */
function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

export class StaticModel implements Embedder {
  readonly id: string
  readonly dimensions: number
  readonly #header: ModelHeader
  readonly #scales: Float32Array
  readonly #integers: Int8Array
  readonly #rowOf = new Map<string, number>()

  /** `id` names the file's content. @throws AppError `embedder-failed` when the file is no whole model */
  constructor(bytes: Uint8Array, id: string) {
    const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
    const { header, end } = headerOf(aligned)
    const rows = header.words + header.buckets
    this.id = id
    this.dimensions = header.dimensions
    this.#header = header
    this.#scales = new Float32Array(aligned.buffer, aligned.byteOffset + end, rows)
    this.#integers = new Int8Array(aligned.buffer, aligned.byteOffset + end + rows * 4, rows * header.dimensions)
    const words = new TextDecoder().decode(aligned.subarray(end + rows * (4 + header.dimensions)))
    words.split('\n').forEach((word, row) => {
      this.#rowOf.set(word, row)
    })
  }

  /** True for a word with a row of its own: a word of the names, or a common word of English. */
  knows(word: string): boolean {
    return this.#rowOf.has(word)
  }

  /** The vector of a text, of length 1; undefined when it has no word. */
  vectorOf(text: string): Float32Array | undefined {
    const words = modelWords(text)
    if (words.length === 0) return undefined
    const vector = new Float32Array(this.dimensions)
    for (const word of words) this.#addWord(vector, word)
    let square = 0
    for (let d = 0; d < vector.length; d++) square += vector[d]! * vector[d]!
    const length = Math.sqrt(square)
    if (length === 0) return undefined
    for (let d = 0; d < vector.length; d++) vector[d]! /= length
    return vector
  }

  #addWord(vector: Float32Array, word: string): void {
    const row = this.#rowOf.get(word)
    if (row !== undefined) this.#addRow(vector, row, 1)
    const { shortest, longest, words, buckets } = this.#header
    const framed = `<${word}>`
    let grams = 0
    for (let n = shortest; n <= longest; n++) grams += Math.max(0, framed.length - n + 1)
    for (let n = shortest; n <= longest; n++) {
      for (let i = 0; i + n <= framed.length; i++)
        this.#addRow(vector, words + (hashOf(framed, i, i + n) % buckets), 1 / grams)
    }
  }

  #addRow(vector: Float32Array, row: number, weight: number): void {
    const factor = weight * this.#scales[row]!
    const at = row * this.dimensions
    for (let d = 0; d < vector.length; d++) vector[d]! += factor * this.#integers[at + d]!
  }

  /** The vectors of texts; a text without words gets a vector of zeros. */
  embed(texts: readonly string[]): Promise<Float32Array[]> {
    return Promise.resolve(texts.map((text) => this.vectorOf(text) ?? new Float32Array(this.dimensions)))
  }
}
