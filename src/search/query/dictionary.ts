/** Finds the phrases of a query that the dictionaries know, by their terms. */
import type { StoredRewrite } from '../index/builder.ts'

export interface Rewrite {
  readonly from: string
  readonly to: string
  readonly toTerms: readonly string[]
  readonly kind: string
  readonly weight: number
}

const LONGEST = 6

/** Kinds that name one word by another of the same part of speech; they widen a group instead of making a reading. */
const WORD_KINDS = new Set(['body-part', 'variant'])

const keyOf = (terms: readonly string[]): string => (terms.length === 1 ? terms[0]! : terms.toSorted().join(' '))

export class Dictionary {
  readonly #phrases = new Map<string, Rewrite[]>()
  readonly #synonyms = new Map<string, { term: string; weight: number }[]>()
  /** Every word that occurs on a left side, for the speller. */
  readonly words = new Set<string>()

  constructor(rewrites: readonly StoredRewrite[]) {
    for (const entry of rewrites) {
      const { fromTerms: from, toTerms: to } = entry
      if (from.length > LONGEST) continue
      for (const word of from) this.words.add(word)
      if (WORD_KINDS.has(entry.kind) && from.length === 1 && to.length === 1) {
        this.#addSynonym(from[0]!, to[0]!, entry.weight)
        this.#addSynonym(to[0]!, from[0]!, entry.weight)
      } else {
        const key = keyOf(from)
        const rewrite = { from: entry.from, to: entry.to, toTerms: to, kind: entry.kind, weight: entry.weight }
        const list = this.#phrases.get(key)
        if (list) list.push(rewrite)
        else this.#phrases.set(key, [rewrite])
      }
    }
  }

  #addSynonym(from: string, to: string, weight: number): void {
    const list = this.#synonyms.get(from)
    if (list) list.push({ term: to, weight })
    else this.#synonyms.set(from, [{ term: to, weight }])
  }

  /** Terms of like meaning: `renal` → `kidney`. */
  synonyms(term: string): readonly { term: string; weight: number }[] {
    return this.#synonyms.get(term) ?? []
  }

  /** Entries whose left side is exactly these terms, in any order: `total thyroidectomy`, `thyroidectomy, total`. */
  phrase(terms: readonly string[]): readonly Rewrite[] {
    return this.#phrases.get(keyOf(terms)) ?? []
  }

  /** Longest left side worth trying, in words. */
  get longest(): number {
    return LONGEST
  }
}
