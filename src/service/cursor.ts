/**
 * Pages of a search. All pages of one search are cut from the same list, the first rows of a search for `MOST_PAGED`, so
 * that none is shown twice or left out; a cursor is a place in it, and holds for one search over one edition on one day.
 */
import { hash } from 'node:crypto'
import { AppError } from '../core/errors.ts'

/** Rows that can be paged through. */
export const MOST_PAGED = 600
/** What asks for the first page. */
const FIRST = '*'

/** What a cursor holds for: everything that decides the list. */
export const searchKey = (parts: readonly unknown[]): string => hash('sha256', JSON.stringify(parts)).slice(0, 16)

/** The cursor at a row. */
export const cursorAt = (row: number, key: string): string => Buffer.from(`${row} ${key}`).toString('base64url')

/** The row at which a page begins. @throws AppError `invalid-input` for a cursor of another search */
export function rowAt(cursor: string, key: string): number {
  if (cursor === FIRST) return 0
  const [row, of] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ')
  const place = Number(row)
  if (of === key && Number.isInteger(place) && place > 0 && place < MOST_PAGED) return place
  throw new AppError('invalid-input', { problem: `cursor is of another search or edition; begin again with ${FIRST}` })
}
