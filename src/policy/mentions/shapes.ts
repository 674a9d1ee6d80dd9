/** Which systems' codes are written like a word of a document. */
import type { NamedSystem } from '../model.ts'
import { SHAPED } from '../systems.ts'

/** Systems a token may belong to by its shape alone, the most telling first; a point tells all. */
export function systemsOf(token: string): NamedSystem[] {
  const code = token.toUpperCase()
  const fitting = SHAPED.filter(({ shape }) => (code.includes('.') ? shape.pointed : shape.whole)?.test(code))
  return fitting.map(({ id }) => id)
}

/** A code with its point. */
export const isPointed = (token: string): boolean => token.includes('.') && systemsOf(token).length > 0
