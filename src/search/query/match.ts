/**
 * Finds the names that meet a reading. The scarcest group's postings are walked; each name found is checked
 * against the other groups in its own short list of terms, so common words cost nothing.
 */
import type { SearchIndex } from '../index/search-index.ts'
import type { Group, How, Reading, TermRange } from './reading.ts'

/** How well one name meets one reading. */
export interface Match {
  /** 0 to 1: how nearly the words met are the words of the reading, weighted by what each says. */
  quality: number
  /** 0 to 1: the share of the name that the reading covers, weighted likewise. */
  coverage: number
  /** 0 to 1: the share of the reading that the name meets; 1 when all words do. */
  share: number
  /** Every group was met by the word itself. */
  exact: boolean
}

export interface Matcher {
  /** Calls `found` with every name that meets all groups. */
  all(reading: Reading, found: (name: number, match: Match) => void): void
  /** Calls `found` with every name that meets at least `share` of the reading, by weight. */
  most(reading: Reading, share: number, found: (name: number, match: Match) => void): void
  /** How one name meets a reading, with the range of terms that met each group. */
  detail(reading: Reading, name: number): { match: Match; met: (MetTerm | undefined)[] }
}

export interface MetTerm {
  readonly term: number
  readonly how: How
  readonly weight: number
}

/** A walk over more names than this is cut: such a query says too little to rank the rest. */
const MOST_NAMES = 60_000

export function createMatcher(index: SearchIndex): Matcher {
  const { nameStart, nameEssential, nameTerms, postingStart, postings, weights, termLength } = index
  const stamp = new Uint32Array(index.nameCount)
  let epoch = 0
  const worth = new Float64Array(64)
  const match: Match = { quality: 0, coverage: 0, share: 0, exact: false }

  const worthOf = (range: TermRange, term: number, word: string): number =>
    range.how === 'prefix' ? range.weight * (0.7 + 0.3 * Math.min(1, word.length / termLength[term]!)) : range.weight

  /** Fills `match` for a name; false when a group is not met and `all` is asked. */
  const score = (groups: readonly Group[], name: number, all: boolean): boolean => {
    const start = nameStart[name]!
    const essentialEnd = start + nameEssential[name]!
    const end = nameStart[name + 1]!
    const n = groups.length
    for (let g = 0; g < n; g++) worth[g] = 0
    let nameMass = 0
    let metMass = 0
    let exactGroups = 0
    for (let i = start; i < end; i++) {
      const term = nameTerms[i]!
      const essential = i < essentialEnd
      if (essential) nameMass += weights[term]!
      let met = false
      for (let g = 0; g < n; g++) {
        const ranges = groups[g]!.ranges
        for (let r = 0; r < ranges.length; r++) {
          const range = ranges[r]!
          if (term < range.lo || term >= range.hi) continue
          met = true
          const w = worthOf(range, term, groups[g]!.word)
          if (w > worth[g]!) {
            if (range.how === 'exact') exactGroups++
            worth[g] = w
          }
        }
      }
      if (met && essential) metMass += weights[term]!
    }
    let total = 0
    let reached = 0
    let quality = 0
    for (let g = 0; g < n; g++) {
      const mass = groups[g]!.mass
      total += mass
      if (worth[g]! > 0) {
        reached += mass
        quality += mass * worth[g]!
      } else if (all) return false
    }
    match.share = total === 0 ? 0 : reached / total
    match.quality = reached === 0 ? 0 : quality / reached
    match.coverage = nameMass === 0 ? 0 : metMass / nameMass
    match.exact = exactGroups >= n
    return true
  }

  const sizeOf = (group: Group): number => group.ranges.reduce((sum, r) => sum + index.holders(r.lo, r.hi), 0)

  /** Calls `visit` once for each name that holds a term of the group and was not visited in this walk. */
  const walk = (group: Group, visit: (name: number) => void): void => {
    let left = MOST_NAMES
    for (const range of group.ranges) {
      const end = postingStart[range.hi]!
      for (let i = postingStart[range.lo]!; i < end; i++) {
        const name = postings[i]!
        if (stamp[name] === epoch) continue
        stamp[name] = epoch
        visit(name)
        if (--left === 0) return
      }
    }
  }

  return {
    all({ groups }, found) {
      if (groups.length === 0 || groups.length > 60 || groups.some((g) => g.ranges.length === 0)) return
      epoch++
      const scarcest = groups.reduce((a, b) => (sizeOf(b) < sizeOf(a) ? b : a))
      walk(scarcest, (name) => {
        if (score(groups, name, true)) found(name, match)
      })
    },
    most({ groups }, share, found) {
      const used = groups.length > 60 ? groups.slice(0, 60) : groups
      const total = used.reduce((sum, g) => sum + g.mass, 0)
      const walked = used.filter((g) => g.ranges.length > 0).sort((a, b) => sizeOf(a) - sizeOf(b))
      epoch++
      let left = walked.reduce((sum, g) => sum + g.mass, 0)
      for (const group of walked) {
        // A name first seen from here on lacks all groups walked so far.
        if (left < share * total) break
        walk(group, (name) => {
          if (score(used, name, false) && match.share >= share) found(name, match)
        })
        left -= group.mass
      }
    },
    detail({ groups }, name) {
      score(groups, name, false)
      const met = groups.map((group) => {
        let best: MetTerm | undefined
        for (let i = nameStart[name]!; i < nameStart[name + 1]!; i++) {
          const term = nameTerms[i]!
          for (const range of group.ranges) {
            if (term < range.lo || term >= range.hi) continue
            const weight = worthOf(range, term, group.word)
            if (!best || weight > best.weight) best = { term, how: range.how, weight }
          }
        }
        return best
      })
      return { match: { ...match }, met }
    },
  }
}
