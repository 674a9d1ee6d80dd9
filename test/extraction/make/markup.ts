/** The small markup that documents of rendered types (PDF, DOCX, HTML) are written in: a corner of Markdown. */

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'item'; readonly text: string }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'page' }

/** A hard line break inside a paragraph or a cell, as a typesetter would leave it. */
export const BREAK = '⏎'

/** Lines `# `…, `- `…, `| a | b |`, `\f` (new page), and paragraphs parted by blank lines. */
export function blocksOf(source: string): Block[] {
  const blocks: Block[] = []
  let words: string[] = []
  let rows: string[][] = []
  const flush = (): void => {
    if (words.length > 0) blocks.push({ kind: 'paragraph', text: words.join(' ') })
    // The row of dashes under a Markdown head is a mark, not a row.
    const kept = rows.filter((row) => !row.every((cell) => /^-+$/.test(cell)))
    if (kept.length > 0) blocks.push({ kind: 'table', rows: kept })
    words = []
    rows = []
  }
  for (const line of source.replaceAll('**', '').split('\n')) {
    const heading = /^(#+) (.*)$/.exec(line)
    const isRow = line.startsWith('|')
    if (heading || line.startsWith('- ') || line.trim() === '' || line === '\f' || isRow !== rows.length > 0) flush()
    if (heading) blocks.push({ kind: 'heading', level: heading[1]!.length, text: heading[2]! })
    else if (line === '\f') blocks.push({ kind: 'page' })
    else if (line.startsWith('- ')) blocks.push({ kind: 'item', text: line.slice(2) })
    else if (isRow) rows.push(cellsOf(line))
    else if (line.trim() !== '') words.push(line.trim())
  }
  flush()
  return blocks
}

/** The cells of `| a | b |`. */
const cellsOf = (line: string): string[] =>
  line
    .replace(/^\||\|\s*$/g, '')
    .split('|')
    .map((cell) => cell.trim())

/** The text a reader sees, tags and marks gone, white space squeezed: what quotes are looked up in. */
export function plain(source: string): string {
  return source
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<!--[\s\S]*?-->/g, ' ')
    .replace(/<[^<>]+>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&ndash;/g, '–')
    .replace(/&dagger;/g, '†')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replaceAll('**', '')
    .replace(/[|⏎]/g, ' ')
    .replace(/\s+/g, ' ')
}
