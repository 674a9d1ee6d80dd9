/** Codes that the text of a note names in brackets: `injury of Achilles tendon (S86.0-)`. */
import type { CodeGrammar } from '../systems/system.ts'

const BRACKETS = /\(([^()]*)\)/g
/** What separates codes inside one pair of brackets. */
const BETWEEN = /[,;]\s*|\s+(?:and|or)\s+|\s+/

/**
 * Stored codes in the brackets of `text`, partial codes (`E08.-`) without their hyphen. Ranges (`P04-P96`) are left
 * out: a note that sends a reader to a chapter says nothing about any code of it.
 */
export function namedCodes(text: string, grammar: CodeGrammar): string[] {
  const codes = [...text.matchAll(BRACKETS)].flatMap(([, inside = '']) =>
    inside.split(BETWEEN).flatMap((word) => {
      if (!/\d/.test(word) || /[A-Z0-9]-[A-Z0-9]/i.test(word)) return []
      const code = grammar.normalize(word.replace(/[.-]+$/, ''))
      return code === undefined || code.length < 3 ? [] : [code]
    }),
  )
  return [...new Set(codes)]
}
