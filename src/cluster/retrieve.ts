/** What a search wants, as queries of OpenSearch: readings become clauses over our terms, and filters become filters. */
import { termsOf } from '../search/analysis/analyze.ts'
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
/** Times as many where the server must still leave some out. */
const DEEPER = 8
/** A list of concepts goes in parts of this many. */
const MOST_LISTED = 50_000

/** One search: what is to be met, and how many are wanted in which order. */
export interface Retrieval {
  readonly query: Clause
  readonly size: number
  readonly sort: readonly (string | Clause)[]
  /** What a name must score at least. */
  readonly least?: number
}

export const anyOf = (clauses: readonly Clause[]): Clause =>
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

/** Names that hold every word of a quoted phrase; that they stand in a row is seen in their texts. */
function phraseClause(index: SearchIndex, phrase: string): Clause[] {
  const terms = termsOf(phrase)
  if (terms.length === 0) return []
  const all = (field: 't' | 'p', of: readonly string[]): Clause => ({
    bool: { filter: of.map((term) => ({ term: { [field]: term } })) },
  })
  const held = terms.map((term) => index.terms[index.termId(term) ?? -1] ?? term)
  return [anyOf([all('t', held), all('p', terms)])]
}

function listClause(concepts: Uint32Array): Clause {
  const parts: Clause[] = []
  for (let at = 0; at < concepts.length || at === 0; at += MOST_LISTED)
    parts.push({ terms: { c: [...concepts.subarray(at, at + MOST_LISTED)] } })
  return anyOf(parts)
}

/** Filters that documents can be held to. */
export function filterClauses(index: SearchIndex, filters: Filters): Clause[] {
  const { billable, leaf, day, chapters = [], only = [], phrases = [] } = filters
  const ranges = codeSpans(filters).map(([first, last]) => ({ range: { code: { gte: first, lte: last + LAST } } }))
  const within = chapters.flatMap((chapter) => index.conceptsByCode(chapter))
  return [
    ...(billable === undefined ? [] : [{ term: { billable } }]),
    ...(leaf === true ? [{ term: { leaf } }] : []),
    ...(day === undefined ? [] : [{ range: { from: { lte: day } } }, { range: { to: { gte: day } } }]),
    ...(ranges.length > 0 ? [anyOf(ranges)] : []),
    ...(chapters.length > 0 ? [anyOf([{ terms: { c: within } }, { terms: { g: within } }])] : []),
    ...only.map(listClause),
    ...phrases.flatMap((phrase) => phraseClause(index, phrase)),
  ]
}

/** True where documents cannot be held to all filters, so that names are left out after they came. */
export const leavesOut = ({ codeTests = [], without = [], phrases = [] }: Filters): boolean =>
  codeTests.length > 0 || without.length > 0 || phrases.length > 0

/** Where names of all readings of one search may be. */
interface Scope {
  readonly index: SearchIndex
  readonly filter: readonly Clause[]
  readonly systems: readonly string[]
  readonly deeper: number
}

const mustOf = (index: SearchIndex, { groups }: Reading): Clause[] => groups.map((group) => clauseOf(index, group))

function forAll(reading: Reading, { index, filter, systems, deeper }: Scope): Retrieval[] {
  const must = mustOf(index, reading)
  return systems.map((s) => ({
    query: { bool: { filter: [{ term: { s } }, ...filter, ...must] } },
    size: MOST_ALL * deeper,
    sort: ['n'],
  }))
}

function forMost({ groups }: Reading, { index, filter, systems, deeper }: Scope): Retrieval[] {
  const met = groups.filter(({ ranges }) => ranges.length > 0)
  if (met.length === 0) return []
  const should = met.map((group) => ({
    constant_score: { filter: clauseOf(index, group), boost: Math.max(group.mass, 0.01) },
  }))
  const telling = [...met].sort((a, b) => b.mass - a.mass).slice(0, TELLING_WORDS)
  const within = [{ terms: { s: systems } }, ...filter]
  return [
    {
      query: { bool: { filter: within, should, minimum_should_match: 1 } },
      size: MOST_PARTIAL * deeper,
      sort: ['_score', 'n'],
    },
    ...telling.map((group) => ({
      query: { bool: { filter: [...within, clauseOf(index, group)] } },
      size: MOST_OF_WORD * deeper,
      sort: ['n'],
    })),
  ]
}

/** The queries that bring what is wanted. */
export function retrievalsFor({ readings, how }: Wanted, index: SearchIndex, filters: Filters): Retrieval[] {
  const scope = {
    index,
    filter: filterClauses(index, filters),
    systems: filters.systems ?? index.systems,
    deeper: leavesOut(filters) ? DEEPER : 1,
  }
  const retrievals = readings.flatMap((reading) => (how === 'all' ? forAll(reading, scope) : forMost(reading, scope)))
  // Readings of one query share words.
  return [...new Map(retrievals.map((retrieval) => [JSON.stringify(retrieval), retrieval])).values()]
}

/** Concepts counted exactly in each system; more are estimated. */
const COUNTED = 40_000

/** The query that counts, by system, the concepts of names which meet all words of any of `readings`. */
export function countFor(readings: readonly Reading[], index: SearchIndex, filters: Filters): Clause {
  const systems = filters.systems ?? index.systems
  const should = readings.map((reading) => ({ bool: { filter: mustOf(index, reading) } }))
  return {
    query: { bool: { filter: [{ terms: { s: systems } }, ...filterClauses(index, filters), anyOf(should)] } },
    size: 0,
    aggs: {
      systems: {
        terms: { field: 's', size: index.systems.length },
        aggs: { concepts: { cardinality: { field: 'c', precision_threshold: COUNTED } } },
      },
    },
  }
}
