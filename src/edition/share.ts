/**
 * What the threads of one server share of an edition: the columns of its index, the vectors of its names and the model
 * that made them, in memory that a message hands over without copying. The catalog is a file that each opens.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Columns, shareColumns, toShared, unpackColumns } from '../search/index/columns.ts'
import { MEANING_FILE, MODEL, type SharedMeaning } from './meaning.ts'

export interface SharedParts {
  readonly columns: Columns
  /** Absent where the edition has none. */
  readonly meaning?: SharedMeaning
}

/** Reads the parts of the edition in a folder whose files have been checked. @throws AppError `edition-damaged` */
export function shareParts(path: string): SharedParts {
  const columns = shareColumns(unpackColumns(readFileSync(join(path, 'search.bin'))))
  const file = join(path, MEANING_FILE)
  if (!existsSync(file)) return { columns }
  return { columns, meaning: { vectors: toShared(readFileSync(file)), model: toShared(readFileSync(MODEL)) } }
}
