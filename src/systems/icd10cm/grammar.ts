/**
 * How ICD-10-CM codes are written. Stored form: capitals without the point (`E119`). A code is a letter, a digit, a
 * letter or digit, and up to four more; since FY2026 the second character may also be a letter before a digit (`QA0`).
 * Chapters are stored as `chapter-4` and sections by both ends (`E08-E13`, `C7A-C7A` where it is one category).
 */
import { foldAccents, foldCode } from '../../core/text.ts'
import { asDigits, defineGrammar, type MendRule } from '../grammar.ts'

const CATEGORY = '[A-Z](?:[0-9][0-9A-Z]|[A-Z][0-9])'
const CODE = new RegExp(`^${CATEGORY}[0-9A-Z]{0,4}$`)
const SECTION = new RegExp(`^(${CATEGORY})-(${CATEGORY})$`)
const CHAPTER = /^chapter-([1-9]\d?)$/
/** Dashes of all lengths; the last is the minus sign. */
const DASHES = /[-\u2010-\u2015\u2212]/g
/** What stands in odd places of a typed code: blanks, points, commas, hyphens, underscores, and brackets around it. */
const NOISE = /[\s.,·_()[\]-]+/g
/** `E11.9, I10` is a list of codes, not one code with a comma in it. */
const LIST_COMMA = /\s*[,;]\s+/

/** True when `text` is a stored code of the tree below sections: `E11`, `E119`, `S72001A`. */
export function isStoredCode(text: string): boolean {
  return CODE.test(text)
}

/** The stored code of a code as printed in official files (`E11.9`), or undefined. Stricter than `normalize`. */
export function parsePrinted(text: string): string | undefined {
  const m = /^([A-Z][0-9A-Z]{2})(?:\.([0-9A-Z]{1,4}))?$/.exec(text)
  const code = m === null ? '' : m[1] + (m[2] ?? '')
  return CODE.test(code) ? code : undefined
}

/** Stored code of a section given as in the tabular list: `E08-E13`, or `C7A` for a section of one category. */
export function sectionCode(id: string): string | undefined {
  const text = id.trim().replace(DASHES, '-')
  const code = text.includes('-') ? text : `${text}-${text}`
  return SECTION.test(code) ? code : undefined
}

function tidy(text: string): string {
  return foldAccents(text).replace(DASHES, '-').toUpperCase().trim()
}

function normalizeCode(text: string): string | undefined {
  const code = text.replace(NOISE, '')
  return CODE.test(code) ? code : undefined
}

function normalize(text: string): string | undefined {
  const tidied = tidy(text)
  const chapter = /^CHAPTER[\s-]*([1-9]\d?)$/.exec(tidied)
  if (chapter) return `chapter-${chapter[1]}`
  const section = tidied.replace(/\s*-\s*/, '-')
  if (SECTION.test(section)) return section
  const parts = tidied.split(LIST_COMMA).filter((part) => part !== '')
  if (parts.length > 1 && parts.every((part) => normalizeCode(part) !== undefined)) return undefined
  return normalizeCode(tidied)
}

function normalizePrefix(text: string): string | undefined {
  const prefix = tidy(text).replace(NOISE, '')
  return /^[A-Z][0-9A-Z]?$/.test(prefix) || CODE.test(prefix) ? prefix : undefined
}

function display(code: string): string {
  const chapter = CHAPTER.exec(code)
  if (chapter) return `Chapter ${chapter[1]}`
  return code.length > 3 && CODE.test(code) ? `${code.slice(0, 3)}.${code.slice(3)}` : code
}

/** Characters of a code with a 7th character; what is missing before it is filled with X. */
const FULL_LENGTH = 7

/** A code that may have grown by placeholders. */
const OVERLONG = new RegExp(`^${CATEGORY}[0-9A-Z]{0,7}$`)

/** `S72001XA`-like slips: placeholders left out before a 7th character (`W19A`), or put where none belong (`I10.X`). */
const padding: MendRule = (typed) => {
  const code = foldCode(typed)
  if (!OVERLONG.test(code) || code.length < 4) return []
  const found: string[] = []
  const last = code.at(-1)!
  if (code.length < FULL_LENGTH && /[A-Z]/.test(last) && last !== 'X')
    found.push(code.slice(0, -1).padEnd(FULL_LENGTH - 1, 'X') + last)
  for (let bare = code; bare.length > 3 && bare.endsWith('X'); ) {
    bare = bare.slice(0, -1)
    found.push(bare)
  }
  const placed = /^([A-Z0-9]{3,6}?)X+([A-Z])$/.exec(code)
  if (placed) found.push(placed[1]!.padEnd(FULL_LENGTH - 1, 'X') + placed[2], placed[1]!)
  const whole = [...new Set(found)].filter((each) => each !== code && CODE.test(each))
  return whole.map((each) => ({ code: each, certainty: 0.8, mended: ['padding' as const] }))
}

/** `EIO.9`, `I1O`: O and I (or l) typed among the digits; the first character is a letter and stays. */
const lookalikes: MendRule = (typed) => {
  const code = foldCode(typed)
  if (!/^[A-Z][0-9A-Z]{2,6}$/.test(code) || !/\d/.test(code)) return []
  const readings = [digitsIn(code, 3), digitsIn(code, code.length)]
  return [...new Set(readings)]
    .filter((reading) => reading !== code && CODE.test(reading))
    .map((reading) => ({ code: reading, certainty: 0.8, mended: ['lookalikes' as const] }))
}

/** `code` with the letters O, I and L among its characters 2 to `end` read as digits. */
const digitsIn = (code: string, end: number): string => code[0] + asDigits(code.slice(1, end)) + code.slice(end)

/** A printed category has a digit and then a digit, A or B; the letters before digits are those of FY2026. */
const PRINTED_STUB = /^(?:[A-Z]\d[0-9AB]|[A-Z][A-Z]\d)\.?[0-9A-Z]{0,4}$|^[A-Z]\d$/i

export const grammar = defineGrammar({
  normalize,
  normalizePrefix,
  display,
  mends: [padding, lookalikes],
  displayStub: (code) => `${display(code)}${code.length === 3 ? '.' : ''}-`,
  isStub: (text) => PRINTED_STUB.test(text),
  isRange: (first, last) => foldCode(first) < foldCode(last),
})
