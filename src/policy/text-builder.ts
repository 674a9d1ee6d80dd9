/** Makes a `PolicyText` piece by piece; offsets and the order of blocks take care of themselves. */
import type { Issue } from '../core/issue.ts'
import { squeeze } from '../core/text.ts'
import type { Block, Evidence, PolicyText } from './model.ts'

export class PolicyTextBuilder {
  #text = ''
  readonly #blocks: Block[] = []
  readonly #headings: { level: number; text: string }[] = []

  /** Headings above what is added next, outermost first. */
  get section(): string[] {
    return this.#headings.map((h) => h.text)
  }

  heading(level: number, text: string): Evidence | undefined {
    while ((this.#headings.at(-1)?.level ?? 0) >= level) this.#headings.pop()
    const evidence = this.#add('heading', text, { level })
    if (evidence) this.#headings.push({ level, text: evidence.quote })
    return evidence
  }

  paragraph(text: string): Evidence | undefined {
    return this.#add('paragraph', text)
  }

  item(text: string): Evidence | undefined {
    return this.#add('item', text)
  }

  build(issues: readonly Issue[] = []): PolicyText {
    return { text: this.#text, blocks: this.#blocks, issues }
  }

  /** Adds a block and gives it as evidence; text of blanks adds nothing. */
  #add(kind: Block['kind'], text: string, more: Partial<Block> = {}): Evidence | undefined {
    const quote = squeeze(text)
    if (quote === '') return undefined
    if (this.#text !== '') this.#text += '\n'
    const start = this.#text.length
    this.#text += quote
    this.#blocks.push({ kind, start, end: this.#text.length, ...more })
    return { section: this.section, span: [start, this.#text.length], quote }
  }
}
