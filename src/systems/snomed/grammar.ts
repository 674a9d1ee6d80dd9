/** How SNOMED CT identifiers are written: 6 to 18 digits, the last of which is a Verhoeff check digit. */
import { defineGrammar } from '../grammar.ts'

/** Multiplication in the dihedral group of order ten. */
const TIMES = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
  [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
  [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
  [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
  [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
  [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
  [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
  [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
  [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
] as const
const TURN = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4] as const

/** Digit `digit` turned `times` over, by its place from the right. */
function turned(digit: number, times: number): number {
  let out = digit
  for (let i = 0; i < times % 8; i++) out = TURN[out]!
  return out
}

/** True when the last digit of `digits` is the Verhoeff check digit of the others. */
export function hasVerhoeff(digits: string): boolean {
  return [...digits].reverse().reduce((c, digit, i) => TIMES[c]![turned(Number(digit), i)]!, 0) === 0
}

/** An identifier of a concept: partition 00 or 10 stands before the check digit. */
export const isConceptId = (text: string): boolean =>
  /^[1-9]\d{5,17}$/.test(text) && /[01]0\d$/.test(text) && hasVerhoeff(text)

function normalize(text: string): string | undefined {
  const typed = text
    .replace(/^(?:SCTID|SNOMED(?:[\s-]*CT)?)[\s:#-]*/i, '')
    .replace(/\s*\|[^|]*\|?$/, '')
    .trim()
  return isConceptId(typed) ? typed : undefined
}

export const grammar = defineGrammar({
  normalize,
  normalizePrefix: (text) => (/^[1-9]\d{0,17}$/.test(text) ? text : undefined),
})
