/**
 * Delimited rows below a heading. Nothing is guessed: a file without the headings it needs is one Issue, and a row that
 * does not fit the heading is refused and named, never cut or padded into a fact.
 */

import type { Issue } from '../core/issue.ts'
import type { SystemId } from '../core/system-id.ts'
import { foldName } from '../core/text.ts'
import { problemsOf, quoted } from './problem.ts'

/** One row as a reader gives it: CSV, tab-separated lines or a sheet. */
export interface Row {
  readonly line: number
  readonly cells: readonly string[]
}

/** A row whose cells are asked for by heading, trimmed; a column the file lacks is empty. */
export interface HeadedRow {
  readonly type: 'row'
  readonly line: number
  cell(heading: string): string
  /** Headings that are not among those named, with their cells, empty ones left out. */
  others(): readonly (readonly [heading: string, value: string])[]
}

export interface HeadedOptions {
  readonly system: SystemId
  readonly file: string
  /** Headings that must be there. Compared without case, blanks and punctuation. */
  readonly needs: readonly string[]
  /** Further headings that are known. */
  readonly knows?: readonly string[]
  /** Rows before the heading that may be passed over: titles, disclaimers. */
  readonly before?: number
}

/** What a spreadsheet makes of codes and dates when a file is opened and saved in one. */
const DAMAGED = /^\d(?:\.\d+)?E\+\d+$/i

/** The rows below the heading, and an Issue for each that does not fit: `no-heading`, `row-width`, `spreadsheet-damage`. */
export async function* headed(
  rows: AsyncIterable<Row>,
  { system, file, needs, knows = [], before = 0 }: HeadedOptions,
): AsyncIterable<HeadedRow | Issue> {
  const problem = problemsOf(system)
  const named = new Set([...needs, ...knows].map(foldName))
  // The same few headings are asked for in every row.
  const places = new Map<string, number>()
  const placeOf = (columns: ReadonlyMap<string, number>, heading: string): number => {
    let at = places.get(heading)
    if (at === undefined) {
      at = columns.get(foldName(heading)) ?? -1
      places.set(heading, at)
    }
    return at
  }
  let columns: Map<string, number> | undefined
  let headings: readonly string[] = []
  let passed = 0
  for await (const { line, cells } of rows) {
    if (!columns) {
      const found = new Map(cells.map((cell, i) => [foldName(cell), i]))
      if (needs.every((heading) => found.has(foldName(heading)))) {
        columns = found
        headings = cells
        continue
      }
      if (++passed <= before) continue
      const text = `The headings ${needs.join(', ')} are not in the first ${before + 1} rows.`
      yield problem({ file }, { code: 'no-heading', severity: 'error', line, text })
      return
    }
    // Cells that hold nothing at the end of a row say nothing.
    const width = cells.findLastIndex((cell) => cell.trim() !== '') + 1
    if (width > headings.length || cells.length <= placeOf(columns, needs[0]!)) {
      const text = `The row has ${width} cells and the heading ${headings.length}: ${quoted(cells[0] ?? '')}`
      yield problem({ file }, { code: 'row-width', severity: 'error', line, text })
      continue
    }
    const damaged = cells.find((cell) => DAMAGED.test(cell.trim()))
    if (damaged !== undefined) {
      const text = `${quoted(damaged)} is what a spreadsheet makes of a long number; the code it was is lost.`
      yield problem({ file }, { code: 'spreadsheet-damage', severity: 'error', line, text })
      continue
    }
    const at = columns
    yield {
      type: 'row',
      line,
      cell: (heading) => (cells[placeOf(at, heading)] ?? '').trim(),
      others: () =>
        headings.flatMap((heading, i) => {
          const value = (cells[i] ?? '').trim()
          return named.has(foldName(heading)) || value === '' ? [] : [[heading.trim(), value] as const]
        }),
    }
  }
  if (!columns) {
    const text = `The headings ${needs.join(', ')} are nowhere in the file.`
    yield problem({ file }, { code: 'no-heading', severity: 'error', line: 1, text })
  }
}
