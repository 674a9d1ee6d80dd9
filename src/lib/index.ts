/**
 * Medcodex in a program of your own: `import { open } from 'medcodex'`. The same answers as REST gives, in process, from the
 * edition in a data folder. Nothing is downloaded and nothing leaves the machine.
 */
import { isoDate, today } from '../core/date.ts'
import { currentEditionPath, openEdition } from '../edition/edition.ts'
import { homeAt } from '../edition/home.ts'
import { browse } from '../service/browse.ts'
import { code } from '../service/code.ts'
import { codePolicies } from '../service/code-policies.ts'
import { compare } from '../service/compare.ts'
import type { ServiceContext } from '../service/context.ts'
import { coverage } from '../service/coverage.ts'
import { number } from '../service/number.ts'
import { type Operation, perform } from '../service/operation.ts'
import { passages, policies } from '../service/policies.ts'
import { policy, policyDiff } from '../service/policy.ts'
import { policyImpact } from '../service/policy-impact.ts'
import { search, suggest } from '../service/search.ts'
import { similar } from '../service/similar.ts'
import { systems } from '../service/systems.ts'
import { validate } from '../service/validate.ts'
import type { Medcodex, Operations, Question } from './questions.ts'
import { written } from './questions.ts'

export { AppError } from '../core/errors.ts'
export { VERSION } from '../version.ts'
export type { Answer, Medcodex, Problem, Question, QuestionInput } from './questions.ts'

/** The operations by the name of their method. */
const OPERATIONS_OF: Operations = {
  search,
  suggest,
  code,
  similar,
  compare,
  number,
  validate,
  systems,
  browse,
  codePolicies,
  coverage,
  policies,
  passages,
  policyImpact,
  policy,
  policyDiff,
}

export interface OpenOptions {
  /** Data folder; as for the command line, MEDCODEX_HOME or the platform's place when absent. */
  readonly home?: string
  /** Folder of one edition, in place of the current one of a data folder. */
  readonly edition?: string
  /** The day that counts as today, YYYY-MM-DD; the machine's when absent. */
  readonly today?: string
}

/** An open edition: ask it, then close it. */
export interface OpenMedcodex extends Medcodex {
  /** Id of the edition. */
  readonly edition: string
  close(): void
}

/**
 * Opens an edition that `medcodex build` made. Answers hold the text of every system in it: who runs the program holds the
 * licences. A method throws `AppError`, whose `code`, `message` and `fix` are those of docs/errors.md.
 * @throws AppError `no-edition`, `edition-format`, `edition-damaged`
 */
export async function open({ home, edition: path, today: day }: OpenOptions = {}): Promise<OpenMedcodex> {
  const fixed = day === undefined ? undefined : isoDate(day)
  const opened = openEdition(path ?? currentEditionPath(homeAt(home)))
  const context: ServiceContext = { edition: () => opened.entitled, today: () => fixed ?? today() }
  const ask =
    (question: Question) =>
    async (input: Readonly<Record<string, unknown>> = {}): Promise<unknown> =>
      perform(OPERATIONS_OF[question] as unknown as Operation, context, written(input))
  const questions = Object.keys(OPERATIONS_OF) as Question[]
  const methods = Object.fromEntries(questions.map((question) => [question, ask(question)]))
  return { ...(methods as unknown as Medcodex), edition: opened.id, close: () => opened.close() }
}
