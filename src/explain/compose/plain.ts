/**
 * Any other code in plain words: what the publisher calls it, what it stands under, its facts with their labels, and
 * whether it may be used. Nothing is inferred: a system without a composer of its own says only what its files say.
 */
import type { Section } from '../model.ts'
import { statusSentence } from './currency.ts'
import type { CodeFacts } from './facts.ts'
import { capitalized, paragraph, say, section } from './write.ts'

export function composeFacts(code: CodeFacts): Section[] {
  const { kind } = code
  return [
    ...section(kind, 'name', paragraph(say(capitalized(code.concept.title), 'title'))),
    ...section(kind, 'coding', paragraph(statusSentence(code))),
  ]
}
