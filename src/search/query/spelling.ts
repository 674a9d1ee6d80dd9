/**
 * Finds vocabulary words near a misspelled one. A bit mask of letters rules out nearly all of the vocabulary in
 * one AND per word; what is left is measured by Damerau-Levenshtein distance with a bound of two.
 */

export interface Suggestion {
  readonly word: string
  /** 0 to 1; an error people often make costs less than one they seldom make. */
  readonly likeness: number
}

const VOWEL = /[aeiouy]/

/** Keys next to each other on a US keyboard. */
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']
const NEIGHBOURS = new Set(
  ROWS.flatMap((row, r) =>
    [...row].flatMap((key, i) => [row[i + 1], ROWS[r + 1]?.[i], ROWS[r + 1]?.[i - 1]].flatMap((k) => (k ? [key + k, k + key] : []))),
  ),
)

/** Letters and pairs that sound alike and are taken for each other. */
const SOUNDS: readonly (readonly [string, string])[] = [
  ['ph', 'f'],
  ['k', 'c'],
  ['s', 'c'],
  ['z', 's'],
  ['i', 'y'],
  ['x', 'ks'],
  ['q', 'k'],
  ['rh', 'r'],
  ['ch', 'k'],
  ['ps', 's'],
  ['pn', 'n'],
  ['x', 'z'],
  ['g', 'j'],
  ['sc', 's'],
  ['ea', 'e'],
  ['ae', 'e'],
  ['oe', 'e'],
  ['ou', 'o'],
  ['eu', 'u'],
  ['th', 't'],
]

/** Words spelled by ear come out alike: `pneumonia` and `newmonia` share `numona`. */
export function soundKey(word: string): string {
  let key = word
    .replace(/^(?:pn|kn|gn)/, 'n')
    .replace(/^ps/, 's')
    .replace(/^x/, 'z')
    .replace(/^rh/, 'r')
    .replace(/rrh/g, 'r')
    .replace(/ph/g, 'f')
    .replace(/(?:ck|ch|q|c(?![eiy]))/g, 'k')
    .replace(/c(?=[eiy])/g, 's')
    .replace(/sh|sch/g, 's')
    .replace(/x/g, 'ks')
    .replace(/z/g, 's')
    .replace(/g(?=[eiy])/g, 'j')
    .replace(/th/g, 't')
    .replace(/w/g, 'u')
  key = key.replace(/[aeiouy]+/g, 'a').replace(/h/g, '').replace(/(.)\1+/g, '$1')
  return key
}

function maskOf(word: string): number {
  let mask = 0
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i) - 97
    mask |= code >= 0 && code < 26 ? 1 << code : 1 << 27
  }
  return mask
}

function bits(n: number): number {
  let x = n - ((n >>> 1) & 0x55555555)
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333)
  return (((x + (x >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

const previous2 = new Float64Array(64)
const previous = new Float64Array(64)
const current = new Float64Array(64)

/**
 * Weighted Damerau-Levenshtein distance: a doubled letter 0.5, a vowel for a vowel 0.6, a swap 0.6, a letter that
 * sounds alike 0.6, a neighbouring key 0.8, any other edit 1. Infinity when it exceeds `bound`. Words of up to 60
 * letters.
 */
export function distance(a: string, b: string, bound: number): number {
  if (a === b) return 0
  const n = b.length
  let [p2, p, c] = [previous2, previous, current]
  p[0] = 0
  for (let j = 1; j <= n; j++) p[j] = p[j - 1]! + insertCost(b, j - 1)
  for (let i = 1; i <= a.length; i++) {
    c[0] = p[0]! + insertCost(a, i - 1)
    let best = c[0]
    for (let j = 1; j <= n; j++) {
      const x = a[i - 1]!
      const y = b[j - 1]!
      let cost = p[j - 1]! + (x === y ? 0 : substituteCost(x, y))
      cost = Math.min(cost, p[j]! + insertCost(a, i - 1), c[j - 1]! + insertCost(b, j - 1))
      if (i > 1 && j > 1 && x === b[j - 2] && a[i - 2] === y && x !== y) cost = Math.min(cost, p2[j - 2]! + 0.6)
      c[j] = cost
      if (cost < best) best = cost
    }
    if (best > bound) return Number.POSITIVE_INFINITY
    ;[p2, p, c] = [p, c, p2]
  }
  return p[n]! <= bound ? p[n]! : Number.POSITIVE_INFINITY
}

/** Cost of one letter too many at `i` of `word`: a doubled letter is the commonest slip. */
function insertCost(word: string, i: number): number {
  const letter = word[i]!
  if (letter === word[i - 1] || letter === word[i + 1]) return 0.5
  if (letter === 'h' || letter === 'e') return 0.7
  return VOWEL.test(letter) ? 0.8 : 1
}

function substituteCost(x: string, y: string): number {
  if (VOWEL.test(x) && VOWEL.test(y)) return 0.6
  for (const [s, t] of SOUNDS) if ((x === s && y === t) || (x === t && y === s)) return 0.6
  return NEIGHBOURS.has(x + y) ? 0.8 : 1
}

export class Speller {
  /** Words by length, each with its letter mask. */
  readonly #byLength = new Map<number, { words: string[]; masks: Uint32Array }>()
  readonly #bySound = new Map<string, string[]>()
  readonly #frequency: (word: string) => number

  /** `frequency` says how many names hold a word; commoner words are likelier. */
  constructor(vocabulary: Iterable<string>, frequency: (word: string) => number) {
    this.#frequency = frequency
    const lists = new Map<number, string[]>()
    for (const word of vocabulary) {
      if (word.length < 3 || word.length > 40 || /\d/.test(word)) continue
      const list = lists.get(word.length)
      if (list) list.push(word)
      else lists.set(word.length, [word])
      const key = soundKey(word)
      const same = this.#bySound.get(key)
      if (same) same.push(word)
      else this.#bySound.set(key, [word])
    }
    for (const [length, words] of lists) this.#byLength.set(length, { words, masks: Uint32Array.from(words, maskOf) })
  }

  /** Words within two edits of `word` (one for words of four letters), best first, at most `limit`. */
  suggest(word: string, limit: number): Suggestion[] {
    if (word.length < 3 || word.length > 40 || /\d/.test(word)) return []
    const edits = word.length <= 4 ? 1 : 2
    const bound = word.length <= 4 ? 1 : word.length <= 7 ? 1.7 : 2.2
    const mask = maskOf(word)
    const near = new Map<string, number>()
    for (let length = word.length - edits; length <= word.length + edits; length++) {
      const group = this.#byLength.get(length)
      if (!group) continue
      const { words, masks } = group
      for (let i = 0; i < masks.length; i++) {
        if (bits(masks[i]! ^ mask) > edits * 2) continue
        const d = distance(word, words[i]!, bound)
        if (d <= bound) near.set(words[i]!, d)
      }
    }
    // Words that sound the same may be further apart in letters: newmonia, pneumonia.
    for (const same of this.#bySound.get(soundKey(word)) ?? []) {
      const d = Math.min(near.get(same) ?? 3, distance(word, same, 3))
      near.set(same, Math.min(d, 0.4 + d * 0.5))
    }
    const scored = [...near].map(([candidate, d]) => ({
      word: candidate,
      likeness: this.#likeness(word, candidate, d),
    }))
    return scored.sort((a, b) => b.likeness - a.likeness || (a.word < b.word ? -1 : 1)).slice(0, limit)
  }

  #likeness(word: string, candidate: string, d: number): number {
    const edit = 1 - d / Math.max(4, Math.min(10, word.length))
    const first = word[0] === candidate[0] ? 0 : 0.08
    const frequency = Math.min(1, Math.log1p(this.#frequency(candidate)) / 10)
    return Math.max(0.05, edit * 0.85 + frequency * 0.15 - first)
  }
}
