/**
 * Runs the readings of a query from the likeliest to the most forgiving and stops when there are enough answers. A later
 * stage can only add hits of later tiers, never move one up.
 */
import type { Budget } from '../../core/budget.ts'
import type { Word } from '../analysis/analyze.ts'
import type { SearchIndex } from '../index/search-index.ts'
import type { Collector } from './collector.ts'
import type { Accept } from './filters.ts'
import type { Vocabulary } from './groups.ts'
import { sentenceReadings, statusReadings, unableReadings } from './loose.ts'
import type { Matcher } from './match.ts'
import type { Phrases } from './phrases.ts'
import type { Reading } from './reading.ts'
import { correctedReadings, dictionaryReadings, isUnknown, typedReading } from './readings.ts'
import { looseTierOf, scoreOf, tierOf } from './score.ts'
import { type Sense, senseOf } from './senses.ts'
import type { Sentence } from './sentence.ts'
import { tierRank } from './tiers.ts'

/** What one search asks of every stage. */
export interface Pass {
  readonly wanted: number
  /** Rows that ranking looks at; as many as wanted where nothing but their scores decides. */
  readonly ranked: number
  /** Rows that met only most words of which likeness of meaning will choose; as many as wanted where it is not asked. */
  readonly weighed: number
  readonly accept: Accept | undefined
  /** The names among which to look, one bit each; `accept` says more. */
  readonly names?: Uint32Array | undefined
  readonly phrases: Phrases
  readonly budget: Budget
  readonly count: boolean
  /** Names that have only most of the words are answers too. */
  readonly loosely: boolean
  /** Nothing but stop words was typed: they are looked up as they are and not corrected. */
  readonly plain: boolean
}

/** Codes of a system with families that ranking looks at for each row, and at least: families fold many into one. */
const CODES_A_ROW = 8
const LEAST_CODES = 160
/** With this many answers that met all words, those that met only most of them are not looked for. */
const ENOUGH = 6
/** Dictionary readings that are tried again with every word unfinished. */
const MOST_WIDENED = 4
/** A name that meets less than this share of a sentence is looked at only when nothing else is found. */
const LEAST_SHARE = 0.2
const CORRECTED = tierRank('corrected')
const ALL_WORDS = tierRank('allWords')
const MOST_WORDS = tierRank('mostWords')

/** Makes sure that the names which may meet readings are at hand; throws where it must get them first. */
export type Fetch = (readings: readonly Reading[], how: 'all' | 'most') => void

export interface StageParts {
  /** Words are judged by the whole index, also where few of its names are at hand. */
  readonly vocabulary: Vocabulary
  readonly matcher: Matcher
  readonly collector: Collector
  /** Absent where all names are at hand. */
  readonly fetch?: Fetch | undefined
}

export class Stages {
  readonly #fetch: Fetch | undefined
  readonly #index: SearchIndex
  readonly #vocabulary: Vocabulary
  readonly #matcher: Matcher
  readonly #collector: Collector
  #readings: Reading[] = []
  #others: ReadonlyMap<string, number> | undefined
  #sense: Sense | undefined

  constructor(index: SearchIndex, { vocabulary, matcher, collector, fetch }: StageParts) {
    this.#fetch = fetch
    this.#index = index
    this.#vocabulary = vocabulary
    this.#matcher = matcher
    this.#collector = collector
  }

  /** Offers what `words` meet to the collector; returns the readings that were tried, by their number there. */
  run(words: readonly Word[], sentence: Sentence, pass: Pass): { readings: readonly Reading[]; sense: Sense } {
    const vocabulary = this.#vocabulary
    this.#readings = []
    const finished = finishedOf(sentence)
    const typed = typedReading(vocabulary, words, { widen: false, finished })
    const replaced = dictionaryReadings(vocabulary, words, { widen: false, finished }).map((reading) =>
      this.#asTheBrand(reading),
    )
    const sense = this.#guess(sentence, replaced)
    this.#sense = sense
    this.#matchAll([typed], pass)
    // A title that says the brand itself is surer than one that says its substance.
    const said = replaced.some(isByBrand) && this.#saysMore()
    this.#matchAll(
      [
        ...(said ? replaced.map(behindBrand) : replaced),
        ...unableReadings(vocabulary, sentence),
        ...statusReadings(vocabulary, sentence),
      ],
      pass,
    )
    if (!pass.plain) this.#more(words, sentence, pass)
    return { readings: this.#readings, sense }
  }

  /** A reading by what a brand stands for, in which names of other products of that substance are worth less. */
  #asTheBrand(reading: Reading): Reading {
    if (!isByBrand(reading)) return reading
    const brands = reading.replacements.filter(({ kind }) => kind === 'brand')
    this.#others ??= otherProducts(this.#vocabulary)
    const asked = new Set([...reading.groups.map(({ word }) => word), ...brands.flatMap(({ from }) => from.split(' '))])
    return { ...reading, denied: [...this.#others].flatMap(([word, term]) => (asked.has(word) ? [] : [term])) }
  }

  /** True when something was found that is no poisoning by what was typed: the table of drugs knows brands too. */
  #saysMore(): boolean {
    let more = false
    this.#collector.each((concept) => {
      more ||= this.#index.subject(concept) !== 'poisoning'
    })
    return more
  }

  #guess(sentence: Sentence, replaced: readonly Reading[]): Sense {
    const dictionaries = new Set(replaced.flatMap((reading) => reading.replacements.map(({ kind }) => kind)))
    return senseOf(this.#vocabulary.index, sentence, dictionaries)
  }

  #more(words: readonly Word[], sentence: Sentence, pass: Pass): void {
    const vocabulary = this.#vocabulary
    const found = (): number => this.#collector.size
    if (found() < pass.wanted && words.length > 1) {
      const unfinished = { widen: true, finished: finishedOf(sentence) }
      const widened = [
        typedReading(vocabulary, words, unfinished),
        ...dictionaryReadings(vocabulary, words, unfinished).slice(0, MOST_WIDENED),
      ]
      const tried = new Set(this.#readings.map(sought))
      this.#matchAll(
        widened.filter((reading) => !tried.has(sought(reading))),
        pass,
      )
    }
    if (found() < pass.wanted && words.some((word) => isUnknown(vocabulary, word)))
      this.#matchAll(correctedReadings(vocabulary, words), pass)
    if (!pass.loosely) return
    if (
      this.#collector.upTo(CORRECTED) >= Math.min(pass.wanted, ENOUGH) ||
      (words.length === 1 && this.#collector.bestTier < CORRECTED)
    )
      return
    const loose = distinct(sentenceReadings(vocabulary, sentence))
    this.#fetch?.(loose, 'most')
    for (const reading of loose) this.#matchMost(reading, LEAST_SHARE, pass)
    if (found() === 0) for (const reading of loose) this.#matchMost(reading, 0, pass)
  }

  #number(reading: Reading): { known: Reading; number: number } {
    const sense = this.#sense
    const denied = [...(reading.denied ?? []), ...(sense?.others ?? [])]
    const known = sense ? { ...reading, senses: sense.worth, ...(denied.length > 0 && { denied }) } : reading
    return { known, number: this.#readings.push(known) - 1 }
  }

  #matchAll(readings: readonly Reading[], pass: Pass): void {
    this.#fetch?.(readings, 'all')
    for (const reading of readings) if (!pass.budget.exceeded) this.#matchWhole(reading, pass)
  }

  #matchWhole(reading: Reading, { accept, names, phrases, budget, count: counted, ranked, wanted }: Pass): void {
    const index = this.#index
    const { known, number } = this.#number(reading)
    const least = reading.corrected ? CORRECTED : ALL_WORDS
    /** Names to count whose text must be read: only where no name that is quick to look at counted their concept. */
    const read: number[] = []
    const offer = (name: number, tier: number, score: number): void =>
      this.#collector.offer(index.nameConcept[name]!, tier, score, name, number)
    const depths = index.systems.map((_, system) => depthOf(index, system, ranked, wanted))
    /** Systems that have as many rows as ranking looks at: what can only come after those is counted and no more. */
    const full = index.systems.map(() => false)
    const count = (name: number): void => {
      const concept = index.nameConcept[name]!
      if (full[index.conceptSystem[concept]!]) this.#collector.mark(concept)
      else offer(name, least, 0)
    }
    this.#matcher.all(
      known,
      (name, match) => {
        if (!phrases.empty && !phrases.heldBy(name)) return
        offer(name, tierOf(index, name, match, known), scoreOf(index, name, match, known))
      },
      {
        accept,
        names,
        budget,
        bar: (system) => {
          const bar = this.#collector.bar(system, least, depths[system]!)
          full[system] = bar > 0
          return bar
        },
        beyond: !counted
          ? undefined
          : phrases.empty
            ? count
            : (name) => {
                if (!phrases.isQuick(name)) read.push(name)
                else if (phrases.heldBy(name)) count(name)
              },
      },
    )
    for (const name of read) {
      if (!this.#collector.has(index.nameConcept[name]!) && phrases.heldBy(name)) count(name)
    }
  }

  #matchMost(reading: Reading, share: number, { accept, names, phrases, budget, weighed, wanted }: Pass): void {
    if (budget.exceeded) return
    const index = this.#index
    const { known, number } = this.#number(reading)
    this.#matcher.most(
      known,
      share,
      (name, match) => {
        if (!phrases.empty && !phrases.heldBy(name)) return
        const tier = looseTierOf(index, name, match, known)
        this.#collector.offer(index.nameConcept[name]!, tier, scoreOf(index, name, match, known), name, number)
      },
      {
        accept,
        names,
        budget,
        bar: (system) => this.#collector.bar(system, MOST_WORDS, depthOf(index, system, weighed, wanted)),
      },
    )
  }
}

/** A word with a part in the sentence is that word: no `child` with fever is the beginning of `childbirth`. */
const finishedOf = ({ light }: Sentence): ReadonlySet<Word> => new Set(light.map(({ word }) => word))

/** What a reading looks for and what it is worth there; readings of which it is the same find the same. */
const sought = (reading: Reading): string => `${reading.weight} ${reading.corrected} ${groupsOf(reading)}`

const groupsOf = ({ groups }: Reading): string =>
  groups
    .map(({ ranges, light }) =>
      ranges.map(({ lo, hi, weight }) => `${lo}-${hi}:${weight}${light ? ' light' : ''}`).join(),
    )
    .join(' ')

/** The readings that look for something that none worth as much looks for. */
function distinct(readings: readonly Reading[]): readonly Reading[] {
  const best = new Map<string, Reading>()
  for (const reading of readings) {
    const key = `${reading.corrected} ${groupsOf(reading)}`
    const other = best.get(key)
    if (!other || reading.weight > other.weight) best.set(key, reading)
  }
  const kept = new Set(best.values())
  return readings.filter((reading) => kept.has(reading))
}

/** What titles say of products that are not the brand whose substance they name. */
const OTHER_PRODUCTS = ['biosimilar', 'liposome', 'liposomal', 'therapeutically', 'hyaluronidase', 'implant']

/** Terms of names that are of another product than a brand of the same substance: those, and other brands. */
function otherProducts({ index, dictionary }: Vocabulary): ReadonlyMap<string, number> {
  const words = [...OTHER_PRODUCTS, ...dictionary.brands]
  return new Map(words.flatMap((word) => (index.termId(word) === undefined ? [] : [[word, index.termId(word)!]])))
}

const isByBrand = ({ replacements }: Reading): boolean => replacements.some(({ kind }) => kind === 'brand')

const BEHIND_BRAND = 0.6

/** A reading by what a brand stands for, when names have the brand itself. */
const behindBrand = (reading: Reading): Reading =>
  isByBrand(reading) ? { ...reading, weight: reading.weight * BEHIND_BRAND, whole: false } : reading

/** Codes of a system that ranking looks at: `looked` for rows of one code, more where families fold into `limit` rows. */
export const depthOf = (index: SearchIndex, system: number, looked: number, limit: number): number =>
  index.hasFamilies(system) ? Math.max(LEAST_CODES, limit * CODES_A_ROW) : looked
