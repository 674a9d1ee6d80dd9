/** The read side of `search.bin`: typed-array views and the vocabulary. Knows nothing of queries or ranking. */

import { NEGATIONS } from '../analysis/stop-words.ts'
import { FLAG_BILLABLE, FLAG_CURRENT, FLAG_GROUPING, FLAG_LEAF, type StoredRewrite, termWeight } from './builder.ts'
import { decode } from './format.ts'
import { NAME_KINDS, type NameKind } from './names.ts'

/** A typed-array view of `bytes`, copied only when the bytes do not lie at a multiple of its width. */
function view<T>(
  make: { new (buffer: ArrayBufferLike, offset: number, length: number): T; BYTES_PER_ELEMENT: number },
  bytes: Uint8Array,
): T {
  const width = make.BYTES_PER_ELEMENT
  const aligned = bytes.byteOffset % width === 0 ? bytes : bytes.slice()
  return new make(aligned.buffer, aligned.byteOffset, aligned.byteLength / width)
}

export class SearchIndex {
  readonly systems: readonly string[]
  readonly conceptCount: number
  readonly nameCount: number
  /** Terms in ascending order: the terms with a given beginning are one range. */
  readonly terms: readonly string[]
  /** Weight of each term, 0.2 to about 13. */
  readonly weights: Float32Array
  readonly termLength: Uint8Array
  readonly conceptSystem: Uint8Array
  readonly conceptFlags: Uint8Array
  readonly conceptFrom: Uint32Array
  readonly conceptTo: Uint32Array
  /** Number of the concept's family, 0 for none. */
  readonly conceptFamily: Uint32Array
  readonly nameConcept: Uint32Array
  readonly nameKind: Uint8Array
  /** Names' terms stand in `nameTerms` from `nameStart[n]`; the first `nameEssential[n]` are essential. */
  readonly nameStart: Uint32Array
  readonly nameEssential: Uint8Array
  readonly nameTerms: Uint16Array | Uint32Array
  readonly postingStart: Uint32Array
  readonly postings: Uint32Array
  readonly rewrites: readonly StoredRewrite[]
  readonly byteLength: number
  readonly #termIds = new Map<string, number>()
  readonly #stringBytes: Uint8Array
  readonly #stringOffsets: Uint32Array
  readonly #conceptCode: Uint32Array
  readonly #conceptDisplay: Uint32Array
  readonly #conceptTitle: Uint32Array
  readonly #conceptGroup: Uint32Array
  /** Concepts in ascending order of their stored codes. */
  readonly #codeOrder: Uint32Array
  readonly #textParent: Uint32Array
  readonly #textString: Uint32Array
  readonly #nameText: Uint32Array
  readonly #decoder = new TextDecoder()
  /** 1 for the terms that turn the words after them round. */
  readonly negation: Uint8Array

  constructor(bytes: Uint8Array) {
    const { header, section } = decode(bytes)
    const json = (name: string): unknown => JSON.parse(this.#decoder.decode(section(name)))
    const u32 = (name: string) => view(Uint32Array, section(name))
    this.byteLength = bytes.byteLength
    this.systems = header.systems
    this.conceptCount = header.counts.concepts
    this.nameCount = header.counts.names
    this.terms = json('terms') as string[]
    this.conceptSystem = section('conceptSystem')
    this.conceptFlags = section('conceptFlags')
    this.conceptFrom = u32('conceptFrom')
    this.conceptTo = u32('conceptTo')
    this.conceptFamily = u32('conceptFamily')
    this.nameConcept = u32('nameConcept')
    this.nameKind = section('nameKind')
    this.nameStart = u32('nameStart')
    this.nameEssential = section('nameEssential')
    const wide = this.terms.length > 0xffff
    this.nameTerms = wide ? u32('nameTerms') : view(Uint16Array, section('nameTerms'))
    this.postingStart = u32('postingStart')
    this.postings = u32('postings')
    this.rewrites = json('rewrites') as StoredRewrite[]
    this.#stringBytes = section('stringBytes')
    this.#stringOffsets = u32('stringOffsets')
    this.#conceptCode = u32('conceptCode')
    this.#conceptDisplay = u32('conceptDisplay')
    this.#conceptTitle = u32('conceptTitle')
    this.#conceptGroup = u32('conceptGroup')
    this.#codeOrder = u32('codeOrder')
    this.#textParent = u32('textParent')
    this.#textString = u32('textString')
    this.#nameText = u32('nameText')
    this.terms.forEach((term, id) => {
      this.#termIds.set(term, id)
    })
    for (const [surface, id] of json('surfaces') as [string, number][]) {
      if (!this.#termIds.has(surface)) this.#termIds.set(surface, id)
    }
    this.weights = Float32Array.from(this.terms, (term, t) => termWeight(term, this.holders(t, t + 1), this.nameCount))
    this.negation = new Uint8Array(this.terms.length)
    for (const word of NEGATIONS) {
      const id = this.#termIds.get(word)
      if (id !== undefined) this.negation[id] = 1
    }
    this.termLength = Uint8Array.from(this.terms, (term) => Math.min(255, term.length))
  }

  /** Number of a term (or of the term a surface word stands for), or undefined when no name holds it. */
  termId(word: string): number | undefined {
    return this.#termIds.get(word)
  }

  /** How many postings the terms `lo` to `hi` (exclusive) have together. */
  holders(lo: number, hi: number): number {
    return this.postingStart[hi]! - this.postingStart[lo]!
  }

  /** Names that hold a term, shortest first. */
  namesWith(term: number): Uint32Array {
    return this.postings.subarray(this.postingStart[term]!, this.postingStart[term + 1]!)
  }

  /** The range of terms that begin with `prefix`, `hi` exclusive; empty when `lo === hi`. */
  prefixRange(prefix: string): { lo: number; hi: number } {
    const bound = (before: (term: string) => boolean): number => {
      let low = 0
      let high = this.terms.length
      while (low < high) {
        const mid = (low + high) >> 1
        if (before(this.terms[mid]!)) low = mid + 1
        else high = mid
      }
      return low
    }
    const lo = bound((term) => term < prefix)
    return { lo, hi: bound((term) => term < prefix || term.startsWith(prefix)) }
  }

  #string(id: number): string {
    return this.#decoder.decode(this.#stringBytes.subarray(this.#stringOffsets[id]!, this.#stringOffsets[id + 1]!))
  }

  code(concept: number): string {
    return this.#string(this.#conceptCode[concept]!)
  }

  /** The code as officially written. */
  display(concept: number): string {
    return this.#string(this.#conceptDisplay[concept]!)
  }

  title(concept: number): string {
    return this.#string(this.#conceptTitle[concept]!)
  }

  system(concept: number): string {
    return this.systems[this.conceptSystem[concept]!]!
  }

  billable(concept: number): boolean {
    return (this.conceptFlags[concept]! & FLAG_BILLABLE) !== 0
  }

  leaf(concept: number): boolean {
    return (this.conceptFlags[concept]! & FLAG_LEAF) !== 0
  }

  current(concept: number): boolean {
    return (this.conceptFlags[concept]! & FLAG_CURRENT) !== 0
  }

  grouping(concept: number): boolean {
    return (this.conceptFlags[concept]! & FLAG_GROUPING) !== 0
  }

  /** The chapter or top section a concept stands in, as a concept number. */
  group(concept: number): number | undefined {
    const group = this.#conceptGroup[concept]!
    return group === 0 ? undefined : group - 1
  }

  kindOf(name: number): NameKind {
    return NAME_KINDS[this.nameKind[name]!]!
  }

  /** The printed text of a name, ancestors first: `Infarct, infarction, myocardium`. */
  textOf(name: number): string {
    const parts: string[] = []
    let at = this.#nameText[name]! + 1
    while (at !== 0 && parts.length < 16) {
      const part = this.#string(this.#textString[at - 1]!)
      if (part !== '') parts.unshift(part)
      at = this.#textParent[at - 1]!
    }
    return parts.join(', ')
  }

  /** Place in `codeOrder` of the first code that is not before `code`. */
  #lowerBound(code: string): number {
    let low = 0
    let high = this.#codeOrder.length
    while (low < high) {
      const mid = (low + high) >> 1
      if (this.code(this.#codeOrder[mid]!) < code) low = mid + 1
      else high = mid
    }
    return low
  }

  /** Concepts with a stored code, one a system at most. */
  conceptsByCode(code: string): number[] {
    const out: number[] = []
    for (let i = this.#lowerBound(code); i < this.#codeOrder.length; i++) {
      const concept = this.#codeOrder[i]!
      if (this.code(concept) !== code) break
      out.push(concept)
    }
    return out
  }

  /** Concepts whose stored code lies between `from` and `to` or begins with `to`, ascending by code, at most `limit`. */
  conceptsByCodeRange(from: string, to: string, limit: number): number[] {
    const out: number[] = []
    for (let i = this.#lowerBound(from); i < this.#codeOrder.length && out.length < limit; i++) {
      const code = this.code(this.#codeOrder[i]!)
      if (code > to && !code.startsWith(to)) break
      out.push(this.#codeOrder[i]!)
    }
    return out
  }
}
