/**
 * A few names of an index as an index: those that a cluster found for one search. Words are judged by the whole index
 * (`base`); names and concepts are those at hand, in the order of the whole, so that what is tied is tied alike.
 */
import { invert } from './columns.ts'
import { IndexReader } from './index-reader.ts'
import type { SearchIndex } from './search-index.ts'

/** A name and the concept it is of, as a document of a cluster holds them; numbers are those of the whole index. */
export interface NameRecord {
  readonly name: number
  readonly concept: number
  /** Number of the system. */
  readonly system: number
  readonly terms: readonly number[]
  /** How many of the terms, from the first, are essential. */
  readonly essential: number
  readonly kind: number
  readonly mass: number
  /** As printed. */
  readonly text: string
  readonly code: string
  readonly display: string
  readonly title: string
  readonly flags: number
  readonly from: number
  readonly to: number
  readonly family: number
}

/** The record of a name of an index. */
export function recordOf(index: SearchIndex, name: number): NameRecord {
  const concept = index.nameConcept[name]!
  return {
    name,
    concept,
    system: index.conceptSystem[concept]!,
    terms: [...index.nameTerms.subarray(index.nameStart[name]!, index.nameStart[name + 1]!)],
    essential: index.nameEssential[name]!,
    kind: index.nameKind[name]!,
    mass: index.nameMass[name]!,
    text: index.textOf(name),
    code: index.code(concept),
    display: index.display(concept),
    title: index.title(concept),
    flags: index.conceptFlags[concept]!,
    from: index.conceptFrom[concept]!,
    to: index.conceptTo[concept]!,
    family: index.conceptFamily[concept]!,
  }
}

export class Overlay extends IndexReader implements SearchIndex {
  readonly #base: SearchIndex
  readonly #names: readonly NameRecord[]
  readonly #concepts: readonly NameRecord[]
  readonly #numberOf: ReadonlyMap<number, number>
  readonly systems: readonly string[]
  readonly licensed: readonly string[]
  readonly conceptCount: number
  readonly nameCount: number
  readonly terms: readonly string[]
  readonly weights: Float32Array
  readonly termLength: Uint8Array
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
    this.#base = base
    const names = [...records].sort((a, b) => a.name - b.name)
    const byConcept = new Map(names.map((record) => [record.concept, record]))
    const concepts = [...byConcept.values()].sort((a, b) => a.concept - b.concept)
    const numberOf = new Map(concepts.map((record, number) => [record.concept, number]))
    this.#names = names
    this.#concepts = concepts
    this.#numberOf = numberOf
    this.systems = base.systems
    this.licensed = base.licensed
    this.terms = base.terms
    this.weights = base.weights
    this.termLength = base.termLength
    this.negation = base.negation
    this.rewrites = base.rewrites
    this.conceptCount = concepts.length
    this.nameCount = names.length
    this.conceptSystem = Uint8Array.from(concepts, ({ system }) => system)
    this.conceptFlags = Uint8Array.from(concepts, ({ flags }) => flags)
    this.conceptFrom = Uint32Array.from(concepts, ({ from }) => from)
    this.conceptTo = Uint32Array.from(concepts, ({ to }) => to)
    this.conceptFamily = Uint32Array.from(concepts, ({ family }) => family)
    this.nameConcept = Uint32Array.from(names, ({ concept }) => numberOf.get(concept)!)
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

  /** Number in the whole index of a concept at hand. */
  whole(concept: number): number {
    return this.#concepts[concept]!.concept
  }

  /** Number here of a concept of the whole index; undefined when it is not at hand. */
  here(concept: number): number | undefined {
    return this.#numberOf.get(concept)
  }

  termId(word: string): number | undefined {
    return this.#base.termId(word)
  }

  prefixRange(prefix: string): { lo: number; hi: number } {
    return this.#base.prefixRange(prefix)
  }

  code(concept: number): string {
    return this.#concepts[concept]!.code
  }

  display(concept: number): string {
    return this.#concepts[concept]!.display
  }

  title(concept: number): string {
    return this.#concepts[concept]!.title
  }

  /** Chapters are no names; a search that asks for one is answered by the whole index. */
  group(): undefined {
    return undefined
  }

  hasFamilies(system: number): boolean {
    return this.#base.hasFamilies(system)
  }

  textOf(name: number): string {
    return this.#names[name]!.text
  }

  conceptsByCode(code: string): number[] {
    return this.conceptsByCodeRange(code, code, this.conceptCount).filter((concept) => this.code(concept) === code)
  }

  conceptsByCodeRange(from: string, to: string, limit: number): number[] {
    return this.#concepts
      .map((record, concept) => ({ code: record.code, concept }))
      .filter(({ code }) => code >= from && (code <= to || code.startsWith(to)))
      .sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : a.concept - b.concept))
      .slice(0, limit)
      .map(({ concept }) => concept)
  }
}
