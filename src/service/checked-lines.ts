/** A checked file as text: its rows as they came in, in the same form, with what is said of their codes behind them. */
import type { DataShape } from '../sources/data-file.ts'
import type { SourceFile } from '../sources/source-file.ts'
import { Added, type CheckedRow, type FileCheck } from './check-file.ts'

const SPECIAL: Readonly<Record<string, RegExp>> = {
  ',': /[",\n\r]/,
  ';': /[";\n\r]/,
  '\t': /["\t\n\r]/,
  '|': /["|\n\r]/,
}

/** A cell, quoted where it must be. */
const quoted = (cell: string, delimiter: string): string =>
  SPECIAL[delimiter]!.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell

/** Writes rows as lines of one shape. */
class LineWriter {
  readonly #shape: DataShape
  readonly #names: readonly string[]
  /** Cells of the heading. */
  width = 0

  constructor(shape: DataShape, names: readonly string[]) {
    this.#shape = shape
    this.#names = names
  }

  line(row: CheckedRow): string {
    return this.#shape.format === 'ndjson' ? this.#json(row) : this.#table(row)
  }

  #json({ cells, record, added }: CheckedRow): string {
    const values = added.flatMap((group) => group.cells)
    const said = Object.fromEntries(this.#names.flatMap((name, i) => (values[i] === '' ? [] : [[name, values[i]]])))
    return JSON.stringify(record ? { ...record, ...said } : { row_text: cells[0], ...said })
  }

  /** What was added stands in its columns, however many cells a damaged row has; cells too many stand behind it. */
  #table({ cells, text, added }: CheckedRow): string {
    const { delimiter } = this.#shape
    let line = text ?? ''
    if (text === undefined || cells.length !== this.width) {
      const padded = Array.from({ length: this.width }, (_, i) => cells[i] ?? '')
      line = this.#join(padded)
    }
    for (const group of added) {
      group.joined ??= this.#join(group.cells)
      line += delimiter + group.joined
    }
    return cells.length > this.width ? line + delimiter + this.#join(cells.slice(this.width)) : line
  }

  #join(cells: readonly string[]): string {
    return cells.map((cell) => quoted(cell, this.#shape.delimiter)).join(this.#shape.delimiter)
  }
}

export interface CheckedText {
  readonly text: string
  /** Rows in it, without the heading. */
  readonly rows: number
}

/** Lines of some rows at a time, at most `most`; a workbook comes out as CSV. */
export async function* checkedText(
  checking: FileCheck,
  file: SourceFile,
  shape: DataShape,
  most?: number,
): AsyncGenerator<CheckedText> {
  const written: DataShape = shape.format === 'xlsx' ? { format: 'csv', delimiter: ',' } : shape
  const names = checking.added
  const writer = new LineWriter(written, names)
  let headed = written.format === 'ndjson'
  for await (const batch of checking.rows(file, shape, most)) {
    let text = ''
    if (!headed && checking.heading) {
      writer.width = checking.heading.length
      text += `${writer.line({ cells: checking.heading, added: [new Added(names)] })}\n`
      headed = true
    }
    for (const row of batch) text += `${writer.line(row)}\n`
    yield { text, rows: batch.length }
  }
}
