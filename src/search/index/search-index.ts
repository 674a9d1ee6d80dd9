/**
 * The read side of `search.bin` and `frame.bin`: their columns (columns.ts), its texts and its vocabulary. Knows nothing of queries or
 * ranking.
 */

import type { ShortRewrite } from './builder.ts'
import { type Columns, unpackColumns } from './columns.ts'
import { decode } from './format.ts'
import { isFrame, unpackFrame } from './frame.ts'
import { IndexReader } from './index-reader.ts'
import { Strings } from './strings.ts'

/** The columns of `search.bin` or `frame.bin`. @throws AppError `edition-damaged` */
export const unpackIndex = (file: Uint8Array): Columns => (isFrame(file) ? unpackFrame(file) : unpackColumns(file))

export class PackedIndex extends IndexReader {
  readonly systems: readonly string[]
  /** Systems among them whose text is under a licence. */
  readonly licensed: readonly string[]
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
  /** The least that a name's essential terms weigh together, those after an unasked "without" counting little. */
  readonly nameMass: Float32Array
  readonly postingStart: Uint32Array
  readonly postings: Uint32Array
  readonly rewrites: readonly ShortRewrite[]
  readonly byteLength: number
  readonly #termIds = new Map<string, number>()
  readonly #strings: Strings
  /** 1 for systems whose codes form families. */
  readonly #families: Uint8Array
  readonly #decoder = new TextDecoder()
  /** 1 for the terms that turn the words after them round. */
  readonly negation: Uint8Array
  /** What sort of thing each term names; absent where its names tell. */
  readonly termSorts: Uint8Array | undefined
  /** False when all or most of its names are elsewhere. */
  readonly hasNames: boolean
  /** The index whose words and codes these are: itself, unless it is a few names of another. */
  readonly whole: SearchIndex = this

  /** What it reads from; `shareColumns` makes of it what threads can share. */
  readonly columns: Columns

  /** From the file's bytes, or from columns that were unpacked before. @throws AppError `edition-damaged` */
  constructor(from: Uint8Array | Columns) {
    super()
    const columns = from instanceof Uint8Array ? unpackIndex(from) : from
    const { header, section } = decode(columns.file)
    const json = (name: string): unknown => JSON.parse(this.#decoder.decode(section(name)))
    this.columns = columns
    this.byteLength = columns.file.byteLength
    this.systems = header.systems
    this.licensed = header.licensed
    this.conceptCount = header.counts.concepts
    this.nameCount = header.counts.names
    this.terms = json('terms') as string[]
    this.rewrites = json('rewrites') as ShortRewrite[]
    this.conceptSystem = section('conceptSystem')
    this.conceptFlags = section('conceptFlags')
    this.conceptFrom = columns.conceptFrom
    this.conceptTo = columns.conceptTo
    this.conceptFamily = columns.conceptFamily
    this.nameConcept = columns.nameConcept
    this.nameKind = columns.nameKind
    this.nameStart = columns.nameStart
    this.nameEssential = columns.nameEssential
    this.nameTerms = columns.nameTerms
    this.nameMass = columns.nameMass
    this.postingStart = columns.postingStart
    this.postings = columns.postings
    this.weights = columns.weights
    this.negation = columns.negation
    this.termSorts = columns.termSorts
    this.hasNames = columns.termSorts === undefined
    this.#strings = new Strings(section, columns.stringEnds)
    this.#families = new Uint8Array(this.systems.length)
    for (let concept = 0; concept < this.conceptCount; concept++)
      if (this.conceptFamily[concept] !== 0) this.#families[this.conceptSystem[concept]!] = 1
    this.terms.forEach((term, id) => {
      this.#termIds.set(term, id)
    })
    for (const [surface, id] of json('surfaces') as [string, number][]) {
      if (!this.#termIds.has(surface)) this.#termIds.set(surface, id)
    }
    this.termLength = Uint8Array.from(this.terms, (term) => Math.min(255, term.length))
  }

  /** Number of a term (or of the term a surface word stands for), or undefined when no name holds it. */
  termId(word: string): number | undefined {
    return this.#termIds.get(word)
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

  code(concept: number): string {
    return this.#strings.at(this.columns.conceptCode[concept]!)
  }

  /** The code as officially written. */
  display(concept: number): string {
    return this.#strings.at(this.columns.conceptDisplay[concept]!)
  }

  title(concept: number): string {
    return this.#strings.at(this.columns.conceptTitle[concept]!)
  }

  /** The chapter or top section a concept stands in, as a concept number. */
  group(concept: number): number | undefined {
    const group = this.columns.conceptGroup[concept]!
    return group === 0 ? undefined : group - 1
  }

  /** The code to report for a header when nothing more is known; undefined for other concepts. */
  defaultLeaf(header: number): number | undefined {
    const step = this.columns.conceptLeaf[header]!
    return step === 0 || header + step >= this.conceptCount ? undefined : header + step
  }

  /** Whether codes of a system (its number) form families. */
  hasFamilies(system: number): boolean {
    return this.#families[system] === 1
  }

  /** The printed text of a name, ancestors first: `Infarct, infarction, myocardium`. */
  textOf(name: number): string {
    const parts: string[] = []
    let at = this.columns.nameText[name]! + 1
    while (at !== 0 && parts.length < 16) {
      const part = this.#strings.at(this.columns.textString[at - 1]!)
      if (part !== '') parts.unshift(part)
      at = this.columns.textParent[at - 1]!
    }
    return parts.join(', ')
  }

  /** Place in `codeOrder` of the first code that is not before `code`. */
  #lowerBound(code: string): number {
    let low = 0
    let high = this.columns.codeOrder.length
    while (low < high) {
      const mid = (low + high) >> 1
      if (this.code(this.columns.codeOrder[mid]!) < code) low = mid + 1
      else high = mid
    }
    return low
  }

  /** Concepts with a stored code, one a system at most. */
  conceptsByCode(code: string): number[] {
    const out: number[] = []
    for (let i = this.#lowerBound(code); i < this.columns.codeOrder.length; i++) {
      const concept = this.columns.codeOrder[i]!
      if (this.code(concept) !== code) break
      out.push(concept)
    }
    return out
  }

  /** Concepts whose stored code lies between `from` and `to` or begins with `to`, ascending by code, at most `limit`. */
  conceptsByCodeRange(from: string, to: string, limit: number): number[] {
    const out: number[] = []
    for (let i = this.#lowerBound(from); i < this.columns.codeOrder.length && out.length < limit; i++) {
      const code = this.code(this.columns.codeOrder[i]!)
      if (code > to && !code.startsWith(to)) break
      out.push(this.columns.codeOrder[i]!)
    }
    return out
  }
}

/** What searching asks of an index, wherever its names are. */
export type SearchIndex = Omit<Pick<PackedIndex, keyof PackedIndex>, 'columns' | 'byteLength'>
export const SearchIndex = PackedIndex
