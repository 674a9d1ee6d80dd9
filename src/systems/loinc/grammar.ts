/** How LOINC numbers are written: one to seven digits, a hyphen and a check digit (Luhn). Parts begin with LP, lists with LL. */
import { defineGrammar, type MendRule } from '../grammar.ts'

const NUMBER = /^(?:LP|LL|LA|LG)?\d{1,7}-\d$/

/** The Luhn check digit of the digits before the hyphen. */
export function checkDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const doubled = i % 2 === 0 ? Number(digit) * 2 : Number(digit)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return String((10 - (sum % 10)) % 10)
}

function normalize(text: string): string | undefined {
  const typed = text
    .replace(/^LOINC[\s:#-]*/i, '')
    .replace(/\s*-\s*/g, '-')
    .trim()
    .toUpperCase()
  if (!NUMBER.test(typed)) return undefined
  const [body = '', check] = typed.split('-')
  return checkDigit(body.replace(/^[A-Z]+/, '')) === check ? typed : undefined
}

/** A number whose check digit is wrong: the one with the right digit, which the writer may have meant. */
const wrongCheckDigit: MendRule = (typed) => {
  const found = /^(\d{1,7})-(\d)$/.exec(typed)
  if (!found || checkDigit(found[1]!) === found[2]) return []
  return [{ code: `${found[1]}-${checkDigit(found[1]!)}`, certainty: 0.4, mended: ['checkDigit'] }]
}

/** `45484`: the hyphen is missing. */
const missingHyphen: MendRule = (typed) => {
  const found = /^(\d{2,7})(\d)$/.exec(typed)
  if (!found || checkDigit(found[1]!) !== found[2]) return []
  return [{ code: `${found[1]}-${found[2]}`, certainty: 0.3, mended: ['separators'] }]
}

export const grammar = defineGrammar({
  normalize,
  normalizePrefix: (text) =>
    /^(?:LP|LL|LA|LG)?\d{0,7}-?\d?$/i.test(text) && text !== '' ? text.toUpperCase() : undefined,
  mends: [wrongCheckDigit, missingHyphen],
})
