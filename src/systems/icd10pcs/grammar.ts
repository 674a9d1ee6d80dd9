/** How ICD-10-PCS codes are written: seven characters from the digits and the letters without I and O. */
import { defineGrammar, type MendRule } from '../grammar.ts'

/** Characters an ICD-10-PCS code is made of. I and O are left out by design, as too like 1 and 0. */
const VALUE = '0-9A-HJ-NP-Z'
const CODE = new RegExp(`^[${VALUE}]{7}$`)
const PREFIX = new RegExp(`^[${VALUE}]{1,7}$`)

/** Blanks, hyphens and dashes of any length, points, commas and brackets, which people put into and around codes. */
const NOISE = /[\s.,()[\]\u2010-\u2015\u2212-]+/g

/** What was typed in capitals without `NOISE`; O and I become the digits they can only stand for (`1OD00Z1`). */
function characters(text: string): string {
  return text.replace(NOISE, '').toUpperCase().replaceAll('O', '0').replaceAll('I', '1')
}

/** True when `text` is a code of seven characters in stored form. */
export function isPcsCode(text: string): boolean {
  return CODE.test(text)
}

/** True when `text` is the first one to seven characters of codes in stored form. */
export function isPcsPrefix(text: string): boolean {
  return PREFIX.test(text)
}

/** Six characters of a code whose first was a zero, as spreadsheets leave it: `99680Z`. */
const lostZero: MendRule = (typed) => {
  const code = `0${characters(typed)}`
  return code.length === 7 && CODE.test(code) && /\d/.test(typed)
    ? [{ code, certainty: 0.8, mended: ['leadingZero'] }]
    : []
}

/**
 * Besides whole codes `normalize` takes the headers of the tree, of one to three characters. In so short a text nothing
 * is corrected (`OT` is not taken for `0T`). Words of two or three letters do pass (`DM`, `CT` are body systems): whether
 * a person meant the word is for the search to weigh.
 */
export const grammar = defineGrammar({
  normalize(text) {
    const code = characters(text)
    if (CODE.test(code)) return code
    return code.length <= 3 && PREFIX.test(code) && code === text.trim().toUpperCase() ? code : undefined
  },
  normalizePrefix(text) {
    const code = characters(text)
    return PREFIX.test(code) ? code : undefined
  },
  mends: [lostZero],
  // Printed beginnings start with one of the sections there are.
  isStub: (text) => /^[0-9B-DF-HX][0-9A-HJ-NP-Z]{1,5}$/i.test(text),
})
