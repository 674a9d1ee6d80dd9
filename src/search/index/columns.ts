/**
 * The columns of `search.bin`, unpacked into typed arrays and checked, and the posting lists made from them. They can
 * be put into shared memory, where every worker of a server reads the same ones.
 */
import { NEGATIONS } from '../analysis/stop-words.ts'
import { checkAscending, checkBelow, checkEarlier, damagedIndex } from './bounds.ts'
import { termWeight } from './builder.ts'
import { decode, type Header } from './format.ts'
import { NAME_KINDS } from './names.ts'
import { unpackColumn, unpackInto } from './packing.ts'

export interface Columns {
  /** The file: its header, words and strings are read from it. */
  readonly file: Uint8Array
  readonly conceptFrom: Uint32Array
  readonly conceptTo: Uint32Array
  readonly conceptFamily: Uint32Array
  readonly conceptCode: Uint32Array
  readonly conceptDisplay: Uint32Array
  readonly conceptTitle: Uint32Array
  readonly conceptGroup: Uint32Array
  /** How many places behind a header the code to report for it stands; 0 for none (default-leaf.ts). */
  readonly conceptLeaf: Uint32Array
  readonly codeOrder: Uint32Array
  readonly nameConcept: Uint32Array
  readonly nameText: Uint32Array
  readonly nameKind: Uint8Array
  readonly nameEssential: Uint8Array
  readonly nameStart: Uint32Array
  readonly nameTerms: Uint16Array | Uint32Array
  readonly nameMass: Float32Array
  readonly textParent: Uint32Array
  readonly textString: Uint32Array
  readonly stringEnds: Uint32Array
  readonly postingStart: Uint32Array
  readonly postings: Uint32Array
  readonly weights: Float32Array
  /** 1 for the terms that turn the words after them round. */
  readonly negation: Uint8Array
  /** What sort of thing each term names, where that cannot be told from the names (term-sorts.ts). */
  readonly termSorts?: Uint8Array
}

const PLAIN_WORDS = NAME_KINDS.indexOf('plainWords')

/** A word that a name says is absent counts this much against it: `without complications` is the plain case. */
export const ABSENT = 0.15

/** Names by term: for each term the ascending list of names that hold it. */
export function invert(
  starts: Uint32Array,
  terms: Uint16Array | Uint32Array,
  count: number,
): [Uint32Array, Uint32Array] {
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

/** What words tell is counted in official names alone: more texts of ours must not change the order of codes. */
function weightsOfTerms(
  terms: readonly string[],
  of: Pick<Columns, 'postingStart' | 'nameStart' | 'nameTerms'> & { readonly nameKind: Uint8Array },
): Float32Array {
  const { postingStart, nameStart, nameTerms, nameKind } = of
  const ours = new Uint32Array(terms.length)
  let names = 0
  for (let name = nameKind.indexOf(PLAIN_WORDS); name >= 0; name = nameKind.indexOf(PLAIN_WORDS, name + 1)) {
    names++
    for (let i = nameStart[name]!; i < nameStart[name + 1]!; i++) ours[nameTerms[i]!]!++
  }
  return Float32Array.from(terms, (term, t) =>
    termWeight(term, postingStart[t + 1]! - postingStart[t]! - ours[t]!, nameKind.length - names),
  )
}

/** The least that each name's essential terms weigh together, those after an unasked "without" counting little. */
function massOfNames(
  { nameStart, nameTerms, weights, negation }: Pick<Columns, 'nameStart' | 'nameTerms' | 'weights' | 'negation'>,
  nameEssential: Uint8Array,
): Float32Array {
  const masses = new Float32Array(nameStart.length - 1)
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

/** The terms that turn words round, which an index may hold under the surface form of another. */
export function negationsOf(terms: readonly string[], surfaces: readonly (readonly [string, number])[]): Uint8Array {
  const negation = new Uint8Array(terms.length)
  for (const word of NEGATIONS) {
    const term = terms.indexOf(word)
    const id = term >= 0 ? term : surfaces.find(([surface]) => surface === word)?.[1]
    if (id !== undefined) negation[id] = 1
  }
  return negation
}

type ColumnOf = (name: string, length: number, limit?: number, what?: string) => Uint32Array

/** What an index and its frame hold of every concept. */
export const conceptColumns = ({ concepts, strings }: Header['counts'], column: ColumnOf) => ({
  conceptFrom: column('conceptFrom', concepts),
  conceptTo: column('conceptTo', concepts),
  conceptFamily: column('conceptFamily', concepts),
  conceptCode: column('conceptCode', concepts, strings, 'a string'),
  conceptDisplay: column('conceptDisplay', concepts, strings, 'a string'),
  conceptTitle: column('conceptTitle', concepts, strings, 'a string'),
  conceptGroup: column('conceptGroup', concepts),
  conceptLeaf: column('conceptLeaf', concepts, concepts, 'the code for a header'),
  codeOrder: column('codeOrder', concepts, concepts, 'the order of codes'),
})

/** Unpacks and checks a file's columns. @throws AppError `edition-damaged` */
export function unpackColumns(file: Uint8Array): Columns {
  const { header, section } = decode(file)
  const { concepts, names, terms, strings, texts } = header.counts
  const decoder = new TextDecoder()
  const json = (name: string): unknown => JSON.parse(decoder.decode(section(name)))
  const column = (name: string, length: number, limit?: number, what?: string) =>
    unpackColumn(section(name), length, limit, what)
  const nameStart = column('nameStart', names + 1)
  checkAscending(nameStart, section('nameTerms').length, 'a name')
  const nameTerms = unpackTerms(section('nameTerms'), nameStart[names]!, column('termRank', terms))
  const [postingStart, postings] = invert(nameStart, nameTerms, terms)
  const words = json('terms') as string[]
  const negation = negationsOf(words, json('surfaces') as [string, number][])
  const weights = weightsOfTerms(words, { postingStart, nameStart, nameTerms, nameKind: section('nameKind') })
  const columns: Columns = {
    file,
    ...conceptColumns(header.counts, column),
    nameConcept: column('nameConcept', names, concepts, 'the concept of a name'),
    nameText: column('nameText', names, texts, 'the text of a name'),
    nameKind: section('nameKind'),
    nameEssential: section('nameEssential'),
    nameStart,
    nameTerms,
    nameMass: massOfNames({ nameStart, nameTerms, weights, negation }, section('nameEssential')),
    textParent: column('textParent', texts),
    textString: column('textString', texts, strings, 'a string'),
    stringEnds: column('stringEnds', strings),
    postingStart,
    postings,
    weights,
    negation,
  }
  checkBelow(section('conceptSystem'), header.systems.length, 'the system of a concept')
  checkBelow(section('nameKind'), NAME_KINDS.length, 'the kind of a name')
  checkEarlier(columns.textParent, 'the text above a text')
  checkAscending(columns.stringEnds, section('strings').length, 'a string')
  return columns
}

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float32Array

/** A copy of numbers in memory that threads share. */
export function toShared<T extends Numbers>(numbers: T): T {
  const memory = new SharedArrayBuffer(numbers.byteLength)
  // A Buffer of Node is not handed over as one.
  const make = (numbers instanceof Uint8Array ? Uint8Array : numbers.constructor) as new (
    memory: SharedArrayBuffer,
  ) => T
  const copy = new make(memory)
  copy.set(numbers)
  return copy
}

/** The same columns in shared memory; a message to a thread hands them over without copying. */
export function shareColumns(columns: Columns): Columns {
  return Object.fromEntries(Object.entries(columns).map(([name, numbers]) => [name, toShared(numbers)])) as never
}
