/**
 * The search engine: a query in, ranked concepts out, each with its reason. Stages run from the likeliest reading
 * of the query to the most forgiving and stop when there are enough answers; a later stage can only add hits of
 * later tiers, never move one up.
 */
import { Budget } from '../core/budget.ts'
import { analyze, type Word } from './analysis/analyze.ts'
import type { SearchIndex } from './index/search-index.ts'
import type { Neighbour } from './meaning/vectors.ts'
import { type CodeHit, codeHits, codesWithin } from './query/codes.ts'
import { type Candidate, Collector } from './query/collector.ts'
import { Dictionary } from './query/dictionary.ts'
import { type Accept, acceptOf, type Filters } from './query/filters.ts'
import type { Vocabulary } from './query/groups.ts'
import { Matcher } from './query/match.ts'
import { Phrases } from './query/phrases.ts'
import { collapse, interleave, type Ranked } from './query/rank.ts'
import type { Reading, Replacement } from './query/reading.ts'
import { correctedReadings, dictionaryReadings, isSuspect, isUnknown, typedReading } from './query/readings.ts'
import { type Explanation, explain, scoreOf, tierOf } from './query/score.ts'
import { Speller } from './query/spelling.ts'
import { COUNTED_A_STEP } from './query/steps.ts'
import { type Tier, tierRank } from './query/tiers.ts'
import { type Why, whyBriefly, whyCode, whyMeaning, whyName } from './query/why.ts'

export interface SearchOptions {
  /** Rows wanted, 1 to 200. */
  readonly limit: number
  readonly filters: Filters
  /** Concepts that the query names by code, as the systems' own readers found them; else codes are read here. */
  readonly codes?: readonly CodeHit[]
  /** True when nothing is looked for beside `codes`. */
  readonly exact?: boolean
  /** Adds the score tree to each hit. */
  readonly explain?: boolean
  /** `false` leaves out which word met what, for completions that show no reasons. */
  readonly reasons?: boolean
  /** Counts every concept that meets the query, however many; otherwise counts are of those looked at. */
  readonly count?: boolean
  /** Concepts near in meaning, nearest first; they fill places that words leave empty. */
  readonly neighbours?: readonly Neighbour[]
  /** Steps that the search may take; past them it answers with what it has found. No end when absent. */
  readonly budget?: Budget | undefined
}

export interface Hit {
  readonly concept: number
  readonly system: string
  /** As officially written. */
  readonly code: string
  readonly title: string
  readonly billable: boolean
  readonly current: boolean
  readonly tier: Tier
  readonly score: number
  readonly why: Why
  /** Codes of the family that met the query, the hit's own first; only for collapsed families, at most 50. */
  readonly members?: readonly string[]
  readonly explanation?: Explanation
}

export interface SearchResult {
  /** Concepts that met the query in the tiers searched, families not collapsed; exact when `count` was asked. */
  readonly total: number
  readonly hits: readonly Hit[]
  /** Concepts met, by system. */
  readonly bySystem: Readonly<Record<string, number>>
  /** Spelling corrections behind the first hit, when the words as typed were not found. */
  readonly corrections: readonly Replacement[]
  /** True when the budget ended the search: there may be more, and counts are of what was looked at. */
  readonly partial: boolean
}

/** What one search asks of every stage. */
interface Pass {
  readonly wanted: number
  readonly accept: Accept | undefined
  readonly phrases: Phrases
  readonly budget: Budget
  readonly count: boolean
  /** Nothing but stop words was typed: they are looked up as they are and not corrected. */
  readonly plain: boolean
}

/** Queries are cut to this many characters and words: nobody means more, and cost stays bounded. */
const MOST_CHARACTERS = 400
const MOST_WORDS = 24
/** Rows of each system that ranking looks at before families collapse. */
const DEPTH = 160
const MOST_MEMBERS = 50
/**
 * The first letters of every query are the same few hundred, and meet the most names: their answers are kept. They
 * are too short to say anything about a patient.
 */
const BEGINNING = 2
const MOST_BEGINNINGS = 4_000
/** With this many answers that met all words, those that met only most of them are not looked for. */
const ENOUGH = 6
/** Dictionary readings that are tried again with every word unfinished. */
const MOST_WIDENED = 4
/** Readings that are matched word by word when too little met them whole. */
const MOST_PARTIAL = 4
/** Titles searched for when warming. */
const WARMING = 60
/** How people begin when they ask a search box: `icd-10 code for`, `what is the cpt code for`. */
const ASKING =
  /^\s*(?:what(?:['’]s| is)\s+(?:the\s+)?)?(?:(?:icd|hcpcs|cpt)[-\s]?(?:9|10)?[-\s]?(?:cm|pcs)?\s+)?codes?\s+(?:for|of)\s+/i
/** A name that meets less than this share of the query is no answer. */
const LEAST_SHARE = 0.45

function allConcepts(index: SearchIndex): Uint32Array {
  const all = new Uint32Array(index.conceptCount)
  for (let concept = 0; concept < all.length; concept++) all[concept] = concept
  return all
}

/** Which systems a search may answer with: those anyone may see, or all. */
type Readers = 'everyone' | 'entitled'

/** What the searches of all readers of an index share. */
interface Parts {
  readonly vocabulary: Vocabulary
  readonly matcher: Matcher
  readonly collector: Collector
}

function partsOf(index: SearchIndex): Parts {
  const dictionary = new Dictionary(index.rewrites)
  const speller = new Speller(
    () => new Set([...index.terms, ...dictionary.words]),
    (word) => {
      const id = index.termId(word)
      return id === undefined ? 1 : index.holders(id, id + 1)
    },
  )
  return {
    vocabulary: { index, dictionary, speller },
    matcher: new Matcher(index),
    collector: new Collector(index.conceptSystem, index.systems.length),
  }
}

/** Searches an index. Systems under a licence are never among the answers, except those of `entitled`. */
export class SearchEngine {
  readonly index: SearchIndex
  /** The same engine for those whom the operator's licences cover. */
  readonly entitled: SearchEngine
  readonly #vocabulary: Vocabulary
  readonly #matcher: Matcher
  readonly #collector: Collector
  readonly #beginnings = new Map<string, SearchResult>()
  /** Systems that may be answered with; undefined when nothing is hidden. */
  readonly #visible: readonly string[] | undefined

  constructor(index: SearchIndex, readers: Readers = 'everyone', parts: Parts = partsOf(index)) {
    this.index = index
    const hides = readers === 'everyone' && index.licensed.length > 0
    this.#visible = hides ? index.systems.filter((system) => !index.licensed.includes(system)) : undefined
    this.#vocabulary = parts.vocabulary
    this.#matcher = parts.matcher
    this.#collector = parts.collector
    this.entitled = hides ? new SearchEngine(index, 'entitled', parts) : this
  }

  /** Prepares what the first misspelled query would otherwise wait for, and has the loops of a search compiled. */
  warm(): void {
    this.#vocabulary.speller.warm()
    const { index } = this
    const step = Math.max(1, Math.floor(index.conceptCount / WARMING))
    for (let concept = 0; concept < index.conceptCount; concept += step)
      this.search(index.title(concept), { limit: 20, filters: {}, count: true, budget: new Budget() })
  }

  /** Ranked answers to `query`. Never throws for any text. */
  search(query: string, options: SearchOptions): SearchResult {
    const text = query.slice(0, MOST_CHARACTERS)
    const isBeginning =
      text.length <= BEGINNING &&
      options.explain !== true &&
      options.count !== true &&
      options.codes === undefined &&
      Object.keys(options.filters).length === 0
    if (!isBeginning) return this.#search(text, options)
    const key = `${options.limit} ${options.reasons !== false} ${text}`
    let result = this.#beginnings.get(key)
    if (!result) {
      result = this.#search(text, options)
      if (!result.partial && this.#beginnings.size < MOST_BEGINNINGS) this.#beginnings.set(key, result)
    }
    return result
  }

  /** Filters that leave out what the reader may not see. */
  #allowed(filters: Filters): Filters {
    const visible = this.#visible
    if (visible === undefined) return filters
    return { ...filters, systems: filters.systems?.filter((system) => visible.includes(system)) ?? visible }
  }

  #search(text: string, asked: SearchOptions): SearchResult {
    const options = { ...asked, filters: this.#allowed(asked.filters) }
    const all = analyze(text.replace(ASKING, ''))
    const meaningful = all.filter((word) => !word.stop)
    const words = (meaningful.length > 0 ? meaningful : all).slice(0, MOST_WORDS)
    const budget = options.budget ?? Budget.unlimited()
    const accept = acceptOf(this.index, options.filters, budget)
    const readings: Reading[] = []
    this.#collector.reset()
    const codes =
      all.length === 0 && options.codes === undefined
        ? this.#offerRanges(options.filters, accept, budget)
        : this.#offerCodes(options.codes ?? codeHits(this.index, text), accept)
    const named = options.exact ?? ([...codes.values()].some((whole) => whole) && /\d/.test(text))
    if (words.length > 0 && !named)
      this.#runStages(words, readings, {
        wanted: options.limit,
        accept,
        phrases: new Phrases(this.index, options.filters.phrases ?? [], budget),
        budget,
        count: options.count === true,
        plain: meaningful.length === 0,
      })
    this.#offerNeighbours(options, accept)
    return this.#answer(readings, codes, options)
  }

  /** What only meaning found stands after everything that words found. */
  #offerNeighbours({ neighbours = [], limit }: SearchOptions, accept: Accept | undefined): void {
    if (this.#collector.size >= limit) return
    for (const { concept, likeness } of neighbours) {
      if (accept && !accept(concept)) continue
      this.#collector.offer(concept, tierRank('meaning'), likeness, -1, -1)
    }
  }

  /** Without any word, the codes that the query's prefixes, ranges and other filters leave are the answer. */
  #offerRanges(filters: Filters, accept: Accept | undefined, budget: Budget): Map<number, boolean> {
    const within = this.#within(filters, accept, budget)
    const most = Math.min(within.length, budget.left * COUNTED_A_STEP)
    budget.spend(Math.ceil(within.length / COUNTED_A_STEP))
    for (let i = 0; i < most; i++) {
      const concept = within[i]!
      if (!accept || accept(concept)) this.#collector.offer(concept, tierRank('code'), 0.5 - i * 1e-6, -1, -1)
    }
    return new Map()
  }

  /** Concepts to look at where there are no words: as few as the filters allow. */
  #within(filters: Filters, accept: Accept | undefined, budget: Budget): ArrayLike<number> {
    if ((filters.codePrefixes?.length ?? 0) + (filters.codeRanges?.length ?? 0) > 0)
      return codesWithin(this.index, filters, budget)
    const lists = [...(filters.only ?? [])].sort((a, b) => a.length - b.length)
    return lists[0] ?? (accept ? allConcepts(this.index) : [])
  }

  #offerCodes(hits: readonly CodeHit[], accept: Accept | undefined): Map<number, boolean> {
    const codes = new Map<number, boolean>()
    hits.forEach(({ concept, whole, wordlike }, i) => {
      if (accept && !accept(concept)) return
      codes.set(concept, whole)
      const score = (whole && !wordlike ? 1 : 0.5) - i * 1e-5
      this.#collector.offer(concept, tierRank(wordlike ? 'exactName' : 'code'), score, -1, -1)
    })
    return codes
  }

  #runStages(words: readonly Word[], readings: Reading[], pass: Pass): void {
    const vocabulary = this.#vocabulary
    const { wanted } = pass
    const run = (more: readonly Reading[]): void => {
      for (const reading of more) {
        if (pass.budget.exceeded) return
        readings.push(reading)
        this.#matchAll(reading, readings.length - 1, pass)
      }
    }
    const typed = typedReading(vocabulary, words, { widen: false })
    const replaced = dictionaryReadings(vocabulary, words, { widen: false })
    run([typed, ...replaced])
    if (pass.plain) return
    if (this.#collector.size < wanted && words.length > 1) {
      run([
        typedReading(vocabulary, words, { widen: true }),
        ...dictionaryReadings(vocabulary, words, { widen: true }).slice(0, MOST_WIDENED),
      ])
    }
    const few = this.#collector.size < wanted
    const wrong = few && words.some((word) => isUnknown(vocabulary, word) || isSuspect(vocabulary, word))
    if (this.#collector.size === 0 || wrong) {
      run(correctedReadings(vocabulary, words, { all: false }))
      if (this.#collector.size === 0) run(correctedReadings(vocabulary, words, { all: true }))
    }
    if (this.#collector.size < Math.min(wanted, ENOUGH) && words.length > 1) {
      for (const reading of [...readings].sort((a, b) => b.weight - a.weight).slice(0, MOST_PARTIAL)) {
        this.#matchMost(reading, readings.indexOf(reading), pass)
      }
    }
  }

  #matchAll(reading: Reading, number: number, { accept, phrases, budget, count, wanted }: Pass): void {
    const { index } = this
    const least = tierRank(reading.corrected ? 'corrected' : 'allWords')
    /** Names to count whose text must be read: only where no name that is quick to look at counted their concept. */
    const read: number[] = []
    this.#matcher.all(
      reading,
      (name, match) => {
        if (!phrases.empty && !phrases.heldBy(name)) return
        const tier = tierOf(index, name, match, reading)
        this.#collector.offer(index.nameConcept[name]!, tier, scoreOf(index, name, match, reading), name, number)
      },
      {
        accept,
        budget,
        bar: (system) => this.#collector.bar(system, least, this.#depth(system, wanted)),
        beyond: count
          ? (name) => {
              if (!phrases.empty && !phrases.isQuick(name)) read.push(name)
              else if (phrases.empty || phrases.heldBy(name))
                this.#collector.offer(index.nameConcept[name]!, least, 0, name, number)
            }
          : undefined,
      },
    )
    for (const name of read) {
      const concept = index.nameConcept[name]!
      if (this.#collector.has(concept)) continue
      if (phrases.heldBy(name)) this.#collector.offer(concept, least, 0, name, number)
    }
  }

  #matchMost(reading: Reading, number: number, { accept, phrases, budget, wanted }: Pass): void {
    const { index } = this
    const tier = tierRank('mostWords')
    this.#matcher.most(
      reading,
      LEAST_SHARE,
      (name, match) => {
        if (!phrases.empty && !phrases.heldBy(name)) return
        this.#collector.offer(index.nameConcept[name]!, tier, scoreOf(index, name, match, reading), name, number)
      },
      { accept, budget, bar: (system) => this.#collector.bar(system, tier, this.#depth(system, wanted)) },
    )
  }

  /** Rows of a system that ranking looks at: families fold many into one. */
  #depth(system: number, limit: number): number {
    return this.index.hasFamilies(system) ? DEPTH : Math.min(DEPTH, limit)
  }

  #answer(readings: readonly Reading[], codes: ReadonlyMap<number, boolean>, options: SearchOptions): SearchResult {
    const { index } = this
    const counts = index.systems.map(() => 0)
    this.#collector.each((concept) => {
      counts[index.conceptSystem[concept]!]!++
    })
    const depths = counts.map((n, system) => (n === 0 ? 0 : this.#depth(system, options.limit)))
    const lists = this.#collector.best(depths).map((best) => collapse(best, (c) => index.conceptFamily[c]!))
    const rows = interleave(lists, options.limit)
    const hits = rows.map((row) => this.#hit(row, readings, { codes, options }))
    const first = hits[0]
    return {
      total: this.#collector.size,
      hits,
      bySystem: Object.fromEntries(
        index.systems.flatMap((system, i) => (this.#visible?.includes(system) === false ? [] : [[system, counts[i]!]])),
      ),
      partial: options.budget?.exceeded === true,
      corrections: first ? first.why.replacements.filter((r) => r.kind === 'spelling' || r.kind === 'split') : [],
    }
  }

  #hit(
    row: Ranked,
    readings: readonly Reading[],
    { codes, options }: { codes: ReadonlyMap<number, boolean>; options: SearchOptions },
  ): Hit {
    const { index } = this
    const reading = readings[row.reading]
    const members = [row.concept, ...row.members].slice(0, MOST_MEMBERS)
    return {
      concept: row.concept,
      system: index.system(row.concept),
      code: index.display(row.concept),
      title: index.title(row.concept),
      billable: index.billable(row.concept),
      current: index.current(row.concept),
      tier: row.tier,
      score: row.score,
      why: this.#why(row, reading, { codes, options }),
      ...(members.length > 1 ? { members: members.map((c) => index.display(c)) } : {}),
      ...(options.explain === true ? { explanation: this.#explain(row, reading) } : {}),
    }
  }

  #why(
    row: Ranked,
    reading: Reading | undefined,
    { codes, options }: { codes: ReadonlyMap<number, boolean>; options: SearchOptions },
  ): Why {
    if (row.tier === 'meaning') return whyMeaning()
    if (reading === undefined) return whyCode(codes.get(row.concept) === true)
    if (options.reasons === false) return whyBriefly(row.tier, reading)
    return whyName(this.index, this.#matcher, { name: row.name, reading, tier: row.tier })
  }

  #explain(row: Candidate, reading: Reading | undefined): Explanation {
    if (row.tier === 'meaning') return { label: 'likeness of meaning (cosine)', value: row.score }
    if (!reading) return { label: 'the code itself, or its beginning', value: row.score }
    return explain(this.index, row.name, this.#matcher.detail(reading, row.name).match, reading)
  }
}
