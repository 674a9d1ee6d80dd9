/** Sentences of a written text with the footnotes that stand at them: `One to two hours.[^nci] Then rest[^nlm].` */
import { sentenceEnds } from '../../core/sentences.ts'
import { squeeze } from '../../core/text.ts'
import type { Sentence } from '../model.ts'

const FOOTNOTE = /\[\^([^\]\s]+)\]/g

function split(text: string): string[] {
  let start = 0
  const parts = [...sentenceEnds(text), { closed: text.length, next: text.length }].map(({ closed, next }) => {
    const part = text.slice(start, closed)
    start = next
    return part
  })
  return parts.map(squeeze).filter((part) => part !== '')
}

/** Sentences of `text`; a footnote belongs to the sentence it stands in or directly after. */
export function sentencesFrom(text: string): Sentence[] {
  return split(squeeze(text)).map((part) => {
    const sources = [...new Set([...part.matchAll(FOOTNOTE)].map((found) => found[1]!))]
    return { text: squeeze(part.replace(FOOTNOTE, '')).replace(/ ([.,;:!?])/g, '$1'), facts: [], sources }
  })
}

/** A sentence as it is written in a file. */
export function writeSentence(sentence: Sentence): string {
  return sentence.text + sentence.sources.map((id) => `[^${id}]`).join('')
}
