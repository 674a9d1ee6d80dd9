/** Which concepts a search may return. */
import { analyze, termsOf } from '../analysis/analyze.ts'
import type { SearchIndex } from '../index/search-index.ts'

export interface Filters {
  readonly systems?: readonly string[]
  readonly billable?: boolean
  /** Chapters or sections by code: `chapter-4`, `E08-E13`. */
  readonly chapters?: readonly string[]
  readonly codePrefixes?: readonly string[]
  readonly codeRanges?: readonly (readonly [string, string])[]
  /** Each must hold for the concept's system and stored code. */
  readonly codeTests?: readonly ((system: string, code: string) => boolean)[]
  /** Only concepts listed on this day (days since 1970-01-01). */
  readonly day?: number
  /** Each must stand word for word in the name that is met. */
  readonly phrases?: readonly string[]
  /** No concept whose title has one of these words. */
  readonly without?: readonly string[]
}

export type Accept = (concept: number) => boolean

const compact = (code: string): string => code.toUpperCase().replace(/[^A-Z0-9]/g, '')

/** One test for all filters; undefined when nothing is filtered, so that the hot path can skip it. */
export function acceptOf(index: SearchIndex, filters: Filters): Accept | undefined {
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
  const prefixes = (filters.codePrefixes ?? []).map(compact)
  const ranges = (filters.codeRanges ?? []).map(([from, to]) => [compact(from), compact(to)] as const)
  if (prefixes.length + ranges.length > 0) {
    tests.push((c) => {
      const code = index.code(c)
      return (
        prefixes.some((p) => code.startsWith(p)) ||
        ranges.some(([from, to]) => code >= from && (code <= to || code.startsWith(to)))
      )
    })
  }
  for (const test of filters.codeTests ?? [])
    tests.push((c) => test(index.systems[index.conceptSystem[c]!]!, index.code(c)))
  const excluded = excludedBy(index, filters.without ?? [])
  if (excluded) tests.push((c) => excluded[c] === 0)
  return allOf(tests)
}

/** One test from several. It is asked for every name met, so the usual one or two are called without a loop. */
function allOf(tests: readonly Accept[]): Accept | undefined {
  const [first, second] = tests
  if (!first || !second) return first
  if (tests.length === 2) return (c) => first(c) && second(c)
  return (c) => tests.every((test) => test(c))
}

/** Marks the concepts whose titles hold all words of one of `phrases`; undefined when there is nothing to exclude. */
function excludedBy(index: SearchIndex, phrases: readonly string[]): Uint8Array | undefined {
  if (phrases.length === 0) return undefined
  const excluded = new Uint8Array(index.conceptCount)
  for (const phrase of phrases) {
    const ids = termsOf(phrase).map((term) => index.termId(term))
    if (ids.length === 0 || ids.includes(undefined)) continue
    const holding = ids.map((id) => index.namesWith(id!).filter((name) => index.kindOf(name) === 'title'))
    const others = holding.slice(1).map((names) => new Set(names))
    for (const name of holding[0]!) {
      if (others.every((names) => names.has(name))) excluded[index.nameConcept[name]!] = 1
    }
  }
  return excluded
}

/** Whether `text` has the words of `phrase` one after another; stop words count, punctuation does not. */
export function holdsPhrase(text: string, phrase: string): boolean {
  const wordsOf = (t: string): string =>
    ` ${analyze(t)
      .map((w) => w.term)
      .join(' ')} `
  return wordsOf(text).includes(wordsOf(phrase))
}
