/**
 * What the threads of one server share of an edition: the columns of its index, the vectors of its names, the model that
 * made them and the texts of plain words, in memory that a message hands over without copying. The catalog is a file that each opens.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Columns, shareColumns, toShared } from '../search/index/columns.ts'
import { unpackIndex } from '../search/index/search-index.ts'
import type { SharedRows } from '../search/meaning/kernel.ts'
import { Vectors } from '../search/meaning/vectors.ts'
import { EXPLAINERS_FILE, MEANING_FILE } from './files.ts'
import { MODEL, type SharedMeaning } from './meaning.ts'

export interface SharedParts {
  readonly columns: Columns
  /** Absent where the edition has none. */
  readonly meaning?: SharedMeaning
  /** The file of explainers; absent where the edition has none. */
  readonly explainers?: Uint8Array
}

/** Rows of vectors that are whole; what is wrong with others is said by each thread, which goes on by words. */
function rowsOf(vectors: Uint8Array): SharedRows | undefined {
  try {
    return new Vectors(vectors).share()
  } catch {
    return undefined
  }
}

/** The parts of the edition in a folder, whose index has been read. @throws AppError `edition-damaged` */
export function shareParts(path: string, search: Uint8Array): SharedParts {
  const columns = shareColumns(unpackIndex(search))
  const bytesOf = (name: string): Uint8Array | undefined => {
    const file = join(path, name)
    return existsSync(file) ? toShared(readFileSync(file)) : undefined
  }
  const explainers = bytesOf(EXPLAINERS_FILE)
  const vectors = bytesOf(MEANING_FILE)
  return {
    columns,
    ...(explainers && { explainers }),
    ...(vectors && { meaning: { vectors, model: toShared(readFileSync(MODEL)), rows: rowsOf(vectors) } }),
  }
}
