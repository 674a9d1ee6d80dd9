/** Quoted phrases of one search, read once: does a name say them word for word? */
import type { Budget } from '../../core/budget.ts'
import { analyze } from '../analysis/analyze.ts'
import { PRINTED_WHOLE } from '../index/names.ts'
import type { SearchIndex } from '../index/search-index.ts'
import { STEPS } from './steps.ts'

interface Phrase {
  /** Words with a blank around each: ` heart failure `. */
  readonly said: string
  /** Terms that a name must hold to say it. */
  readonly terms: readonly number[]
  /** One word that is a term: a name that holds the term says it. */
  readonly single: boolean
}

const spaced = (words: readonly { readonly term: string }[]): string => ` ${words.map((w) => w.term).join(' ')} `

export class Phrases {
  readonly #index: SearchIndex
  readonly #phrases: readonly Phrase[]
  /** A phrase with a word that no name has: nothing says it. */
  readonly #never: boolean
  readonly #budget: Budget
  readonly #quick: boolean

  constructor(index: SearchIndex, phrases: readonly string[], budget: Budget) {
    this.#index = index
    this.#budget = budget
    const words = phrases.map((phrase) => analyze(phrase)).filter((list) => list.length > 0)
    const distinct = [...new Map(words.map((list) => [spaced(list), list])).values()]
    const read = distinct.map((list) => {
      const content = list.filter((word) => !word.stop)
      const terms = content.map(({ term }) => index.termId(term))
      const known = terms.filter((id) => id !== undefined)
      return {
        said: spaced(list),
        terms: known,
        whole: known.length === terms.length,
        single: list.length === 1 && terms.length === 1,
      }
    })
    this.#quick = read.every(({ single }) => single)
    this.#never = read.some(({ whole }) => !whole)
    // What is cheap to look up rules out most names before any text is read.
    this.#phrases = read.sort((a, b) => Number(b.single) - Number(a.single))
  }

  /** True when nothing was quoted. */
  get empty(): boolean {
    return this.#phrases.length === 0
  }

  /** Whether `heldBy` can tell from a name's terms alone. */
  isQuick(name: number): boolean {
    return this.#quick && PRINTED_WHOLE.has(this.#index.kindOf(name))
  }

  /** Whether a name says all of them; stop words count, punctuation does not. False once the budget is spent. */
  heldBy(name: number): boolean {
    if (this.#never || !this.#budget.spend(STEPS.look)) return false
    const whole = PRINTED_WHOLE.has(this.#index.kindOf(name))
    if (whole && !this.#phrases.every(({ terms }) => terms.every((term) => this.#holds(name, term)))) return false
    let text: string | undefined
    for (const { said, single } of this.#phrases) {
      if (single && whole) continue
      if (text === undefined) {
        if (!this.#budget.spend(STEPS.text)) return false
        text = spaced(analyze(this.#index.textOf(name)))
      }
      if (!text.includes(said)) return false
    }
    return true
  }

  #holds(name: number, term: number): boolean {
    const { nameStart, nameTerms } = this.#index
    const end = nameStart[name + 1]!
    for (let i = nameStart[name]!; i < end; i++) if (nameTerms[i] === term) return true
    return false
  }
}
