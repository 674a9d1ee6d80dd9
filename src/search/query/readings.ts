/** The ways a query may be read, likeliest first: as typed, with dictionary phrases, with spelling corrected. */
import type { Word } from '../analysis/analyze.ts'
import type { Rewrite } from './dictionary.ts'
import { balanced, groupOf, groupOfSuggestions, groupOfTerm, type Vocabulary } from './groups.ts'
import type { Group, Reading, Replacement } from './reading.ts'
import type { Suggestion } from './spelling.ts'

/** More readings than this are never tried; the likeliest are kept. */
const MOST_READINGS = 12
const MOST_REPLACEMENTS = 3

/** Which words may be the beginnings of longer ones: the last, with `widen` all, and never those that are `finished`. */
export interface Unfinished {
  readonly widen: boolean
  readonly finished?: ReadonlySet<Word>
}

const isOpen = (words: readonly Word[], i: number, { widen, finished }: Unfinished): boolean =>
  (widen || i === words.length - 1) && finished?.has(words[i]!) !== true

/** The words as typed. */
export function typedReading(vocabulary: Vocabulary, words: readonly Word[], unfinished: Unfinished): Reading {
  const groups = words.map((word, i) => groupOf(vocabulary, word, { prefix: isOpen(words, i, unfinished) }))
  return { groups: balanced(groups), weight: 1, replacements: [], whole: false, corrected: false }
}

/** A path through the query's words: typed words and replaced phrases in order. */
interface Path {
  readonly groups: readonly Group[]
  readonly weight: number
  /** The weight, raised for long phrases; only decides which paths are kept. */
  readonly likeliness: number
  readonly replacements: readonly Replacement[]
  readonly typedWords: number
}

/** Readings in which one or more phrases are replaced by what the dictionaries say they mean. */
export function dictionaryReadings(vocabulary: Vocabulary, words: readonly Word[], unfinished: Unfinished): Reading[] {
  const terms = words.map((word) => word.term)
  let paths: Path[][] = [[{ groups: [], weight: 1, likeliness: 1, replacements: [], typedWords: 0 }]]
  paths = [...paths, ...words.map(() => [])]
  for (let i = 0; i < words.length; i++) {
    const group = groupOf(vocabulary, words[i]!, { prefix: isOpen(words, i, unfinished) })
    const rewrites: (readonly Rewrite[])[] = []
    for (let n = 1; n <= vocabulary.dictionary.longest && i + n <= words.length; n++)
      rewrites.push(phrasesOf(vocabulary, terms.slice(i, i + n)))
    for (const path of best(paths[i]!)) {
      paths[i + 1]!.push({ ...path, groups: [...path.groups, group], typedWords: path.typedWords + 1 })
      if (path.replacements.length >= MOST_REPLACEMENTS) continue
      rewrites.forEach((list, k) => {
        for (const rewrite of list)
          paths[i + k + 1]!.push(replaced(vocabulary, path, { rewrite, typed: words.slice(i, i + k + 1) }))
      })
      for (const joined of joinedPaths(vocabulary, path, { words, at: i })) paths[i + 2]!.push(joined)
    }
  }
  return best(paths[words.length]!)
    .filter((path) => path.replacements.length > 0)
    .map((path) => ({
      groups: balanced(path.groups),
      weight: path.weight,
      replacements: path.replacements,
      whole: path.typedWords === 0 && path.replacements.length === 1,
      corrected: false,
    }))
}

/** What the dictionaries say of a phrase; of one word that neither they nor any name has, what they say of a form of it. */
function phrasesOf({ index, dictionary }: Vocabulary, terms: readonly string[]): readonly Rewrite[] {
  const known = dictionary.phrase(terms)
  const [term] = terms
  if (known.length > 0 || terms.length !== 1 || index.termId(term!) !== undefined) return known
  const form = dictionary.formOf(term!)
  return form === undefined ? known : dictionary.phrase([form])
}

/** Two words known as one phrase are likelier meant than each by itself. */
const LONGER_PHRASE = 1.04

function best(paths: readonly Path[]): Path[] {
  return [...paths]
    .sort((a, b) => b.likeliness - a.likeliness || a.replacements.length - b.replacements.length)
    .slice(0, MOST_READINGS)
}

function replaced(
  vocabulary: Vocabulary,
  path: Path,
  { rewrite, typed }: { rewrite: Rewrite; typed: readonly Word[] },
): Path {
  const seen = new Set(path.groups.map((g) => g.word))
  const groups = rewrite.toTerms.filter((term) => !seen.has(term)).map((term) => groupOfTerm(vocabulary, term))
  return {
    groups: [...path.groups, ...groups],
    weight: path.weight * rewrite.weight,
    likeliness: path.likeliness * rewrite.weight * LONGER_PHRASE ** (typed.length - 1),
    replacements: [
      ...path.replacements,
      { from: typed.map((w) => w.text).join(' '), to: rewrite.to, kind: rewrite.kind },
    ],
    typedWords: path.typedWords,
  }
}

/** Two typed words that are one word in the vocabulary: `x ray`, `peri carditis`. */
function joinedPaths(
  vocabulary: Vocabulary,
  path: Path,
  { words, at }: { words: readonly Word[]; at: number },
): Path[] {
  const [first, second] = [words[at], words[at + 1]]
  if (!first || !second) return []
  const joined = first.text + second.text
  if (joined.length < 4 || vocabulary.index.termId(joined) === undefined) return []
  return [
    {
      groups: [...path.groups, groupOfTerm(vocabulary, joined)],
      weight: path.weight * 0.96,
      likeliness: path.likeliness * 0.96,
      replacements: [...path.replacements, { from: `${first.text} ${second.text}`, to: joined, kind: 'joined' }],
      typedWords: path.typedWords + 1,
    },
  ]
}

/** True when no name, no dictionary and no text knows the word, nor is it a common word of the language. */
export function isUnknown({ index, dictionary, knows }: Vocabulary, { term, text }: Word): boolean {
  if (index.termId(term) !== undefined || index.termId(text) !== undefined) return false
  if (dictionary.words.has(term) || dictionary.words.has(text) || knows(text) || knows(term)) return false
  return dictionary.formOf(term) === undefined
}

/** Two vocabulary words that make up `text`: `heartattack`; the split whose rarer half is commonest. */
function split({ index }: Vocabulary, text: string): [string, string] | undefined {
  let found: { pair: [string, string]; holders: number } | undefined
  for (let i = 3; i <= text.length - 3; i++) {
    const [left, right] = [text.slice(0, i), text.slice(i)]
    const [a, b] = [index.termId(left), index.termId(right)]
    if (a === undefined || b === undefined) continue
    const holders = Math.min(index.holders(a, a + 1), index.holders(b, b + 1))
    if (!found || holders > found.holders) found = { pair: [left, right], holders }
  }
  return found?.pair
}

const asWord = (text: string, like: Word): Word => ({ ...like, text, term: text })

/** Replaces the word at `i` by others. */
const swap = (words: readonly Word[], i: number, by: readonly Word[]): Word[] => [
  ...words.slice(0, i),
  ...by,
  ...words.slice(i + 1),
]

/** Suggestions for words of the search at hand; every stage asks again, and near words cost a walk to find. */
const suggested = new WeakMap<Word, readonly Suggestion[]>()

function suggestionsFor({ speller }: Vocabulary, word: Word): readonly Suggestion[] {
  let found = suggested.get(word)
  if (!found) {
    const typed = speller.suggest(word.text, MOST_SUGGESTIONS)
    // The vocabulary has singulars: what is near the singular is near the plural too.
    const single = word.term === word.text ? [] : speller.suggest(word.term, MOST_SUGGESTIONS)
    const all = [...typed, ...single].sort((a, b) => b.likeness - a.likeness)
    found = [...new Map(all.toReversed().map((each) => [each.word, each])).values()]
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, MOST_SUGGESTIONS)
    suggested.set(word, found)
  }
  return found
}

/** At most this many words of a query are taken for misspelled; rarely are more. */
const MOST_WRONG = 3
const MOST_SUGGESTIONS = 8

/** The words that nothing knows and that have another spelling, longest first. A word that something knows is never replaced. */
function wrongWords(vocabulary: Vocabulary, words: readonly Word[]): Wrong[] {
  return words
    .map((word, i) => ({ i, word }))
    .filter(({ word }) => isUnknown(vocabulary, word))
    .sort((a, b) => b.word.text.length - a.word.text.length)
    .slice(0, MOST_WRONG)
    .map(({ i, word }) => ({
      i,
      suggestions: suggestionsFor(vocabulary, word),
      split: split(vocabulary, word.text),
    }))
    .filter(({ suggestions, split: parts }) => suggestions.length > 0 || parts)
}

/**
 * Readings with misspelled words corrected: every near word as alternatives of one group, so that the spelling with which
 * the whole query makes sense is the one that is met, and the likeliest spellings read again through the dictionaries.
 */
export function correctedReadings(vocabulary: Vocabulary, words: readonly Word[]): Reading[] {
  const chosen = wrongWords(vocabulary, words)
  if (chosen.length === 0) return []
  const groups = words.map((word, i) => {
    const error = chosen.find((w) => w.i === i)
    if (!error) return groupOf(vocabulary, word, { prefix: i === words.length - 1 })
    return groupOfSuggestions(vocabulary, word, error.suggestions)
  })
  const readings: Reading[] = [{ groups: balanced(groups), weight: 1, replacements: [], whole: false, corrected: true }]
  for (const variant of spellings(words, chosen)) {
    const typed = typedReading(vocabulary, variant.words, { widen: false })
    const base = { replacements: variant.replacements, weight: variant.weight }
    if (variant.isSplit) readings.push({ ...typed, ...base, corrected: true })
    for (const reading of dictionaryReadings(vocabulary, variant.words, { widen: false }).slice(0, 6)) {
      readings.push({
        ...reading,
        weight: reading.weight * base.weight,
        replacements: [...base.replacements, ...reading.replacements],
        corrected: true,
      })
    }
  }
  return readings
}

interface Wrong {
  readonly i: number
  readonly suggestions: readonly Suggestion[]
  readonly split: [string, string] | undefined
}

/** The likeliest corrected word lists: the best suggestion of each wrong word, its second best, and splits. */
function spellings(
  words: readonly Word[],
  wrong: readonly Wrong[],
): { words: Word[]; weight: number; replacements: Replacement[]; isSplit: boolean }[] {
  const out: { words: Word[]; weight: number; replacements: Replacement[]; isSplit: boolean }[] = []
  for (const rank of [0, 1, 2]) {
    let fixed = [...words]
    let weight = 1
    const replacements: Replacement[] = []
    for (const w of wrong) {
      const suggestion = w.suggestions[rank] ?? w.suggestions[0]
      if (!suggestion) continue
      fixed = swap(fixed, w.i, [asWord(suggestion.word, words[w.i]!)])
      weight *= suggestion.likeness
      replacements.push({ from: words[w.i]!.text, to: suggestion.word, kind: 'spelling' })
    }
    if (replacements.length > 0) out.push({ words: fixed, weight, replacements, isSplit: false })
  }
  for (const w of wrong) {
    if (!w.split) continue
    const by = w.split.map((part) => asWord(part, words[w.i]!))
    const replacement = { from: words[w.i]!.text, to: w.split.join(' '), kind: 'split' }
    out.push({ words: swap(words, w.i, by), weight: 0.9, replacements: [replacement], isSplit: true })
  }
  return out
}
