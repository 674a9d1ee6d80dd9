/** A SourceFile whose bytes a test writes down. */
import type { SourceFile } from '../../src/sources/source-file.ts'

/** `name` may be a path with `!` and `/`; `chunk` cuts the bytes into pieces of that length, as a stream would. */
export function memoryFile(path: string, content: string | Uint8Array, chunk = 65_536): SourceFile {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  return {
    name: path.split(/[!/]/).at(-1) ?? path,
    path,
    size: bytes.length,
    async *open() {
      for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk)
    },
  }
}

/** All that `items` gives. */
export async function all<T>(items: AsyncIterable<T> | Iterable<T>): Promise<T[]> {
  const out: T[] = []
  for await (const item of items) out.push(item)
  return out
}
