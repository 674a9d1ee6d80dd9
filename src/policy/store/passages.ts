/** Cuts a document into passages for search: the text below one heading, in pieces a reader can take in at once. */
import type { PolicyText } from '../model.ts'

export interface Passage {
  /** Headings above it, outermost first. */
  readonly section: readonly string[]
  readonly page?: number
  readonly start: number
  readonly end: number
}

/** Characters after which a passage ends with its block. */
const ENOUGH = 700

/** Passages in reading order; headings themselves are not part of one. */
export function passagesOf({ text, blocks }: PolicyText): Passage[] {
  const passages: Passage[] = []
  const headings: { level: number; text: string }[] = []
  let open: { section: readonly string[]; page?: number; start: number; end: number } | undefined
  const close = (): void => {
    if (open) passages.push(open)
    open = undefined
  }
  for (const block of blocks) {
    if (block.kind === 'heading') {
      close()
      const level = block.level ?? 2
      while ((headings.at(-1)?.level ?? 0) >= level) headings.pop()
      headings.push({ level, text: text.slice(block.start, block.end) })
      continue
    }
    if (open && open.end - open.start > ENOUGH) close()
    open ??= {
      section: headings.map((h) => h.text),
      ...(block.page === undefined ? {} : { page: block.page }),
      start: block.start,
      end: block.end,
    }
    open.end = block.end
  }
  close()
  return passages
}
