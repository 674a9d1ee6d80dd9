/** How much a page says: the sections that hold more than a line, of text that fits the code. */
import { flatten } from './merge.ts'
import type { Block, Page, PageSection } from './model.ts'

/** A section of fewer words is a line, not a text. */
const LEAST_WORDS = 12
/** A page of this many sections has the depth of the reference page. */
export const DEEP = 8

const wordsOf = (blocks: readonly Block[]): number =>
  blocks.reduce(
    (sum, block) =>
      sum +
      (block.type === 'paragraph'
        ? block.sentences.reduce((n, { text }) => n + text.split(/\s+/).length, 0)
        : block.items.reduce(
            (n, item) =>
              n + item.sentences.reduce((m, { text }) => m + text.split(/\s+/).length, 0) + wordsOf(item.blocks),
            0,
          )),
    0,
  )

const wordsIn = (section: PageSection): number =>
  flatten([section]).reduce((sum, each) => sum + wordsOf(each.blocks), 0)

/** Sections that count: not the name, and not a single line. Tools and anesthesia are sections of their own. */
export function deepSections(page: Page): number {
  const inner = page.sections.flatMap(({ id, sections }) =>
    id === 'description' ? sections.filter((each) => !each.id.startsWith('description')) : [],
  )
  return [...page.sections, ...inner].filter((each) => each.id !== 'name' && wordsIn(each) >= LEAST_WORDS).length
}
