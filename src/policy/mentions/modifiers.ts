/** Modifiers: two characters that stand at a code or after the word. */
import type { NamedSystem } from '../model.ts'
import type { Mention, Surroundings } from './mention.ts'

/** Modifiers of two digits; other two digits after a hyphen are the end of a range (`99281-85`). */
const NUMERIC = new Set(
  '22 23 24 25 26 27 32 33 47 50 51 52 53 54 55 56 57 58 59 62 63 66 73 74 76 77 78 79 80 81 82 90 91 92 93 95 96 97 99'.split(
    ' ',
  ),
)
/** Words of two capitals that follow the word without being modifiers. */
const WORDS = new Set(
  'OR AND IF IS TO OF ON IN NO BE BY AS AT IT WE DO SO UP US AN MY HE CPT NA VS ID PA RX DX TX HX IV IM OK'.split(' '),
)
const SHAPE = /^(?:[A-Z][A-Z0-9]|\d[A-Z0-9])$/
/** `modifier 25`, `modifiers RT, LT and 50`, `modifier(s) -KX`. */
const LIST =
  /\bmodifiers?(?:\(s\))?(?:\s+codes?)?\b[\s:]*["“'‘(–-]*((?:[A-Z0-9]{2}\b["”'’)]?(?:\s*(?:,|\/|;|&|\+|\band\b|\bor\b|and\/or)\s*)*["“'‘(–-]*)+)/gi
/** `the KX modifier`, `RT/LT modifiers`. */
const BEFORE = /((?:["“'‘-]?\b[A-Z0-9]{2}\b["”'’]?(?:\s*(?:,|\/|&|\band\b|\bor\b)\s*)*)+)\s+modifiers?\b/g

/** Well-known modifiers that are named without the word: `bill E0100 with NU`. */
const BARE =
  /\b(?:with|append(?:ed|ing)?|adding)\s+(?:the\s+)?-?((?:NU|RR|UE|KX|GA|GY|GZ|RT|LT|JW|JZ|TC|KF|KH|KI|KJ|EY|GX|XE|XS|XP|XU)\b(?:\s*(?:,|\/|and|or)\s*-?(?:NU|RR|UE|KX|GA|GY|GZ|RT|LT|JW|JZ|TC|KF|KH|KI|KJ|EY|GX|XE|XS|XP|XU)\b)*)/g

export const isModifierSuffix = (text: string): boolean =>
  NUMERIC.has(text) || (/^(?:[A-Z][A-Z0-9]|[1-8]P)$/.test(text) && !/^\d\d$/.test(text))

export function modifierMention(text: string, start: number): Mention {
  const system: NamedSystem = /^\d/.test(text) ? 'cpt' : 'hcpcs'
  return { system, code: text.toUpperCase(), start, end: start + text.length, modifier: true }
}

/** The modifiers that `text` names as such. */
export function modifiersIn(text: string, { hint, column }: Surroundings): Mention[] {
  const found = new Map<number, Mention>()
  const take = (run: string, at: number, strict: boolean): void => {
    for (const match of run.matchAll(/\b[A-Z0-9]{2}\b/g)) {
      const word = match[0]
      if (!SHAPE.test(word) || (WORDS.has(word) && strict)) continue
      if (/^\d\d$/.test(word) && !NUMERIC.has(word)) continue
      found.set(at + match.index, modifierMention(word, at + match.index))
    }
  }
  for (const match of text.matchAll(LIST)) take(match[1]!, match.index + match[0].lastIndexOf(match[1]!), true)
  for (const match of text.matchAll(BEFORE)) take(match[1]!, match.index, true)
  for (const match of text.matchAll(BARE)) take(match[1]!, match.index + match[0].lastIndexOf(match[1]!), true)
  if (hint === 'modifier') {
    // In a column or list of modifiers, what begins the cell or item is one.
    const run = column
      ? text
      : (/^\s*[A-Z0-9]{2}(?:\s*[,/;&]\s*[A-Z0-9]{2}\b)*(?=$|\s*[-–—:,|=(]|\s)/.exec(text)?.[0] ?? '')
    take(run, 0, column !== true)
  }
  return [...found.values()]
}
