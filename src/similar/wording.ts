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
/** What a close name in another system must have: this share of its own weight, and of the title's. */
const OF_NAME = 0.72
const OF_TITLE = 0.5
/** A name that lies wholly inside the title is close as well when its words are as rare as this. */
const RARE = 9

export interface CloseName {
  readonly concept: number
  readonly name: number
  /** 0 to 1. */
  readonly likeness: number
}

export interface Close {
  /** Likeness of each title of the own system that shares a word, by concept. */
  readonly titles: ReadonlyMap<number, number>
  /** The closest name of each concept of other systems that is close enough, best first. */
  readonly others: readonly CloseName[]
}

/** Terms of `title` that are worth looking for, the rarest first. */
function seekable(index: SearchIndex, title: string): number[] {
  const ids = [...new Set(termsOf(title).flatMap((term) => index.termId(term) ?? []))]
  const telling = ids.filter((t) => index.weights[t]! >= LEAST_WEIGHT && index.holders(t, t + 1) <= MOST_HOLDERS)
  return telling.sort((a, b) => index.weights[b]! - index.weights[a]! || a - b).slice(0, MOST_TERMS)
}

export class Wording {
  readonly #index: SearchIndex
  /** Shared weight by name, cleared after each use. */
  readonly #shared: Float32Array

  constructor(index: SearchIndex) {
    this.#index = index
    this.#shared = new Float32Array(index.nameCount)
  }

  /** Weight of a name's own words; words too common to be sought count for nothing on either side. */
  #weight(name: number): number {
    const { nameStart, nameTerms, weights } = this.#index
    let sum = 0
    for (let i = nameStart[name]!; i < nameStart[name + 1]!; i++) {
      const weight = weights[nameTerms[i]!]!
      if (weight >= LEAST_WEIGHT && this.#index.holders(nameTerms[i]!, nameTerms[i]! + 1) <= MOST_HOLDERS) sum += weight
    }
    return sum
  }

  /** Names that share words with `title` of `concept`. */
  near(concept: number, title: string): Close {
    const index = this.#index
    const shared = this.#shared
    const terms = seekable(index, title)
    const total = terms.reduce((sum, t) => sum + index.weights[t]!, 0)
    const system = index.conceptSystem[concept]!
    const touched: number[] = []
    for (const term of terms) {
      const weight = index.weights[term]!
      for (const name of index.namesWith(term)) {
        if (shared[name] === 0) touched.push(name)
        shared[name]! += weight
      }
    }
    const titles = new Map<number, number>()
    const others = new Map<number, CloseName>()
    const least = Math.min(RARE, total * OF_TITLE) - 1e-3
    for (const name of touched) {
      const both = shared[name]!
      shared[name] = 0
      const other = index.nameConcept[name]!
      const own = index.conceptSystem[other] === system
      if (own ? index.nameKind[name] !== TITLE || both < total * 0.2 : both < least) continue
      const weight = Math.max(this.#weight(name), both)
      const likeness = both / (total + weight - both)
      if (own) {
        if (other !== concept) titles.set(other, likeness)
        continue
      }
      const inside = both >= weight * 0.999 && both >= RARE
      const close = both >= weight * OF_NAME && both >= total * OF_TITLE && both >= RARE * 0.8
      if (!inside && !close) continue
      const known = others.get(other)
      if (!known || likeness > known.likeness) others.set(other, { concept: other, name, likeness })
    }
    return {
      titles,
      others: [...others.values()].sort((a, b) => b.likeness - a.likeness || a.concept - b.concept),
    }
  }

  /** Words of `title`, as written there, that `text` has too. */
  sharedWords(title: string, text: string): string[] {
    const has = new Set(analyze(text).flatMap((w) => (w.stop ? [] : [w.term])))
    const seen = new Set<string>()
    return analyze(title).flatMap((w) => {
      if (w.stop || !has.has(w.term) || seen.has(w.term)) return []
      seen.add(w.term)
      return [title.slice(w.start, w.end)]
    })
  }

  /** The printed text of a name and what kind it is; undefined for titles, which need no naming. */
  named(name: number): { label: string; text: string } | undefined {
    if (this.#index.nameKind[name] === TITLE) return undefined
    return { label: NAME_LABEL[this.#index.kindOf(name)], text: this.#index.textOf(name) }
  }
}
