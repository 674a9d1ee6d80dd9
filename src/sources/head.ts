/** The beginning of a file, for recognising it. */
import { markOf } from './decode.ts'
import type { SourceFile } from './source-file.ts'

/** The first `length` bytes of `file`, fewer when it is shorter; the rest is not unpacked. */
export async function readHead(file: SourceFile, length: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of file.open()) {
    chunks.push(chunk)
    size += chunk.length
    if (size >= length) break
  }
  return Buffer.concat(chunks).subarray(0, length)
}

/** `bytes` as UTF-8, as UTF-16 where a byte order mark says so, or as latin-1 where they are neither; a character cut in half at the end is left out. */
export function decodeHead(bytes: Uint8Array): string {
  const marked = markOf(bytes)
  if (marked !== undefined) return new TextDecoder(marked).decode(bytes, { stream: true })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return Buffer.from(bytes).toString('latin1')
  }
}
