/** Bytes of a source file as text, chunk by chunk; the one place that knows character encodings. */
import type { SourceFile } from './source-file.ts'

/** Encodings publishers use. `latin1` maps every byte to the code point of the same number. */
export type Encoding = 'utf-8' | 'windows-1252' | 'latin1'

/**
 * The text of `file` in chunks as they arrive, without a byte order mark. Bytes that are not valid in `encoding`
 * become U+FFFD, so that a reader of rows can report the row instead of losing the file.
 */
export async function* decodeText(file: SourceFile, encoding: Encoding = 'utf-8'): AsyncIterable<string> {
  // WHATWG's "latin1" is windows-1252, so the true latin-1 goes through Buffer.
  if (encoding === 'latin1') {
    for await (const chunk of file.open()) yield Buffer.from(chunk).toString('latin1')
    return
  }
  const decoder = new TextDecoder(encoding)
  for await (const chunk of file.open()) {
    const text = decoder.decode(chunk, { stream: true })
    if (text !== '') yield text
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}
