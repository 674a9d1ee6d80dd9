/** How CPT codes and modifiers are written: five digits, or four digits and a letter; modifiers have two characters. */
import type { CodeGrammar } from '../system.ts'

const CODE = /^\d{4}[0-9A-Z]$/
const MODIFIER = /^\d[0-9A-Z]$/
const PREFIX = /^\d{1,4}[0-9A-Z]?$/
const NOISE = /[\s.,()[\]\u2010-\u2015\u2212-]+/g

const characters = (text: string): string => text.replace(NOISE, '').toUpperCase()

export const isCptCode = (code: string): boolean => CODE.test(code)

export const grammar: CodeGrammar = {
  normalize(text) {
    const typed = characters(text)
    if (CODE.test(typed)) return typed
    return MODIFIER.test(typed) && text.trim().length === 2 ? typed : undefined
  },
  normalizePrefix(text) {
    const typed = characters(text)
    return PREFIX.test(typed) ? typed : undefined
  },
  display: (code) => code,
}
