/** Reads a query as a code, or the beginning of one, in any shape people type it. */
import type { Budget } from '../../core/budget.ts'
import type { SearchIndex } from '../index/search-index.ts'
import { codeSpans, type Filters } from './filters.ts'
import { STEPS } from './steps.ts'

export interface CodeHit {
  readonly concept: number
  /** True when the whole code was typed. */
  readonly whole: boolean
  /** True when what was typed could as well be a word: `rt`, `ct`. */
  readonly wordlike: boolean
}

const MOST_CHILDREN = 200
const MOST_LISTED = 20_000

/** The shapes a code may be typed in: `e119`, `E11.9`, `i21 9`, `m17,11`, `j-9271`; `O` for `0` and `I` for `1`. */
function spellings(query: string): string[] {
  const compact = query.toUpperCase().replace(/[\s.,\-–_/]/g, '')
  if (!/^[A-Z0-9]{1,8}$/.test(compact)) return []
  // A word of letters alone is a code only where it is short enough to be a modifier, and yields to words.
  if (!/\d/.test(compact)) return compact.length === 2 ? [compact] : []
  const digits = compact.replace(/O/g, '0').replace(/I/g, '1')
  return digits === compact ? [compact] : [compact, digits]
}

/** True when the query is written like the beginning of a code, not like a word: `e11`, `0dt`, `j92`. */
function looksLikePrefix(compact: string): boolean {
  return compact.length >= 3 && /^(?:[A-Z]\d[0-9A-Z]*|\d[0-9A-Z]{2,})$/.test(compact) && /\d/.test(compact.slice(0, 2))
}

/** Concepts in the code prefixes and ranges of a query that has no words, in the order of their codes. */
export function codesWithin(
  index: SearchIndex,
  filters: Pick<Filters, 'codePrefixes' | 'codeRanges'>,
  budget: Budget,
): number[] {
  const found = new Set<number>()
  for (const [first, last] of codeSpans(filters)) {
    const most = Math.min(MOST_LISTED, Math.ceil(budget.left / STEPS.code))
    const within = index.conceptsByCodeRange(first, last, most)
    if (!budget.spend(STEPS.code * within.length)) break
    for (const concept of within) found.add(concept)
  }
  return [...found]
}

/** Concepts that the query names by code: whole codes first, then codes that begin with it. */
export function codeHits(index: SearchIndex, query: string): CodeHit[] {
  const hits: CodeHit[] = []
  const seen = new Set<number>()
  const add = (concept: number, whole: boolean): void => {
    if (seen.has(concept)) return
    seen.add(concept)
    hits.push({ concept, whole, wordlike: !/\d/.test(query) })
  }
  const shapes = spellings(query)
  for (const shape of shapes) for (const concept of index.conceptsByCode(shape)) add(concept, true)
  for (const shape of shapes) {
    if (!looksLikePrefix(shape)) continue
    for (const concept of index.conceptsByCodeRange(shape, shape, MOST_CHILDREN)) add(concept, false)
  }
  return hits
}
