/**
 * Finds vocabulary words near a misspelled one. A bit mask of letters rules out nearly all of the vocabulary in
 * one AND per word; what is left is measured by Damerau-Levenshtein distance with a bound of two.
 */

import { bitCount } from '../../core/bits.ts'
import { areOpposite } from './opposites.ts'

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

/** Letters are numbered 1 to 26, everything else 0, so that costs are table look-ups. */
const LETTERS = 27
const letterOf = (code: number): number => (code >= 97 && code <= 122 ? code - 96 : 0)

/** Costs are whole tenths of an edit. */
const EDIT = 10
const SUBSTITUTION = new Uint8Array(LETTERS * LETTERS).fill(EDIT)
const INSERTION = new Uint8Array(LETTERS).fill(EDIT)
const DOUBLED = 5
const SWAPPED = 6
for (let x = 0; x < LETTERS; x++) {
  const a = String.fromCharCode(x + 96)
  if (VOWEL.test(a)) INSERTION[x] = 8
  if (a === 'h' || a === 'e') INSERTION[x] = 7
  for (let y = 0; y < LETTERS; y++) {
    const b = String.fromCharCode(y + 96)
    const alike = SOUNDS.some(([s, t]) => (a === s && b === t) || (a === t && b === s))
    if (VOWEL.test(a) && VOWEL.test(b)) SUBSTITUTION[x * LETTERS + y] = 6
    else if (alike) SUBSTITUTION[x * LETTERS + y] = 6
    else if (NEIGHBOURS.has(a + b)) SUBSTITUTION[x * LETTERS + y] = 8
    if (x === y) SUBSTITUTION[x * LETTERS + y] = 0
  }
}

const LONGEST = 60
const WIDTH = LONGEST + 1

/** A word as numbers: its letters, and what each costs as one too many; a doubled letter is the commonest slip. */
interface Spelled {
  readonly letters: Uint8Array
  readonly inserts: Uint8Array
}

function spell(word: string): Spelled {
  const letters = Uint8Array.from(word, (_, i) => letterOf(word.charCodeAt(i)))
  const inserts = letters.map((letter, i) =>
    (i > 0 && letters[i - 1] === letter) || letters[i + 1] === letter ? DOUBLED : INSERTION[letter]!,
  )
  return { letters, inserts }
}

/** Row i holds the costs of the first i letters of a word against every beginning of the word looked for. */
const table = new Int32Array(WIDTH * WIDTH)

/** Sets row 0: every beginning of the word looked for against nothing. */
function startRows({ inserts }: Spelled): void {
  for (let j = 0; j < inserts.length; j++) table[j + 1] = table[j]! + inserts[j]!
}

/** Fills row `i` (from 1) for `word`, whose letters stand in `from` at `at`; returns the row's least cost. */
function fillRow(word: Spelled, i: number, { from, at }: { from: Spelled; at: number }): number {
  const { letters, inserts } = word
  const x = from.letters[at + i - 1]!
  const drop = from.inserts[at + i - 1]!
  const before = i > 1 ? from.letters[at + i - 2]! : -1
  const costs = x * LETTERS
  const above = (i - 1) * WIDTH
  const row = i * WIDTH
  let left = table[above]! + drop
  table[row] = left
  let best = left
  for (let j = 1; j <= letters.length; j++) {
    const y = letters[j - 1]!
    let cost = table[above + j - 1]! + SUBSTITUTION[costs + y]!
    const dropped = table[above + j]! + drop
    if (dropped < cost) cost = dropped
    const added = left + inserts[j - 1]!
    if (added < cost) cost = added
    if (j > 1 && x !== y && y === before && x === letters[j - 2]) {
      const swapped = table[above - WIDTH + j - 2]! + SWAPPED
      if (swapped < cost) cost = swapped
    }
    table[row + j] = cost
    left = cost
    if (cost < best) best = cost
  }
  return best
}

/**
 * Weighted Damerau-Levenshtein distance: a doubled letter 0.5, a vowel for a vowel 0.6, a swap 0.6, a letter that
 * sounds alike 0.6, a neighbouring key 0.8, any other edit 1. Infinity when it exceeds `bound`, or for words of more
 * than 60 letters.
 */
export function distance(a: string, b: string, bound: number): number {
  if (a === b) return 0
  if (a.length > LONGEST || b.length > LONGEST) return Number.POSITIVE_INFINITY
  const word = spell(b)
  const other = { from: spell(a), at: 0 }
  startRows(word)
  for (let i = 1; i <= a.length; i++) {
    if (fillRow(word, i, other) > bound * EDIT) return Number.POSITIVE_INFINITY
  }
  const d = table[a.length * WIDTH + b.length]! / EDIT
  return d <= bound ? d : Number.POSITIVE_INFINITY
}

/** Words of one length in order of the alphabet, so that words alike at their beginning share rows of costs. */
interface SameLength {
  readonly words: readonly string[]
  readonly masks: Uint32Array
  /** Letters that each word has in common with the one before it. */
  readonly shared: Uint8Array
  readonly spelled: Spelled
  has(word: string): boolean
}

function sameLength(unsorted: readonly string[], length: number): SameLength {
  const words = unsorted.toSorted()
  const spelled = { letters: new Uint8Array(words.length * length), inserts: new Uint8Array(words.length * length) }
  const shared = new Uint8Array(words.length)
  words.forEach((word, w) => {
    const { letters, inserts } = spell(word)
    spelled.letters.set(letters, w * length)
    spelled.inserts.set(inserts, w * length)
    const previous = words[w - 1] ?? ''
    let same = 0
    while (same < length && previous[same] === word[same]) same++
    shared[w] = same
  })
  const known = new Set(words)
  return { words, masks: Uint32Array.from(words, maskOf), shared, spelled, has: (word) => known.has(word) }
}

interface Tables {
  readonly byLength: ReadonlyMap<number, SameLength>
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
  return { byLength: new Map([...lists].map(([length, words]) => [length, sameLength(words, length)])), bySound }
}

/** Adds the words of one length within `bound` tenths of `word` to `near`. Row 0 must have been set. */
function addNear(
  near: Map<string, number>,
  { word, mask, bound, edits }: { word: Spelled; mask: number; bound: number; edits: number },
  { words, masks, shared, spelled }: SameLength,
): void {
  const length = spelled.letters.length / words.length
  // An edit changes two letters of the set; letters that are only missing change one each.
  const missing = length - word.letters.length
  const most = missing > edits ? missing : edits * 2
  // Rows that hold for the word at hand, letters it shares with the word they were filled for, and the number of
  // first letters that were already too far off, if they were.
  let filled = 0
  let same = 0
  let far = length + 1
  for (let w = 0; w < words.length; w++) {
    same = Math.min(same, shared[w]!)
    if (bitCount(masks[w]! ^ mask) > most) continue
    // What a letter costs depends on the one after it, so a row holds only where that is shared too.
    if (same > far) continue
    let i = Math.max(0, Math.min(filled, same - 1))
    same = length
    far = length + 1
    while (i < length && far > length) {
      i++
      if (fillRow(word, i, { from: spelled, at: w * length }) > bound) far = i
    }
    filled = i
    const d = table[length * WIDTH + word.letters.length]!
    if (far > length && d <= bound) near.set(words[w]!, d / EDIT)
  }
}

/** A letter that stands a few places from where it belongs is one slip: `athsma`, `asthma`. */
const DISPLACED = 0.9
const FURTHEST = 4

/** What `word` becomes when one letter is moved by two to four places; one place is a swap and measured as such. */
function* displaced(word: string): IterableIterator<string> {
  for (let from = 0; from < word.length; from++) {
    const rest = word.slice(0, from) + word.slice(from + 1)
    for (let to = Math.max(0, from - FURTHEST); to <= Math.min(rest.length, from + FURTHEST); to++)
      if (Math.abs(to - from) > 1) yield rest.slice(0, to) + word[from] + rest.slice(to)
  }
}

/** What is less like a word than this is another word. */
const LEAST_LIKENESS = 0.5

export interface SpellerWords {
  /** Every word that may be suggested. */
  readonly vocabulary: () => Iterable<string>
  /** How many names hold a word; commoner words are likelier. */
  readonly frequency: (word: string) => number
  /** True for words that are never suggested: abbreviations. */
  readonly barred?: (word: string) => boolean
}

export class Speller {
  readonly #barred: (word: string) => boolean
  readonly #vocabulary: () => Iterable<string>
  readonly #frequency: (word: string) => number
  #tables: Tables | undefined

  constructor({ vocabulary, frequency, barred = () => false }: SpellerWords) {
    this.#vocabulary = vocabulary
    this.#frequency = frequency
    this.#barred = barred
  }

  /** Makes the tables now instead of at the first misspelled word. */
  warm(): void {
    this.#tables ??= tablesOf(this.#vocabulary())
  }

  /** Words within two edits of `word` (one for words of four letters), best first, at most `limit`. */
  suggest(word: string, limit: number): Suggestion[] {
    if (word.length < 3 || word.length > 40 || /\d/.test(word)) return []
    const edits = word.length <= 4 ? 1 : 2
    const bound = word.length <= 4 ? 10 : word.length <= 6 ? 17 : 22
    this.#tables ??= tablesOf(this.#vocabulary())
    const { byLength, bySound } = this.#tables
    const near = new Map<string, number>()
    const sought = { word: spell(word), mask: maskOf(word), bound, edits }
    startRows(sought.word)
    // Long words lose letters more than two: hemroids, hemorrhoids.
    const longer = word.length >= 7 ? edits + 1 : edits
    for (let length = word.length - edits; length <= word.length + longer; length++) {
      const group = byLength.get(length)
      if (group) addNear(near, sought, group)
    }
    // Words that sound the same may be further apart in letters: newmonia, pneumonia. Half the letters must stay.
    for (const same of bySound.get(soundKey(word)) ?? []) {
      const d = distance(word, same, Math.min(3, word.length / 2))
      if (d !== Number.POSITIVE_INFINITY) near.set(same, Math.min(near.get(same) ?? d, 0.4 + d * 0.5))
    }
    for (const moved of displaced(word)) {
      if (byLength.get(moved.length)?.has(moved)) near.set(moved, Math.min(near.get(moved) ?? DISPLACED, DISPLACED))
    }
    const allowed = [...near].filter(([other]) => !this.#barred(other) && !areOpposite(word, other))
    const scored = allowed.map(([candidate, d]) => ({
      word: candidate,
      likeness: this.#likeness(word, candidate, d),
    }))
    return scored
      .filter(({ likeness }) => likeness >= LEAST_LIKENESS)
      .sort((a, b) => b.likeness - a.likeness || (a.word < b.word ? -1 : 1))
      .slice(0, limit)
  }

  #likeness(word: string, candidate: string, d: number): number {
    const edit = 1 - d / Math.max(4, Math.min(10, word.length))
    const first = word[0] === candidate[0] ? 0 : 0.08
    const frequency = Math.min(1, Math.log1p(this.#frequency(candidate)) / 10)
    return Math.max(0.05, edit * 0.85 + frequency * 0.15 - first)
  }
}
