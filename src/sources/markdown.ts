/** A Markdown document as parts, through HTML. */
import { marked } from 'marked'
import { readHtml } from './html/html.ts'
import type { Parts } from './part.ts'

/** Facts about the file between two lines of dashes at its beginning are not its text. */
const FRONT_MATTER = /^---\r?\n(?:[\w-]+:.*\r?\n|\s+.*\r?\n)+---\r?\n/

export function readMarkdown(text: string): Parts {
  const body = text.replace(FRONT_MATTER, '')
  // A star after a code is a footnote or a wildcard, never the beginning of emphasis.
  const starred = body.replace(/(?<=[0-9A-Za-z.])(\*{1,3})(?=[\s,;|)]|$)/gm, (stars, _run, at: number) =>
    emphasisOpens(body, at) ? stars : stars.replaceAll('*', '\\*'),
  )
  return readHtml(marked.parse(starred, { async: false, gfm: true }))
}

/** True when the stars at `at` end an emphasis that began on the same line. */
function emphasisOpens(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at) + 1, at)
  const cell = line.slice(line.lastIndexOf('|') + 1)
  const opens = cell.match(/(?<![0-9A-Za-z.\\*])\*{1,3}(?=\S)/g)?.length ?? 0
  const closes = cell.match(/(?<=[^\s\\*])\*{1,3}(?=[\s,;|).:]|$)/g)?.length ?? 0
  return opens > closes
}
