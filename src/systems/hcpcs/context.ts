/** What the parsers of this folder are told about the file they read, and how they report a bad row. */
import type { IsoDate } from '../../core/date.ts'
import { type ParseContext, problemsOf } from '../problem.ts'

export { type ParseContext, quoted } from '../problem.ts'

/** Context of the parsers that give concepts: a code is billable by the state on the release's first day. */
export interface CodeContext extends ParseContext {
  readonly validFrom: IsoDate
}

export const problem = problemsOf('hcpcs')
