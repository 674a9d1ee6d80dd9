/**
 * Reads the hand-written dictionaries that ship with the program (`search/dictionaries/*.tsv`).
 *
 * @layout One fact a line, tab separated: what people write, what it means in the words of code titles, weight
 * (0 to 1, empty = 0.9), reason. The file's name is the kind. Lines beginning with `#` and empty lines are comments.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RewriteInput } from '../search/index/builder.ts'

export const DICTIONARIES = join(dirname(dirname(fileURLToPath(import.meta.url))), 'search', 'dictionaries')

const USUAL_WEIGHT = 0.9

export interface DictionaryEntry extends RewriteInput {
  readonly reason: string
  readonly file: string
  readonly line: number
}

/** Every entry of every dictionary, in file order. */
export function readDictionaries(folder = DICTIONARIES): DictionaryEntry[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.tsv'))
    .sort()
  return files.flatMap((file) => {
    const lines = readFileSync(join(folder, file), 'utf8').split('\n')
    return lines.flatMap((text, i): DictionaryEntry[] => {
      if (text.trim() === '' || text.startsWith('#')) return []
      const [from = '', to = '', weight = '', reason = ''] = text.split('\t').map((cell) => cell.trim())
      const kind = file.replace(/\.tsv$/, '')
      return [{ from, to, kind, weight: weight === '' ? USUAL_WEIGHT : Number(weight), reason, file, line: i + 1 }]
    })
  })
}

/** The entries as the index stores them. */
export function dictionaryRewrites(entries: readonly DictionaryEntry[] = readDictionaries()): RewriteInput[] {
  return entries.map(({ from, to, kind, weight }) => ({ from, to, kind, weight }))
}
