/**
 * The search engine: a query in, ranked concepts out, each with its reason. Stages run from the likeliest reading
 * of the query to the most forgiving and stop when there are enough answers; a later stage can only add hits of
 * later tiers, never move one up.
 */
import { Budget } from '../core/budget.ts'
import { analyze } from './analysis/analyze.ts'
import type { SearchIndex } from './index/search-index.ts'
import type { Neighbour } from './meaning/vectors.ts'
import { type CodeHit, codeHits, codesWithin } from './query/codes.ts'
import { type Candidate, Collector } from './query/collector.ts'
import { Dictionary } from './query/dictionary.ts'
import { type Dose, doseFit, doseIn } from './query/dose.ts'
import { type Accept, acceptingOf, type Filters } from './query/filters.ts'
import type { Vocabulary } from './query/groups.ts'
import { Matcher } from './query/match.ts'
import { Phrases } from './query/phrases.ts'
import { type Qualifiers, qualifierFit, qualifiersIn, withoutUnknownPlace } from './query/qualifier.ts'
import { byLikeness, collapse, interleave, leafFirst, type Ranked, withMeaning } from './query/rank.ts'
import type { Reading, Replacement } from './query/reading.ts'
import { type Explanation, explain } from './query/score.ts'
import type { Sense } from './query/senses.ts'
import { COMMON_WORDS, readSentence, type Sentence, spelledOut, type Understood } from './query/sentence.ts'
import { numbersIn, type Quantity, spanFit } from './query/span.ts'
import { Speller } from './query/spelling.ts'
import { depthOf, Stages } from './query/stages.ts'
import { COUNTED_A_STEP } from './query/steps.ts'
import { type Tier, tierRank } from './query/tiers.ts'
import { type Why, whyBriefly, whyCode, whyMeaning, whyName, whyUnder } from './query/why.ts'

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
  /** Concepts near in meaning, nearest first, for the embedder that the user chose; the engine's own are then not asked. */
  readonly neighbours?: readonly Neighbour[] | undefined
  /** `false` answers with names that have all words, as typed or corrected, and nothing else. */
  readonly loosely?: boolean
  /** `false` leaves meaning out, for words that are still being typed. */
  readonly meaning?: boolean
  /** Steps that the search may take; past them it answers with what it has found. No end when absent. */
  readonly budget?: Budget | undefined
}

/** Finds concepts near in meaning to a text, nearest first; synchronous, for the model that ships with the program. */
export interface Meaning {
  nearest(text: string, limit: number, accept: Accept | undefined): readonly Neighbour[]
  /** True for words that the model has seen: they are no slips. */
  knows(word: string): boolean
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
  /** Stretches of the query that were read as something other than what is looked for, and the sort of thing meant. */
  readonly understood: readonly Understood[]
  /** Spelling corrections behind the first hit, when the words as typed were not found. */
  readonly corrections: readonly Replacement[]
  /** True when the budget ended the search: there may be more, and counts are of what was looked at. */
  readonly partial: boolean
}

/** Queries are cut to this many characters and words: nobody means more, and cost stays bounded. */
const MOST_CHARACTERS = 400
const MOST_WORDS = 24
/** Words that reading a sentence looks at; of those few are looked for. */
const MOST_READ = 60
const MOST_MEMBERS = 50
/**
 * The first letters of every query are the same few hundred, and meet the most names: their answers are kept. They
 * are too short to say anything about a patient.
 */
const BEGINNING = 2
const MOST_BEGINNINGS = 4_000
/** Titles searched for when warming. */
const WARMING = 60
/** Letters of an abbreviation that no slip is corrected into, though names have it. */
const SHORT_ABBREVIATION = 3
/** How people begin when they ask a search box: `icd-10 code for`, `what is the cpt code for`. */
const ASKING =
  /^\s*(?:what(?:['’]s| is)\s+(?:the\s+)?)?(?:(?:icd|hcpcs|cpt)[-\s]?(?:9|10)?[-\s]?(?:cm|pcs)?\s+)?codes?\s+(?:for|of)\s+/i
/** What a search has come to, before rows are made of it. */
interface Found {
  readonly readings: readonly Reading[]
  readonly sense: Sense | undefined
  readonly sentence: Sentence
  /** Concepts found by code, with whether the whole code was typed. */
  readonly codes: ReadonlyMap<number, boolean>
  readonly accept: Accept | undefined
  readonly near: readonly Neighbour[]
  readonly qualifiers: Qualifiers
  /** The dose that the query names. */
  readonly dose: Dose | undefined
  /** The numbers in it that codes for spans of numbers may hold. */
  readonly numbers: readonly Quantity[]
  /** Rows that ranking looks at. */
  readonly ranked: number
}

/** From this tier on what words found is weak, and meaning is asked too. */
const WEAK = tierRank('corrected')
const NEIGHBOURS = 200
/** Rows of words that likeness may bring among the first. */
const LOOKED_AT = 80
/** Codes that differ by a span of numbers come by the dozen, and score alike before the number is looked at. */
const SPANS_LOOKED_AT = 120

function allConcepts(index: SearchIndex): Uint32Array {
  const all = new Uint32Array(index.conceptCount)
  for (let concept = 0; concept < all.length; concept++) all[concept] = concept
  return all
}

/** Candidates whose scores were changed, in their new order. */
const rescored = (list: readonly Candidate[], factor: (candidate: Candidate) => number): readonly Candidate[] =>
  list
    .map((each) => ({ ...each, score: each.score * factor(each) }))
    .sort((a, b) => tierRank(a.tier) - tierRank(b.tier) || b.score - a.score)

/** Which systems a search may answer with: those anyone may see, or all. */
export type Readers = 'everyone' | 'entitled'

/** What the searches of all readers of an index share. */
export interface Parts {
  readonly vocabulary: Vocabulary
  readonly matcher: Matcher
  readonly collector: Collector
  readonly stages: Stages
}

function partsOf(index: SearchIndex, meaning: Meaning | undefined): Parts {
  const dictionary = new Dictionary(index.rewrites)
  const speller = new Speller({
    vocabulary: () => new Set([...index.terms, ...dictionary.words]),
    frequency: (word) => {
      const id = index.termId(word)
      return id === undefined ? 1 : index.holders(id, id + 1)
    },
    // A slip in one abbreviation is as near to any other of three letters.
    barred: (word) =>
      dictionary.abbreviations.has(word) && (word.length <= SHORT_ABBREVIATION || index.termId(word) === undefined),
  })
  const vocabulary: Vocabulary = {
    index,
    dictionary,
    speller,
    knows: (word) => COMMON_WORDS.has(word) || meaning?.knows(word) === true,
  }
  const matcher = new Matcher(index)
  const collector = new Collector(index.conceptSystem, index.systems.length)
  return { vocabulary, matcher, collector, stages: new Stages(index, { vocabulary, matcher, collector }) }
}

/** Searches an index. Systems under a licence are never among the answers, except those of `entitled`. */
export class SearchEngine {
  readonly index: SearchIndex
  /** The same engine for those whom the operator's licences cover. */
  readonly entitled: SearchEngine
  readonly readers: Readers
  /** What it searches with; a search among names from elsewhere takes its judge of words and its collector. */
  readonly parts: Parts
  readonly meaning: Meaning | undefined
  readonly #speller: Speller
  readonly #stages: Stages
  readonly #matcher: Matcher
  readonly #collector: Collector
  readonly #beginnings = new Map<string, SearchResult>()
  /** Systems that may be answered with; undefined when nothing is hidden. */
  readonly #visible: readonly string[] | undefined

  /** `meaning` is asked where words find little. */
  constructor(
    index: SearchIndex,
    meaning?: Meaning,
    {
      readers = 'everyone',
      parts = partsOf(index, meaning),
    }: { readonly readers?: Readers; readonly parts?: Parts } = {},
  ) {
    this.index = index
    this.readers = readers
    this.meaning = meaning
    const hides = readers === 'everyone' && index.licensed.length > 0
    this.#visible = hides ? index.systems.filter((system) => !index.licensed.includes(system)) : undefined
    this.parts = parts
    this.#speller = parts.vocabulary.speller
    this.#matcher = parts.matcher
    this.#collector = parts.collector
    this.#stages = parts.stages
    this.entitled = hides ? new SearchEngine(index, meaning, { readers: 'entitled', parts }) : this
  }

  /** Prepares what the first misspelled query would otherwise wait for, and has the loops of a search compiled. */
  warm(): void {
    this.#speller.warm()
    const { index } = this
    if (!index.hasNames) return
    const step = Math.max(1, Math.floor(index.conceptCount / WARMING))
    for (let concept = 0; concept < index.conceptCount; concept += step)
      this.search(index.title(concept), { limit: 20, filters: {}, count: true, budget: new Budget() })
  }

  /** Ranked answers to `query`. Never throws for any text. Over an index without names only codes are answers. */
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

  /** All names, wherever they are at hand. */
  alike(): SearchIndex {
    return this.index
  }

  /** Filters that leave out what the reader may not see. */
  allowed(filters: Filters): Filters {
    const visible = this.#visible
    if (visible === undefined) return filters
    return { ...filters, systems: filters.systems?.filter((system) => visible.includes(system)) ?? visible }
  }

  #search(text: string, given: SearchOptions): SearchResult {
    const options = { ...given, filters: this.allowed(given.filters) }
    const asked = withoutUnknownPlace(spelledOut(text.replace(ASKING, '')))
    const all = analyze(asked)
    const meaningful = all.filter((word) => !word.stop)
    const words = (meaningful.length > 0 ? meaningful : all).slice(0, MOST_WORDS)
    const budget = options.budget ?? Budget.unlimited()
    const { any: accept, ofName, names } = acceptingOf(this.index, options.filters, budget)
    const sentence = readSentence(asked, all.slice(0, MOST_READ))
    this.#collector.reset()
    const codes =
      all.length === 0 && options.codes === undefined
        ? this.#offerRanges(options.filters, accept, budget)
        : this.#offerCodes(options.codes ?? codeHits(this.index, text), accept)
    const named = options.exact ?? ([...codes.values()].some((whole) => whole) && /\d/.test(text))
    const numbers = named ? [] : numbersIn(all, asked)
    const ranked = numbers.length === 0 ? options.limit : Math.max(options.limit, SPANS_LOOKED_AT)
    const found =
      words.length > 0 && !named
        ? this.#stages.run(words, sentence, {
            wanted: options.limit,
            ranked,
            weighed: options.meaning === false ? ranked : Math.max(ranked, LOOKED_AT),
            accept: ofName,
            names,
            phrases: new Phrases(this.index, options.filters.phrases ?? [], budget),
            budget,
            count: options.count === true,
            loosely: options.loosely !== false,
            plain: meaningful.length === 0,
          })
        : undefined
    const near = named || words.length === 0 ? [] : this.#neighbours(asked, options, accept)
    return this.#answer(
      {
        readings: found?.readings ?? [],
        sense: found?.sense,
        sentence,
        codes,
        accept,
        near,
        dose: doseIn(asked),
        qualifiers: qualifiersIn(asked),
        numbers,
        ranked,
      },
      options,
    )
  }

  /** Concepts near in meaning, where words found little: nothing, or only after corrections or by most words. */
  #neighbours(text: string, options: SearchOptions, accept: Accept | undefined): readonly Neighbour[] {
    if (options.meaning === false || options.loosely === false || this.#collector.bestTier < WEAK) return []
    if (options.neighbours) return options.neighbours.filter(({ concept }) => !accept || accept(concept))
    return this.meaning?.nearest(text, NEIGHBOURS, accept) ?? []
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

  /** Drugs whose codes stand for amounts, in the order in which they fit the dose. */
  #byDose(list: readonly Candidate[], dose: Dose | undefined): readonly Candidate[] {
    const { index } = this
    if (dose === undefined || !list.some(({ concept }) => index.subject(concept) === 'drug')) return list
    return rescored(list, ({ concept }) =>
      index.subject(concept) === 'drug' ? doseFit(dose, index.title(concept)) : 1,
    )
  }

  /** Where codes of a system stand for spans of numbers and one of them holds a number of the query, by how they fit it. */
  #bySpan(list: readonly Candidate[], numbers: readonly Quantity[]): readonly Candidate[] {
    if (numbers.length === 0) return list
    const fits = new Map(list.map(({ concept }) => [concept, spanFit(numbers, this.index.title(concept))]))
    if (![...fits.values()].includes(1)) return list
    const fitted = rescored(list, ({ concept }) => fits.get(concept)!)
    // Among other systems the list stands where it stood.
    const scale = list[0]!.score / fitted[0]!.score
    return fitted.map((each) => ({ ...each, score: each.score * scale }))
  }

  /** A query that says `unspecified` or `other` means codes that do. */
  #byQualifier(list: readonly Candidate[], said: Qualifiers): readonly Candidate[] {
    if (!said.unspecified && !said.other) return list
    return rescored(list, ({ concept }) => qualifierFit(said, this.index.title(concept)))
  }

  #answer(found: Found, options: SearchOptions): SearchResult {
    const { index } = this
    const wanted = found.near.length === 0 ? found.ranked : Math.max(found.ranked, LOOKED_AT)
    const counts = this.#collector.counts(index.systems.length)
    const depths = Array.from(counts, (n, system) => (n === 0 ? 0 : depthOf(index, system, wanted, options.limit)))
    const best = this.#collector.best(depths).map((list) => this.#bySpan(this.#byDose(list, found.dose), found.numbers))
    const lists = best
      .map((list) => this.#byQualifier(list, found.qualifiers))
      .map((list) => collapse(list, (c) => index.conceptFamily[c]!))
    const worded =
      found.near.length === 0
        ? interleave(lists, options.limit)
        : byLikeness(interleave(lists, wanted), found.near, index)
    const met = withMeaning(worded, found.near, { index, limit: options.limit })
    const rows = leafFirst(met, (header) => this.#leafOf(header, found, counts), options.limit)
    const hits = this.#hits(rows, found, options)
    const first = hits[0]
    return {
      total: counts.reduce((sum, n) => sum + n, 0),
      hits,
      bySystem: Object.fromEntries(
        index.systems.flatMap((system, i) => (this.#visible?.includes(system) === false ? [] : [[system, counts[i]!]])),
      ),
      partial: options.budget?.exceeded === true,
      understood: this.#understood(found, first),
      corrections: first ? first.why.replacements.filter((r) => r.kind === 'spelling' || r.kind === 'split') : [],
    }
  }

  /** The code to report for a header; it counts as found. */
  #leafOf(header: number, { accept, qualifiers }: Found, counts: Uint32Array): number | undefined {
    const leaf = this.index.defaultLeaf(header)
    if (leaf === undefined || (accept && !accept(leaf)) || qualifierFit(qualifiers, this.index.title(leaf)) < 1)
      return undefined
    if (!this.#collector.has(leaf)) counts[this.index.conceptSystem[leaf]!]!++
    return leaf
  }

  /** Rows of one reading after another: what a reading looks for is made ready once. */
  #hits(rows: readonly Ranked[], found: Found, options: SearchOptions): Hit[] {
    const hits = new Array<Hit>(rows.length)
    const order = rows.map((_, i) => i).sort((a, b) => rows[a]!.reading - rows[b]!.reading)
    for (const i of order) hits[i] = this.#hit(rows[i]!, found, options)
    return hits
  }

  #hit(row: Ranked, { readings, codes }: Found, options: SearchOptions): Hit {
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
    if (row.under !== undefined) {
      const { under, ...header } = row
      return whyUnder(this.index.display(under), this.#why(header, reading, { codes, options }))
    }
    if (row.tier === 'meaning') return whyMeaning(this.#collector.size === 0)
    if (reading === undefined) return whyCode(codes.get(row.concept) === true)
    if (options.reasons === false) return whyBriefly(row.tier, reading)
    return whyName(this.index, this.#matcher, { name: row.name, reading, tier: row.tier })
  }

  /** How the sentence was read, where an answer rests on that, and what sort of thing was taken to be meant. */
  #understood({ readings, sense, sentence }: Found, first: Hit | undefined): Understood[] {
    const loose = readings.some((reading) => reading.loose)
    const meant = sense?.meant
    return [
      ...(loose || sentence.status ? sentence.understood : []),
      ...(meant !== undefined && first ? [{ text: meant, as: 'meant' }] : []),
    ]
  }

  #explain(row: Candidate, reading: Reading | undefined): Explanation {
    if (row.tier === 'meaning') return { label: 'likeness of meaning (cosine)', value: row.score }
    if (!reading) return { label: 'the code itself, or its beginning', value: row.score }
    const {
      label,
      value,
      factors = [],
    } = explain(this.index, row.name, this.#matcher.detail(reading, row.name).match, reading)
    if (Math.abs(row.score - value) < 1e-9) return { label, value, factors }
    const fit = { label: 'how it fits the numbers, the dose or the meaning of the query', value: row.score / value }
    return { label, value: row.score, factors: [...factors, fit] }
  }
}
