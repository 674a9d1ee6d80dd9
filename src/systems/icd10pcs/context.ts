/** How the parsers of this folder report a bad row. */
import { problemsOf } from '../problem.ts'

export { type ParseContext, quoted } from '../problem.ts'

export const problem = problemsOf('icd10pcs')
