/** How HCPCS Level II codes and modifiers are written, and how codes that are someone else's are told from them. */
import { defineGrammar, withModifiers } from '../grammar.ts'

/** A letter from A to V and four digits. D is dental (CDT) and belongs to the American Dental Association. */
const CODE = /^[A-CE-V]\d{4}$/
/** A letter and a letter or digit. Modifiers that start with a digit (`25`, `1P`) are CPT's. */
const MODIFIER = /^[A-Z][A-Z0-9]$/
const PREFIX = /^[A-CE-V]\d{0,4}$/

/** Blanks, hyphens and dashes of any length, points, commas and brackets, which people put into and around codes. */
const NOISE = /[\s.,()[\]\u2010-\u2015\u2212-]+/g

/** What was typed in capitals without `NOISE`: `j-9271`, `g 0498`. */
function characters(text: string): string {
  return text.replace(NOISE, '').toUpperCase()
}

/** True when `code` is a Level II procedure code in stored form. */
export function isHcpcsCode(code: string): boolean {
  return CODE.test(code)
}

/** What kind of code the HCPCS column of a file holds; undefined when it is none. */
export type CodeOwner = 'code' | 'modifier' | 'cdt' | 'cpt'

/**
 * `cdt`: D and four digits. `cpt`: five digits, four digits and a letter (categories II and III, laboratory codes),
 * and modifiers that start with a digit. Only `code` and `modifier` may be loaded.
 */
export function ownerOf(code: string): CodeOwner | undefined {
  if (CODE.test(code)) return 'code'
  if (MODIFIER.test(code)) return 'modifier'
  if (/^D\d{4}$/.test(code)) return 'cdt'
  if (/^\d{4}[0-9A-Z]$/.test(code) || /^\d[0-9A-Z]$/.test(code)) return 'cpt'
  return undefined
}

/**
 * The letter O and I typed among the digits of a code are read as 0 and 1 (`J9O35`). Numbers of five digits and codes
 * that start with D are never taken.
 */
function normalize(text: string): string | undefined {
  const typed = characters(text)
  // Two letters with something between them (`p.o.`) are no modifier; a hyphen or bracket around one may be.
  if (MODIFIER.test(typed)) return text.toUpperCase().includes(typed) ? typed : undefined
  const code = digitsFixed(typed)
  // One true digit at least, so that no word of five letters can become a code.
  return CODE.test(code) && /\d/.test(typed) ? code : undefined
}

function normalizePrefix(text: string): string | undefined {
  const typed = characters(text)
  if (MODIFIER.test(typed)) return typed
  const code = digitsFixed(typed)
  return PREFIX.test(code) && (code.length === 1 || /\d/.test(typed)) ? code : undefined
}

function digitsFixed(code: string): string {
  return code.slice(0, 1) + code.slice(1).replaceAll('O', '0').replaceAll('I', '1')
}

/** Letters that sections of codes begin with; the others have never had one, so that print seldom means a code. */
const PRINTED_STUB = /^[A-CEGHJ-MP-V]\d{0,3}$/i

export const grammar = defineGrammar({
  normalize,
  normalizePrefix,
  mends: [withModifiers(normalize)],
  isStub: (text) => PRINTED_STUB.test(text),
})
