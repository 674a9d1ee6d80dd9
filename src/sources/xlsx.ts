/** The first sheet of an Excel workbook as rows of text. */
import { readSheet as readFirstSheet } from 'read-excel-file/node'
import { AppError, problemOf } from '../core/errors.ts'
import { bytesText, LIMITS, tooLarge } from './limits.ts'
import type { SourceFile } from './source-file.ts'
import { checkWorkbook } from './workbook-guard.ts'

export interface SheetRow {
  /** 1-based row of the sheet. */
  readonly line: number
  readonly cells: readonly string[]
}

/** A workbook of more bytes than this is not a publisher's code list; it is held in memory whole. */
const WORKBOOK_BYTES = 100 * 1024 ** 2

/**
 * The rows of the first sheet of `file` that hold anything, all of one width. Every cell is text, trimmed: an empty
 * cell is `''`, a number is written as JavaScript does (`2025`, `0.5`), true is `TRUE`, and a cell formatted as a
 * date is `YYYY-MM-DD`. A date that the publisher wrote as the number 20260101 stays `20260101`.
 * The workbook is read into memory. Throws AppError `file-unreadable` or `file-too-large`.
 */
export async function* readSheet(file: SourceFile): AsyncIterable<SheetRow> {
  const bytes = await workbook(file)
  await checkWorkbook(bytes, file.path, { ...LIMITS, memberBytes: 10 * WORKBOOK_BYTES })
  let rows: readonly (readonly unknown[])[]
  try {
    rows = await readFirstSheet(bytes)
  } catch (error) {
    const problem = `it is not an Excel workbook (${problemOf(error)})`
    throw new AppError('file-unreadable', { path: file.path, problem }, { cause: error })
  }
  for (const [index, row] of rows.entries()) {
    const cells = row.map(cellText)
    if (cells.some((cell) => cell !== '')) yield { line: index + 1, cells }
  }
}

/** A cell as `readSheet` gives it. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  return String(value).trim()
}

async function workbook(file: SourceFile): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of file.open()) {
    size += chunk.length
    if (size > WORKBOOK_BYTES) throw tooLarge(file.path, bytesText(WORKBOOK_BYTES))
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
