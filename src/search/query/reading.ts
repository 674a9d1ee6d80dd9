/**
 * A query is read in one or more ways. A reading is a list of groups that must all be met; a group is what one
 * typed word may stand for: ranges of terms (a word is a range of one), each with its worth and how it was found.
 */

export const HOWS = ['exact', 'form', 'prefix', 'synonym', 'correction'] as const
/** `exact`: the same word after plural and spelling; `form`: another form of it; the rest as named. */
export type How = (typeof HOWS)[number]

export interface TermRange {
  readonly lo: number
  /** Exclusive. */
  readonly hi: number
  /** 0 to 1. */
  readonly weight: number
  readonly how: How
}

export interface Group {
  /** The typed word, or the dictionary's word where a phrase was replaced. */
  readonly word: string
  readonly ranges: readonly TermRange[]
  /** How much the word says: the weight of its best term. */
  readonly mass: number
  /** True for words of a sentence that need not be met. */
  readonly light?: boolean
}

/** A phrase of the query that was taken for another. */
export interface Replacement {
  readonly from: string
  readonly to: string
  /** Dictionary it comes from, or `spelling`, `joined`, `split`. */
  readonly kind: string
}

export interface Reading {
  readonly groups: readonly Group[]
  /** 0 to 1: the product of its replacements' weights; 1 for the words as typed. */
  readonly weight: number
  readonly replacements: readonly Replacement[]
  /** True when one dictionary entry stands for the whole query. */
  readonly whole: boolean
  readonly corrected: boolean
  /** What a name of each subject is worth, by the subject's number in the index: a guess at what is meant. */
  readonly senses?: Float64Array
  /** Terms that are said not to be there; a name that says they are is worth less. */
  readonly denied?: readonly number[]
  /** True when not all words are required: light ones need not be met. */
  readonly loose?: boolean
}
