/** How parsers report a bad row: an Issue of their system about the file they read. */
import type { Issue } from '../core/issue.ts'
import type { SystemId } from '../core/system-id.ts'
import { excerpt } from '../core/text.ts'
import type { ReleaseFiles } from './system.ts'

export interface ParseContext {
  /** SourceFile.path, for Issues. */
  readonly file: string
}

export interface Problem {
  readonly code: string
  readonly severity: Issue['severity']
  /** Absent where the format has no lines. */
  readonly line?: number
  /** One sentence. */
  readonly text: string
}

/** Makes Issues of one system. */
export function problemsOf(system: SystemId): (context: ParseContext, problem: Problem) => Issue {
  return ({ file }, { code, severity, line, text }) => ({
    type: 'issue',
    code,
    severity,
    file,
    ...(line === undefined ? {} : { line }),
    text,
    system,
  })
}

/** The offending text in quotes, cut for a report. Never for the description of a refused code. */
export function quoted(text: string): string {
  return `"${excerpt(text)}"`
}

/** The Issue of a release whose files do not list codes, or nothing when there are no files at all. */
export function* incomplete(system: SystemId, { release, files }: ReleaseFiles, needs: string): Iterable<Issue> {
  const [first] = files
  if (!first) return
  const text = `${release.label} has no ${needs}; what else there is of it is not read.`
  yield problemsOf(system)({ file: first.file.path }, { code: 'incomplete-release', severity: 'error', text })
}
