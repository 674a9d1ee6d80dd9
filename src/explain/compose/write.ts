/** Putting sentences, lists and sections together, so that composers read like the text they make. */

import type { Block, Item, Kind, Section, Sentence } from '../model.ts'
import { sectionById } from '../templates.ts'
import type { CodeFacts } from './facts.ts'

/** A sentence that rests on the facts with these ids; a fact that the code does not have is a mistake of the caller. */
export function say(text: string, ...facts: readonly string[]): Sentence {
  return { text: capitalized(text.replace(/\s+/g, ' ').trim()), facts, sources: [] }
}

export const paragraph = (...sentences: readonly (Sentence | undefined)[]): Block => ({
  type: 'paragraph',
  sentences: sentences.filter((each) => each !== undefined),
})

export const item = (...sentences: readonly Sentence[]): Item => ({ sentences, blocks: [] })

export const list = (items: readonly Item[]): Block => ({ type: 'list', items })

const filled = (block: Block): boolean => (block.type === 'paragraph' ? block.sentences : block.items).length > 0

/** A section of the code's template, or nothing when there is nothing to say. */
export function section(kind: Kind, id: string, ...blocks: readonly (Block | undefined)[]): Section[] {
  const some = blocks.filter((each) => each !== undefined).filter(filled)
  const heading = sectionById(kind, id)?.heading
  return heading === undefined || some.length === 0 ? [] : [{ id, heading, blocks: some }]
}

/** First letter as a capital, where the text begins with a letter. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The fact with this id, when the code has it. */
export function has(code: CodeFacts, id: string): boolean {
  return code.facts.has(id)
}

/** Every sentence of a section, those of nested lists included. */
export function sentencesOf(blocks: readonly Block[]): Sentence[] {
  return blocks.flatMap((block) =>
    block.type === 'paragraph'
      ? block.sentences
      : block.items.flatMap((each) => [...each.sentences, ...sentencesOf(each.blocks)]),
  )
}
