/** A text file as numbered lines. */
import { decodeText, type Encoding } from './decode.ts'
import type { SourceFile } from './source-file.ts'

export interface Line {
  /** 1-based, as an editor shows it. */
  readonly number: number
  /** Without its line end; trailing blanks are kept, fixed-width files mean them. */
  readonly text: string
}

/**
 * The lines of `file`, streamed: LF or CRLF, byte order mark stripped, no empty line after the last line end.
 * Empty lines inside the file are given. Invalid bytes arrive as U+FFFD.
 */
export async function* readLines(file: SourceFile, encoding: Encoding = 'utf-8'): AsyncIterable<Line> {
  let rest = ''
  let number = 0
  for await (const chunk of decodeText(file, encoding)) {
    const text = rest === '' ? chunk : rest + chunk
    let from = 0
    for (;;) {
      const end = text.indexOf('\n', from)
      if (end === -1) break
      number += 1
      yield { number, text: text.slice(from, text[end - 1] === '\r' && end > from ? end - 1 : end) }
      from = end + 1
    }
    rest = text.slice(from)
  }
  if (rest !== '') yield { number: number + 1, text: rest.endsWith('\r') ? rest.slice(0, -1) : rest }
}
