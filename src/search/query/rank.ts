/** The last step: families collapse, and systems with answers of one tier each get a fair share of the first places. */
import type { SearchIndex } from '../index/search-index.ts'
import type { Neighbour } from '../meaning/vectors.ts'
import type { Candidate } from './collector.ts'
import { TIERS, tierRank } from './tiers.ts'

export interface Ranked extends Candidate {
  /** Other concepts of the same family that met the query in the same tier, best first. */
  readonly members: readonly number[]
  /** The header that met the query, for the code to report when nothing more is known (index/default-leaf.ts). */
  readonly under?: number
}

/** `candidates` (best first) with each family folded into its best member. */
export function collapse(candidates: readonly Candidate[], familyOf: (concept: number) => number): Ranked[] {
  const rows: { candidate: Candidate; members: number[] }[] = []
  const rowOf = new Map<number, { members: number[] }>()
  for (const candidate of candidates) {
    const family = familyOf(candidate.concept)
    const key = family * TIERS.length + tierRank(candidate.tier)
    const row = family === 0 ? undefined : rowOf.get(key)
    if (row) {
      row.members.push(candidate.concept)
      continue
    }
    const fresh = { candidate, members: [] }
    rows.push(fresh)
    if (family !== 0) rowOf.set(key, fresh)
  }
  return rows.map(({ candidate, members }) => ({ ...candidate, members }))
}

/** A system's row takes a place out of turn only when it is worth this much of the row it goes before. */
const FAIR_SHARE = 0.6

/** At most this many rows of one system in a run while another has an answer of the same tier. */
const LONGEST_RUN = 3

interface Head {
  readonly list: number
  readonly row: Ranked
}

/** The next rows of the lists, those of the earliest tier among them. */
function headsOf(lists: readonly (readonly Ranked[])[], at: readonly number[]): Head[] {
  let heads: Head[] = []
  let earliest: number = TIERS.length
  for (let list = 0; list < lists.length; list++) {
    const row = lists[list]![at[list]!]
    if (!row) continue
    const rank = tierRank(row.tier)
    if (rank > earliest) continue
    if (rank < earliest) heads = []
    earliest = rank
    heads.push({ list, row })
  }
  return heads
}

/**
 * One list from the lists of the systems, each best first: by tier, then by score, and within a tier never more
 * than three rows of one system in a run while another system still has one of that tier that is nearly as good.
 */
export function interleave(lists: readonly (readonly Ranked[])[], limit: number): Ranked[] {
  const at = lists.map(() => 0)
  const out: Ranked[] = []
  let run = { list: -1, length: 0 }
  const choose = (from: readonly Head[]): Head => from.reduce((a, b) => (b.row.score > a.row.score ? b : a))
  while (out.length < limit) {
    const heads = headsOf(lists, at)
    if (heads.length === 0) break
    const leader = choose(heads)
    const rested =
      run.length >= LONGEST_RUN
        ? heads.filter((h) => h.list !== run.list && h.row.score >= leader.row.score * FAIR_SHARE)
        : heads
    const next = rested.length > 0 ? choose(rested) : leader
    out.push(next.row)
    at[next.list]!++
    run = next.list === run.list ? { list: run.list, length: run.length + 1 } : { list: next.list, length: 1 }
  }
  return out
}

/** Members of a family lie near each other in official order; the walk to either side ends after this many others. */
const FURTHEST = 64
const MOST_MEMBERS = 50

/** The other concepts of a concept's family. */
function familyOf(index: SearchIndex, concept: number): number[] {
  const family = index.conceptFamily[concept]!
  if (family === 0) return []
  const members: number[] = []
  for (const step of [-1, 1]) {
    let others = 0
    for (let c = concept + step; c >= 0 && c < index.conceptCount && others < FURTHEST; c += step) {
      if (index.conceptFamily[c] === family) members.push(c)
      else others++
      if (members.length >= MOST_MEMBERS) return members
    }
  }
  return members
}

/**
 * Rows that words found and rows near in meaning by turns, words first. What both found stands once, as found by words.
 * The first row stays what words say; meaning knows of no word that must be there.
 */
export function withMeaning(
  worded: readonly Ranked[],
  near: readonly Neighbour[],
  { index, limit }: { index: SearchIndex; limit: number },
): readonly Ranked[] {
  if (near.length === 0) return worded
  const keyOf = (concept: number): number => rowKey(index, concept)
  const byKey = new Map(worded.map((row) => [keyOf(row.concept), row]))
  const rows: Ranked[] = []
  const taken = new Set<number>()
  const take = (key: number, row: () => Ranked): boolean => {
    if (taken.has(key)) return false
    taken.add(key)
    rows.push(row())
    return true
  }
  const nextOf = <T>(list: readonly T[], offer: (item: T) => boolean): (() => boolean) => {
    let at = 0
    return () => {
      while (at < list.length) if (offer(list[at++]!)) return true
      return false
    }
  }
  const word = nextOf(worded, (row) => take(keyOf(row.concept), () => row))
  const like = nextOf(near, ({ concept, likeness }) => {
    const known = byKey.get(keyOf(concept))
    const fresh = (): Ranked => ({
      concept,
      name: -1,
      reading: -1,
      tier: 'meaning',
      score: likeness,
      members: familyOf(index, concept),
    })
    return take(keyOf(concept), () => known ?? fresh())
  })
  while (rows.length < limit) {
    const more = [word(), rows.length < limit && like()]
    if (!more.includes(true)) break
  }
  return rows
}

/** A concept that is not among the nearest is taken to be a little further than the furthest of them. */
const FURTHER = 0.05
const LEAST = 0.2
/** Letters of the shortest code that others stand below. */
const SHORTEST = 3

/**
 * Rows in which words found most of a query, each worth as much less as its name is unlike the query; rows of better tiers
 * stay where they are. A concept whose own name has no vector is as near as the code above it.
 */
export function byLikeness(rows: readonly Ranked[], near: readonly Neighbour[], index: SearchIndex): Ranked[] {
  const likeness = new Map<number, number>()
  const ofCode = new Map<string, number>()
  const codeKey = (concept: number, code: string): string => `${index.conceptSystem[concept]} ${code}`
  for (const { concept, likeness: value } of near) {
    const key = rowKey(index, concept)
    if (likeness.has(key)) continue
    likeness.set(key, value)
    ofCode.set(codeKey(concept, index.code(concept)), value)
  }
  const floor = Math.max(LEAST, (near.at(-1)?.likeness ?? 0) - FURTHER)
  const of = (concept: number): number => {
    const own = likeness.get(rowKey(index, concept))
    if (own !== undefined) return own
    const code = index.code(concept)
    for (let length = code.length - 1; length >= SHORTEST; length--) {
      const above = ofCode.get(codeKey(concept, code.slice(0, length)))
      if (above !== undefined) return above
    }
    return floor
  }
  const weak = rows
    .filter(({ tier }) => tier === 'mostWords')
    .map((row) => ({ row, worth: row.score * of(row.concept) }))
  weak.sort((a, b) => b.worth - a.worth)
  return [
    ...rows.filter(({ tier }) => tier !== 'mostWords'),
    ...weak.map(({ row, worth }) => ({ ...row, score: worth })),
  ]
}

/** The first row is the code to report, where a header met the query best and there is one for it; the header comes next. */
export function leafFirst(
  rows: readonly Ranked[],
  leafOf: (header: number) => number | undefined,
  limit: number,
): readonly Ranked[] {
  const [header, ...rest] = rows
  if (!header || header.tier === 'code' || header.tier === 'meaning') return rows
  const leaf = leafOf(header.concept)
  if (leaf === undefined) return rows
  const own = rest.find(({ concept, members }) => concept === leaf || members.includes(leaf))
  const members = own ? [own.concept, ...own.members].filter((concept) => concept !== leaf) : []
  const first = { ...header, concept: leaf, members, under: header.concept }
  return [first, header, ...rest.filter((row) => row !== own)].slice(0, limit)
}

/** One key for the concepts of a row. */
function rowKey(index: SearchIndex, concept: number): number {
  const family = index.conceptFamily[concept]!
  return family === 0 ? concept : -family
}
