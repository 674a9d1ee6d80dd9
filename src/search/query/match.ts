/**
 * Finds the names that meet a reading. The scarcest group's names are gathered and those that lack another group
 * left out; each that is left is measured in its own short list of terms, so common words cost nothing. Before that
 * every term that a group accepts is marked in a table over the vocabulary: measuring a name is a look-up a term.
 */
import { Budget } from '../../core/budget.ts'
import { ABSENT } from '../index/columns.ts'
import type { SearchIndex } from '../index/search-index.ts'
import type { Accept } from './filters.ts'
import { Likeliest } from './likeliest.ts'
import { PAYS, Postings } from './postings.ts'
import type { Group, How, Reading, TermRange } from './reading.ts'
import { mostScore, WHOLE } from './score.ts'
import { COUNTED_A_STEP, POSTINGS_A_STEP, STEPS } from './steps.ts'

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
  /** Every word that must be met is met: all but the light ones. */
  whole: boolean
  /** The name says something is there that the query says is not. */
  asserts: boolean
}

export interface MetTerm {
  readonly term: number
  readonly how: How
  readonly weight: number
}

type Found = (name: number, match: Match) => void

/** What is not in the reading but decides which names are measured. */
export interface Only {
  /** Concepts that may be found; every one when absent. */
  readonly accept?: Accept | undefined
  /** The names that may be found, one bit each; `accept` is asked of those. Every one when absent. */
  readonly names?: Uint32Array | undefined
  /** Is told of names that meet the reading and are not measured: they are too many, or too long to matter. */
  readonly beyond?: ((name: number) => void) | undefined
  /** A score below which names of a system that say more than the reading no longer matter. */
  readonly bar?: ((system: number) => number) | undefined
  /** Steps that may be taken; names left when there are none are not looked at. */
  readonly budget?: Budget | undefined
}

/** A walk over more names than this is cut; postings begin with the shortest names, so the best were seen. */
const MOST_NAMES = 20_000
/** The same for a query of one word, whose every posting is an answer. */
const MOST_ANSWERS = 1_500
/** Names looked at when not all words must be met, the scarcest words' first. */
const MOST_PARTIAL_NAMES = 4_000
/** The same for words that stand for others: the words as typed have been looked at by then. */
const MOST_REPLACED_NAMES = 1_500
/** A word met only by an optional word of the name is met a little less. */
const OPTIONAL = 0.96
/** The bar is looked up again after this many names. */
const RAISED = 256
/** Groups are bits of a number; one more marks the terms that turn the words after them round. */
const MOST_GROUPS = 30
const NEGATION = 1 << 30

/** What a range is worth when met by `term`: a long unfinished word is nearer to the word meant than a short one. */
function worthOf(index: SearchIndex, range: TermRange, { term, word }: { term: number; word: string }): number {
  if (range.how !== 'prefix') return range.weight
  return range.weight * (0.7 + 0.3 * Math.min(1, word.length / index.termLength[term]!))
}

/** The most that any name can score with a reading: all it meets is met as well as the best of its words can be. */
function bestOf({ groups, weight }: Reading): number {
  let best = 0
  for (const { ranges } of groups) for (const range of ranges) if (range.weight > best) best = range.weight
  return best * best * weight
}

/** What measuring a name came to: it lacks words, cannot reach the bar, or was measured. */
const UNMET = 0
const TOO_LONG = 1
const MATTERS = 2
type Measured = typeof UNMET | typeof TOO_LONG | typeof MATTERS

export class Matcher {
  readonly #index: SearchIndex
  // The columns that measuring reads for every name, at hand without a look at the index.
  readonly #nameStart: SearchIndex['nameStart']
  readonly #nameEssential: SearchIndex['nameEssential']
  readonly #nameTerms: SearchIndex['nameTerms']
  readonly #nameMass: SearchIndex['nameMass']
  readonly #nameConcept: SearchIndex['nameConcept']
  readonly #conceptSystem: SearchIndex['conceptSystem']
  readonly #weights: SearchIndex['weights']
  /** Bit g is set for terms that group g accepts; `#worth` and `#exact` say how well. */
  readonly #mask: Uint32Array
  readonly #worth: Float32Array
  readonly #exact: Uint8Array
  #loaded: readonly Group[] = []
  /** Bits of the groups that are not light. */
  #required = 0
  #barred: ReadonlySet<number> = new Set()
  readonly #postings: Postings
  readonly #likeliest: Likeliest
  /** For each system the score a name must be able to reach. */
  readonly #bars: Float64Array
  /** The most that a name can score with the reading at hand. */
  #best = 1
  /** Of that reading, whether light words may be left unmet. */
  #loose = false
  readonly #worthOf = new Float64Array(MOST_GROUPS)
  readonly #match: Match = {
    quality: 0,
    coverage: 0,
    share: 0,
    exact: false,
    head: false,
    denied: false,
    whole: false,
    asserts: false,
  }

  constructor(index: SearchIndex) {
    this.#index = index
    this.#nameStart = index.nameStart
    this.#nameEssential = index.nameEssential
    this.#nameTerms = index.nameTerms
    this.#nameMass = index.nameMass
    this.#nameConcept = index.nameConcept
    this.#conceptSystem = index.conceptSystem
    this.#weights = index.weights
    this.#mask = new Uint32Array(index.terms.length)
    this.#worth = new Float32Array(index.terms.length)
    this.#exact = new Uint8Array(index.terms.length)
    this.#postings = new Postings(index)
    this.#likeliest = new Likeliest(this.#postings)
    this.#bars = new Float64Array(index.systems.length)
    index.negation.forEach((negates, term) => {
      if (negates === 1) this.#mask[term] = NEGATION
    })
  }

  /** Calls `found` with names that meet all groups, the shortest of each word first. */
  all(reading: Reading, found: Found, only: Only = {}): void {
    const { accept, beyond, bar, budget = Budget.unlimited() } = only
    const { groups } = reading
    if (groups.length === 0 || groups.length > MOST_GROUPS || groups.some((g) => g.ranges.length === 0)) return
    const postings = this.#postings
    const { names } = postings
    const { nameConcept } = this.#index
    this.#load(groups)
    this.#barred = new Set(reading.denied)
    postings.only = only.names
    const scarcest = groups.reduce((a, b) => (postings.size(b) < postings.size(a) ? b : a))
    const others = groups.filter((group) => group !== scarcest)
    const most = others.length === 0 ? MOST_ANSWERS : MOST_NAMES
    const first = postings.size(scarcest)
    const walked = others.reduce((sum, group) => sum + postings.size(group), only.names ? first : Math.min(most, first))
    if (!budget.spend(Math.ceil(Math.min(walked, MOST_NAMES * PAYS) / POSTINGS_A_STEP))) return
    const gathered = postings.gather(scarcest, most)
    postings.forget(gathered)
    const met = postings.narrow(others, gathered, false)
    this.#best = bestOf(reading)
    this.#loose = reading.loose === true
    for (let i = 0; i < met; i++) {
      if (i % RAISED === 0) this.#setBars(bar)
      if (!budget.spend(STEPS.measure)) return
      const name = names[i]!
      if (accept && !accept(nameConcept[name]!)) continue
      const worth = this.#measure(groups, name, 1)
      if (worth === MATTERS) found(name, this.#match)
      else if (worth === TOO_LONG && beyond) beyond(name)
    }
    if (!beyond || postings.size(scarcest) <= most) return
    this.#setBars(bar)
    const counted = Math.ceil(postings.size(scarcest) / COUNTED_A_STEP)
    if (others.length === 0) {
      // Counting goes as far as the budget does.
      const most = Math.min(counted, budget.left) * COUNTED_A_STEP
      budget.spend(counted)
      postings.each(scarcest, most, (name) => {
        if (!accept || accept(nameConcept[name]!)) beyond(name)
      })
      return
    }
    if (!budget.spend(counted + Math.ceil(walked / POSTINGS_A_STEP))) return
    const all = postings.gather(scarcest, Number.POSITIVE_INFINITY)
    postings.forget(all)
    const left = postings.narrow(others, all, true)
    for (let i = 0; i < left; i++) {
      const name = names[i]!
      if (!accept || accept(nameConcept[name]!)) beyond(name)
    }
  }

  #setBars(bar: Only['bar']): void {
    for (let system = 0; system < this.#bars.length; system++) this.#bars[system] = bar ? bar(system) : 0
  }

  /** Calls `found` with names that meet at least `share` of the reading, by weight. */
  most(reading: Reading, share: number, found: Found, only: Only = {}): void {
    const { accept, bar, budget = Budget.unlimited() } = only
    const room = reading.replacements.length === 0 ? MOST_PARTIAL_NAMES : MOST_REPLACED_NAMES
    const groups = reading.groups.slice(0, MOST_GROUPS)
    const postings = this.#postings
    postings.only = only.names
    this.#load(groups)
    this.#barred = new Set(reading.denied)
    this.#best = bestOf(reading)
    this.#loose = reading.loose === true
    const mass = groups.reduce((sum, group) => sum + group.mass, 0)
    const chosen = this.#likeliest.choose(groups, { least: share * mass, mass, room }, budget)
    if (!chosen) return
    const { names, masses } = chosen
    for (let i = 0; i < names.length; i++) {
      if (i % RAISED === 0) this.#setBars(bar)
      const name = names[i]!
      if (masses[i]! < mass && this.#mostOf(masses[i]! / mass) < this.#barOf(name)) continue
      if (!budget.spend(STEPS.measure)) return
      if (accept && !accept(this.#nameConcept[name]!)) continue
      if (this.#measure(groups, name, share) === MATTERS) found(name, this.#match)
    }
  }

  /** The most that a name can score which meets this share of the reading, and does not say all of it. */
  #mostOf(share: number): number {
    return mostScore(1, this.#loose ? share : share * share, this.#best)
  }

  #barOf(name: number): number {
    return this.#bars[this.#conceptSystem[this.#nameConcept[name]!]!]!
  }

  /** How one name meets a reading, with the term that met each group. */
  detail({ groups }: Reading, name: number): { match: Match; met: (MetTerm | undefined)[] } {
    const used = groups.length > MOST_GROUPS ? groups.slice(0, MOST_GROUPS) : groups
    this.#load(used)
    this.#setBars(undefined)
    this.#measure(used, name, 0)
    const { nameTerms, nameStart } = this.#index
    const met = used.map((group): MetTerm | undefined => {
      let best: MetTerm | undefined
      for (let i = nameStart[name]!; i < nameStart[name + 1]!; i++) {
        const term = nameTerms[i]!
        for (const range of group.ranges) {
          if (term < range.lo || term >= range.hi) continue
          const weight = worthOf(this.#index, range, { term, word: group.word })
          if (!best || weight > best.weight) best = { term, how: range.how, weight }
        }
      }
      return best
    })
    return { match: { ...this.#match }, met }
  }

  /** Marks the terms that the groups accept, after clearing the marks of the groups before. */
  #load(groups: readonly Group[]): void {
    if (groups === this.#loaded) return
    for (const group of this.#loaded) {
      for (const { lo, hi } of group.ranges) {
        for (let term = lo; term < hi; term++) this.#mask[term]! &= NEGATION
        this.#worth.fill(0, lo, hi)
        this.#exact.fill(0, lo, hi)
      }
    }
    this.#loaded = groups
    this.#required = groups.reduce((bits, { light }, g) => (light ? bits : bits | (1 << g)), 0)
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

  /** Fills `#match` for a name that meets at least `share` of the reading, by weight, and can reach the bar. */
  #measure(groups: readonly Group[], name: number, share: number): Measured {
    const n = groups.length
    const full = (1 << n) - 1
    const nameTerms = this.#nameTerms
    const weights = this.#weights
    const masks = this.#mask
    const start = this.#nameStart[name]!
    const end = this.#nameStart[name + 1]!
    let met = 0
    let most = 0
    for (let i = start; i < end; i++) {
      const term = nameTerms[i]!
      const mask = masks[term]! & full
      if (mask === 0) continue
      met |= mask
      most += weights[term]!
    }
    const match = this.#match
    match.share = met === full ? 1 : this.#shareOf(groups, met)
    match.whole = (met & this.#required) === this.#required
    match.asserts = false
    if (match.share < share) return UNMET
    const mostCoverage = most / this.#nameMass[name]!
    if (
      mostCoverage < WHOLE &&
      mostScore(mostCoverage, this.#loose ? match.share : match.share * match.share, this.#best) <
        this.#bars[this.#conceptSystem[this.#nameConcept[name]!]!]!
    )
      return TOO_LONG
    const worths = this.#worth
    const best = this.#worthOf
    const essentialEnd = start + this.#nameEssential[name]!
    for (let g = 0; g < n; g++) best[g] = 0
    let exact = 0
    let nameMass = 0
    let metMass = 0
    let denied = false
    // After an unasked "without" the name says what is not there.
    let absent = false
    for (let i = start; i < end; i++) {
      const term = nameTerms[i]!
      const mask = masks[term]! & full
      const essential = i < essentialEnd
      if (this.#barred.size > 0 && !absent && this.#barred.has(term)) match.asserts = true
      if (mask === 0) {
        if (essential) nameMass += absent ? weights[term]! * ABSENT : weights[term]!
        if (masks[term] === NEGATION) absent = true
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
    let reached = 0
    let quality = 0
    for (let g = 0; g < n; g++) {
      if ((met & (1 << g)) === 0) continue
      reached += groups[g]!.mass
      quality += groups[g]!.mass * best[g]!
    }
    match.quality = reached === 0 ? 0 : quality / reached
    match.coverage = nameMass === 0 ? 0 : metMass / nameMass
    match.exact = exact === full
    match.denied = denied
    match.head = (masks[nameTerms[start]!]! & full) !== 0
    return MATTERS
  }

  /** The share of the reading, by weight, that the groups in `met` make up. */
  #shareOf(groups: readonly Group[], met: number): number {
    let total = 0
    let reached = 0
    for (let g = 0; g < groups.length; g++) {
      const { mass } = groups[g]!
      total += mass
      if ((met & (1 << g)) !== 0) reached += mass
    }
    return total === 0 ? 0 : reached / total
  }
}
