/** Whether names of a concept fit words as typed: every word must begin a word of one of its names, or of its code. */
import type { Concept } from './provider.ts'

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

export function textMatcher(typed: string): (concept: Pick<Concept, 'code' | 'designations'>) => boolean {
  const wanted = wordsOf(typed)
  const whole = typed.trim().toLowerCase()
  return ({ code, designations }) => {
    if (wanted.length === 0) return false
    if (code.toLowerCase().startsWith(whole)) return true
    return designations.some(({ value }) => {
      const words = wordsOf(value)
      return wanted.every((prefix) => words.some((word) => word.startsWith(prefix)))
    })
  }
}
