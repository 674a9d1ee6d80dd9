/** What the parsers of this folder are told about the file they read, and how they report a bad row. */
import type { IsoDate } from '../../core/date.ts'
import type { Issue } from '../../core/issue.ts'
import { excerpt } from '../../core/text.ts'

export interface ParseContext {
  /** SourceFile.path, for Issues. */
  readonly file: string
}

/** Context of the parsers that give concepts: a code is billable by the state on the release's first day. */
export interface CodeContext extends ParseContext {
  readonly validFrom: IsoDate
}

interface Problem {
  readonly code: string
  readonly severity: Issue['severity']
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
    system: 'hcpcs',
  }
}

/** The offending text in quotes, cut for a report. Never for the description of a refused code. */
export function quoted(text: string): string {
  return `"${excerpt(text)}"`
}
