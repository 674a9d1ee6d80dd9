/** Keeps the best match of every concept during one search, without allocating per match. */
import type { Tier } from './tiers.ts'

export interface Candidate {
  readonly concept: number
  /** Name that was met; -1 for a hit by code. */
  readonly name: number
  /** Number of the reading in the search's list; -1 for a hit by code. */
  readonly reading: number
  readonly tier: Tier
  readonly score: number
}

export class Collector {
  readonly #stamp: Uint32Array
  readonly #key: Float64Array
  readonly #score: Float64Array
  readonly #name: Int32Array
  readonly #reading: Int16Array
  readonly #tier: Uint8Array
  #touched: number[] = []
  #epoch = 0

  constructor(concepts: number) {
    this.#stamp = new Uint32Array(concepts)
    this.#key = new Float64Array(concepts)
    this.#score = new Float64Array(concepts)
    this.#name = new Int32Array(concepts)
    this.#reading = new Int16Array(concepts)
    this.#tier = new Uint8Array(concepts)
  }

  reset(): void {
    this.#epoch++
    this.#touched = []
  }

  /** Number of concepts met so far. */
  get size(): number {
    return this.#touched.length
  }

  /** Keeps the match when it is the concept's best: earlier tier first, then higher score. Scores are below 2. */
  offer(
    concept: number,
    tier: number,
    { name, reading, score }: { name: number; reading: number; score: number },
  ): void {
    const key = (16 - tier) * 4 + score
    if (this.#stamp[concept] !== this.#epoch) {
      this.#stamp[concept] = this.#epoch
      this.#touched.push(concept)
    } else if (key <= this.#key[concept]!) {
      return
    }
    this.#key[concept] = key
    this.#score[concept] = score
    this.#name[concept] = name
    this.#reading[concept] = reading
    this.#tier[concept] = tier
  }

  /** Calls `visit` with every concept met, in the order they were met. */
  each(visit: (concept: number, tier: number) => void): void {
    for (const concept of this.#touched) visit(concept, this.#tier[concept]!)
  }

  /** The `limit` best concepts that pass `only`, best first; equal keys keep the official order. */
  top(limit: number, only: (concept: number) => boolean, tiers: readonly Tier[]): Candidate[] {
    const kept: number[] = []
    const before = (a: number, b: number): boolean =>
      this.#key[a]! > this.#key[b]! || (this.#key[a] === this.#key[b] && a < b)
    for (const concept of this.#touched) {
      if (!only(concept)) continue
      if (kept.length === limit && !before(concept, kept[limit - 1]!)) continue
      let low = 0
      let high = kept.length
      while (low < high) {
        const mid = (low + high) >> 1
        if (before(kept[mid]!, concept)) low = mid + 1
        else high = mid
      }
      kept.splice(low, 0, concept)
      if (kept.length > limit) kept.pop()
    }
    return kept.map((concept) => ({
      concept,
      name: this.#name[concept]!,
      reading: this.#reading[concept]!,
      tier: tiers[this.#tier[concept]!]!,
      score: this.#score[concept]!,
    }))
  }
}
