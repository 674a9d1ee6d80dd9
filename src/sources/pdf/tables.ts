/** Tables of a page, found by fragments of lines that stand below each other. */

import { ITEM_MARK } from '../text-marks.ts'
import type { Fragment, Line } from './lines.ts'

export interface FoundTable {
  readonly rows: readonly { readonly cells: readonly string[]; readonly line: Line }[]
  /** Left edges of the columns. */
  readonly columns: readonly number[]
  /** The first row is set apart from the others by its font. */
  readonly header: boolean
}

/** Rows stand closer than this many times the size of their letters. */
const ROW_GAP = 3.6
const STRIP = 3

interface Strip {
  readonly from: number
  readonly to: number
}

/** Fragments of a line, a bullet or number with what follows it. */
function cellsOfLine(line: Line): readonly Fragment[] {
  const [first, second, ...rest] = line.fragments
  if (first && second && ITEM_MARK.test(`${first.text} x`) && first.text.length <= 4) {
    return [{ text: `${first.text} ${second.text}`, x: first.x, end: second.end }, ...rest]
  }
  return line.fragments
}

/** The table that begins at line `start`, and the line after it; undefined where there is none. */
export function tableAt(lines: readonly Line[], start: number): { table: FoundTable; end: number } | undefined {
  const first = lines[start]!
  if (cellsOfLine(first).length < 2) return undefined
  let covered = cellsOfLine(first).map((f): Strip => ({ from: f.x, to: f.end }))
  let end = start + 1
  let multiple = 1
  for (; end < lines.length; end++) {
    const line = lines[end]!
    const above = lines[end - 1]!
    if (line.page !== above.page || line.y - above.y > ROW_GAP * Math.max(line.size, above.size) || line.y < above.y)
      break
    if (line.size > 1.15 * first.size) break
    const cells = cellsOfLine(line)
    const joined = merge([...covered, ...cells.map((f) => ({ from: f.x, to: f.end }))])
    if (cells.length >= 2) {
      if (joined.length < 2 || joined.length < Math.min(covered.length, cells.length) - 1) break
      multiple += 1
    } else if (!continuesCell(cells[0]!, { covered, joined, line, above, next: lines[end + 1] })) break
    covered = joined
  }
  if (multiple < 2) return undefined
  return { table: tableOf(lines.slice(start, end), covered), end }
}

/** A line with one fragment belongs to a table when it stands below one cell and close to it. */
function continuesCell(
  cell: Fragment,
  at: { covered: readonly Strip[]; joined: readonly Strip[]; line: Line; above: Line; next: Line | undefined },
): boolean {
  if (at.joined.length < at.covered.length) return false
  const close = at.line.y - at.above.y <= 1.6 * at.line.size
  const inFirst = cell.x < at.covered[0]!.to
  // Below the first column a single fragment may be the next paragraph, unless the table goes on after it.
  const goesOn = at.next !== undefined && at.next.page === at.line.page && cellsOfLine(at.next).length >= 2
  const above = at.above.fragments[0]!
  if (inFirst && close && OPEN_RANGE.test(above.text)) return true
  // Of lists beside each other one is longer: its codes go on alone.
  if (inFirst && Math.abs(cell.x - above.x) < STRIP && CODED.test(above.text) && CODED.test(cell.text)) return true
  return inFirst ? goesOn && cell.end <= at.covered[0]!.to + STRIP : close || goesOn
}

/** It begins with a code, or with the name of a system and a code. */
const CODED =
  /^(?:(?:CPT|HCPCS|ICD-?10(?:-CM|-PCS)?)\s+)?(?:[A-Z]\d{4}|\d{4}[0-9A-Z]|[A-Z]\d[0-9AB](?:\.[0-9A-Z]{1,4})?)\b/

/** `M47.891 -`, `0446T,`: the cell goes on in the next line. */
const OPEN_RANGE = /\d\w*(?:\s*[,;\u2010-\u2015-]|\s+(?:to|through|thru|and|or))$/i

/** Overlapping strips made one; strips nearer than `STRIP` count as overlapping. */
function merge(strips: readonly Strip[]): Strip[] {
  const merged: { from: number; to: number }[] = []
  for (const strip of [...strips].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last && strip.from < last.to + STRIP) last.to = Math.max(last.to, strip.to)
    else merged.push({ ...strip })
  }
  return merged
}

function tableOf(lines: readonly Line[], strips: readonly Strip[]): FoundTable {
  const grid = lines.map((line) => {
    const cells = strips.map(() => '')
    for (const f of cellsOfLine(line)) {
      const column = strips.findIndex((s) => f.x < s.to && f.end > s.from)
      const at = column < 0 ? strips.length - 1 : column
      cells[at] = cells[at] === '' ? f.text : `${cells[at]} ${f.text}`
    }
    return { cells, line }
  })
  const rows = rowsOf(grid)
  const [head, ...body] = rows
  const other = body.filter((row) => row.line.font === head!.line.font).length
  const header = head!.line.uniform && other <= 0.2 * body.length && rows.length > 1
  return { rows, columns: strips.map((s) => s.from), header }
}

interface GridRow {
  readonly cells: string[]
  readonly line: Line
}

/** Lines of one row made one: by wider gaps between rows where there are any, else by an empty first cell. */
function rowsOf(grid: readonly GridRow[]): GridRow[] {
  const gaps = grid.slice(1).map((row, i) => row.line.y - grid[i]!.line.y)
  const least = Math.min(...gaps)
  const most = Math.max(...gaps)
  const limit = least * 1.12
  const near = grid.slice(1).filter((_, i) => gaps[i]! <= limit)
  // In a dense table the near lines are rows of their own; where cells are wrapped, near lines are mostly empty.
  const wrapped = near.filter((row) => row.cells[0] === '' || filled(row) <= row.cells.length / 2)
  const spaced = gaps.length > 1 && most > 1.25 * least && least < 1.7 * (grid[0]?.line.size ?? 10)
  const padded = spaced && wrapped.length >= 0.6 * near.length
  const rows: GridRow[] = []
  for (const [i, row] of grid.entries()) {
    const last = rows.at(-1)
    const gap = i === 0 ? 0 : gaps[i - 1]!
    const fonts = last !== undefined && last.line.font !== row.line.font && last.line.uniform && row.line.uniform
    // Cells set in the middle of their rows make some lines of a row stand nearer than others.
    const below = row.cells[0] === '' && gap < 1.35 * row.line.size
    const goesOn = padded ? gap <= limit || below : row.cells[0] === ''
    if (last && goesOn && !fonts)
      for (const [c, cell] of row.cells.entries()) last.cells[c] = joinLines(last.cells[c]!, cell)
    else rows.push({ cells: [...row.cells], line: row.line })
  }
  return rows
}

const filled = (row: GridRow): number => row.cells.filter((cell) => cell !== '').length

const joinLines = (a: string, b: string): string => (a === '' ? b : b === '' ? a : `${a}\n${b}`)
