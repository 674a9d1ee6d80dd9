/** What a search wants, as queries of OpenSearch: readings become clauses over our terms, and filters become filters. */
import type { Wanted } from '../search/gathered.ts'
import type { SearchIndex } from '../search/index/search-index.ts'
import { codeSpans, type Filters } from '../search/query/filters.ts'
import type { Group, Reading } from '../search/query/reading.ts'

export type Clause = Readonly<Record<string, unknown>>

/** Names of one system fetched for a reading whose words must all be met, the shortest first. */
const MOST_ALL = 120
/** Names fetched for one that need not be met whole: those that meet most of it. */
const MOST_PARTIAL = 400
/** The shortest names of each of its telling words, too. */
const MOST_OF_WORD = 150
const TELLING_WORDS = 4
const MOST_CONCEPTS = 1_000

/** One search: what is to be met, and how many are wanted in which order. */
export interface Retrieval {
  readonly query: Clause
  readonly size: number
  readonly sort: readonly (string | Clause)[]
}

const anyOf = (clauses: readonly Clause[]): Clause =>
  clauses.length === 1 ? clauses[0]! : { bool: { should: clauses, minimum_should_match: 1 } }

/** The terms that may meet a word of a reading. */
function clauseOf(index: SearchIndex, { ranges }: Group): Clause {
  const single = ranges.filter(({ lo, hi }) => hi - lo === 1).map(({ lo }) => index.terms[lo]!)
  const wide = ranges.filter(({ lo, hi }) => hi - lo > 1)
  return anyOf([
    ...(single.length > 0 ? [{ terms: { t: single } }] : []),
    // Terms are in ascending order, in the index as well as here.
    ...wide.map(({ lo, hi }) => ({ range: { t: { gte: index.terms[lo]!, lte: index.terms[hi - 1]! } } })),
  ])
}

/** Sorts after every code that begins with what stands before it. */
const LAST = '\uffff'

/** Filters that documents can be held to. */
export function filterClauses(filters: Filters): Clause[] {
  const { billable, leaf, day } = filters
  const ranges = codeSpans(filters).map(([first, last]) => ({ range: { code: { gte: first, lte: last + LAST } } }))
  return [
    ...(billable === undefined ? [] : [{ term: { billable } }]),
    ...(leaf === true ? [{ term: { leaf } }] : []),
    ...(day === undefined ? [] : [{ range: { from: { lte: day } } }, { range: { to: { gte: day } } }]),
    ...(ranges.length > 0 ? [anyOf(ranges)] : []),
  ]
}

/** Where names of all readings of one search may be. */
interface Scope {
  readonly index: SearchIndex
  readonly filter: readonly Clause[]
  readonly systems: readonly string[]
}

function forAll({ groups }: Reading, { index, filter, systems }: Scope): Retrieval[] {
  const must = groups.map((group) => clauseOf(index, group))
  return systems.map((s) => ({
    query: { bool: { filter: [{ term: { s } }, ...filter, ...must] } },
    size: MOST_ALL,
    sort: ['n'],
  }))
}

function forMost({ groups }: Reading, { index, filter, systems }: Scope): Retrieval[] {
  const met = groups.filter(({ ranges }) => ranges.length > 0)
  if (met.length === 0) return []
  const should = met.map((group) => ({
    constant_score: { filter: clauseOf(index, group), boost: Math.max(group.mass, 0.01) },
  }))
  const telling = [...met].sort((a, b) => b.mass - a.mass).slice(0, TELLING_WORDS)
  const within = [{ terms: { s: systems } }, ...filter]
  return [
    { query: { bool: { filter: within, should, minimum_should_match: 1 } }, size: MOST_PARTIAL, sort: ['_score', 'n'] },
    ...telling.map((group) => ({
      query: { bool: { filter: [...within, clauseOf(index, group)] } },
      size: MOST_OF_WORD,
      sort: ['n'],
    })),
  ]
}

const titlesOf = (concepts: readonly number[]): Retrieval => ({
  query: { bool: { filter: [{ term: { title: true } }, { terms: { c: concepts } }] } },
  size: concepts.length,
  sort: ['n'],
})

/** The queries that bring what is wanted. */
export function retrievalsFor({ readings, how, concepts }: Wanted, index: SearchIndex, filters: Filters): Retrieval[] {
  const scope = { index, filter: filterClauses(filters), systems: filters.systems ?? index.systems }
  const wanted = concepts.slice(0, MOST_CONCEPTS)
  const retrievals = [
    ...readings.flatMap((reading) => (how === 'all' ? forAll(reading, scope) : forMost(reading, scope))),
    ...(wanted.length > 0 ? [titlesOf(wanted)] : []),
  ]
  // Readings of one query share words.
  return [...new Map(retrievals.map((retrieval) => [JSON.stringify(retrieval), retrieval])).values()]
}
