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
    [...row].flatMap((key, i) =>
      [row[i + 1], ROWS[r + 1]?.[i], ROWS[r + 1]?.[i - 1]].flatMap((k) => (k ? [key + k, k + key] : [])),
    ),
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
    .replace(/sthm/g, 'sm')
    .replace(/ph/g, 'f')
    .replace(/(?:ck|ch|q|c(?![eiy]))/g, 'k')
    .replace(/c(?=[eiy])/g, 's')
    .replace(/sh|sch/g, 's')
    .replace(/x/g, 'ks')
    .replace(/z/g, 's')
    .replace(/g(?=[eiy])/g, 'j')
    .replace(/th/g, 't')
    .replace(/w/g, 'u')
  key = key
    .replace(/[aeiouy]+/g, 'a')
    .replace(/h/g, '')
    .replace(/(.)\1+/g, '$1')
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

/** Letters are numbered 1 to 26, everything else 0, so that costs are table look-ups. */
const LETTERS = 27
const letterOf = (code: number): number => (code >= 97 && code <= 122 ? code - 96 : 0)

const SUBSTITUTION = new Float64Array(LETTERS * LETTERS).fill(1)
const INSERTION = new Float64Array(LETTERS).fill(1)
for (let x = 0; x < LETTERS; x++) {
  const a = String.fromCharCode(x + 96)
  if (VOWEL.test(a)) INSERTION[x] = 0.8
  if (a === 'h' || a === 'e') INSERTION[x] = 0.7
  for (let y = 0; y < LETTERS; y++) {
    const b = String.fromCharCode(y + 96)
    const alike = SOUNDS.some(([s, t]) => (a === s && b === t) || (a === t && b === s))
    if (VOWEL.test(a) && VOWEL.test(b)) SUBSTITUTION[x * LETTERS + y] = 0.6
    else if (alike) SUBSTITUTION[x * LETTERS + y] = 0.6
    else if (NEIGHBOURS.has(a + b)) SUBSTITUTION[x * LETTERS + y] = 0.8
    if (x === y) SUBSTITUTION[x * LETTERS + y] = 0
  }
}

const LONGEST = 62
const rows = [new Float64Array(LONGEST + 2), new Float64Array(LONGEST + 2), new Float64Array(LONGEST + 2)] as const
const lettersA = new Uint8Array(LONGEST + 2)
const lettersB = new Uint8Array(LONGEST + 2)
const insertA = new Float64Array(LONGEST + 2)
const insertB = new Float64Array(LONGEST + 2)

/** Fills letters and the cost of each letter being one too many: a doubled letter is the commonest slip. */
function prepare(word: string, letters: Uint8Array, inserts: Float64Array): void {
  for (let i = 0; i < word.length; i++) letters[i] = letterOf(word.charCodeAt(i))
  for (let i = 0; i < word.length; i++) {
    const letter = letters[i]!
    const doubled = (i > 0 && letters[i - 1] === letter) || (i + 1 < word.length && letters[i + 1] === letter)
    inserts[i] = doubled ? 0.5 : INSERTION[letter]!
  }
}

/**
 * Weighted Damerau-Levenshtein distance: a doubled letter 0.5, a vowel for a vowel 0.6, a swap 0.6, a letter that
 * sounds alike 0.6, a neighbouring key 0.8, any other edit 1. Infinity when it exceeds `bound`, or for words of more
 * than 60 letters.
 */
export function distance(a: string, b: string, bound: number): number {
  if (a === b) return 0
  if (a.length > 60 || b.length > 60) return Number.POSITIVE_INFINITY
  prepare(a, lettersA, insertA)
  return toPrepared(b, a.length, bound)
}

/** Distance of the word in `lettersA` (of `m` letters) to `b`. */
function toPrepared(b: string, m: number, bound: number): number {
  prepare(b, lettersB, insertB)
  const n = b.length
  let [p2, p, c] = rows as unknown as [Float64Array, Float64Array, Float64Array]
  p[0] = 0
  for (let j = 1; j <= n; j++) p[j] = p[j - 1]! + insertB[j - 1]!
  for (let i = 1; i <= m; i++) {
    const x = lettersA[i - 1]!
    const drop = insertA[i - 1]!
    c[0] = p[0]! + drop
    let best = c[0]
    for (let j = 1; j <= n; j++) {
      const y = lettersB[j - 1]!
      let cost = p[j - 1]! + SUBSTITUTION[x * LETTERS + y]!
      const dropped = p[j]! + drop
      if (dropped < cost) cost = dropped
      const added = c[j - 1]! + insertB[j - 1]!
      if (added < cost) cost = added
      if (i > 1 && j > 1 && x !== y && x === lettersB[j - 2] && y === lettersA[i - 2]) {
        const swapped = p2[j - 2]! + 0.6
        if (swapped < cost) cost = swapped
      }
      c[j] = cost
      if (cost < best) best = cost
    }
    if (best > bound) return Number.POSITIVE_INFINITY
    ;[p2, p, c] = [p, c, p2]
  }
  return p[n]! <= bound ? p[n]! : Number.POSITIVE_INFINITY
}

interface Tables {
  /** Words by length, each with its letter mask. */
  readonly byLength: ReadonlyMap<number, { readonly words: readonly string[]; readonly masks: Uint32Array }>
  readonly bySound: ReadonlyMap<string, readonly string[]>
}

function tablesOf(vocabulary: Iterable<string>): Tables {
  const lists = new Map<number, string[]>()
  const bySound = new Map<string, string[]>()
  const add = <K>(map: Map<K, string[]>, key: K, word: string): void => {
    const list = map.get(key)
    if (list) list.push(word)
    else map.set(key, [word])
  }
  for (const word of vocabulary) {
    if (word.length < 3 || word.length > 40 || /\d/.test(word)) continue
    add(lists, word.length, word)
    add(bySound, soundKey(word), word)
  }
  const byLength = new Map(
    [...lists].map(([length, words]) => [length, { words, masks: Uint32Array.from(words, maskOf) }]),
  )
  return { byLength, bySound }
}

export class Speller {
  readonly #vocabulary: () => Iterable<string>
  readonly #frequency: (word: string) => number
  #tables: Tables | undefined

  /** `frequency` says how many names hold a word; commoner words are likelier. */
  constructor(vocabulary: () => Iterable<string>, frequency: (word: string) => number) {
    this.#vocabulary = vocabulary
    this.#frequency = frequency
  }

  /** Makes the tables now instead of at the first misspelled word. */
  warm(): void {
    this.#tables ??= tablesOf(this.#vocabulary())
  }

  /** Words within two edits of `word` (one for words of four letters), best first, at most `limit`. */
  suggest(word: string, limit: number): Suggestion[] {
    if (word.length < 3 || word.length > 40 || /\d/.test(word)) return []
    const edits = word.length <= 4 ? 1 : 2
    const bound = word.length <= 4 ? 1 : word.length <= 7 ? 1.7 : 2.2
    this.#tables ??= tablesOf(this.#vocabulary())
    const { byLength, bySound } = this.#tables
    const mask = maskOf(word)
    const near = new Map<string, number>()
    prepare(word, lettersA, insertA)
    for (let length = word.length - edits; length <= word.length + edits; length++) {
      const group = byLength.get(length)
      if (!group) continue
      const { words, masks } = group
      for (let i = 0; i < masks.length; i++) {
        if (bits(masks[i]! ^ mask) > edits * 2) continue
        const d = toPrepared(words[i]!, word.length, bound)
        if (d <= bound) near.set(words[i]!, d)
      }
    }
    // Words that sound the same may be further apart in letters: newmonia, pneumonia. Half the letters must stay.
    for (const same of bySound.get(soundKey(word)) ?? []) {
      const d = distance(word, same, Math.min(3, word.length / 2))
      if (d !== Number.POSITIVE_INFINITY) near.set(same, Math.min(near.get(same) ?? d, 0.4 + d * 0.5))
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
