/** Makes the group of one typed word: every range of terms it may stand for at a given stage of the search. */

import type { Word } from '../analysis/analyze.ts'
import { americanize, otherForms } from '../analysis/stem.ts'
import { termWeight } from '../index/builder.ts'
import type { SearchIndex } from '../index/search-index.ts'
import type { Dictionary } from './dictionary.ts'
import type { Group, TermRange } from './reading.ts'
import type { Speller, Suggestion } from './spelling.ts'

/** What the groups are made from. */
export interface Vocabulary {
  readonly index: SearchIndex
  readonly dictionary: Dictionary
  readonly speller: Speller
  /** True for words that are right as they are although no name has them: `could`, `forgetful`. */
  readonly knows: (word: string) => boolean
}

const FORM_WEIGHT = 0.93
const DENIAL_WEIGHT = 0.97
const PREFIX_WEIGHT = 0.9
const ABBREVIATION_WEIGHT = 0.6

/** What the vocabulary knows of its own words, each looked up once; words of queries that it lacks are not kept. */
const remembered = new WeakMap<Vocabulary, Map<string, readonly TermRange[]>>()

/** Term ranges that are the word itself, another form of it, or a synonym. */
function known(vocabulary: Vocabulary, term: string): TermRange[] {
  let words = remembered.get(vocabulary)
  if (!words) {
    words = new Map()
    remembered.set(vocabulary, words)
  }
  const before = words.get(term)
  if (before) return [...before]
  const ranges = lookedUp(vocabulary, term)
  if (vocabulary.index.termId(term) !== undefined) words.set(term, ranges)
  return [...ranges]
}

function lookedUp({ index, dictionary }: Vocabulary, term: string): TermRange[] {
  const ranges: TermRange[] = []
  const add = (word: string, weight: number, how: TermRange['how']): void => {
    const id = index.termId(word)
    if (id !== undefined && !ranges.some((r) => r.lo === id)) ranges.push({ lo: id, hi: id + 1, weight, how })
  }
  add(term, 1, 'exact')
  for (const form of otherForms(term)) add(form, FORM_WEIGHT, 'form')
  // "no complications" and "without complications" deny alike.
  if (term === 'no') add('without', DENIAL_WEIGHT, 'synonym')
  for (const synonym of dictionary.synonyms(term)) add(synonym.term, synonym.weight, 'synonym')
  return ranges
}

/** Everything beginning with what was typed, from `minimum` letters on. */
function prefixed({ index, dictionary }: Vocabulary, word: string, minimum: number): TermRange[] {
  if (word.length < minimum) return []
  const { lo, hi } = index.prefixRange(americanize(word))
  // A short word that is an abbreviation is seldom the beginning of a longer one.
  const weight = word.length <= 3 && dictionary.words.has(word) ? ABBREVIATION_WEIGHT : PREFIX_WEIGHT
  return lo === hi ? [] : [{ lo, hi, weight, how: 'prefix' }]
}

/** A typed "without" turns the meaning round: it weighs as much as the word it stands before. */
const NEGATION_MASS = 4

function massOf({ index }: Vocabulary, ranges: readonly TermRange[]): number {
  if (ranges.length === 0) return 0
  const exact = ranges.find((r) => r.how === 'exact')
  if (ranges.some((r) => index.negation[r.lo] === 1)) return NEGATION_MASS
  if (exact) return index.weights[exact.lo]!
  const holders = ranges.reduce((sum, r) => sum + index.holders(r.lo, r.hi), 0)
  return termWeight('', Math.min(holders, index.nameCount), index.nameCount)
}

/** The group of `word`. `prefix` also takes longer words; it is always tried for words the vocabulary lacks. */
export function groupOf(vocabulary: Vocabulary, word: Word, { prefix }: { prefix: boolean }): Group {
  const ranges = known(vocabulary, word.term)
  if (prefix || ranges.length === 0) {
    // A word that is the beginning of no other adds nothing as a beginning.
    const longer = prefixed(vocabulary, word.text, prefix ? 1 : 2)
    ranges.push(...longer.filter(({ lo, hi }) => hi - lo > 1 || !ranges.some((range) => range.lo === lo)))
  }
  return { word: word.text, ranges, mass: massOf(vocabulary, ranges) }
}

/** The group of a dictionary's word: exactly that word, its forms and synonyms. */
export function groupOfTerm(vocabulary: Vocabulary, term: string): Group {
  const ranges = known(vocabulary, term)
  return { word: term, ranges, mass: massOf(vocabulary, ranges) }
}

/** The group of a word taken for misspelled. */
export function groupOfSuggestions(vocabulary: Vocabulary, word: Word, suggestions: readonly Suggestion[]): Group {
  const ranges = suggestions.flatMap(({ word: candidate, likeness }): TermRange[] => {
    const id = vocabulary.index.termId(candidate)
    return id === undefined ? [] : [{ lo: id, hi: id + 1, weight: likeness, how: 'correction' }]
  })
  return { word: word.text, ranges, mass: massOf(vocabulary, ranges) }
}

/** A word that nothing in the vocabulary meets counts as much as the others do on average. */
export function balanced(groups: readonly Group[]): Group[] {
  const known = groups.filter((g) => g.ranges.length > 0)
  const mean = known.length === 0 ? 1 : known.reduce((sum, g) => sum + g.mass, 0) / known.length
  return groups.map((g) => (g.ranges.length > 0 ? g : { ...g, mass: mean }))
}
