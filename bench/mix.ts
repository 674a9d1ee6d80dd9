/** The queries of the benchmarks: one mix of what people type, made from the edition itself. Deterministic. */
import type { SearchIndex } from '../src/search/index/search-index.ts'

/** A small generator of pseudo-random numbers from 0 to 1 (mulberry32). */
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export interface Mix {
  /** Every beginning of some phrases, as a person types them: `p`, `pn`, `pne` … */
  readonly typing: readonly string[]
  readonly words: readonly string[]
  readonly typos: readonly string[]
  readonly codes: readonly string[]
  readonly filtered: readonly string[]
}

/** One slip in one word: two letters swapped, one left out or one doubled. */
function misspell(text: string, next: () => number): string {
  const words = text.split(' ')
  const at = words.reduce((best, word, i) => (word.length > words[best]!.length ? i : best), 0)
  const word = words[at]!
  const i = 1 + Math.floor(next() * Math.max(1, word.length - 2))
  const slips = [
    word.slice(0, i) + (word[i + 1] ?? '') + (word[i] ?? '') + word.slice(i + 2),
    word.slice(0, i) + word.slice(i + 1),
    word.slice(0, i) + word[i] + word.slice(i),
  ]
  words[at] = slips[Math.floor(next() * slips.length)]!
  return words.join(' ')
}

/** A mix of about `size` queries of each sort, from the names and codes of `index`. */
export function mixOf(index: SearchIndex, size: number, seed = 7): Mix {
  const next = random(seed)
  const phrase = (): string => {
    const name = Math.floor(next() * index.nameCount)
    const words = index
      .textOf(name)
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? ['pain']
    const most = 1 + Math.floor(next() * 4)
    const start = Math.floor(next() * Math.max(1, words.length - most))
    return words.slice(start, start + most).join(' ')
  }
  const some = <T>(make: () => T): T[] => Array.from({ length: size }, make)
  const words = some(phrase)
  const typing: string[] = []
  for (let i = 0; typing.length < size; i++) {
    const text = words[i % words.length]!
    for (let n = 1; n <= text.length; n++) typing.push(text.slice(0, n))
  }
  return {
    typing: typing.slice(0, size),
    words,
    typos: words.map((text) => misspell(text, next)),
    codes: some(() => {
      const code = index.display(Math.floor(next() * index.conceptCount))
      return next() < 0.5 ? code.toLowerCase().replace('.', '') : code.slice(0, 3 + Math.floor(next() * 3))
    }),
    filtered: words,
  }
}
