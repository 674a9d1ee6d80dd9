/** What a similar code is and why: the vocabulary of this folder. Similarity is ours; what a reason quotes is official. */
import type { Concept } from '../catalog/catalog.ts'

/** In the order in which reasons are said. */
export const REASON_KINDS = [
  'excludes',
  'replaces',
  'crossReference',
  'sibling',
  'nearTitle',
  'index',
  'wording',
  'meaning',
  'category',
] as const
export type ReasonKind = (typeof REASON_KINDS)[number]

/** What a kind of reason says in a word or three; stands before the reason's own text. */
export const REASON_LABEL: Readonly<Record<ReasonKind, string>> = {
  excludes: 'Often confused',
  replaces: 'Before and after',
  crossReference: 'Cross-reference',
  sibling: 'Differs',
  nearTitle: 'Nearly the same title',
  index: 'Index',
  wording: 'Wording',
  meaning: 'Meaning',
  category: 'Group',
}

/** One way in which two codes differ. The words are quoted from the titles or from the labels of the axes. */
export interface Difference {
  /** What differs, in a word of ours or the official name of an axis: `Side`, `Encounter`, `Approach`. */
  readonly label: string
  /** Words of the code asked about; absent when the other code only adds something. */
  readonly mine?: string
  /** Words of the similar code. */
  readonly theirs?: string
}

export interface Reason {
  readonly kind: ReasonKind
  /** One line for a person. */
  readonly text: string
  readonly differences?: readonly Difference[]
  /** The Excludes note, with the official code it stands at. */
  readonly note?: { readonly kind: 'excludes1' | 'excludes2'; readonly at: string; readonly text: string }
  /** The term of the alphabetic index that leads to both. */
  readonly term?: string
  /** The group that holds both. */
  readonly group?: { readonly code: string; readonly title: string }
  /** Words of the title asked about that the other code's name has too, as they are written there. */
  readonly words?: readonly string[]
  /** The name that has them, when it is not the title. */
  readonly name?: { readonly label: string; readonly text: string }
}

export interface Similar {
  readonly concept: Concept
  /** At least one, the most telling first. */
  readonly reasons: readonly Reason[]
  /** Orders the codes of one system, 0 to about 3; means nothing across lists. */
  readonly score: number
  /** Other codes of the same family, in stored form, that were left out for this one; at most 50. */
  readonly alike: readonly string[]
}

/** A code under consideration, by its number in the search index. */
export interface Candidate {
  readonly number: number
  points: number
  /** Share of the titles' weight that both have, 0 to 1. */
  likeness: number
  readonly reasons: Reason[]
}

/** `a, b and c` */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
