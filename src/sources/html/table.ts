/** A table of a page as rows of equally many cells, or, where it only lays out the page, as what its cells hold. */
import { greatest } from '../../core/lists.ts'
import type { Part } from '../part.ts'

export interface Cell {
  readonly parts: Part[]
  readonly columns: number
  readonly rows: number
  readonly head: boolean
  /** All its text is bold. */
  bold: boolean
}

export interface Table {
  readonly rows: Cell[][]
  /** Inside `thead`. */
  head: boolean
  open?: Cell
}

const MOST_COLUMNS = 100
/** More text than this in a table of one column is no table. */
const LONG_CELL = 400

function cellText(cell: Cell): string {
  return cell.parts.map((part) => part.text).join('\n')
}

/** Holds blocks that are not the text of cells: another table, headings, a page's columns. */
function isLayout({ rows }: Table): boolean {
  const cells = rows.flat()
  if (
    cells.some((cell) => cell.parts.some((p) => p.kind === 'row' || (p.kind === 'heading' && cell.parts.length > 1)))
  ) {
    return true
  }
  const width = greatest(rows.map((row) => row.length))
  return width <= 1 && cells.some((cell) => cellText(cell).length > LONG_CELL)
}

/** The rows of `table` as parts with the number `number`. */
export function rowsOf(table: Table, number: number): Part[] {
  if (isLayout(table)) return table.rows.flat().flatMap((cell) => cell.parts)
  const grid = gridOf(table.rows)
  const width = greatest(grid.map((row) => row.texts.length))
  return grid
    .filter((row) => row.texts.some((text) => text !== ''))
    .map(({ texts, head }) => ({
      kind: 'row' as const,
      text: '',
      table: number,
      cells: [...texts, ...Array<string>(width - texts.length).fill('')],
      ...(head && { header: true }),
    }))
}

interface Row {
  readonly texts: string[]
  readonly head: boolean
}

function gridOf(rows: readonly (readonly Cell[])[]): Row[] {
  /** Cells that reach down from rows above, by column. */
  const hanging = new Map<number, { text: string; rows: number }>()
  const grid: Row[] = []
  for (const [index, row] of rows.entries()) {
    const texts: string[] = []
    const hang = (): void => {
      for (let held = hanging.get(texts.length); held; held = hanging.get(texts.length)) {
        if (--held.rows <= 0) hanging.delete(texts.length)
        texts.push(held.text)
      }
    }
    for (const cell of row) {
      hang()
      if (texts.length >= MOST_COLUMNS) break
      for (let i = 0; i < cell.columns; i++) {
        const text = i === 0 ? cellText(cell) : ''
        if (cell.rows > 1) hanging.set(texts.length, { text, rows: cell.rows - 1 })
        texts.push(text)
      }
    }
    hang()
    const filled = row.filter((cell) => cellText(cell) !== '')
    const bold = index === 0 && filled.length > 1 && rows.length > 1 && filled.every((cell) => cell.bold)
    grid.push({ texts, head: filled.length > 0 && (filled.every((cell) => cell.head) || bold) })
  }
  return grid
}
