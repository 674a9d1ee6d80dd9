/** A file whose cells are separated by one character and never quoted: tab-separated tables, RRF, bar-separated lists. */
import type { Encoding } from './decode.ts'
import { readLines } from './lines.ts'
import type { SourceFile } from './source-file.ts'

/** The rows of `file`, empty lines left out. Cells are not trimmed; quotes are text. */
export async function* readSeparated(
  file: SourceFile,
  { separator = '\t', encoding = 'utf-8' }: { separator?: string; encoding?: Encoding } = {},
): AsyncIterable<{ line: number; cells: string[] }> {
  for await (const { number, text } of readLines(file, encoding)) {
    if (text.trim() !== '') yield { line: number, cells: text.split(separator) }
  }
}
