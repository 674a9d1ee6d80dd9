/**
 * A few names of an index as an index: those that a cluster found for one search. Words and codes are those of the whole
 * (`base`), in its numbers; names are those at hand, in the order of the whole, so that what is tied is tied alike.
 */
import { invert } from './columns.ts'
import { IndexReader } from './index-reader.ts'
import type { SearchIndex } from './search-index.ts'

/** A name as a document of a cluster holds it; numbers are those of the whole index. */
export interface NameRecord {
  readonly name: number
  readonly concept: number
  readonly terms: readonly number[]
  /** How many of the terms, from the first, are essential. */
  readonly essential: number
  readonly kind: number
  readonly mass: number
  /** As printed. */
  readonly text: string
}

/** The record of a name of an index. */
export function recordOf(index: SearchIndex, name: number): NameRecord {
  return {
    name,
    concept: index.nameConcept[name]!,
    terms: [...index.nameTerms.subarray(index.nameStart[name]!, index.nameStart[name + 1]!)],
    essential: index.nameEssential[name]!,
    kind: index.nameKind[name]!,
    mass: index.nameMass[name]!,
    text: index.textOf(name),
  }
}

export class Overlay extends IndexReader implements SearchIndex {
  readonly #names: readonly NameRecord[]
  readonly systems: readonly string[]
  readonly licensed: readonly string[]
  readonly conceptCount: number
  readonly nameCount: number
  readonly hasNames = false
  readonly whole: SearchIndex
  readonly terms: readonly string[]
  readonly weights: Float32Array
  readonly termLength: Uint8Array
  readonly termSorts: Uint8Array | undefined
  readonly negation: Uint8Array
  readonly rewrites: SearchIndex['rewrites']
  readonly conceptSystem: Uint8Array
  readonly conceptFlags: Uint8Array
  readonly conceptFrom: Uint32Array
  readonly conceptTo: Uint32Array
  readonly conceptFamily: Uint32Array
  readonly nameConcept: Uint32Array
  readonly nameKind: Uint8Array
  readonly nameStart: Uint32Array
  readonly nameEssential: Uint8Array
  readonly nameTerms: Uint32Array
  readonly nameMass: Float32Array
  readonly postingStart: Uint32Array
  readonly postings: Uint32Array

  constructor(base: SearchIndex, records: Iterable<NameRecord>) {
    super()
    this.whole = base
    const names = [...records].sort((a, b) => a.name - b.name)
    this.#names = names
    this.systems = base.systems
    this.licensed = base.licensed
    this.terms = base.terms
    this.weights = base.weights
    this.termLength = base.termLength
    this.termSorts = base.termSorts
    this.negation = base.negation
    this.rewrites = base.rewrites
    this.conceptCount = base.conceptCount
    this.conceptSystem = base.conceptSystem
    this.conceptFlags = base.conceptFlags
    this.conceptFrom = base.conceptFrom
    this.conceptTo = base.conceptTo
    this.conceptFamily = base.conceptFamily
    this.nameCount = names.length
    this.nameConcept = Uint32Array.from(names, ({ concept }) => concept)
    this.nameKind = Uint8Array.from(names, ({ kind }) => kind)
    this.nameEssential = Uint8Array.from(names, ({ essential }) => essential)
    this.nameMass = Float32Array.from(names, ({ mass }) => mass)
    this.nameTerms = Uint32Array.from(names.flatMap(({ terms }) => terms))
    this.nameStart = new Uint32Array(names.length + 1)
    names.forEach(({ terms }, name) => {
      this.nameStart[name + 1] = this.nameStart[name]! + terms.length
    })
    const [postingStart, postings] = invert(this.nameStart, this.nameTerms, base.terms.length)
    this.postingStart = postingStart
    this.postings = postings
  }

  termId(word: string): number | undefined {
    return this.whole.termId(word)
  }

  prefixRange(prefix: string): { lo: number; hi: number } {
    return this.whole.prefixRange(prefix)
  }

  code(concept: number): string {
    return this.whole.code(concept)
  }

  display(concept: number): string {
    return this.whole.display(concept)
  }

  title(concept: number): string {
    return this.whole.title(concept)
  }

  group(concept: number): number | undefined {
    return this.whole.group(concept)
  }

  defaultLeaf(header: number): number | undefined {
    return this.whole.defaultLeaf(header)
  }

  hasFamilies(system: number): boolean {
    return this.whole.hasFamilies(system)
  }

  textOf(name: number): string {
    return this.#names[name]!.text
  }

  conceptsByCode(code: string): number[] {
    return this.whole.conceptsByCode(code)
  }

  conceptsByCodeRange(from: string, to: string, limit: number): number[] {
    return this.whole.conceptsByCodeRange(from, to, limit)
  }
}
