/** All explainer files of a folder, in order of their names. Files of the user stand in a folder of their own. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Issue } from '../../core/issue.ts'
import type { Explainer } from '../model.ts'
import { parseExplainer } from './parse.ts'

/** The texts that come with the program. */
export const SHIPPED_EXPLAINERS = join(import.meta.dirname, '../../../content/explainers')

/** Blocks that come with the program: texts about one thing that codes share. */
export const SHIPPED_BLOCKS = join(import.meta.dirname, '../../../content/blocks')

export interface LoadedExplainers {
  readonly explainers: readonly Explainer[]
  readonly issues: readonly Issue[]
}

/** Markdown files of `folder` and of the folders in it; a folder that is not there has none. */
export function loadExplainers(folder: string): LoadedExplainers {
  if (!existsSync(folder)) return { explainers: [], issues: [] }
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && basename(file) !== 'README.md')
    .sort()
  // A file may hold several texts, so that blocks of one family stand together; lines of `===` part them.
  const read = files.flatMap((file) => {
    const parts = readFileSync(join(folder, file), 'utf8').split(/^={3,} *([\w-]*)$\n/m)
    const [first = '', ...rest] = parts
    const texts = first.trim() === '' ? [] : [{ id: basename(file, '.md'), text: first }]
    for (let i = 0; i + 1 < rest.length; i += 2) texts.push({ id: rest[i]!, text: rest[i + 1]!.trimStart() })
    return texts.map(({ id, text }) => parseExplainer(text, { file, id }))
  })
  return {
    explainers: read.flatMap((each) => (each.explainer === undefined ? [] : [each.explainer])),
    issues: read.flatMap((each) => each.issues),
  }
}
