/** How CPT codes and modifiers are written: five digits, or four digits and a letter; modifiers have two characters. */
import { foldCode } from '../../core/text.ts'
import { defineGrammar, withLeadingZeros, withModifiers } from '../grammar.ts'

const CODE = /^\d{4}[0-9A-Z]$/
const MODIFIER = /^\d[0-9A-Z]$/
const PREFIX = /^\d{1,4}[0-9A-Z]?$/
const NOISE = /[\s.,()[\]\u2010-\u2015\u2212-]+/g

const characters = (text: string): string => text.replace(NOISE, '').toUpperCase()

export const isCptCode = (code: string): boolean => CODE.test(code)

function normalize(text: string): string | undefined {
  const typed = characters(text)
  if (CODE.test(typed)) return typed
  return MODIFIER.test(typed) && text.trim().length === 2 ? typed : undefined
}

export const grammar = defineGrammar({
  normalize,
  normalizePrefix(text) {
    const typed = characters(text)
    return PREFIX.test(typed) ? typed : undefined
  },
  mends: [withModifiers(normalize), withLeadingZeros(5, 3)],
  isStub: (text) => /^\d{2,4}$/.test(text),
  // Ranges stay within one category: five digits, or four with the same letter.
  isRange(first, last) {
    const [a, b] = [foldCode(first), foldCode(last)]
    return a < b && a.length === b.length && a.replace(/\d/g, '') === b.replace(/\d/g, '')
  },
})
