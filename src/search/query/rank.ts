/** The last step: families collapse, and systems with answers of one tier each get a fair share of the first places. */
import type { Candidate } from './collector.ts'
import { TIERS, tierRank } from './tiers.ts'

export interface Ranked extends Candidate {
  /** Other concepts of the same family that met the query in the same tier, best first. */
  readonly members: readonly number[]
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
