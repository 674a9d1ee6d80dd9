/** Runs of words that are hardly more than codes. */
import { systemsOf } from '../mentions/shapes.ts'

/** Its first word is a code. */
export function startsWithCode(text: string): boolean {
  const word = /^\s*(?:(?:CPT|HCPCS|ICD-?10\S*)\s+)?([A-Z0-9.]{3,})/i.exec(text)?.[1] ?? ''
  return /\d/.test(word) && systemsOf(word.replace(/\.$/, '')).length > 0
}

/** It begins with a code, or with a label and a code: `Group A (disease): D59.30`. */
export function isCodeList(text: string): boolean {
  const label = /^[^.:;|]{1,60}:\s+(?=\S)/.exec(text)
  return startsWithCode(text) || (label !== null && startsWithCode(text.slice(label[0].length)))
}

/** Without its codes and the words between them, little is left. */
export function hasLittleElse(words: string): boolean {
  const rest = words
    .replace(/[A-Z]?\d[0-9A-Z.*x-]*/gi, '')
    .replace(/\b(?:and|or|through|to|codes?|CPT|HCPCS|ICD-?10\S*|CM|PCS|except|excluding)\b/gi, '')
  return rest.replace(/[^A-Za-z]/g, '').length < 0.5 * words.length || startsWithCode(words)
}
