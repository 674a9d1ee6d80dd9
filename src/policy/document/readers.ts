/** Readers of every format but PDF: bytes in, text with blocks out. They run in the thread of `read-worker.ts`. */
import { parse } from 'csv-parse/sync'
import { AppError } from '../../core/errors.ts'
import { readDocx } from '../../sources/docx.ts'
import { readHtml } from '../../sources/html/html.ts'
import { readMarkdown } from '../../sources/markdown.ts'
import type { Parts } from '../../sources/part.ts'
import { readPlainText } from '../../sources/plain-text.ts'
import { tableParts } from '../../sources/table-parts.ts'
import { readWorkbookParts } from '../../sources/workbook.ts'

export interface DocumentFile {
  /** Names the file in Issues; its ending names the format. */
  readonly name: string
  readonly bytes: Buffer
}

type Reader = (file: DocumentFile) => Parts | Promise<Parts>

/** By ending; `hard`: breaks of lines were put there by the writer. */
export const READERS: Readonly<Record<string, { readonly read: Reader; readonly hard: boolean }>> = {
  '.html': { read: ({ bytes }) => readHtml(decode(bytes, true)), hard: true },
  '.md': { read: ({ bytes }) => readMarkdown(decode(bytes)), hard: true },
  '.txt': { read: ({ bytes }) => readPlainText(decode(bytes)), hard: false },
  '.docx': { read: ({ bytes, name }) => readDocx(bytes, name), hard: true },
  '.csv': { read: ({ bytes }) => readDelimited(decode(bytes)), hard: true },
  '.xlsx': { read: ({ bytes, name }) => readWorkbookParts(bytes, name), hard: true },
}
/** UTF-8, or what a byte order mark or the page itself names, or Windows-1252 where the bytes are no UTF-8. */
function decode(bytes: Buffer, html = false): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const named = html ? /charset\s*=\s*["']?([\w-]+)/i.exec(bytes.toString('latin1', 0, 2048))?.[1] : undefined
  for (const encoding of ['utf-8', named]) {
    if (encoding === undefined) continue
    try {
      return new TextDecoder(encoding, { fatal: encoding === 'utf-8' }).decode(bytes)
    } catch {
      // The next one is tried.
    }
  }
  return new TextDecoder('windows-1252').decode(bytes)
}

/** No table of a document has more. */
const MOST_COLUMNS = 1_000
const MOST_CELLS = 5_000_000

const tooMany = (path: string, limit: string): AppError => new AppError('file-too-large', { path, limit })

function readDelimited(text: string): Parts {
  const head = text.slice(0, 4000)
  const count = (mark: string): number => head.split(mark).length
  const delimiter = [',', ';', '\t', '|'].reduce((a, b) => (count(b) > count(a) ? b : a))
  let cells = 0
  const rows = parse(text, {
    on_record: (row: string[]) => {
      cells += row.length
      if (row.length > MOST_COLUMNS) throw tooMany('a row', `${MOST_COLUMNS} cells`)
      if (cells > MOST_CELLS) throw tooMany('the file', `${MOST_CELLS} cells`)
      return row
    },
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  })
  return { parts: tableParts(rows as string[][], 1), problems: [] }
}
