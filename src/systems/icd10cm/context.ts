/** What every ICD-10-CM parser is told about the file it reads, and how it reports a bad row. */
import type { Issue } from '../../core/issue.ts'
import { excerpt } from '../../core/text.ts'

export interface ParseContext {
  /** Path of the file, containers joined by `!`. */
  readonly file: string
}

export interface Problem {
  readonly code: string
  readonly line?: number
  /** One sentence; `quote` is appended to it. */
  readonly text: string
  /** The offending text, of any length. */
  readonly quote?: string
  readonly severity?: Issue['severity']
}

/** An Issue about a row of the file in `context`; severity `error` unless the problem says otherwise. */
export function issueOf(context: ParseContext, problem: Problem): Issue {
  const quote = problem.quote === undefined ? '' : ` In: "${excerpt(problem.quote)}"`
  return {
    type: 'issue',
    code: problem.code,
    severity: problem.severity ?? 'error',
    file: context.file,
    ...(problem.line === undefined ? {} : { line: problem.line }),
    text: problem.text + quote,
    system: 'icd10cm',
  }
}
