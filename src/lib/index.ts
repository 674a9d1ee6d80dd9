/**
 * Medcodex in a program of your own: `import { open } from 'medcodex'`. The same answers as REST gives, in process, from the
 * edition in a data folder. Nothing is downloaded and nothing leaves the machine.
 */
import { isoDate, today } from '../core/date.ts'
import { currentEditionPath, openEdition } from '../edition/edition.ts'
import { homeAt } from '../edition/home.ts'
import type { ServiceContext } from '../service/context.ts'
import { type Operation, perform } from '../service/operation.ts'
import { OPERATIONS_BY_NAME } from '../service/operations.ts'
import { type Medcodex, type Question, written } from './questions.ts'

export { AppError } from '../core/errors.ts'
export { VERSION } from '../version.ts'
export type { Answer, Medcodex, Problem, Question, QuestionInput } from './questions.ts'

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
      perform(OPERATIONS_BY_NAME[question] as unknown as Operation, context, written(input))
  const questions = Object.keys(OPERATIONS_BY_NAME) as Question[]
  const methods = Object.fromEntries(questions.map((question) => [question, ask(question)]))
  return { ...(methods as unknown as Medcodex), edition: opened.id, close: () => opened.close() }
}
