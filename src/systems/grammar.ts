/**
 * How a system's codes are written and read. One reader serves search, policies, coverage and help for codes that are
 * not there: `candidates` gives every reading of a text as one code, with how sure it is and what was mended. None of it
 * says whether the code exists.
 */
import { foldCode } from '../core/text.ts'

/**
 * What had to be mended in a text to read it as a code:
 * - `characters`: full-width, zero-width or other odd characters
 * - `case`, `separators`: small letters; blanks, points, hyphens and brackets in other places
 * - `lookalikes`: O for 0, I or l for 1, or the other way round
 * - `padding`: placeholders X missing or too many
 * - `leadingZero`: zeros lost at the front, as spreadsheets do
 * - `shape`: another written shape of the same number (NDC with 10 digits)
 * - `modifier`: modifiers behind the code
 * - `checkDigit`: the check digit is wrong
 */
export type Mend =
  | 'characters'
  | 'case'
  | 'separators'
  | 'lookalikes'
  | 'padding'
  | 'leadingZero'
  | 'shape'
  | 'modifier'
  | 'checkDigit'

/** One reading of a text as a code. */
export interface CodeCandidate {
  /** Stored form. */
  readonly code: string
  /** 0 to 1: 1 is the code as officially written. */
  readonly certainty: number
  readonly mended: readonly Mend[]
  /** Modifiers that stood behind the code. */
  readonly modifiers?: readonly string[]
}

export interface CodeGrammar {
  /** True where `Pa` and `pA` are two codes. */
  readonly caseSensitive: boolean
  /** True where nearly any text may be a code: only those that exist are taken for one. */
  readonly open: boolean
  /** Every reading of `text` as one whole code, surest first; empty when it cannot be one. */
  candidates(text: string): readonly CodeCandidate[]
  /**
   * The stored form of anything a person may type for one code (`e11.9`, `E 11 9`, `j-9271`), or undefined when
   * `text` cannot be a whole code: the surest candidate that needed no guess.
   */
  normalize(text: string): string | undefined
  /** Like `normalize` for the first characters of a code (`E11`, `0dt`); used for prefix search. */
  normalizePrefix(text: string): string | undefined
  /** The code as officially written: `E119` → `E11.9`. Chapters and sections have a form of their own. */
  display(code: string): string
  /** True when `text` may stand before a wildcard in print: `C22.`, `J9`. */
  isStub(text: string): boolean
  /** The beginning of codes with its end left open, as publishers write it: `C22.-`, `J9*`. */
  displayStub(code: string): string
  /** True when two written codes can be the ends of a range: one shape, in order. */
  isRange(first: string, last: string): boolean
}

/** A rule that reads what strict reading cannot: a stored code, what it mended, how sure it is. */
export type MendRule = (typed: string) => readonly CodeCandidate[]

/** What a system must say of its codes; `defineGrammar` makes the rest. */
export interface GrammarRules {
  normalize(text: string): string | undefined
  normalizePrefix(text: string): string | undefined
  display?(code: string): string
  /** Readings beyond `normalize`; they see the text in plain characters, trimmed. */
  readonly mends?: readonly MendRule[]
  readonly caseSensitive?: true
  readonly open?: true
  isStub?(text: string): boolean
  displayStub?(code: string): string
  isRange?(first: string, last: string): boolean
}

/** Characters without width, soft hyphens and direction marks, which come along when text is copied. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g
const DASHES = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g

const PRINTABLE = /^[\x20-\x7e]*$/

/** `text` in plain characters: full-width forms, odd dashes and invisible characters are gone. */
export function plainCharacters(text: string): string {
  // Nearly every text is plain already.
  if (PRINTABLE.test(text)) return text.trim()
  return text.normalize('NFKC').replace(INVISIBLE, '').replace(DASHES, '-').trim()
}

/** How sure a reading is that needed nothing but tidying. */
const TIDIED = 0.95
/** … and of one written as codes are stored, where print has a point: `E119`. */
const STORED = 0.97
const LOOKALIKE = 0.8

export function defineGrammar(rules: GrammarRules): CodeGrammar {
  const display = rules.display ?? ((code) => code)
  const strict = (text: string): CodeCandidate[] => {
    const plain = plainCharacters(text)
    const code = rules.normalize(plain)
    if (code === undefined) return []
    const mended = mendsBetween(text.trim(), plain, { code, written: display(code) })
    const stored = plain === code && mended.length === 1
    const certainty = mended.length === 0 ? 1 : stored ? STORED : mended.includes('lookalikes') ? LOOKALIKE : TIDIED
    return [{ code, certainty, mended }]
  }
  return {
    caseSensitive: rules.caseSensitive === true,
    open: rules.open === true,
    candidates(text) {
      const plain = plainCharacters(text)
      const all = [...strict(text), ...(rules.mends ?? []).flatMap((mend) => mend(plain))]
      const best = new Map<string, CodeCandidate>()
      for (const each of all.sort((a, b) => b.certainty - a.certainty)) {
        const key = `${each.code} ${(each.modifiers ?? []).join(' ')}`
        if (!best.has(key)) best.set(key, each)
      }
      return [...best.values()]
    },
    normalize: (text) => rules.normalize(plainCharacters(text)),
    normalizePrefix: (text) => rules.normalizePrefix(plainCharacters(text)),
    display,
    isStub: rules.isStub ?? (() => false),
    displayStub: rules.displayStub ?? ((code) => `${display(code)}*`),
    isRange: rules.isRange ?? sameShapeInOrder,
  }
}

function mendsBetween(
  typed: string,
  plain: string,
  { code, written }: { readonly code: string; readonly written: string },
): Mend[] {
  const mended: Mend[] = []
  if (typed !== plain) mended.push('characters')
  if (plain === written) return mended
  if (plain !== plain.toUpperCase() && code === code.toUpperCase()) mended.push('case')
  if (foldCode(plain) !== foldCode(code)) mended.push('lookalikes')
  else if (plain.toUpperCase() !== written.toUpperCase()) mended.push('separators')
  return mended
}

/** Two codes of the same length and the same letters at the front, the first before the last. */
function sameShapeInOrder(first: string, last: string): boolean {
  const [a, b] = [foldCode(first), foldCode(last)]
  return a < b && a.length === b.length
}

/** Reads the letters O and I (and l, as typed for 1) among digits as 0 and 1. */
export const asDigits = (text: string): string => text.replaceAll('O', '0').replaceAll('I', '1').replaceAll('L', '1')

/** Modifiers as claims write them behind a code: `-RR`, ` JW`, `-25-59`, up to four. */
const MODIFIERS = /^(.*?[0-9A-Z])((?:[-\s/,]+[0-9A-Z]{2}){1,4})$/
/** `J1885JW`, `9921325`: a modifier joined to a code of five characters. */
const JOINED = /^([0-9A-Z]{5})([A-Z][0-9A-Z]|[0-9][0-9A-Z])$/

/** Reads a code with modifiers behind it, of a system whose whole codes `normalize` knows. */
export function withModifiers(normalize: (text: string) => string | undefined): MendRule {
  return (typed) => {
    const text = typed.toUpperCase()
    const apart = MODIFIERS.exec(text)
    const parts = apart
      ? [apart[1]!, ...apart[2]!.split(/[-\s/,]+/).filter((part) => part !== '')]
      : JOINED.exec(text)?.slice(1)
    if (!parts) return []
    const [head = '', ...modifiers] = parts
    const code = normalize(head)
    // A modifier is no code that modifiers follow.
    if (code === undefined || code.length < 4) return []
    return [{ code, certainty: apart ? 0.9 : 0.6, mended: ['modifier'], modifiers }]
  }
}

/** Reads a number that lost its leading zeros: `length` digits once, `least` at least now. */
export function withLeadingZeros(length: number, least = 1): MendRule {
  return (typed) => {
    const digits = typed.replace(/[\s#]/g, '')
    if (!/^\d+$/.test(digits) || digits.length >= length || digits.length < least) return []
    return [{ code: digits.padStart(length, '0'), certainty: 0.6, mended: ['leadingZero'] }]
  }
}
