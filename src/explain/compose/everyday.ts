/** The everyday words for the words of a title, in the order in which they stand there; each stretch is said once. */
import { patternOf } from '../../core/text.ts'
import type { Everyday } from '../model.ts'
import { EVERYDAY, UNLESS } from './phrases/everyday.ts'

/** More than a reader takes in beside a title. */
const MOST = 6

const KEYS = Object.keys(EVERYDAY).sort((a, b) => b.length - a.length)

/** All entries as one pattern, longest first, so that one pass finds the longest words at each place. */
const PATTERN = new RegExp(
  `(?<![A-Za-z-])(${KEYS.map((key) => patternOf(key).replaceAll(' ', '(?: |, |-)')).join('|')})(e?s)?(?![A-Za-z-])`,
  'gi',
)

const folded = (text: string): string => text.toLowerCase().replace(/, |-/g, ' ')
const BY_WORDS = new Map(Object.entries(EVERYDAY).map(([key, plain]) => [folded(key), plain]))

/** Pairs of official and everyday words; words of ours never say what the title already says. */
export function everydayWords(title: string): Everyday[] {
  const found = new Map<string, Everyday>()
  for (const [official, words = ''] of title.matchAll(PATTERN)) {
    const plain = BY_WORDS.get(folded(words))
    const wrong = UNLESS.some((each) => each.key.test(folded(words)) && each.title.test(title))
    if (plain === undefined || wrong || found.has(plain) || title.toLowerCase().includes(plain.toLowerCase())) continue
    found.set(plain, { official, plain })
  }
  return [...found.values()].slice(0, MOST)
}
