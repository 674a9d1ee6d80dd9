/**
 * Rows of the CSV files of the Coverage Database, read leniently: cells hold HTML that some exports quote badly. A
 * quote closes a cell only before a comma that no space follows, or at the end of a line; any other is text, and so is
 * one after a backslash. A cell that is never closed costs its own row: rows begin with two numbers, and where one
 * begins inside a cell, reading goes on there.
 */
import { decodeText, type Encoding } from '../../sources/decode.ts'
import type { SourceFile } from '../../sources/source-file.ts'

export interface LenientRow {
  /** 1-based line on which the row starts. */
  readonly line: number
  readonly cells: readonly string[]
  /** A cell of it was never closed; what follows in the row is unknown. */
  readonly open?: true
}

/** The beginning of a row: id and version. */
const BEGINS = /^"?\d{1,7}"?,"?\d{1,4}"?,/
/** A cell this long is one that was never closed. */
const MOST_OF_CELL = 4_000_000

async function* linesOf(file: SourceFile, encoding: Encoding): AsyncIterable<string> {
  let rest = ''
  for await (const chunk of decodeText(file, encoding)) {
    const text = rest + chunk
    const lines = text.split('\n')
    rest = lines.pop()!
    yield* lines
  }
  if (rest !== '') yield rest
}

/** One row as far as it has been read. */
class Reading {
  readonly cells: string[] = []
  #cell = ''
  /** Inside a quoted cell. */
  open = false
  /** The last cell was closed by a quote at the end of a line. */
  closedByQuote = false

  /** Takes in a line; true when the row ends with it. */
  take(line: string): boolean {
    let at = 0
    if (this.open) at = this.#quoted(line, 0)
    while (!this.open && at <= line.length) {
      if (line[at] === '"') {
        at = this.#quoted(line, at + 1)
        continue
      }
      const comma = line.indexOf(',', at)
      const end = comma < 0 ? line.length : comma
      this.cells.push(line.slice(at, end))
      this.closedByQuote = false
      at = end + 1
    }
    return !this.open
  }

  get length(): number {
    return this.#cell.length
  }

  /** The row as it is, its last cell unclosed. */
  broken(): readonly string[] {
    return this.open ? [...this.cells, this.#cell] : this.cells
  }

  /** The last cell ended at the end of a line and did not: its quote was text. */
  reopen(): void {
    this.#cell = `${this.cells.pop() ?? ''}"\n`
    this.open = true
  }

  /** Reads on inside quotes from `at`; the place behind the cell and its comma. */
  #quoted(line: string, from: number): number {
    let at = from
    for (;;) {
      const quote = line.indexOf('"', at)
      if (quote < 0) {
        this.#cell += `${line.slice(at)}\n`
        this.open = true
        return line.length + 1
      }
      const next = line[quote + 1]
      const ends = next === undefined || (next === ',' && line[quote + 2] !== ' ')
      const escaped = line[quote - 1] === '\\' && quote > from
      if (next === '"' && !escaped && !(quote === from && (line[quote + 2] === undefined || line[quote + 2] === ','))) {
        this.#cell += `${line.slice(at, quote)}"`
        at = quote + 2
      } else if (ends) {
        const said = line.slice(at, quote)
        this.cells.push(this.#cell + (said.endsWith('\\') ? said.slice(0, -1) : said))
        this.#cell = ''
        this.open = false
        this.closedByQuote = next === undefined
        return quote + 2
      } else {
        // A quote inside the cell that nobody doubled.
        const said = line.slice(at, quote)
        this.#cell += `${said.endsWith('\\') ? said.slice(0, -1) : said}"`
        at = quote + 1
      }
    }
  }
}

/** The rows of `file`, the heading like any other; empty lines are left out. */
export async function* lenientRows(file: SourceFile, encoding: Encoding): AsyncIterable<LenientRow> {
  let reading: Reading | undefined
  let began = 0
  let line = 0
  let width = 0
  for await (const raw of linesOf(file, encoding)) {
    const text = raw.endsWith('\r') ? raw.slice(0, -1) : raw
    line += 1
    if (reading && (BEGINS.test(text) || reading.length > MOST_OF_CELL)) {
      yield reading.open ? { line: began, cells: reading.broken(), open: true } : { line: began, cells: reading.cells }
      reading = undefined
    }
    if (!reading) {
      if (text === '') continue
      began = line
      reading = new Reading()
    } else if (!reading.open) reading.reopen()
    // A row that is too short may go on below: a quote at the end of a line need not close a cell.
    if (!reading.take(text) || (reading.cells.length < width && reading.closedByQuote)) continue
    width ||= reading.cells.length
    yield { line: began, cells: reading.cells }
    reading = undefined
  }
  if (reading)
    yield reading.open ? { line: began, cells: reading.broken(), open: true } : { line: began, cells: reading.cells }
}
