/**
 * Readings of a sentence: light words may be left unmet, denied ones are not looked for, a status stands for any of the
 * words names use for it, and "could not sleep", "hard to sleep" and "trouble sleeping" are one composition.
 */
import { otherForms } from '../analysis/stem.ts'
import { balanced, groupOf, groupOfTerm, type Vocabulary } from './groups.ts'
import type { Group, Reading, Replacement, TermRange } from './reading.ts'
import { correctedReadings, dictionaryReadings, isUnknown, typedReading } from './readings.ts'
import { type Sentence, UNABLE_TERMS } from './sentence.ts'

/** Dictionary readings of a sentence that are tried. */
const MOST_REPLACED = 5
const MOST_CORRECTED = 3
/** Words as short as this may be the beginnings of others: `fx dist rad`. */
const UNFINISHED = 4
const MOST_WIDENED = 2
/** A word that nothing knows says little: it is as likely a name or a slip as what is looked for. */
const UNKNOWN_SHARE = 0.35

/** One group that any of `terms` meets. */
function groupOfAny(vocabulary: Vocabulary, terms: readonly string[], word: string): Group {
  const ranges = terms.flatMap((term, i): TermRange[] =>
    groupOfTerm(vocabulary, term)
      .ranges.filter((range) => range.how === 'exact')
      .map((range) => ({ ...range, weight: 1 - 0.02 * i, how: 'synonym' })),
  )
  return { word, ranges, mass: STATUS_MASS }
}

/** A status weighs about what the word of the thing itself weighs. */
const STATUS_MASS = 4

const lightly = (group: Group, share: number): Group => ({ ...group, mass: group.mass * share, light: true })

/** Light groups of a sentence, after the strong ones of `reading`. */
function lightGroups(vocabulary: Vocabulary, sentence: Sentence): Group[] {
  const groups = sentence.light.map(({ word, weight }) => lightly(groupOf(vocabulary, word, { prefix: false }), weight))
  const unable = sentence.understood.find(({ as }) => as === 'unable')
  return unable ? [...groups, lightly(groupOfAny(vocabulary, UNABLE_TERMS, unable.text), 0.5)] : groups
}

function loosened(vocabulary: Vocabulary, sentence: Sentence, reading: Reading): Reading {
  const groups = reading.groups.map((group) =>
    group.ranges.length === 0 ? { ...group, mass: group.mass * UNKNOWN_SHARE } : group,
  )
  const seen = new Set(groups.map((group) => group.word))
  const light = lightGroups(vocabulary, sentence).filter((group) => group.ranges.length > 0 && !seen.has(group.word))
  const status = sentence.status ? [groupOfAny(vocabulary, sentence.status, 'status')] : []
  return {
    ...reading,
    groups: [...status, ...groups, ...light],
    whole: false,
    loose: true,
    denied: sentence.negated.flatMap((word) => vocabulary.index.termId(word.term) ?? []),
  }
}

/** Ways to say that something cannot be done, as the dictionaries' left sides have them. */
const UNABLE_CUES = ['trouble', 'unable', 'difficulty', 'hard']

/** `could not sleep` through what the dictionaries say of `trouble sleeping`, `unable to sleep` and the like. */
export function unableReadings(vocabulary: Vocabulary, sentence: Sentence): Reading[] {
  const unable = sentence.understood.find(({ as }) => as === 'unable')
  if (!unable) return []
  const { strong } = sentence
  return strong.flatMap((verb, i): Reading[] => {
    const forms = [verb.term, ...otherForms(verb.term), `${verb.term}ing`, `${verb.term.replace(/e$/, '')}ing`]
    const found = UNABLE_CUES.flatMap((cue) => forms.flatMap((form) => vocabulary.dictionary.phrase([cue, form])))
    const rest = strong.filter((_, k) => k !== i).map((word) => groupOf(vocabulary, word, { prefix: false }))
    return [...new Map(found.map((rewrite) => [rewrite.to, rewrite])).values()].slice(0, 2).map((rewrite) => ({
      groups: balanced([...rewrite.toTerms.map((term) => groupOfTerm(vocabulary, term)), ...rest]),
      weight: rewrite.weight,
      replacements: [{ from: `${unable.text} ${verb.text}`, to: rewrite.to, kind: rewrite.kind } satisfies Replacement],
      whole: false,
      corrected: false,
    }))
  })
}

/** All ways to read a sentence, likeliest first. */
export function sentenceReadings(vocabulary: Vocabulary, sentence: Sentence): Reading[] {
  const words = sentence.strong
  const loosen = (reading: Reading): Reading => loosened(vocabulary, sentence, reading)
  const readings = [
    typedReading(vocabulary, words, { widen: false }),
    ...unableReadings(vocabulary, sentence),
    ...dictionaryReadings(vocabulary, words, { widen: false }).slice(0, MOST_REPLACED),
  ]
  if (words.some((word) => word.text.length <= UNFINISHED))
    readings.push(
      typedReading(vocabulary, words, { widen: true }),
      ...dictionaryReadings(vocabulary, words, { widen: true }).slice(0, MOST_WIDENED),
    )
  if (sentence.asSaid) readings.push(typedReading(vocabulary, sentence.asSaid, { widen: false }))
  if (words.some((word) => isUnknown(vocabulary, word)))
    readings.push(...correctedReadings(vocabulary, words).slice(0, MOST_CORRECTED))
  return readings.map(loosen)
}

/** Readings in which a status is met by any of the words names have for it, all other words being required. */
export function statusReadings(vocabulary: Vocabulary, sentence: Sentence): Reading[] {
  if (!sentence.status) return []
  const status = groupOfAny(vocabulary, sentence.status, 'status')
  return [
    typedReading(vocabulary, sentence.strong, { widen: false }),
    ...dictionaryReadings(vocabulary, sentence.strong, { widen: false }).slice(0, MOST_REPLACED),
  ].map((reading) => ({ ...reading, groups: [status, ...reading.groups], whole: false }))
}
