/**
 * A CPT code in plain words: the official descriptor, the AMA's own words for consumers, and whether it may be used. Only
 * ever made from the operator's licensed files.
 */
import type { Section } from '../model.ts'
import { statusSentence } from './currency.ts'
import type { CodeFacts } from './facts.ts'
import { capitalized, paragraph, say, section } from './write.ts'

export function composeCpt(code: CodeFacts): Section[] {
  const { kind, facts } = code
  const consumer = [...facts.values()].find((fact) => fact.name === 'consumerDescriptor')
  return [
    ...section(kind, 'name', paragraph(say(capitalized(code.concept.title), 'title'))),
    ...section(kind, 'summary', paragraph(consumer && say(consumer.value, consumer.id))),
    ...section(kind, 'coding', paragraph(statusSentence(code))),
  ]
}
