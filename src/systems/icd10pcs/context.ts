/** What the parsers of this folder are told about the file they read, and how they report a bad row. */

import type { Issue } from '../../core/issue.ts'
import { excerpt } from '../../core/text.ts'

export interface ParseContext {
  /** SourceFile.path, for Issues. */
  readonly file: string
}

interface Problem {
  readonly code: string
  readonly severity: Issue['severity']
  /** Absent where the format has no lines. */
  readonly line?: number
  /** One sentence. */
  readonly text: string
}

/** An Issue of this system about `context.file`. */
export function problem(context: ParseContext, what: Problem): Issue {
  const { code, severity, line, text } = what
  return {
    type: 'issue',
    code,
    severity,
    file: context.file,
    ...(line === undefined ? {} : { line }),
    text,
    system: 'icd10pcs',
  }
}

/** The offending text in quotes, cut for a report. */
export function quoted(text: string): string {
  return `"${excerpt(text)}"`
}
