/** Rows of a sheet or a delimited file as parts: titles above the table, its header wherever it stands, its rows. */
import { greatest } from '../core/lists.ts'
import type { Part } from './part.ts'
import { readableCharacters } from './text-marks.ts'

/** Rows of one filled cell above the header are a title or a remark; below, they name the section of the table. */
const LONG_TITLE = 100

const filledCells = (row: readonly string[]): number => row.filter((cell) => cell !== '').length

export function tableParts(sheet: readonly (readonly string[])[], table: number): Part[] {
  const rows = sheet.map((row) => row.map((cell) => readableCharacters(cell).replace(/\r\n?/g, '\n').trim()))
  const filled = rows.filter((row) => filledCells(row) > 0)
  const width = greatest(filled.map((row) => row.length))
  const header = headerIndex(filled)
  return filled.map((row, index): Part => {
    const cells = [...row, ...Array<string>(width - row.length).fill('')]
    if (index >= header) return { kind: 'row', text: '', table, cells, ...(index === header && { header: true }) }
    const text = row.filter((cell) => cell !== '').join(' ')
    const title = text.length <= LONG_TITLE && index === 0 && !/[.;]$/.test(text)
    return title ? { kind: 'heading', text, level: 2 } : { kind: 'paragraph', text }
  })
}

/** A cell that begins as codes and numbers do, and not as names of columns. */
const DATA = /^(?:[A-Z]{0,2}\d{3,}[A-Z]?|[A-Z]\d[0-9A-Z](?:\.|$)|\d[0-9A-Z]{6}|\d{4,5}-)/

/**
 * The nearest row of several names above the first row with a code; else the first row about as wide as the others. What
 * stands above are titles and remarks.
 */
function headerIndex(rows: readonly (readonly string[])[]): number {
  const data = rows.findIndex((row) => row.some((cell) => DATA.test(cell)))
  const names = (row: readonly string[]): boolean => filledCells(row) > 1 && row.every((cell) => cell.length <= 60)
  const above = data < 1 || data > 12 ? -1 : rows.slice(0, data).findLastIndex(names)
  if (above >= 0) return above
  const counts = rows.map(filledCells).sort((a, b) => a - b)
  const usual = counts[Math.floor(counts.length / 2)] ?? 0
  const found = rows.findIndex((row) => filledCells(row) >= Math.max(2, 0.6 * usual))
  return found < 0 ? 0 : found
}
