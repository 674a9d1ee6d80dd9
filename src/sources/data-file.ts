/**
 * A user's table as rows, none of which is ever lost: what cannot be read as a row is given as it stands, with the reason.
 * CSV here is read line by line, because a quote that never closes must cost its own line and not all that follow; for
 * publishers' files, where it is an error, there is `csv.ts`.
 */
import { AppError } from '../core/errors.ts'
import { decodeText } from './decode.ts'
import { readHead } from './head.ts'
import type { SourceFile } from './source-file.ts'
import { readSheet } from './xlsx.ts'

export const DATA_FORMATS = ['csv', 'tsv', 'ndjson', 'xlsx'] as const
export type DataFormat = (typeof DATA_FORMATS)[number]

export interface DataRow {
  /** 1-based line, or row of the sheet, on which it starts. */
  readonly line: number
  readonly cells: readonly string[]
  /** The line as it stands, of a row that needs no quotes. */
  readonly text?: string
  /** The object of a line of NDJSON. */
  readonly record?: Readonly<Record<string, unknown>>
  /** Why it is damaged; absent for good rows. */
  readonly problem?: string
}

export interface DataShape {
  readonly format: DataFormat
  /** Between cells of a line. */
  readonly delimiter: string
}

/** A quoted cell may hold so many line ends; a quote that is still open then was never meant as one. */
const MOST_JOINED = 50
const MOST_CELL = 65_536
const HEAD_BYTES = 65_536
/** Brackets in brackets. */
const MOST_DEEP = 500

/** What `file` is, by its name and, between cells, by its first line. @throws AppError `invalid-input` */
export async function shapeOf(file: SourceFile): Promise<DataShape> {
  const ending = /\.(csv|tsv|tab|txt|ndjson|jsonl|xlsx)$/i.exec(file.name)?.[1]?.toLowerCase()
  if (ending === 'xlsx') return { format: 'xlsx', delimiter: ',' }
  if (ending === 'ndjson' || ending === 'jsonl') return { format: 'ndjson', delimiter: ',' }
  if (ending === undefined)
    throw new AppError('invalid-input', { problem: `${file.name} is not named .csv, .tsv, .txt, .ndjson or .xlsx` })
  const head = Buffer.from(await readHead(file, HEAD_BYTES)).toString('utf8')
  const first = (head.split('\n', 1)[0] ?? '').replace(/"[^"]*"/g, '')
  const counted = ['\t', ',', ';', '|'].map((delimiter) => ({ delimiter, n: first.split(delimiter).length }))
  const best = counted.reduce((a, b) => (b.n > a.n ? b : a))
  if (best.n > 1) return { format: best.delimiter === '\t' ? 'tsv' : 'csv', delimiter: best.delimiter }
  return ending === 'tsv' || ending === 'tab' ? { format: 'tsv', delimiter: '\t' } : { format: 'csv', delimiter: ',' }
}

/** A row of which lines are being read. */
interface Partial {
  readonly cells: string[]
  /** What a quoted cell that is still open holds so far. */
  cell: string | undefined
  /** A closing quote was followed by more text, as spreadsheets allow. */
  loose: boolean
}

/** Reads the next line of a row; each character once, however many lines a cell goes over. */
function readLine(row: Partial, text: string, delimiter: string): void {
  let at = 0
  for (;;) {
    if (row.cell === undefined && text[at] !== '"') {
      const end = text.indexOf(delimiter, at)
      row.cells.push(end === -1 ? text.slice(at) : text.slice(at, end))
      if (end === -1) return
      at = end + delimiter.length
      continue
    }
    let from = row.cell === undefined ? at + 1 : at
    let cell = row.cell === undefined ? '' : `${row.cell}\n`
    row.cell = undefined
    for (;;) {
      const close = text.indexOf('"', from)
      if (close === -1) {
        row.cell = cell + text.slice(from)
        return
      }
      cell += text.slice(from, close)
      from = close + 1
      if (text[from] !== '"') break
      cell += '"'
      from++
    }
    // What stands between a closing quote and the delimiter belongs to the cell, as spreadsheets read it.
    if (from < text.length && !text.startsWith(delimiter, from)) row.loose = true
    const end = text.indexOf(delimiter, from)
    row.cells.push(cell + (end === -1 ? text.slice(from) : text.slice(from, end)))
    if (end === -1) return
    at = end + delimiter.length
  }
}

/** Lines of a delimited file, joined where a quoted cell goes over several. */
class Lines {
  readonly #delimiter: string
  /** Lines of a row that is open, what was read of it, and how long they are. */
  #open: string[] = []
  #row: Partial = { cells: [], cell: undefined, loose: false }
  #length = 0
  #openAt = 0
  rows: DataRow[] = []

  constructor(delimiter: string) {
    this.#delimiter = delimiter
  }

  take(text: string, line: number): void {
    if (this.#open.length === 0) {
      if (text === '') return
      if (!text.includes('"')) {
        this.rows.push({ line, cells: text.split(this.#delimiter), text })
        return
      }
      this.#row = { cells: [], cell: undefined, loose: false }
      this.#length = 0
      this.#openAt = line
    }
    const row = this.#row
    readLine(row, text, this.#delimiter)
    if (this.#open.length === 0 && row.cell === undefined) {
      this.rows.push({ line, cells: row.cells })
      return
    }
    this.#open.push(text)
    this.#length += text.length + 1
    // In a row of several lines a quote that is followed by more text is no closing one: no further line makes a row of them.
    if (row.loose) this.giveUp()
    else if (row.cell === undefined) {
      this.rows.push({ line: this.#openAt, cells: row.cells })
      this.#open = []
    } else if (this.#open.length > 1 && (this.#open.length > MOST_JOINED || this.#length > MOST_CELL)) this.giveUp()
  }

  /** Takes the first open line for what it is, and reads the others anew. */
  giveUp(): void {
    while (this.#open.length > 0) {
      const [first = '', ...others] = this.#open
      const from = this.#openAt
      this.#open = []
      this.rows.push({ line: from, cells: first.split(this.#delimiter), problem: 'a quote that is not closed' })
      others.forEach((text, i) => {
        this.take(text, from + 1 + i)
      })
      if (this.#open.length === others.length) continue
      if (this.#open.length <= MOST_JOINED) return
    }
  }

  /** Rows so far. */
  drain(): DataRow[] {
    const { rows } = this
    this.rows = []
    return rows
  }

  get open(): boolean {
    return this.#open.length > 0
  }
}

/** Batches of lines of a text file with the number of the first. */
async function* lineBatches(file: SourceFile): AsyncIterable<{ first: number; lines: string[] }> {
  let rest = ''
  let first = 1
  for await (const chunk of decodeText(file)) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!
    yield { first, lines: lines.map((text) => (text.endsWith('\r') ? text.slice(0, -1) : text)) }
    first += lines.length
  }
  if (rest !== '') yield { first, lines: [rest.endsWith('\r') ? rest.slice(0, -1) : rest] }
}

async function* delimited(file: SourceFile, delimiter: string): AsyncIterable<DataRow[]> {
  const reader = new Lines(delimiter)
  for await (const { first, lines } of lineBatches(file)) {
    lines.forEach((text, i) => {
      reader.take(text, first + i)
    })
    yield reader.drain()
  }
  while (reader.open) reader.giveUp()
  yield reader.drain()
}

/** Whether brackets stand in one another deeper than any record has them: what writes it again would not get through. */
function isTooDeep(text: string): boolean {
  if (text.length <= MOST_DEEP) return false
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const each = text[at]
    if (each === '[' || each === '{') depth++
    else if (each === ']' || each === '}') depth--
    if (depth > MOST_DEEP) return true
  }
  return false
}

function recordOf(text: string, line: number): DataRow {
  if (isTooDeep(text)) return { line, cells: [text], problem: 'brackets in brackets, too deep' }
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { line, cells: [], record: value as Record<string, unknown> }
    return { line, cells: [text], problem: 'no JSON object' }
  } catch {
    return { line, cells: [text], problem: 'no JSON' }
  }
}

async function* records(file: SourceFile): AsyncIterable<DataRow[]> {
  for await (const { first, lines } of lineBatches(file))
    yield lines.flatMap((text, i) => (text.trim() === '' ? [] : [recordOf(text, first + i)]))
}

async function* sheet(file: SourceFile): AsyncIterable<DataRow[]> {
  const rows: DataRow[] = []
  for await (const { line, cells } of readSheet(file)) rows.push({ line, cells })
  yield rows
}

/** Rows of `file` in batches, the heading of a table like any other. @throws AppError `file-unreadable`, `file-too-large` */
export function readData(file: SourceFile, { format, delimiter }: DataShape): AsyncIterable<DataRow[]> {
  if (format === 'ndjson') return records(file)
  return format === 'xlsx' ? sheet(file) : delimited(file, delimiter)
}
