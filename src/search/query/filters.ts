/** Which concepts a search may return. */
import type { SearchIndex } from '../index/search-index.ts'

export interface Filters {
  readonly systems?: readonly string[]
  readonly billable?: boolean
  /** Chapters or sections by code: `chapter-4`, `E08-E13`. */
  readonly chapters?: readonly string[]
  /** Code systems of these kinds: resolved to systems by the caller. */
  readonly codePrefixes?: readonly string[]
  readonly codeRanges?: readonly (readonly [string, string])[]
  /** Only concepts listed on this day (days since 1970-01-01). */
  readonly day?: number
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
  if (tests.length === 0) return undefined
  return (c) => tests.every((test) => test(c))
}
