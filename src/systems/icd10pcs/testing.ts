/** For the tests of this folder: files that live in memory, and streams as arrays. */
import type { Line } from '../../sources/lines.ts'
import type { SourceFile } from '../../sources/source-file.ts'
import type { SourceRecord } from '../records.ts'
import type { RecognizedFile } from '../system.ts'
import { load } from './load.ts'
import { annualRelease } from './releases.ts'

export const CONTEXT = { file: 'test.zip!file' }

export function memoryFile(name: string, text: string): SourceFile {
  return {
    name,
    path: `test.zip!${name}`,
    size: undefined,
    open: async function* () {
      yield new TextEncoder().encode(text)
    },
  }
}

export async function* stream<T>(items: readonly T[]): AsyncIterable<T> {
  yield* items
}

/** `text` as numbered lines. */
export function lines(...texts: string[]): AsyncIterable<Line> {
  return stream(texts.map((text, i) => ({ number: i + 1, text })))
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

/** Everything `load` says about the files given as role and text, in FY2027. */
export async function loaded(texts: Readonly<Record<string, string>>): Promise<SourceRecord[]> {
  const release = annualRelease(2027)
  const files: RecognizedFile[] = Object.entries(texts).map(([role, text]) => ({
    release,
    role,
    file: memoryFile(role, text),
  }))
  return collect(load({ release, files }))
}
