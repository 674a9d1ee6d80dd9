/**
 * The read side of `search.bin`: columns unpacked into typed arrays, posting lists made from the names' terms, and the
 * vocabulary. Knows nothing of queries or ranking.
 */

import { SUBJECTS, type Subject } from '../../core/subject.ts'
import { NEGATIONS } from '../analysis/stop-words.ts'
import { checkAscending, checkBelow, checkEarlier, damagedIndex } from './bounds.ts'
import {
  FLAG_BILLABLE,
  FLAG_CURRENT,
  FLAG_GROUPING,
  FLAG_LEAF,
  type ShortRewrite,
  SUBJECT_SHIFT,
  termWeight,
} from './builder.ts'

import { decode } from './format.ts'
import { NAME_KINDS, type NameKind } from './names.ts'
import { unpackColumn, unpackInto } from './packing.ts'
import { Strings } from './strings.ts'

/** Names by term: for each term the ascending list of names that hold it. */
function invert(starts: Uint32Array, terms: Uint16Array | Uint32Array, count: number): [Uint32Array, Uint32Array] {
  const postingStart = new Uint32Array(count + 1)
  for (let i = 0; i < terms.length; i++) postingStart[terms[i]! + 1]!++
  for (let term = 0; term < count; term++) postingStart[term + 1]! += postingStart[term]!
  const next = postingStart.slice()
  const postings = new Uint32Array(terms.length)
  for (let name = 0; name + 1 < starts.length; name++) {
    const end = starts[name + 1]!
    for (let i = starts[name]!; i < end; i++) postings[next[terms[i]!]!++] = name
  }
  return [postingStart, postings]
}

/** Terms of all names, from their places by use. */
function unpackTerms(bytes: Uint8Array, length: number, rank: Uint32Array): Uint16Array | Uint32Array {
  checkBelow(rank, rank.length, 'the place of a term')
  if (!(length <= bytes.length)) throw damagedIndex('the terms of names are fewer than it says')
  const byRank = new Uint32Array(rank.length)
  rank.forEach((place, term) => {
    byRank[place] = term
  })
  const terms = new Uint32Array(length)
  unpackInto(bytes, terms)
  checkBelow(terms, rank.length, 'a term of a name')
  for (let i = 0; i < length; i++) terms[i] = byRank[terms[i]!]!
  return rank.length > 0xffff ? terms : new Uint16Array(terms)
}

const PLAIN_WORDS = NAME_KINDS.indexOf('plainWords')

/** A word that a name says is absent counts this much against it: `without complications` is the plain case. */
export const ABSENT = 0.15

export class SearchIndex {
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
  readonly #conceptCode: Uint32Array
  readonly #conceptDisplay: Uint32Array
  readonly #conceptTitle: Uint32Array
  readonly #conceptGroup: Uint32Array
  /** Concepts in ascending order of their stored codes. */
  readonly #codeOrder: Uint32Array
  readonly #textParent: Uint32Array
  readonly #textString: Uint32Array
  readonly #nameText: Uint32Array
  /** 1 for systems whose codes form families. */
  readonly #families: Uint8Array
  readonly #decoder = new TextDecoder()
  /** 1 for the terms that turn the words after them round. */
  readonly negation: Uint8Array

  constructor(bytes: Uint8Array) {
    const { header, section } = decode(bytes)
    const json = (name: string): unknown => JSON.parse(this.#decoder.decode(section(name)))
    const { concepts, names, terms, strings, texts } = header.counts
    const column = (name: string, length: number) => unpackColumn(section(name), length)
    this.byteLength = bytes.byteLength
    this.systems = header.systems
    this.licensed = header.licensed
    this.conceptCount = header.counts.concepts
    this.nameCount = header.counts.names
    this.terms = json('terms') as string[]
    this.conceptSystem = section('conceptSystem')
    this.conceptFlags = section('conceptFlags')
    this.conceptFrom = column('conceptFrom', concepts)
    this.conceptTo = column('conceptTo', concepts)
    this.conceptFamily = column('conceptFamily', concepts)
    this.nameConcept = column('nameConcept', names)
    this.nameKind = section('nameKind')
    this.nameStart = column('nameStart', names + 1)
    this.nameEssential = section('nameEssential')
    checkAscending(this.nameStart, section('nameTerms').length, 'a name')
    this.nameTerms = unpackTerms(section('nameTerms'), this.nameStart[names]!, column('termRank', terms))
    const [postingStart, postings] = invert(this.nameStart, this.nameTerms, terms)
    this.postingStart = postingStart
    this.postings = postings
    this.rewrites = json('rewrites') as ShortRewrite[]
    this.#strings = new Strings(section, strings)
    this.#conceptCode = column('conceptCode', concepts)
    this.#conceptDisplay = column('conceptDisplay', concepts)
    this.#conceptTitle = column('conceptTitle', concepts)
    this.#conceptGroup = column('conceptGroup', concepts)
    this.#codeOrder = column('codeOrder', concepts)
    this.#textParent = column('textParent', texts)
    this.#textString = column('textString', texts)
    this.#nameText = column('nameText', names)
    checkBelow(this.conceptSystem, this.systems.length, 'the system of a concept')
    checkBelow(this.nameConcept, concepts, 'the concept of a name')
    checkBelow(this.nameKind, NAME_KINDS.length, 'the kind of a name')
    checkBelow(this.#codeOrder, concepts, 'the order of codes')
    checkBelow(this.#nameText, texts, 'the text of a name')
    checkEarlier(this.#textParent, 'the text above a text')
    for (const column of [this.#conceptCode, this.#conceptDisplay, this.#conceptTitle, this.#textString])
      checkBelow(column, strings, 'a string')
    this.#families = new Uint8Array(this.systems.length)
    this.conceptFamily.forEach((family, concept) => {
      if (family !== 0) this.#families[this.conceptSystem[concept]!] = 1
    })
    this.terms.forEach((term, id) => {
      this.#termIds.set(term, id)
    })
    for (const [surface, id] of json('surfaces') as [string, number][]) {
      if (!this.#termIds.has(surface)) this.#termIds.set(surface, id)
    }
    this.weights = this.#weightsOfTerms()
    this.negation = new Uint8Array(this.terms.length)
    for (const word of NEGATIONS) {
      const id = this.#termIds.get(word)
      if (id !== undefined) this.negation[id] = 1
    }
    this.nameMass = this.#massOfNames()
    this.termLength = Uint8Array.from(this.terms, (term) => Math.min(255, term.length))
  }

  /** What words tell is counted in official names alone: more texts of ours must not change the order of codes. */
  #weightsOfTerms(): Float32Array {
    const { nameKind, nameStart, nameTerms } = this
    const ours = new Uint32Array(this.terms.length)
    let names = 0
    for (let name = nameKind.indexOf(PLAIN_WORDS); name >= 0; name = nameKind.indexOf(PLAIN_WORDS, name + 1)) {
      names++
      for (let i = nameStart[name]!; i < nameStart[name + 1]!; i++) ours[nameTerms[i]!]!++
    }
    return Float32Array.from(this.terms, (term, t) =>
      termWeight(term, this.holders(t, t + 1) - ours[t]!, this.nameCount - names),
    )
  }

  #massOfNames(): Float32Array {
    const { nameStart, nameEssential, nameTerms, weights, negation } = this
    const masses = new Float32Array(this.nameCount)
    for (let name = 0; name < masses.length; name++) {
      const start = nameStart[name]!
      const end = start + nameEssential[name]!
      let mass = 0
      let share = 1
      for (let i = start; i < end; i++) {
        mass += share * weights[nameTerms[i]!]!
        if (negation[nameTerms[i]!] === 1) share = ABSENT
      }
      masses[name] = mass
    }
    return masses
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

  code(concept: number): string {
    return this.#strings.at(this.#conceptCode[concept]!)
  }

  /** The code as officially written. */
  display(concept: number): string {
    return this.#strings.at(this.#conceptDisplay[concept]!)
  }

  title(concept: number): string {
    return this.#strings.at(this.#conceptTitle[concept]!)
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

  /** Number of a concept's subject, counted from 1; 0 where none is known. */
  subjectNumber(concept: number): number {
    return this.conceptFlags[concept]! >> SUBJECT_SHIFT
  }

  /** What sort of thing a concept is, where its system says. */
  subject(concept: number): Subject | undefined {
    return SUBJECTS[(this.conceptFlags[concept]! >> SUBJECT_SHIFT) - 1]
  }

  /** The chapter or top section a concept stands in, as a concept number. */
  group(concept: number): number | undefined {
    const group = this.#conceptGroup[concept]!
    return group === 0 ? undefined : group - 1
  }

  /** Whether codes of a system (its number) form families. */
  hasFamilies(system: number): boolean {
    return this.#families[system] === 1
  }

  kindOf(name: number): NameKind {
    return NAME_KINDS[this.nameKind[name]!]!
  }

  /** The printed text of a name, ancestors first: `Infarct, infarction, myocardium`. */
  textOf(name: number): string {
    const parts: string[] = []
    let at = this.#nameText[name]! + 1
    while (at !== 0 && parts.length < 16) {
      const part = this.#strings.at(this.#textString[at - 1]!)
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
