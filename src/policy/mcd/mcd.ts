/** The Medicare Coverage Database, from its exports or from answers of its API, as policy records. */
import type { Issue } from '../../core/issue.ts'
import type { PolicyRecord } from '../model.ts'
import { readApiAnswers } from './api-answers.ts'
import { type AssembleOptions, assemble } from './assemble.ts'
import { emptyContent } from './collect.ts'
import { readMcdExport } from './export.ts'

export interface McdInputs {
  /** Paths of exports; NCD, LCD and article exports belong together, since they name each other. */
  readonly exports: readonly string[]
  /** Paths of files that `policies fetch` wrote. */
  readonly answers: readonly string[]
}

/** Records of all inputs together. What could not be read is told to `onIssue`. */
export async function* readMcd(
  inputs: McdInputs,
  options: AssembleOptions & { readonly onIssue: (issue: Issue) => void },
): AsyncIterable<PolicyRecord> {
  const content = emptyContent()
  for (const path of inputs.exports) await readMcdExport(path, content)
  for (const path of inputs.answers) readApiAnswers(path, content)
  yield* assemble(content, options)
  for (const issue of content.issues) options.onIssue(issue)
}
