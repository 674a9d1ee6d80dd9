/** Parts of a document as one text with blocks whose spans point into it. */
import type { Issue } from '../../core/issue.ts'
import type { Part } from '../../sources/part.ts'
import type { Block, PolicyText } from '../model.ts'
import { joinLines } from './join.ts'
import { splitLists } from './lists.ts'

export const CELL_SEPARATOR = ' | '

export interface Assembling {
  /** Breaks of lines were put there by the writer. */
  readonly hard: boolean
  readonly pages?: number | undefined
  readonly issues: readonly Issue[]
}

/** What is left of a label that a reader put between marks of Markdown or a form. */
const clean = (text: string): string => text.replace(/[ \t]+/g, ' ').trim()

export function assemble(parts: readonly Part[], { hard, pages, issues }: Assembling): PolicyText {
  const chunks: string[] = []
  const blocks: Block[] = []
  let at = 0
  let table: number | undefined
  const put = (text: string): { start: number; end: number } => {
    chunks.push(text)
    const start = at
    at += text.length
    return { start, end: at }
  }
  for (const part of hard ? parts : splitLists(parts)) {
    const texts = part.cells
      ? part.cells.map((cell) => clean(joinLines(cell, { hard, cell: true })))
      : [clean(joinLines(part.text, { hard, cell: false }))]
    if (texts.every((text) => text === '')) continue
    if (at > 0) put(part.kind === 'row' && part.table === table ? '\n' : '\n\n')
    table = part.table
    const spans = texts.map((text, i) => {
      if (i > 0) put(CELL_SEPARATOR)
      return put(text)
    })
    blocks.push({
      kind: part.kind,
      start: spans[0]!.start,
      end: at,
      ...(part.level !== undefined && { level: part.level }),
      ...(part.page !== undefined && { page: part.page }),
      ...(part.table !== undefined && { table: part.table }),
      ...(part.cells && { cells: spans }),
      ...(part.header && { header: true }),
    })
  }
  return { text: chunks.join(''), blocks, ...(pages !== undefined && { pages }), issues }
}
