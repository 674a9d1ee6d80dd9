/** A delimited file as rows of cells. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type CsvError, type Info, parse } from 'csv-parse'
import { AppError, problemOf } from '../core/errors.ts'
import { decodeText, type Encoding } from './decode.ts'
import type { SourceFile } from './source-file.ts'

export interface CsvRow {
  /** 1-based line on which the row starts; quoted cells may hold line breaks. */
  readonly line: number
  readonly cells: readonly string[]
}

export interface CsvOptions {
  /** One or more characters; a comma when absent. */
  readonly delimiter?: string
  readonly encoding?: Encoding
}

/**
 * The rows of `file`, streamed, the heading like any other. Rows may be of any width: judging that is the caller's.
 * Empty lines are left out. Cells are not trimmed. Throws AppError `file-unreadable` on a quote that never closes.
 */
export async function* readCsv(file: SourceFile, options: CsvOptions = {}): AsyncIterable<CsvRow> {
  const parser = parse({
    delimiter: options.delimiter ?? ',',
    bom: true,
    info: true,
    relax_column_count: true,
    // A stray quote inside an unquoted cell is text; publishers write 5" and the like.
    relax_quotes: true,
  })
  const feeding = pipeline(Readable.from(decodeText(file, options.encoding)), parser)
  // The loop below reports what fails; without this a failure would also be an unhandled rejection.
  feeding.catch(() => {})
  let last = 0
  try {
    for await (const entry of parser as AsyncIterable<{ info: Info; record: string[] }>) {
      const line = last + 1
      last = entry.info.lines
      if (entry.record.length === 1 && entry.record[0] === '') continue
      yield { line, cells: entry.record }
    }
    await feeding
  } catch (error) {
    if (error instanceof AppError || !isCsvError(error)) throw error
    throw new AppError('file-unreadable', { path: file.path, problem: problemOf(error) }, { cause: error })
  }
}

function isCsvError(error: unknown): error is CsvError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')
}
