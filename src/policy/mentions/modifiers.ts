/** Modifiers: two characters that stand at a code or after the word. */
import { systemOfModifier } from '../systems.ts'
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

/** First and second characters of the modifiers of HCPCS. */
const KNOWN =
  /^(?:A[1-9DEFGIJKMOPQRSTUVWXYZ]|B[ALOPRU]|C[ABCDEFGHIJKLMNOQRST]|DA|E[1-4ABCDEJMPRTXY]|F[1-9ABCPQRSTXY]|G[0-9ABCEFGHJKLMNOPQRSTUVWXYZ]|H[9A-Z]|J[1-5ABCDEFGKLWZ]|K[0-4A-Z]|L[1CDLMRSTU]|M[2A-HS]|N[1-3BRU]|P[1-6ABCDILMNOST]|Q[0-9A-Z]|R[ABCDEIRT]|S[A-HJ-NQS-WYZ]|T[1-9ACDEFGHJKLMNPQRSTUVW]|U[1-9A-HJKNP-S]|V[1-9MP]|X[1-5EPSU]|Z[ABC])$/
/** Verbs whose object a modifier is. */
const VERB =
  /\b(?:append(?:ed|ing|s)?|attach(?:ed)?|adds?|added|adding|carr(?:y|ies|ied)|needs?|requires?|bears?|takes?|uses?|using|put|puts|report|reports|submit|with|report(?:ed)?\s+with|bill(?:ed)?\s+with)\s+(?:the\s+|either\s+|both\s+)?["“'‘(]*$/i
/** Modifiers that are hardly anything else: in brackets alone, or doing something, they need no other word. */
const PLAIN =
  /^(?:NU|RR|UE|KX|GA|GY|GZ|RT|LT|JW|JZ|TC|GP|GO|GN|QM|QN|GM|QL|KF|KH|KI|KJ|EY|GX|XE|XS|XP|XU|GT|GQ|GC|GW|GV|QW|UN|UP)$/
const DOES =
  /^["”'’)]*\s+(?:or|and|,|is\s+(?:used|for|added|required)|states?|means?|shows?|marks?|says?|tells?|identif|indicates?|where|when)\b/
const AFTER_LIST = /^\s*["”'’)]*\s*(?:,|\/|&|;|\band\b|\bor\b|,?\s+the\s+[a-z ]{1,20}\bones?\b)\s*["“'‘(]*$/i
const VERB_NUMERIC = /\b(?:append(?:ed|ing|s)?|attach(?:ed)?|add|takes|carr(?:y|ies|ied))\s+(?:the\s+)?-?$/i

/** Known modifiers after such a verb, after a hyphen of their own, as labels, or anywhere where modifiers are spoken of. */
function knownIn(text: string, spoken: boolean): Mention[] {
  const found: Mention[] = []
  for (const match of text.matchAll(/(?<![A-Za-z0-9.])(-?)([A-Z][A-Z0-9]|\d\d)(?![A-Za-z0-9.]*[A-Za-z0-9])/g)) {
    const [, hyphen, word] = match as unknown as [string, string, string]
    const start = match.index + hyphen.length
    const numeric = /^\d/.test(word)
    if (WORDS.has(word) || (numeric ? !NUMERIC.has(word) : !KNOWN.test(word))) continue
    const before = text.slice(0, match.index)
    const last = found.at(-1)
    const listed = last !== undefined && AFTER_LIST.test(text.slice(last.end, match.index))
    const own = hyphen !== '' && (before === '' || /[\s(,"“]$/.test(before))
    if (
      numeric
        ? VERB_NUMERIC.test(before) ||
          (listed && (own || !/^\d/.test(last.code ?? ''))) ||
          (spoken && (VERB.test(before) || listed))
        : listed ||
          own ||
          spoken ||
          VERB.test(before) ||
          (PLAIN.test(word) && standsAlone(before, text.slice(match.index + match[0].length), found))
    )
      found.push(modifierMention(word, start))
  }
  return found
}

/** `(RR)`, `QM or QN states who arranged it`, and in a sentence that has named one already. */
const standsAlone = (before: string, after: string, found: readonly Mention[]): boolean =>
  (/\(\s*$/.test(before) && /^\s*[,)]/.test(after)) ||
  (/(?:^|[.;:]\s+)$/.test(before) && DOES.test(after)) ||
  (found.length > 0 && /[\s,;:]$/.test(before) && !/[.;]\s/.test(before.slice(found.at(-1)!.end)))

export const isModifierSuffix = (text: string): boolean =>
  NUMERIC.has(text) || (/^(?:[A-Z][A-Z0-9]|[1-8]P)$/.test(text) && !/^\d\d$/.test(text))

export function modifierMention(text: string, start: number): Mention {
  const code = text.toUpperCase()
  return { system: systemOfModifier(code)!, code, start, end: start + text.length, modifier: true }
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
  // Verbs alone are no evidence where no code is spoken of, as in "with HF"; two such letters beside the word are.
  const spoken = hint === 'modifier' && !column
  for (const m of knownIn(text, spoken)) if (!found.has(m.start)) found.set(m.start, m)
  return [...found.values()]
}
