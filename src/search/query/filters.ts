/** Which concepts a search may return. */

import { Budget } from '../../core/budget.ts'
import { foldCode } from '../../core/text.ts'
import { termsOf } from '../analysis/analyze.ts'
import { NAME_KINDS } from '../index/names.ts'
import type { SearchIndex } from '../index/search-index.ts'
import { POSTINGS_A_STEP, STEPS } from './steps.ts'

export interface Filters {
  readonly systems?: readonly string[]
  readonly billable?: boolean
  /** Only codes and modifiers, not what they stand under. */
  readonly leaf?: boolean
  /** Chapters or sections by code: `chapter-4`, `E08-E13`. */
  readonly chapters?: readonly string[]
  readonly codePrefixes?: readonly string[]
  readonly codeRanges?: readonly (readonly [string, string])[]
  /** Each must hold for the concept's system and stored code. */
  readonly codeTests?: readonly ((system: string, code: string) => boolean)[]
  /** Lists of concepts, each ascending: only those in all of them. */
  readonly only?: readonly Uint32Array[]
  /** Only concepts listed on this day (days since 1970-01-01). */
  readonly day?: number
  /** Each must stand word for word in the name that is met. */
  readonly phrases?: readonly string[]
  /** No concept whose title has one of these words. */
  readonly without?: readonly string[]
}

export type Accept = (concept: number) => boolean

/** Beginnings of codes and ranges of codes alike as first and last, in stored form; a beginning is both. */
export const codeSpans = ({
  codePrefixes = [],
  codeRanges = [],
}: Pick<Filters, 'codePrefixes' | 'codeRanges'>): (readonly [first: string, last: string])[] =>
  [...codePrefixes.map((p) => [p, p] as const), ...codeRanges].map(([a, b]) => [foldCode(a), foldCode(b)] as const)

/** Tests for the concepts of a search; filters that read texts or lists are read once for both. */
export interface Accepting {
  /** For any concept. */
  readonly any: Accept | undefined
  /** For concepts of a name in `names`, which answers for its own filters. */
  readonly ofName: Accept | undefined
  readonly names: Uint32Array | undefined
}

export function acceptingOf(index: SearchIndex, filters: Filters, budget: Budget): Accepting {
  const names = namesOf(index, filters)
  if (!names) {
    const any = acceptOf(index, filters, budget)
    return { any, ofName: any, names }
  }
  const { systems: _, billable: __, leaf: ___, ...rest } = filters
  const ofName = acceptOf(index, rest, budget)
  const own = acceptOf(index, ofNames(filters))
  return { any: allOf([own, ofName].filter((test) => test !== undefined)), ofName, names }
}

/** The filters that a set of names answers for. */
const ofNames = ({ systems, billable, leaf }: Filters): Filters => ({
  ...(systems && { systems }),
  ...(billable !== undefined && { billable }),
  ...(leaf && { leaf }),
})

/** One test for all filters; undefined when nothing is filtered, so that the hot path can skip it. */
export function acceptOf(index: SearchIndex, filters: Filters, budget = Budget.unlimited()): Accept | undefined {
  const tests: Accept[] = []
  if (filters.systems !== undefined) {
    const wanted = new Uint8Array(index.systems.length)
    index.systems.forEach((system, i) => {
      wanted[i] = filters.systems!.includes(system) ? 1 : 0
    })
    tests.push((c) => wanted[index.conceptSystem[c]!] === 1)
  }
  if (filters.billable !== undefined) {
    const wanted = filters.billable
    tests.push((c) => index.billable(c) === wanted)
  }
  if (filters.leaf === true) tests.push((c) => index.leaf(c))
  if (filters.day !== undefined) {
    const day = filters.day
    tests.push((c) => index.conceptFrom[c]! <= day && index.conceptTo[c]! >= day)
  }
  if (filters.chapters !== undefined && filters.chapters.length > 0) {
    const wanted = new Set(filters.chapters.flatMap((chapter) => index.conceptsByCode(chapter)))
    tests.push((c) => {
      const group = index.group(c)
      return wanted.has(c) || (group !== undefined && wanted.has(group))
    })
  }
  const prefixes = (filters.codePrefixes ?? []).map(foldCode)
  const ranges = (filters.codeRanges ?? []).map(([from, to]) => [foldCode(from), foldCode(to)] as const)
  if (prefixes.length + ranges.length > 0) {
    const steps = STEPS.code + Math.ceil((prefixes.length + ranges.length) / 4)
    tests.push((c) => {
      if (!budget.spend(steps)) return false
      const code = index.code(c)
      return (
        prefixes.some((p) => code.startsWith(p)) ||
        ranges.some(([from, to]) => code >= from && (code <= to || code.startsWith(to)))
      )
    })
  }
  for (const test of filters.codeTests ?? []) {
    tests.push(
      (c) => budget.spend(STEPS.code + STEPS.look) && test(index.systems[index.conceptSystem[c]!]!, index.code(c)),
    )
  }
  for (const concepts of filters.only ?? []) {
    const wanted = new Uint8Array(index.conceptCount)
    for (const concept of concepts) wanted[concept] = 1
    tests.push((c) => wanted[c] === 1)
  }
  const excluded = excludedBy(index, filters.without ?? [], budget)
  if (excluded) tests.push((c) => !excluded(c))
  return allOf(tests)
}

/** Sets of names that are kept for an index: one for each combination of filters that people choose from lists. */
const MOST_SETS = 24
/** With fewer names than this, a set of them is not worth making. */
const FEW_NAMES = 20_000
const sets = new WeakMap<SearchIndex, Map<string, Uint32Array>>()

/**
 * The names whose concepts are of the systems and flags that are asked for, one bit each; undefined when neither is. Posting
 * lists are read with it, so that a cut in them takes names that may be answered with. All other filters are left to
 * `acceptOf`.
 */
function namesOf(index: SearchIndex, filters: Filters): Uint32Array | undefined {
  const { systems, billable, leaf } = filters
  if ((systems === undefined && billable === undefined && leaf !== true) || index.nameConcept.length < FEW_NAMES)
    return undefined
  const known = sets.get(index) ?? new Map<string, Uint32Array>()
  sets.set(index, known)
  const wanted = systems && index.systems.filter((system) => systems.includes(system))
  const key = `${wanted?.join(' ')} ${billable} ${leaf}`
  let set = known.get(key)
  if (!set) {
    const accept = acceptOf(index, ofNames(filters))
    set = new Uint32Array((index.nameCount >>> 5) + 1)
    for (let name = 0; name < index.nameCount; name++)
      if (accept?.(index.nameConcept[name]!)) set[name >>> 5]! |= 1 << (name & 31)
    if (known.size >= MOST_SETS) known.clear()
    known.set(key, set)
  }
  return set
}

/** One test from several. It is asked for every name met, so the usual one or two are called without a loop. */
function allOf(tests: readonly Accept[]): Accept | undefined {
  const [first, second] = tests
  if (!first || !second) return first
  if (tests.length === 2) return (c) => first(c) && second(c)
  return (c) => tests.every((test) => test(c))
}

/** Tells the concepts whose titles hold all words of one of `phrases`; undefined when there is nothing to exclude. */
function excludedBy(index: SearchIndex, phrases: readonly string[], budget: Budget): Accept | undefined {
  if (phrases.length === 0) return undefined
  const distinct = [...new Map(phrases.map((phrase) => [termsOf(phrase).join(' '), termsOf(phrase)])).values()]
  if (!index.hasNames) return excludedByTitle(index, distinct, budget)
  const excluded = markExcluded(index, distinct, budget)
  return (c) => excluded[c] === 1
}

/** Reads the title of each concept it is asked about: where few names are at hand, few are asked about. */
function excludedByTitle(index: SearchIndex, phrases: readonly (readonly string[])[], budget: Budget): Accept {
  const known = phrases.filter((terms) => terms.length > 0 && terms.every((term) => index.termId(term) !== undefined))
  return (c) => {
    if (known.length === 0 || !budget.spend(STEPS.text)) return false
    const title = new Set(termsOf(index.title(c)).map((term) => index.termId(term)))
    return known.some((terms) => terms.every((term) => title.has(index.termId(term))))
  }
}

/** Words left when the budget is spent exclude nothing; the answer says that it is partial then. */
function markExcluded(index: SearchIndex, phrases: readonly (readonly string[])[], budget: Budget): Uint8Array {
  const excluded = new Uint8Array(index.conceptCount)
  const { nameKind, nameConcept } = index
  for (const terms of phrases) {
    const ids = terms.map((term) => index.termId(term))
    if (ids.length === 0 || ids.includes(undefined)) continue
    const [scarcest, ...others] = ids.map((id) => index.namesWith(id!)).sort((a, b) => a.length - b.length)
    if (!budget.spend(Math.ceil((scarcest!.length * (1 + others.length)) / POSTINGS_A_STEP))) break
    for (const name of scarcest!) {
      if (NAME_KINDS[nameKind[name]!] !== 'title') continue
      if (others.every((names) => holds(names, name))) excluded[nameConcept[name]!] = 1
    }
  }
  return excluded
}

/** Whether an ascending list has a number. */
function holds(list: Uint32Array, wanted: number): boolean {
  let low = 0
  let high = list.length
  while (low < high) {
    const mid = (low + high) >> 1
    if (list[mid]! < wanted) low = mid + 1
    else high = mid
  }
  return list[low] === wanted
}
