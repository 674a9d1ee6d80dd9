/** Finds the phrases of a query that the dictionaries know, by their terms. */
import { otherForms } from '../analysis/stem.ts'
import type { ShortRewrite } from '../index/builder.ts'

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

function rewriteOf([from, to, kind, weight, , toTerms]: ShortRewrite): Rewrite {
  return { from, to, kind, weight, toTerms: (toTerms || to).split(' ') }
}

export class Dictionary {
  /** Entries as they are stored; there are tens of thousands, and a query needs a handful of them. */
  readonly #phrases = new Map<string, ShortRewrite[]>()
  readonly #synonyms = new Map<string, { term: string; weight: number }[]>()
  /** Every word that occurs on a left side, for the speller. */
  readonly words = new Set<string>()
  /** Left sides that are abbreviations: no slip of a longer word is one. */
  readonly abbreviations = new Set<string>()
  /** Brands of one word. */
  readonly brands = new Set<string>()

  constructor(rewrites: readonly ShortRewrite[]) {
    for (const entry of rewrites) {
      const key = entry[4] || entry[0]
      const single = !key.includes(' ')
      if (single) {
        this.words.add(key)
        if (entry[2] === 'abbreviation') this.abbreviations.add(key)
        if (entry[2] === 'brand') this.brands.add(key)
      } else {
        const words = key.split(' ')
        if (words.length > LONGEST) continue
        for (const word of words) this.words.add(word)
      }
      const to = entry[5] || entry[1]
      if (single && WORD_KINDS.has(entry[2]) && !to.includes(' ')) {
        this.#addSynonym(key, to, entry[3])
        this.#addSynonym(to, key, entry[3])
      } else {
        const list = this.#phrases.get(key)
        if (list) list.push(entry)
        else this.#phrases.set(key, [entry])
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
    return this.#phrases.get(keyOf(terms))?.map(rewriteOf) ?? []
  }

  /** A form of a word that stands alone on a left side, for one that stands on none: `arthrography` for `arthrogram`. */
  formOf(term: string): string | undefined {
    if (this.words.has(term)) return undefined
    return otherForms(term).find((form) => this.#phrases.has(form))
  }

  /** Longest left side worth trying, in words. */
  get longest(): number {
    return LONGEST
  }
}
