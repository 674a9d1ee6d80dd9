/** What a match is worth, and the same as a tree whose parts multiply to it. */

import { SUBJECTS } from '../../core/subject.ts'
import { FLAG_CURRENT, FLAG_GROUPING, FLAG_LEAF, FLAG_NARROW, SUBJECT_SHIFT } from '../index/builder.ts'
import { NAME_KINDS, NAME_LABEL, NAME_WEIGHT } from '../index/names.ts'
import type { SearchIndex } from '../index/search-index.ts'
import type { Match } from './match.ts'
import type { Reading } from './reading.ts'
import { tierRank } from './tiers.ts'

export interface Explanation {
  readonly label: string
  readonly value: number
  /** Factors whose product is `value`; absent for a leaf. */
  readonly factors?: readonly Explanation[]
}

/** A name that says nothing but what was typed is worth this much more than one that says it among much else. */
const COVERAGE_SHARE = 0.7

/** A name whose first word was not met is seldom about what was typed. */
const NOT_HEAD = 0.93

/** A name that denies what was typed is the wrong one of a pair. */
const DENIED = 0.6

/** A name that says something is there that the query denies. */
const ASSERTS = 0.55

/** Headers stand a little below codes that can be reported; what is no longer valid stands far below. */
const HEADER = 0.94
const GROUPING = 0.75
const NOT_CURRENT = 0.6
/** A code that only some may use stands behind one for all that says the same. */
const NARROW = 0.9

const LEVELS: ReadonlyMap<number, number> = new Map([
  [FLAG_LEAF, 1],
  [FLAG_GROUPING, GROUPING],
  [FLAG_NARROW, NARROW],
])

/** The factor of every combination of a concept's flags. */
const PRIORS = Float64Array.from({ length: 256 }, (_, flags) => {
  const level = LEVELS.get(flags & FLAG_NARROW) ?? HEADER
  return level * ((flags & FLAG_CURRENT) !== 0 ? 1 : NOT_CURRENT)
})
const KIND_WEIGHTS = Float64Array.from(NAME_KINDS, (kind) => NAME_WEIGHT[kind])
const TITLE = NAME_KINDS.indexOf('title')
/** Our own words for a code stand behind official names that say the same. */
const OURS = NAME_KINDS.indexOf('plainWords')

const priorOf = (index: SearchIndex, name: number): number => PRIORS[index.conceptFlags[index.nameConcept[name]!]!]!
const kindFactor = (index: SearchIndex, name: number): number => KIND_WEIGHTS[index.nameKind[name]!]!
const qualityFactor = (match: Match): number => match.quality * match.quality
const coverageFactor = (match: Match): number => 1 - COVERAGE_SHARE + COVERAGE_SHARE * match.coverage
const headFactor = (match: Match): number => (match.head ? 1 : NOT_HEAD)
const deniedFactor = (match: Match): number => (match.denied ? DENIED : 1)
/** Of words that must all be met a missing one weighs twice; a sentence may well have words that no name has. */
const shareFactor = (match: Match, { loose }: Reading): number => (loose ? match.share : match.share * match.share)
const assertsFactor = (match: Match): number => (match.asserts ? ASSERTS : 1)
const senseFactor = (index: SearchIndex, name: number, { senses }: Reading): number =>
  senses ? senses[index.conceptFlags[index.nameConcept[name]!]! >> SUBJECT_SHIFT]! : 1

/** 0 to 1. */
export function scoreOf(index: SearchIndex, name: number, match: Match, reading: Reading): number {
  return (
    qualityFactor(match) *
    coverageFactor(match) *
    shareFactor(match, reading) *
    headFactor(match) *
    deniedFactor(match) *
    assertsFactor(match) *
    senseFactor(index, name, reading) *
    kindFactor(index, name) *
    reading.weight *
    priorOf(index, name)
  )
}

/** The most a name can score when it covers this much, everything else being as good as it can be; `share` as it counts. */
export const mostScore = (coverage: number, share: number, best: number): number =>
  (1 - COVERAGE_SHARE + COVERAGE_SHARE * coverage) * share * best

/** The same number as `scoreOf`, taken apart. */
export function explain(index: SearchIndex, name: number, match: Match, reading: Reading): Explanation {
  const factors: Explanation[] = [
    { label: 'words met are the words typed (squared)', value: qualityFactor(match) },
    { label: 'how much of the name was typed', value: coverageFactor(match) },
    { label: 'how much of the query was met', value: shareFactor(match, reading) },
    { label: 'the name begins with a word met', value: headFactor(match) },
    { label: 'the name does not deny a word met', value: deniedFactor(match) },
    { label: 'the name does not say what the query denies', value: assertsFactor(match) },
    { label: 'sort of thing that is meant', value: senseFactor(index, name, reading) },
    { label: `kind of name: ${NAME_LABEL[index.kindOf(name)]}`, value: kindFactor(index, name) },
    { label: reading.replacements.length === 0 ? 'as typed' : 'phrases replaced', value: reading.weight },
    { label: 'code that can be reported, currently valid', value: priorOf(index, name) },
  ]
  return { label: 'score', value: factors.reduce((product, f) => product * f.value, 1), factors }
}

/** Coverage is a sum of floats; a name is covered when less than this is missing. */
export const WHOLE = 0.9999

const CORRECTED = tierRank('corrected')
const EXACT_TITLE = tierRank('exactTitle')
const EXACT_NAME = tierRank('exactName')
const ALL_WORDS = tierRank('allWords')

const MOST_WORDS = tierRank('mostWords')
/** A name of another sort than is meant, worth less than this for it, and less of which was typed than this. */
const OTHER_SORT = 0.9
const AMONG_MUCH = 0.4
/** A report names the condition and the service that it is about: it is meant when it is said nearly whole. */
const OF_REPORT = 0.8

const MEASURE = SUBJECTS.indexOf('measure') + 1

/** True for a name of another sort than is meant that has the words among much else: it mentions them. */
function mentions(index: SearchIndex, name: number, match: Match, reading: Reading): boolean {
  if (senseFactor(index, name, reading) >= OTHER_SORT) return false
  const isReport = index.subjectNumber(index.nameConcept[name]!) === MEASURE
  return match.coverage < (isReport ? OF_REPORT : AMONG_MUCH) || match.denied
}

const GROUP = SUBJECTS.indexOf('group') + 1
const RETIRED = SUBJECTS.indexOf('retired') + 1

/** True for codes of systems that are seldom meant, unless the query asks: their titles repeat those of the others. */
function isAside(index: SearchIndex, name: number, reading: Reading): boolean {
  const subject = index.subjectNumber(index.nameConcept[name]!)
  return (subject === GROUP || subject === RETIRED) && senseFactor(index, name, reading) < 1
}

/** The tier of a match that met all words of a reading. */
export function tierOf(index: SearchIndex, name: number, match: Match, reading: Reading): number {
  if (mentions(index, name, match, reading)) return MOST_WORDS
  if (reading.corrected) return CORRECTED
  if (match.exact && match.coverage >= WHOLE && index.nameKind[name] !== OURS && !isAside(index, name, reading)) {
    const typed = reading.replacements.every((r) => r.kind === 'joined')
    if (typed && index.nameKind[name] === TITLE) return EXACT_TITLE
    // A table or section is what was meant only when its title was typed, and so is a code that only some may use.
    const concept = index.nameConcept[name]!
    if ((typed || reading.whole) && !index.grouping(concept) && !index.narrow(concept)) return EXACT_NAME
  }
  return ALL_WORDS
}

/** The tier of a match of a sentence's reading, in which light words need not be met. */
export function looseTierOf(index: SearchIndex, name: number, match: Match, reading: Reading): number {
  if (!match.whole || mentions(index, name, match, reading)) return MOST_WORDS
  return reading.corrected ? CORRECTED : ALL_WORDS
}
