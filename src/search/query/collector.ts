/**
 * Keeps the best match of every concept during one search, without allocating per match. A sparse set: a concept's
 * slot is valid when the slot holds that concept, so that nothing is cleared between searches, and what is compared
 * most lies densely in slots.
 */
import { bitCount } from '../../core/bits.ts'
import { TIERS, type Tier } from './tiers.ts'

export interface Candidate {
  readonly concept: number
  /** Name that was met; -1 for a hit by code. */
  readonly name: number
  /** Number of the reading in the search's list; -1 for a hit by code. */
  readonly reading: number
  readonly tier: Tier
  readonly score: number
}

/** Keys are counted in steps this fine, from the lowest tier's up, to know how good the n-th best is. */
const STEPS = 32
const LOWEST_KEY = (16 - (TIERS.length - 1)) * 4
const BUCKETS = TIERS.length * 4 * STEPS

const keyOf = (tier: number, score: number): number => (16 - tier) * 4 + score

function runsOf(systemOf: Uint8Array): { end: number; system: number }[] {
  const runs: { end: number; system: number }[] = []
  for (let concept = 1; concept <= systemOf.length; concept++)
    if (systemOf[concept] !== systemOf[concept - 1]) runs.push({ end: concept, system: systemOf[concept - 1]! })
  return runs
}

/** How many bits of a set are on, from one number up to another. */
function bitsBetween(set: Uint32Array, from: number, end: number): number {
  const first = from >>> 5
  const last = end >>> 5
  const head = -1 << (from & 31)
  const tail = (1 << (end & 31)) - 1
  if (first === last) return bitCount(set[first]! & head & tail)
  let sum = bitCount(set[first]! & head) + bitCount(set[last]! & tail)
  for (let word = first + 1; word < last; word++) sum += bitCount(set[word]!)
  return sum
}

/** Slots there is room for at first; a search seldom meets more. */
const FIRST_ROOM = 4_096

export class Collector {
  readonly #slot: Uint32Array
  #concept = new Uint32Array(FIRST_ROOM)
  #key = new Float64Array(FIRST_ROOM)
  #score = new Float64Array(FIRST_ROOM)
  #name = new Int32Array(FIRST_ROOM)
  #reading = new Int16Array(FIRST_ROOM)
  #tier = new Uint8Array(FIRST_ROOM)
  #size = 0
  readonly #systemOf: Uint8Array
  /** For each system how many concepts have a key of each step. */
  readonly #counts: Uint32Array
  /** For each system how many concepts were offered, and the highest step that one of them has or had. */
  readonly #ofSystem: Uint32Array
  readonly #highest: Uint16Array
  /** Concepts that met the query and are counted only, one bit each. */
  readonly #marked: Uint32Array
  #marks = false
  /** Official order lists systems one after another: where each run of concepts of one system ends, and whose it is. */
  readonly #runs: readonly { readonly end: number; readonly system: number }[]

  /** `systemOf` says the number of each concept's system. */
  constructor(systemOf: Uint8Array, systems: number) {
    this.#slot = new Uint32Array(systemOf.length)
    this.#systemOf = systemOf
    this.#counts = new Uint32Array(systems * BUCKETS)
    this.#ofSystem = new Uint32Array(systems)
    this.#highest = new Uint16Array(systems)
    this.#marked = new Uint32Array((systemOf.length >>> 5) + 1)
    this.#runs = runsOf(systemOf)
  }

  reset(): void {
    this.#size = 0
    this.#counts.fill(0)
    this.#ofSystem.fill(0)
    this.#highest.fill(0)
    if (this.#marks) this.#marked.fill(0)
    this.#marks = false
  }

  /** Counts a concept that need not be ranked. */
  mark(concept: number): void {
    this.#marks = true
    this.#marked[concept >>> 5]! |= 1 << (concept & 31)
  }

  /** How many concepts of each system met the query, marked or offered. */
  counts(systems: number): Uint32Array {
    const counts = new Uint32Array(systems)
    const marked = this.#marked
    for (let slot = 0; slot < this.#size; slot++) {
      const concept = this.#concept[slot]!
      // What was offered is counted here, and no longer by its mark.
      marked[concept >>> 5]! &= ~(1 << (concept & 31))
      counts[this.#systemOf[concept]!]!++
    }
    if (!this.#marks) return counts
    let from = 0
    for (const { end, system } of this.#runs) {
      counts[system]! += bitsBetween(marked, from, end)
      from = end
    }
    return counts
  }

  /**
   * A score that at least `depth` concepts of a system reach in `tier`, or are in an earlier tier; a little below the
   * highest such score, and 0 when there are not as many. What scores less cannot come among the best `depth`.
   */
  bar(system: number, tier: number, depth: number): number {
    const counts = this.#counts
    const first = system * BUCKETS
    const lowest = first + (keyOf(tier, 0) - LOWEST_KEY) * STEPS
    let sum = 0
    if (this.#ofSystem[system]! < depth) return 0
    for (let bucket = first + this.#highest[system]!; bucket > lowest; bucket--) {
      sum += counts[bucket]!
      if (sum >= depth) return (bucket - lowest) / STEPS
    }
    return 0
  }

  /** Number of concepts offered so far. */
  get size(): number {
    return this.#size
  }

  /** True for a concept that was offered or marked. */
  has(concept: number): boolean {
    const slot = this.#slot[concept]!
    if (slot < this.#size && this.#concept[slot] === concept) return true
    return this.#marks && (this.#marked[concept >>> 5]! & (1 << (concept & 31))) !== 0
  }

  /** Number of the earliest tier met so far; more than any tier's when nothing was. */
  get bestTier(): number {
    let best: number = TIERS.length
    for (let slot = 0; slot < this.#size && best > 0; slot++) if (this.#tier[slot]! < best) best = this.#tier[slot]!
    return best
  }

  /** Number of concepts offered in a tier or in earlier ones. */
  upTo(tier: number): number {
    let sum = 0
    for (let slot = 0; slot < this.#size; slot++) if (this.#tier[slot]! <= tier) sum++
    return sum
  }

  #grow(): void {
    const larger = <T extends { set(from: T): void }>(made: T, from: T): T => {
      made.set(from)
      return made
    }
    const room = this.#size * 2
    this.#concept = larger(new Uint32Array(room), this.#concept)
    this.#key = larger(new Float64Array(room), this.#key)
    this.#score = larger(new Float64Array(room), this.#score)
    this.#name = larger(new Int32Array(room), this.#name)
    this.#reading = larger(new Int16Array(room), this.#reading)
    this.#tier = larger(new Uint8Array(room), this.#tier)
  }

  /**
   * Keeps the match when it is the concept's best: earlier tier first, then higher score. Scores are below 2.
   * Arguments stand in a row because this is called for every name met: an object for each would be most of its cost.
   */
  offer(concept: number, tier: number, score: number, name: number, reading: number): void {
    const key = keyOf(tier, score)
    const counts = this.#counts
    const system = this.#systemOf[concept]!
    const first = system * BUCKETS
    let slot = this.#slot[concept]!
    if (slot >= this.#size || this.#concept[slot] !== concept) {
      slot = this.#size
      if (slot === this.#concept.length) this.#grow()
      this.#size++
      this.#slot[concept] = slot
      this.#concept[slot] = concept
      this.#ofSystem[system]!++
    } else {
      const known = this.#key[slot]!
      if (key <= known) return
      counts[first + Math.floor((known - LOWEST_KEY) * STEPS)]!--
    }
    const step = Math.floor((key - LOWEST_KEY) * STEPS)
    counts[first + step]!++
    if (step > this.#highest[system]!) this.#highest[system] = step
    this.#key[slot] = key
    this.#score[slot] = score
    this.#name[slot] = name
    this.#reading[slot] = reading
    this.#tier[slot] = tier
  }

  /** Calls `visit` with every concept offered, in the order they were met. */
  each(visit: (concept: number, tier: number) => void): void {
    for (let slot = 0; slot < this.#size; slot++) visit(this.#concept[slot]!, this.#tier[slot]!)
  }

  /** The lowest step that holds one of the best `depth` concepts of a system; 0 when it has not as many. */
  #floor(system: number, depth: number): number {
    const first = system * BUCKETS
    let sum = 0
    if (this.#ofSystem[system]! < depth) return 0
    for (let step = this.#highest[system]!; step > 0; step--) {
      sum += this.#counts[first + step]!
      if (sum >= depth) return step
    }
    return 0
  }

  /** The `depths[s]` best concepts of every system `s`, best first; equal keys keep the official order. */
  best(depths: readonly number[]): Candidate[][] {
    const concepts = this.#concept
    const keys = this.#key
    const floors = depths.map((depth, system) => this.#floor(system, depth))
    const kept: number[][] = depths.map(() => [])
    for (let slot = 0; slot < this.#size; slot++) {
      const concept = concepts[slot]!
      const key = keys[slot]!
      const system = this.#systemOf[concept]!
      if (Math.floor((key - LOWEST_KEY) * STEPS) < floors[system]!) continue
      const list = kept[system]!
      let low = 0
      let high = list.length
      while (low < high) {
        const mid = (low + high) >> 1
        const other = list[mid]!
        if (keys[other]! > key || (keys[other] === key && concepts[other]! < concept)) low = mid + 1
        else high = mid
      }
      const depth = depths[system]!
      if (low >= depth) continue
      if (list.length === depth) list.pop()
      list.splice(low, 0, slot)
    }
    return kept.map((slots) => slots.map((slot) => this.#candidate(slot)))
  }

  #candidate(slot: number): Candidate {
    return {
      concept: this.#concept[slot]!,
      name: this.#name[slot]!,
      reading: this.#reading[slot]!,
      tier: TIERS[this.#tier[slot]!]!,
      score: this.#score[slot]!,
    }
  }
}
