/** The labelled documents of both collections, read once, with their style. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { readDocument } from '../../../src/policy/document/read.ts'
import type { PolicyHeader, PolicyText } from '../../../src/policy/model.ts'
import { COLLECTIONS } from '../baseline.ts'
import { goldOf, headerFor, labelledIn, styleOf } from '../labelled.ts'
import type { Gold } from '../score.ts'

export interface Read {
  readonly name: string
  readonly style: string
  readonly text: PolicyText
  readonly header: PolicyHeader
  readonly gold: readonly Gold[]
}

export async function readAll(folders: readonly string[] = Object.values(COLLECTIONS)): Promise<Read[]> {
  const all: Read[] = []
  for (const folder of folders)
    for (const labelled of labelledIn(folder)) {
      const { header, raw } = headerFor(labelled)
      const name = basename(labelled.path)
      const text = await readDocument({ name, bytes: readFileSync(labelled.path) })
      all.push({ name, style: styleOf(raw, labelled.stem), text, header, gold: goldOf(labelled) })
    }
  return all
}
