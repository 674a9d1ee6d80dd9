/**
 * Which names have the words of a title: one walk over the postings of its words, rare words first in weight. The
 * search engine's own stages (readings, spelling) would cost more than a whole answer here may take.
 */
import { analyze, termsOf } from '../search/analysis/analyze.ts'
import { NAME_KINDS, NAME_LABEL } from '../search/index/names.ts'
import type { SearchIndex } from '../search/index/search-index.ts'

const TITLE = NAME_KINDS.indexOf('title')
/** Words that stand in more names than this tell nothing apart and would cost the most. */
const MOST_HOLDERS = 25_000
/** Words of less weight (`encounter`, `other`) are left out as well. */
const LEAST_WEIGHT = 1
const MOST_TERMS = 24
/** A word of this weight and length tells what a name is about. */
const TELLING = 7
const LEAST_TELLING = 6
/** A word that more titles of a system hold tells nothing. */
export const MOST_TOLD = 40
const SHARE_TOLD = 0.6
/** A title that gives a dose is about a substance. */
const DOSE = /\b\d[\d.,]*\s?(?:mg|mcg|units?|gm|ml|cc)\b/i
/** Numbers and units are in every drug's title; each weighs this much at most. */
const OF_AMOUNT = 1
const AMOUNT = /^(?:\d.*|mg|mcg|ml|gm|g|unit|units|iu|hour|day|minute)$/
/** In comparing two titles word by word the faint words count as well (`without`, `other`), each at least this much. */
const FAINT = 1.5
/** Words of titles that say in what salt or form a drug is, or that nothing more is said; sharing them says nothing. */
const EMPTY =
  /^(?:injection|injectable|infusion|solution|powder|tablet|capsule|oral|intravenous|sodium|potassium|calcium|phosphate|acetate|hydrochloride|hydrobromide|sulfate|chloride|citrate|succinate|mesylate|tartrate|maleate|fumarate|other|unspecified|specified|unclassified|classified|elsewhere|otherwise)$/
/** Words of the 7th character, which is compared on its own. */
const EPISODE = new Set(['initial', 'subsequent', 'encounter', 'sequela'])
/** What a close name in another system must have: this share of its own weight, and of the title's. */
const OF_NAME = 0.72
const OF_TITLE = 0.5
/** A title of the own system is looked at from this share of the title on. */
const LEAST_SHARE = 0.2
/** A name that lies wholly inside the title is close as well when its words are as rare as this. */
const RARE = 9
/** Titles less alike than this by their telling words need no closer look. */
const ROUGH = 0.25

export interface CloseName {
  readonly concept: number
  readonly name: number
  /** 0 to 1. */
  readonly likeness: number
}

export interface Close {
  /** Titles of the own system that share a good part of the words: names by concept. */
  readonly titles: ReadonlyMap<number, number>
  /** Rough likeness of those titles, by their telling words alone. */
  readonly rough: ReadonlyMap<number, number>
  /** Share of the weight of both titles that both have, 0 to 1, all words counted; 0 for titles not among them. */
  likeness(concept: number): number
  /** The closest name of each concept of other systems that is close enough, best first. */
  readonly others: readonly CloseName[]
}

/** What a name must share with a title to be looked at. */
export interface Sought {
  /** Weights by term, the rarest first. */
  readonly weights: ReadonlyMap<number, number>
  readonly total: number
  /** What a title of the own system must share, and a name of another. */
  readonly fewest: number
  readonly least: number
  /** Terms that tell what the title is about. */
  readonly telling: readonly number[]
}

const weighed = new WeakMap<SearchIndex, Float32Array>()

/** What each term counts for; 0 for those that are not sought. */
function weightsOf(index: SearchIndex): Float32Array {
  let weights = weighed.get(index)
  if (!weights) {
    weights = index.weights.map((weight, t) => {
      if (weight < LEAST_WEIGHT || index.holders(t, t + 1) > MOST_HOLDERS) return 0
      return AMOUNT.test(index.terms[t]!) ? Math.min(weight, OF_AMOUNT) : weight
    })
    weighed.set(index, weights)
  }
  return weights
}

const wordings = new WeakMap<SearchIndex, Wording>()

/** The wording of an index, made once. */
export function wordingOf(index: SearchIndex): Wording {
  let wording = wordings.get(index)
  if (!wording) {
    wording = new Wording(index)
    wordings.set(index, wording)
  }
  return wording
}

export class Wording {
  readonly #index: SearchIndex
  /** What each term counts for; 0 for those that are not sought. */
  readonly #weights: Float32Array
  /** Shared weight by name, cleared after each use. */
  readonly #shared: Float32Array

  constructor(index: SearchIndex) {
    this.#index = index
    this.#shared = new Float32Array(index.nameConcept.length)
    this.#weights = weightsOf(index.whole)
  }

  /** What the names near `title` are looked for by: weights of terms, and the sums that names must reach. */
  sought(title: string): Sought {
    const terms = this.#seekable(title)
    const total = terms.reduce((sum, t) => sum + this.#weights[t]!, 0)
    const least = Math.min(RARE, total * OF_TITLE) - 1e-3
    return {
      weights: new Map(terms.map((term) => [term, this.#weights[term]!])),
      total,
      fewest: Math.min(total * LEAST_SHARE, least),
      least,
      telling: [...new Set(this.#telling(title).map(({ id }) => id))],
    }
  }

  /** Terms of `title` that are worth looking for, the rarest first. */
  #seekable(title: string): number[] {
    const ids = [...new Set(termsOf(title).flatMap((term) => this.#index.termId(term) ?? []))]
    const telling = ids.filter((t) => this.#weights[t]! > 0)
    return telling.sort((a, b) => this.#weights[b]! - this.#weights[a]! || a - b).slice(0, MOST_TERMS)
  }

  #termsOf(name: number): ArrayLike<number> {
    const { nameStart, nameTerms } = this.#index
    return nameTerms.subarray(nameStart[name]!, nameStart[name + 1]!)
  }

  /** Terms of the title of a concept whose names are not at hand; none where they share too little to be looked at. */
  #elsewhere(concept: number, weights: ReadonlyMap<number, number>, total: number): number[] {
    const index = this.#index
    if (index.hasNames) return []
    const terms = termsOf(index.title(concept)).flatMap((term) => index.termId(term) ?? [])
    const both = [...new Set(terms)].reduce((sum, term) => sum + (weights.get(term) ?? 0), 0)
    return both < total * LEAST_SHARE ? [] : terms
  }

  /** Likeness of two names by all their words. */
  #likeness(terms: ReadonlySet<number>, others: ArrayLike<number>): number {
    const { weights, terms: spelled } = this.#index
    const weightOf = (t: number): number =>
      EPISODE.has(spelled[t]!) ? 0 : AMOUNT.test(spelled[t]!) ? OF_AMOUNT : Math.max(FAINT, weights[t]!)
    let [both, theirs, mine] = [0, 0, 0]
    const seen = new Set<number>()
    for (let i = 0; i < others.length; i++) {
      const term = others[i]!
      if (seen.has(term)) continue
      seen.add(term)
      const weight = weightOf(term)
      theirs += weight
      if (terms.has(term)) both += weight
    }
    for (const term of terms) mine += weightOf(term)
    return both / Math.max(mine + theirs - both, 1e-6)
  }

  /** The weight of a name's own words; words too common to be sought count for nothing on either side. */
  #weightOfName(name: number): number {
    const { nameStart, nameTerms } = this.#index
    let sum = 0
    for (let i = nameStart[name]!; i < nameStart[name + 1]!; i++) sum += this.#weights[nameTerms[i]!]!
    return sum
  }

  /**
   * Adds up in `#shared` what names share with `terms`, the rarest first, and returns those names. Once the terms left
   * weigh less than `least` together, names with none so far cannot reach it and are passed over.
   */
  #share(terms: readonly number[], least: number): number[] {
    const shared = this.#shared
    const touched: number[] = []
    let left = terms.reduce((sum, t) => sum + this.#weights[t]!, 0)
    for (const term of terms) {
      const weight = this.#weights[term]!
      // Sums of floats: a hair's breadth below the limit still counts as reaching it.
      const reaches = left >= least * 0.999
      for (const name of this.#index.namesWith(term)) {
        if (shared[name] === 0) {
          if (!reaches) continue
          touched.push(name)
        }
        shared[name]! += weight
      }
      left -= weight
    }
    return touched
  }

  /** Names that share words with `title` of `concept`. */
  near(concept: number, title: string): Close {
    const index = this.#index
    const shared = this.#shared
    const { weights, total, fewest, least } = this.sought(title)
    const system = index.conceptSystem[concept]!
    const touched = this.#share([...weights.keys()], fewest)
    const titles = new Map<number, number>()
    const rough = new Map<number, number>()
    const others = new Map<number, CloseName>()
    for (const name of touched) {
      const both = shared[name]!
      shared[name] = 0
      if (both < fewest) continue
      const other = index.nameConcept[name]!
      const own = index.conceptSystem[other] === system
      if (own ? index.nameKind[name] !== TITLE || both < total * LEAST_SHARE : both < least) continue
      const weight = Math.max(this.#weightOfName(name), both)
      const likeness = both / (total + weight - both)
      if (own) {
        titles.set(other, name)
        if (likeness > ROUGH) rough.set(other, likeness)
        continue
      }
      const inside = both >= weight * 0.999 && both >= RARE
      const close = both >= weight * OF_NAME && both >= total * OF_TITLE && both >= RARE * 0.8
      if (!inside && !close) continue
      const known = others.get(other)
      if (!known || likeness > known.likeness) others.set(other, { concept: other, name, likeness })
    }
    const mine = new Set(termsOf(title).flatMap((term) => index.termId(term) ?? []))
    const known = new Map<number, number>()
    return {
      titles,
      rough,
      likeness: (number) => {
        const name = titles.get(number)
        const found = known.get(number)
        if (found !== undefined) return found
        const theirs = name === undefined ? this.#elsewhere(number, weights, total) : this.#termsOf(name)
        const likeness = theirs.length === 0 ? 0 : this.#likeness(mine, theirs)
        known.set(number, likeness)
        return likeness
      },
      others: [...others.values()].sort((a, b) => b.likeness - a.likeness || a.concept - b.concept),
    }
  }

  /** Telling words of `title`, as written there, that `text` has too; no amounts. */
  sharedWords(title: string, text: string): string[] {
    const has = new Set(analyze(text).flatMap((w) => (w.stop ? [] : [w.term])))
    const seen = new Set<string>()
    return analyze(title).flatMap((w) => {
      // A single letter (`type e`, `vitamin b`) says nothing by itself.
      if (
        w.stop ||
        w.text.length < 2 ||
        AMOUNT.test(w.text) ||
        EPISODE.has(w.term) ||
        EMPTY.test(w.text) ||
        !has.has(w.term) ||
        seen.has(w.term)
      )
        return []
      seen.add(w.term)
      return [title.slice(w.start, w.end)]
    })
  }

  /** The telling words of a title, as they stand there. */
  #telling(title: string): { readonly id: number; readonly term: string; readonly words: string }[] {
    return analyze(title).flatMap(({ term, text, start, end, stop }) => {
      const id = stop || text.length < LEAST_TELLING || EMPTY.test(text) ? undefined : this.#index.termId(term)
      if (id === undefined || this.#weights[id]! < TELLING) return []
      return [{ id, term, words: title.slice(start, end) }]
    })
  }

  /**
   * Titles of the own system that hold telling words of `title` (`trastuzumab`, `navigation`), with those words: one is
   * enough where it can be the substance, in the title of a dose, and else it takes two and a good share of them.
   */
  withTellingWords(concept: number, title: string): Map<number, string[]> {
    const index = this.#index
    const found = new Map<number, Set<string>>()
    const told = new Set<string>()
    for (const { id, term, words } of this.#telling(title)) {
      const own = [...new Set(index.namesWith(id))].flatMap((name) => {
        const other = index.nameConcept[name]!
        return index.nameKind[name] === TITLE && index.conceptSystem[other] === index.conceptSystem[concept]
          ? [other]
          : []
      })
      if (own.length > MOST_TOLD || told.has(term)) continue
      told.add(term)
      for (const other of own) found.set(other, (found.get(other) ?? new Set()).add(words))
    }
    const least = DOSE.test(title) ? 1 : Math.max(2, told.size * SHARE_TOLD)
    return new Map([...found].filter(([, words]) => words.size >= least).map(([other, words]) => [other, [...words]]))
  }

  /** The printed text of a name and what kind it is; undefined for titles, which need no naming. */
  named(name: number): { label: string; text: string } | undefined {
    if (this.#index.nameKind[name] === TITLE) return undefined
    return { label: NAME_LABEL[this.#index.kindOf(name)], text: this.#index.textOf(name) }
  }
}
