/** Sentences of a written text with the footnotes that stand at them: `One to two hours.[^nci] Then rest[^nlm].` */
import { squeeze } from '../../core/text.ts'
import type { Sentence } from '../model.ts'

/** Words before a full stop that does not end a sentence. */
const ABBREVIATED = /(?:\b(?:e\.g|i\.e|etc|vs|Dr|Mr|Mrs|Ms|St|No|approx|U\.S|Fig|a\.m|p\.m)|\b[A-Z])\.$/

const FOOTNOTE = /\[\^([^\]\s]+)\]/g

/** A sentence ends at a stop that may be followed by a quote, a bracket or footnotes, before a blank and a capital. */
const END = /[.!?][”")\]]*(?:\s*\[\^[^\]\s]+\])*(?=\s+["“(]?[A-Z0-9])/g

function split(text: string): string[] {
  const parts: string[] = []
  let start = 0
  for (const found of text.matchAll(END)) {
    const stop = found.index + 1
    if (ABBREVIATED.test(text.slice(start, stop)) && !found[0].includes('[^')) continue
    parts.push(text.slice(start, found.index + found[0].length))
    start = found.index + found[0].length
  }
  parts.push(text.slice(start))
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
