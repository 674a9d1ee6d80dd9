/**
 * The features of a short run of words: hashes of its words, pairs and triples of words, and groups of letters. Codes
 * and numbers are replaced by their kind, so that nothing is learned about any one code.
 */

/** Rows of the table of weights; a power of two. */
export const BUCKETS = 1 << 15
const LETTERS = 4
/** Words that count: what is longer is read from its end, where a sentence says what it says. */
const MOST_WORDS = 70

const CODE = /^(?:[a-z]\d{4}|\d{5}|\d{4}[a-z]|[a-z]{1,2})$/
const DIAGNOSIS = /^[a-tv-z]\d[0-9ab](?:\.[0-9a-z*x-]{0,5})?$/
const TOKEN = /[a-z]{0,2}\d[\da-z.*-]*|[a-z][a-z'’]*|[✓✔✗✘●○■□☑☒*†‡§=?:;.,()/%|+>-]/gu

/** The words of a text as the model sees them. */
export function wordsOf(text: string): string[] {
  const words: string[] = []
  for (const token of text.toLowerCase().replace(/pre-/g, 'pre').replace(/non-/g, 'non').match(TOKEN) ?? []) {
    const word = maskOf(token)
    // A list of codes is one word, however long.
    if (word.startsWith('<') && (words.at(-1) === word || (words.at(-1) === ',' && words.at(-2) === word))) {
      if (words.at(-1) === ',') words.pop()
      continue
    }
    words.push(word)
  }
  return words.length > MOST_WORDS ? words.slice(-MOST_WORDS) : words
}

function maskOf(token: string): string {
  if (!/\d/.test(token)) return token.replace(/['’]s?$/, '')
  const bare = token.replace(/[.*-]+$/, '')
  if (CODE.test(bare)) return '<code>'
  if (DIAGNOSIS.test(bare)) return '<dx>'
  return bare.length <= 2 ? '<small>' : '<number>'
}

/** FNV-1a over UTF-16 units, 32 bits, going on from `seed`. */
function hash(text: string, seed: number): number {
  let h = seed
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h
}

const START = 0x811c9dc5
const [ONE, TWO, THREE, SKIPPED, GROUP] = ['1 ', '2 ', '3 ', 's ', 'c '].map((kind) => hash(kind, START)) as [
  number,
  number,
  number,
  number,
  number,
]
/** Between the words of a pair. */
const APART = 0x5bd1
const bucket = (h: number): number => ((h ^ (h >>> 15)) >>> 0) & (BUCKETS - 1)

/** Buckets of the letter groups of a word and of the word alone: most words are met again. */
const known = new Map<string, Int32Array>()
const MOST_KNOWN = 20_000

function bucketsOf(word: string): Int32Array {
  const found = known.get(word)
  if (found) return found
  const own = [bucket(hash(word, ONE))]
  if (/^[a-z]/.test(word) && word.length > LETTERS) {
    const edged = `^${word}$`
    for (let i = 0; i + LETTERS < edged.length; i++) own.push(bucket(hash(edged.slice(i, i + LETTERS + 1), GROUP)))
  }
  const made = Int32Array.from(own)
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(word, made)
  return made
}

/** Distinct buckets of the words of a text, ascending. */
export function featuresOf(masked: readonly string[]): Int32Array {
  const words = ['^', ...masked, '$']
  const found: number[] = []
  for (const [i, word] of words.entries()) {
    for (const b of bucketsOf(word)) found.push(b)
    if (i === 0) continue
    found.push(bucket(hash(word, hash(words[i - 1]!, TWO) ^ APART)))
    if (i === 1) continue
    found.push(bucket(hash(word, hash(words[i - 1]!, hash(words[i - 2]!, THREE) ^ APART) ^ APART)))
    // Two words with one between them: "not … covered".
    found.push(bucket(hash(word, hash(words[i - 2]!, SKIPPED) ^ APART)))
  }
  const sorted = Int32Array.from(found).sort()
  let n = 0
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[n++] = sorted[i]!
  return sorted.slice(0, n)
}
