/** All explainer files of a folder, in order of their names. Files of the user stand in a folder of their own. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Issue } from '../../core/issue.ts'
import type { Explainer } from '../model.ts'
import { parseExplainer } from './parse.ts'

/** The texts that come with the program. */
export const SHIPPED_EXPLAINERS = join(import.meta.dirname, '../../../content/explainers')

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
  const read = files.map((file) =>
    parseExplainer(readFileSync(join(folder, file), 'utf8'), { file, id: basename(file, '.md') }),
  )
  return {
    explainers: read.flatMap((each) => (each.explainer === undefined ? [] : [each.explainer])),
    issues: read.flatMap((each) => each.issues),
  }
}
