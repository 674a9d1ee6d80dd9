/**
 * A payer's file of any format as text with blocks. Reading never throws for what is in a file: what cannot be read
 * becomes an Issue, so that a folder of documents is read to its end.
 */
import { extname } from 'node:path'
import { parse } from 'csv-parse/sync'
import { AppError, problemOf } from '../../core/errors.ts'
import type { Issue } from '../../core/issue.ts'
import { readDocx } from '../../sources/docx.ts'
import { readHtml } from '../../sources/html/html.ts'
import { readMarkdown } from '../../sources/markdown.ts'
import type { Parts } from '../../sources/part.ts'
import { readPdf } from '../../sources/pdf/pdf.ts'
import { readPlainText } from '../../sources/plain-text.ts'
import { tableParts } from '../../sources/table-parts.ts'
import { readWorkbookParts } from '../../sources/workbook.ts'
import type { PolicyText } from '../model.ts'
import { assemble } from './assemble.ts'

export interface DocumentFile {
  /** Names the file in Issues; its ending names the format. */
  readonly name: string
  readonly bytes: Buffer
}

/** Endings of the files that are documents. */
export const DOCUMENT_ENDINGS = [
  '.pdf',
  '.html',
  '.htm',
  '.xhtml',
  '.md',
  '.markdown',
  '.txt',
  '.text',
  '.docx',
  '.csv',
  '.tsv',
  '.xlsx',
] as const

type Reader = (file: DocumentFile) => Parts | Promise<Parts>

const READERS: Readonly<Record<string, { readonly read: Reader; readonly hard: boolean }>> = {
  '.pdf': { read: ({ bytes, name }) => readPdf(bytes, name), hard: false },
  '.html': { read: ({ bytes }) => readHtml(decode(bytes, true)), hard: true },
  '.md': { read: ({ bytes }) => readMarkdown(decode(bytes)), hard: true },
  '.txt': { read: ({ bytes }) => readPlainText(decode(bytes)), hard: false },
  '.docx': { read: ({ bytes, name }) => readDocx(bytes, name), hard: true },
  '.csv': { read: ({ bytes }) => readDelimited(decode(bytes)), hard: true },
  '.xlsx': { read: ({ bytes, name }) => readWorkbookParts(bytes, name), hard: true },
}
const ALIASES: Readonly<Record<string, string>> = {
  '.htm': '.html',
  '.xhtml': '.html',
  '.markdown': '.md',
  '.text': '.txt',
  '.tsv': '.csv',
}

/** The text of a document. Every problem is an Issue of the text. */
export async function readDocument(file: DocumentFile): Promise<PolicyText> {
  const ending = formatOf(file)
  const reader = READERS[ending]
  const none = (code: string, text: string): PolicyText => {
    return { text: '', blocks: [], issues: [issue(file, { code, text }, 'error')] }
  }
  if (!reader) return none('unknown-format', `A file with the ending "${ending}" is not a document that can be read.`)
  let found: Parts
  try {
    found = await reader.read(file)
  } catch (error) {
    const code =
      error instanceof AppError && error.code === 'file-too-large' ? 'document-too-large' : 'document-damaged'
    return none(code, `The document cannot be read: ${problemOf(error)}`)
  }
  const text = assemble(found.parts, { hard: reader.hard, pages: found.pages, issues: issuesOf(file, found) })
  if (text.text !== '' || text.issues.length > 0) return text
  return { ...text, issues: [issue(file, { code: 'no-text', text: 'The document holds no text.' }, 'error')] }
}

/** By the first bytes where they are plain, else by the name: files are often named wrongly. */
function formatOf({ name, bytes }: DocumentFile): string {
  const ending = extname(name).toLowerCase()
  if (bytes.subarray(0, 1024).includes('%PDF-')) return '.pdf'
  return ALIASES[ending] ?? ending
}

function issue(file: DocumentFile, { code, text }: { code: string; text: string }, severity: Issue['severity']): Issue {
  return { type: 'issue', code, severity, file: file.name, text }
}

function issuesOf(file: DocumentFile, { parts, pages, emptyPages = [], problems }: Parts): Issue[] {
  const issues = problems.map((p) => issue(file, p, parts.length === 0 ? 'error' : 'warning'))
  if (emptyPages.length === 0) return issues
  if (emptyPages.length === pages) {
    const text = `No page has any text (${pages} in all): the document is a scan and needs OCR.`
    return [...issues, issue(file, { code: 'needs-ocr', text }, 'error')]
  }
  const pagesNamed = emptyPages.map((page) => ({ ...issue(file, ocrPage(page), 'warning'), line: page }))
  return [...issues, ...pagesNamed]
}

const ocrPage = (page: number): { code: string; text: string } => ({
  code: 'needs-ocr',
  text: `Page ${page} has no text: it is a picture and needs OCR, or it is empty.`,
})

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

function readDelimited(text: string): Parts {
  const head = text.slice(0, 4000)
  const count = (mark: string): number => head.split(mark).length
  const delimiter = [',', ';', '\t', '|'].reduce((a, b) => (count(b) > count(a) ? b : a))
  const rows = parse(text, {
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  })
  return { parts: tableParts(rows as string[][], 1), problems: [] }
}
