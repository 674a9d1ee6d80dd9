/** All sheets of an Excel workbook as parts: one table for each sheet, under a heading with its name. */

import readWorkbook from 'read-excel-file/node'
import { AppError, problemOf } from '../core/errors.ts'
import { append } from '../core/lists.ts'
import { LIMITS } from './limits.ts'
import type { Part, Parts } from './part.ts'
import { tableParts } from './table-parts.ts'
import { checkWorkbook } from './workbook-guard.ts'
import { cellText } from './xlsx.ts'

const MEMBER_BYTES = 500 * 1024 ** 2

/** Throws AppError `file-unreadable` or `file-too-large`. */
export async function readWorkbookParts(bytes: Buffer, path: string): Promise<Parts> {
  await checkWorkbook(bytes, path, { ...LIMITS, memberBytes: MEMBER_BYTES })
  const parts: Part[] = []
  try {
    for (const [index, { sheet, data }] of (await readWorkbook(bytes)).entries()) {
      const rows = data.map((row) => row.map(cellText))
      const filled = rows.some((row) => row.some((cell) => cell !== ''))
      if (!filled) continue
      if (!/^sheet\s*\d*$/i.test(sheet)) parts.push({ kind: 'heading', text: sheet, level: 1 })
      append(parts, tableParts(rows, index + 1))
    }
  } catch (error) {
    const problem = `it is not an Excel workbook (${problemOf(error)})`
    throw new AppError('file-unreadable', { path, problem }, { cause: error })
  }
  return { parts, problems: [] }
}
