/** Bytes of a source file as text, chunk by chunk; the one place that knows character encodings. */
import type { SourceFile } from './source-file.ts'

/**
 * Encodings publishers use. `latin1` maps every byte to the code point of the same number. `utf-8-or-windows-1252` reads
 * each line as UTF-8 where it is valid and as windows-1252 where it is not: files of some publishers mix both. A byte
 * order mark of UTF-16 is believed whatever was asked for.
 */
export type Encoding = 'utf-8' | 'windows-1252' | 'latin1' | 'utf-8-or-windows-1252'

/**
 * The text of `file` in chunks as they arrive, without a byte order mark. Bytes that are not valid in `encoding`
 * become U+FFFD, so that a reader of rows can report the row instead of losing the file.
 */
export async function* decodeText(file: SourceFile, encoding: Encoding = 'utf-8'): AsyncIterable<string> {
  let decode: ((bytes: Uint8Array, last: boolean) => string) | undefined
  for await (const chunk of file.open()) {
    decode ??= decoderOf(markOf(chunk) ?? encoding)
    const text = decode(chunk, false)
    if (text !== '') yield text
  }
  const rest = decode?.(new Uint8Array(), true) ?? ''
  if (rest !== '') yield rest
}

/** The encoding that a byte order mark of UTF-16 names. */
export function markOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined
}

function decoderOf(encoding: Encoding | 'utf-16le' | 'utf-16be'): (bytes: Uint8Array, last: boolean) => string {
  // WHATWG's "latin1" is windows-1252, so the true latin-1 goes through Buffer.
  if (encoding === 'latin1') return (bytes) => Buffer.from(bytes).toString('latin1')
  if (encoding === 'utf-8-or-windows-1252') return mixedDecoder()
  const decoder = new TextDecoder(encoding)
  return (bytes, last) => decoder.decode(bytes, { stream: !last })
}

const NEWLINE = 0x0a

/** Whole lines at a time, so that no character is cut; a stretch that is not UTF-8 is decided line by line. */
function mixedDecoder(): (bytes: Uint8Array, last: boolean) => string {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  const windows = new TextDecoder('windows-1252')
  let rest: Uint8Array = new Uint8Array()
  const decodeLines = (bytes: Uint8Array): string => {
    try {
      return utf8.decode(bytes)
    } catch {
      const end = bytes.indexOf(NEWLINE)
      if (end === -1 || end === bytes.length - 1) return windows.decode(bytes)
    }
    let out = ''
    for (let from = 0; from < bytes.length; ) {
      const end = bytes.indexOf(NEWLINE, from)
      const to = end === -1 ? bytes.length : end + 1
      out += decodeLines(bytes.subarray(from, to))
      from = to
    }
    return out
  }
  return (bytes, last) => {
    const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes])
    const end = last ? all.length : all.lastIndexOf(NEWLINE) + 1
    rest = all.slice(end)
    return decodeLines(all.subarray(0, end))
  }
}
