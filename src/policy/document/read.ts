/**
 * A payer's file of any format as text with blocks. Reading never throws for what is in a file: what cannot be read
 * becomes an Issue, so that a folder of documents is read to its end.
 */
import { extname } from 'node:path'
import type { Issue } from '../../core/issue.ts'
import { greatest } from '../../core/lists.ts'
import { GuardedThread, type ThreadLimits } from '../../sources/guarded.ts'
import { readPdf } from '../../sources/pdf/pdf.ts'
import type { PolicyText } from '../model.ts'
import { assemble } from './assemble.ts'
import { type DocumentFile, READERS } from './readers.ts'
import { failureOf, type Read, type ReadAnswer, type ReadTask } from './reading.ts'

export type { DocumentFile } from './readers.ts'

/** Source as it is in development, compiled in a package. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './read-worker.ts' : './read-worker.js', import.meta.url)
const HEAP_MB = 768
const LIMITS: ThreadLimits = { seconds: 30, silentSeconds: 30, memoryBytes: 1024 ** 3 }
const thread = new GuardedThread<ReadTask, ReadAnswer>(WORKER, HEAP_MB)
/** Characters of one paragraph or row. Sentences are looked for within it, which grows faster than its length. */
const MOST_BLOCK = 300_000

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
  const none = (code: string, text: string): PolicyText => {
    return { text: '', blocks: [], issues: [issue(file, { code, text }, 'error')] }
  }
  if (ending !== '.pdf' && !(ending in READERS))
    return none('unknown-format', `A file with the ending "${ending}" is not a document that can be read.`)
  const read = await (ending === '.pdf' ? readPdfText(file) : readGuarded(file, ending))
  if ('failed' in read) return none(read.code, `The document cannot be read: ${read.failed}`)
  const longest = greatest(read.text.blocks.map(({ start, end }) => end - start))
  if (longest > MOST_BLOCK)
    return none(
      'document-too-large',
      `A paragraph or row of it has ${longest} characters; a document’s has at most ${MOST_BLOCK}.`,
    )
  const text = { ...read.text, issues: issuesOf(file, read) }
  if (text.text !== '' || text.issues.length > 0) return text
  return { ...text, issues: [issue(file, { code: 'no-text', text: 'The document holds no text.' }, 'error')] }
}

async function readPdfText({ bytes, name }: DocumentFile): Promise<ReadAnswer> {
  try {
    const { parts, ...rest } = await readPdf(bytes, name)
    return { ...rest, none: parts.length === 0, text: assemble(parts, { hard: false, pages: rest.pages, issues: [] }) }
  } catch (error) {
    return failureOf(error)
  }
}

/** Every other format in a thread with limits: what a small file unfolds to is not known before it is read. */
async function readGuarded({ bytes, name }: DocumentFile, ending: string): Promise<ReadAnswer> {
  const outcome = await thread.run({ name, ending, bytes: new Uint8Array(bytes) }, LIMITS)
  if ('value' in outcome) return outcome.value
  return {
    failed: `${outcome.stopped}.`,
    code: outcome.reason === 'too-much' ? 'document-too-large' : 'document-damaged',
  }
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

function issuesOf(file: DocumentFile, { none, pages, emptyPages = [], problems }: Read): Issue[] {
  const issues = problems.map((p) => issue(file, p, none ? 'error' : 'warning'))
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
