/**
 * The stance of a short run of words: what it does with the codes it governs. A logistic regression over the hashed
 * features of `features.ts`; pure and deterministic. Trained by tools/stance, which writes `weights.bin`.
 */
import { DISPOSITIONS, type Disposition } from '../model.ts'
import { BUCKETS, featuresOf, wordsOf } from './features.ts'

/** `silent`: the words do nothing with codes. Dispositions come first, in the order of the model. */
export const STANCES = [...DISPOSITIONS, 'silent'] as const
export type Stance = (typeof STANCES)[number]
/** Probabilities in the order of `STANCES`; they sum to 1. */
export type StanceOf = Float64Array

export interface StanceWeights {
  /** `BUCKETS` rows of one number for each stance. */
  readonly table: Int8Array | Float32Array
  /** What a number of the table stands for. */
  readonly scale: number
  readonly bias: readonly number[]
}

const N = STANCES.length
const MOST_REMEMBERED = 4_000

export class StanceModel {
  readonly #weights: StanceWeights
  readonly #remembered = new Map<string, StanceOf>()
  readonly #byMask = new Map<string, StanceOf>()

  constructor(weights: StanceWeights) {
    if (weights.table.length !== BUCKETS * N) throw new RangeError('The table of weights has another size.')
    this.#weights = weights
  }

  /** The stance of `words`, remembered: the same headings and cells are asked about again and again. */
  of(words: string): StanceOf {
    const known = this.#remembered.get(words)
    if (known) return known
    const masked = wordsOf(words)
    const key = masked.join(' ')
    // With their codes and numbers masked, the rows of a table are mostly alike.
    const found = this.#byMask.get(key) ?? softmax(this.#scores(featuresOf(masked)))
    if (this.#byMask.size >= MOST_REMEMBERED) this.#byMask.clear()
    this.#byMask.set(key, found)
    if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear()
    this.#remembered.set(words, found)
    return found
  }

  #scores(features: Int32Array): Float64Array {
    const { table, scale, bias } = this.#weights
    const scores = new Float64Array(N)
    for (const f of features) for (let k = 0; k < N; k++) scores[k]! += table[f * N + k]!
    const norm = scale / Math.sqrt(Math.max(1, features.length))
    for (let k = 0; k < N; k++) scores[k] = scores[k]! * norm + bias[k]!
    return scores
  }
}

/** The disposition with the greatest share; `silent` is none. */
export function likeliest(stance: StanceOf): { readonly disposition: Disposition; readonly share: number } {
  let best = 0
  for (let k = 1; k < DISPOSITIONS.length; k++) if (stance[k]! > stance[best]!) best = k
  return { disposition: DISPOSITIONS[best]!, share: stance[best]! }
}

/** In place. */
export function softmax(scores: Float64Array): Float64Array {
  let most = Number.NEGATIVE_INFINITY
  for (const s of scores) if (s > most) most = s
  let sum = 0
  for (let k = 0; k < scores.length; k++) {
    scores[k] = Math.exp(scores[k]! - most)
    sum += scores[k]!
  }
  for (let k = 0; k < scores.length; k++) scores[k]! /= sum
  return scores
}
