/** What one statement does with the services it is about, told from its words alone. */
import { dispositionOf, statementOf } from './findings/statement.ts'
import type { Disposition } from './model.ts'

/** The disposition a statement sets; undefined when it sets none, or two that clash. */
export function classifyStatement(text: string): Disposition | undefined {
  const cue = statementOf(text)
  return cue && dispositionOf(cue.kind, false, text)
}
