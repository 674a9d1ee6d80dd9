/**
 * Finds the names that meet a reading. The scarcest group's postings are walked; each name found is checked against
 * all groups in its own short list of terms, so common words cost nothing. Before the walk every term that a group
 * accepts is marked in a table over the vocabulary, so checking a name is a look-up a term.
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
  /** The name's first word was met: `Walker, rigid` is about walkers, `Late walker` is not. */
  head: boolean
  /** The name denies a word that was typed: `without psychotic features`, when "without" was not typed. */
  denied: boolean
}

export interface MetTerm {
  readonly term: number
  readonly how: How
  readonly weight: number
}

type Found = (name: number, match: Match) => void

/** A walk over more names than this is cut; postings begin with the shortest names, so the best were seen. */
const MOST_NAMES = 20_000
/** The same for a query of one word, whose every posting is an answer. */
const MOST_ANSWERS = 1_500
/** Names looked at when not all words must be met, the scarcest words' first. */
const MOST_PARTIAL_NAMES = 4_000
/** A common word still gets a look at its shortest names. */
const LEAST_PARTIAL_NAMES = 300
/** A word met only by an optional word of the name is met a little less. */
const OPTIONAL = 0.96
/** A word that a name says is absent counts this much against it: `without complications` is the plain case. */
const ABSENT = 0.15
/** Groups are bits of a number. */
const MOST_GROUPS = 30

/** What a range is worth when met by `term`: a long unfinished word is nearer to the word meant than a short one. */
function worthOf(index: SearchIndex, range: TermRange, { term, word }: { term: number; word: string }): number {
  if (range.how !== 'prefix') return range.weight
  return range.weight * (0.7 + 0.3 * Math.min(1, word.length / index.termLength[term]!))
}

export class Matcher {
  readonly #index: SearchIndex
  /** Bit g is set for terms that group g accepts; `#worth` and `#exact` say how well. */
  readonly #mask: Uint32Array
  readonly #worth: Float32Array
  readonly #exact: Uint8Array
  #loaded: readonly Group[] = []
  readonly #stamp: Uint32Array
  #epoch = 0
  readonly #best = new Float64Array(MOST_GROUPS)
  readonly #match: Match = { quality: 0, coverage: 0, share: 0, exact: false, head: false, denied: false }

  constructor(index: SearchIndex) {
    this.#index = index
    this.#mask = new Uint32Array(index.terms.length)
    this.#worth = new Float32Array(index.terms.length)
    this.#exact = new Uint8Array(index.terms.length)
    this.#stamp = new Uint32Array(index.nameCount)
  }

  /**
   * Calls `found` with names that meet all groups, the shortest of each word first; when there are too many, `beyond`
   * is told of the others without their being measured.
   */
  all({ groups }: Reading, found: Found, beyond?: (name: number) => void): void {
    if (groups.length === 0 || groups.length > MOST_GROUPS || groups.some((g) => g.ranges.length === 0)) return
    this.#load(groups)
    this.#epoch++
    const scarcest = groups.reduce((a, b) => (this.#size(b) < this.#size(a) ? b : a))
    this.#walk(scarcest, groups.length === 1 ? MOST_ANSWERS : MOST_NAMES, (name) => {
      if (this.#score(groups, name, true)) found(name, this.#match)
    })
    if (!beyond || this.#size(scarcest) <= (groups.length === 1 ? MOST_ANSWERS : MOST_NAMES)) return
    const full = (1 << groups.length) - 1
    this.#walk(scarcest, Number.POSITIVE_INFINITY, (name) => {
      if (this.#met(name) === full) beyond(name)
    })
  }

  /** Calls `found` with names that meet at least `share` of the reading, by weight. */
  most(reading: Reading, share: number, found: Found): void {
    const groups = reading.groups.slice(0, MOST_GROUPS)
    this.#load(groups)
    this.#epoch++
    const total = groups.reduce((sum, g) => sum + g.mass, 0)
    const walked = groups.filter((g) => g.ranges.length > 0).sort((a, b) => this.#size(a) - this.#size(b))
    let left = walked.reduce((sum, g) => sum + g.mass, 0)
    let budget = MOST_PARTIAL_NAMES
    for (const group of walked) {
      // A name first seen from here on lacks all groups walked so far.
      if (left < share * total) break
      this.#walk(group, Math.max(budget, LEAST_PARTIAL_NAMES), (name) => {
        budget--
        if (this.#score(groups, name, false) && this.#match.share >= share) found(name, this.#match)
      })
      left -= group.mass
    }
  }

  /** How one name meets a reading, with the term that met each group. */
  detail({ groups }: Reading, name: number): { match: Match; met: (MetTerm | undefined)[] } {
    const used = groups.length > MOST_GROUPS ? groups.slice(0, MOST_GROUPS) : groups
    this.#load(used)
    this.#score(used, name, false)
    const { nameTerms, nameStart } = this.#index
    const terms = Array.from(nameTerms.subarray(nameStart[name]!, nameStart[name + 1]!))
    const met = used.map((group) => {
      const options = terms.flatMap((term) =>
        group.ranges
          .filter((range) => term >= range.lo && term < range.hi)
          .map(
            (range): MetTerm => ({
              term,
              how: range.how,
              weight: worthOf(this.#index, range, { term, word: group.word }),
            }),
          ),
      )
      return options.length === 0 ? undefined : options.reduce((a, b) => (b.weight > a.weight ? b : a))
    })
    return { match: { ...this.#match }, met }
  }

  #size(group: Group): number {
    return group.ranges.reduce((sum, r) => sum + this.#index.holders(r.lo, r.hi), 0)
  }

  /** Marks the terms that the groups accept, after clearing the marks of the groups before. */
  #load(groups: readonly Group[]): void {
    if (groups === this.#loaded) return
    for (const group of this.#loaded) {
      for (const { lo, hi } of group.ranges) {
        this.#mask.fill(0, lo, hi)
        this.#worth.fill(0, lo, hi)
        this.#exact.fill(0, lo, hi)
      }
    }
    this.#loaded = groups
    groups.forEach((group, g) => {
      for (const range of group.ranges) {
        for (let term = range.lo; term < range.hi; term++) {
          this.#mask[term]! |= 1 << g
          if (range.how === 'exact') this.#exact[term]! |= 1
          const worth = worthOf(this.#index, range, { term, word: group.word })
          if (worth > this.#worth[term]!) this.#worth[term] = worth
        }
      }
    })
  }

  /** Groups that a name meets, as bits. */
  #met(name: number): number {
    const { nameStart, nameTerms } = this.#index
    const mask = this.#mask
    const end = nameStart[name + 1]!
    let met = 0
    for (let i = nameStart[name]!; i < end; i++) met |= mask[nameTerms[i]!]!
    return met
  }

  /** Fills `#match` for a name; false when a group is not met and `all` is asked. */
  #score(groups: readonly Group[], name: number, all: boolean): boolean {
    const n = groups.length
    const full = (1 << n) - 1
    const met = this.#met(name)
    if (all && met !== full) return false
    const { nameStart, nameEssential, nameTerms, weights, negation } = this.#index
    const masks = this.#mask
    const worths = this.#worth
    const best = this.#best
    const start = nameStart[name]!
    const essentialEnd = start + nameEssential[name]!
    const end = nameStart[name + 1]!
    best.fill(0, 0, n)
    let exact = 0
    let nameMass = 0
    let metMass = 0
    let denied = false
    // After an unasked "without" the name says what is not there.
    let absent = false
    for (let i = start; i < end; i++) {
      const term = nameTerms[i]!
      const mask = masks[term]!
      const essential = i < essentialEnd
      if (mask === 0) {
        if (essential) nameMass += absent ? weights[term]! * ABSENT : weights[term]!
        if (negation[term] === 1) absent = true
        continue
      }
      if (essential) {
        if (absent) denied = true
        nameMass += weights[term]!
        metMass += weights[term]!
      }
      if (this.#exact[term] === 1) exact |= mask
      const worth = essential ? worths[term]! : worths[term]! * OPTIONAL
      for (let bits = mask; bits !== 0; bits &= bits - 1) {
        const g = 31 - Math.clz32(bits & -bits)
        if (worth > best[g]!) best[g] = worth
      }
    }
    let total = 0
    let reached = 0
    let quality = 0
    for (let g = 0; g < n; g++) {
      const mass = groups[g]!.mass
      total += mass
      if ((met & (1 << g)) === 0) continue
      reached += mass
      quality += mass * best[g]!
    }
    const match = this.#match
    match.share = total === 0 ? 0 : reached / total
    match.quality = reached === 0 ? 0 : quality / reached
    match.coverage = nameMass === 0 ? 0 : metMass / nameMass
    match.exact = exact === full
    match.denied = denied
    match.head = masks[nameTerms[start]!] !== 0
    return true
  }

  /** Calls `visit` once for each name that holds a term of the group and was not visited in this walk. */
  #walk(group: Group, most: number, visit: (name: number) => void): void {
    const { postingStart, postings } = this.#index
    const terms = group.ranges.reduce((sum, r) => sum + r.hi - r.lo, 0)
    // Every term gets a share of a walk that must be cut, so that no word hides the ones after it.
    const share = this.#size(group) <= most ? most : Math.max(2, Math.ceil(most / terms))
    for (const range of group.ranges) {
      for (let term = range.lo; term < range.hi; term++) {
        const end = Math.min(postingStart[term + 1]!, postingStart[term]! + share)
        for (let i = postingStart[term]!; i < end; i++) {
          const name = postings[i]!
          if (this.#stamp[name] === this.#epoch) continue
          this.#stamp[name] = this.#epoch
          visit(name)
        }
      }
    }
  }
}
