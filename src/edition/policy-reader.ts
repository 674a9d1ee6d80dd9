/**
 * The optional reader of policies: a language model of the user's choice is asked about findings that are not sure.
 * Nothing goes out but the few words asked about, and only where the user names a server.
 */
import { join } from 'node:path'
import { AppError } from '../core/errors.ts'
import type { Extraction } from '../policy/extract.ts'
import { type Opinion, type Opinions, refusalOf } from '../policy/opinions/opinion.ts'
import { answerIn, promptOf } from '../policy/opinions/prompt.ts'
import { type Question, questionsOf } from '../policy/opinions/question.ts'
import { type ChatModel, type ChatOptions, chatAt } from '../sources/chat.ts'
import { Asker, type AskLimits, type Spent } from './asker.ts'
import type { Home } from './home.ts'

export const READER_KEY_VARIABLE = 'MEDCODEX_READER_KEY'

/** Failures one after the other, each after its tries, until a server is given up. */
const MOST_FAILED = 3

/** @throws AppError `invalid-input` for a bad address; its questions throw `reader-failed` */
export const openReader = (options: ChatOptions): ChatModel =>
  chatAt(options, {
    limits: { timeoutMs: 60_000, tries: 4, pauseMs: 1000, mostBytes: 1024 ** 2 },
    flag: '--model',
    keyVariable: READER_KEY_VARIABLE,
    schemaName: 'stance',
    fail: (problem) => new AppError('reader-failed', { problem }),
  })

export interface ReaderReport {
  /** Questions answered, from the server or from what was kept. */
  answered: number
  /** Of these, answers that were kept from before. */
  kept: number
  /** Opinions that count. */
  counted: number
  /** Answers that the words say nothing. */
  silent: number
  /** Answers that do not count, with the reason. */
  refused: string[]
  /** Questions without an answer, with the reason. */
  failed: string[]
  /** Questions that were not asked, because a limit was reached. */
  left: number
  stopped?: string
  readonly spent: Spent
}

/** Asks one model about document after document, within one set of limits. */
export class PolicyReader {
  readonly report: ReaderReport
  readonly #asker: Asker
  #failedInARow = 0

  constructor(
    home: Pick<Home, 'root'>,
    model: ChatModel,
    { limits, pause }: { readonly limits?: AskLimits; readonly pause?: (ms: number) => Promise<void> } = {},
  ) {
    this.#asker = new Asker(model, { cache: join(home.root, 'cache', 'opinions'), limits, pause })
    const { spent } = this.#asker
    this.report = { answered: 0, kept: 0, counted: 0, silent: 0, refused: [], failed: [], left: 0, spent }
  }

  /**
   * What the model says of the words that decide findings below "sure".
   * @throws AppError `reader-failed` when the server cannot be used at all; what was answered is kept
   */
  async opinionsOn(extraction: Pick<Extraction, 'text' | 'findings' | 'places'>): Promise<Opinions> {
    const opinions = new Map<string, Opinion>()
    for (const question of questionsOf(extraction.text, extraction)) {
      const opinion = await this.#opinionOn(question)
      if (opinion) opinions.set(question.key, opinion)
    }
    return opinions
  }

  async #opinionOn(question: Question): Promise<Opinion | undefined> {
    const { report } = this
    const prompt = promptOf(question)
    const kept = this.#asker.isKept(prompt)
    const { stopped } = this.#asker
    if (!kept && stopped !== undefined) {
      report.stopped = stopped
      report.left += 1
      return undefined
    }
    const answer = await this.#answerTo(prompt)
    if ('problem' in answer) {
      report.failed.push(answer.problem)
      return undefined
    }
    report.answered += 1
    if (kept) report.kept += 1
    if (answer.stance === 'silent') {
      report.silent += 1
      return undefined
    }
    const refusal = refusalOf(question, answer.quote)
    if (refusal !== undefined) {
      report.refused.push(refusal)
      return undefined
    }
    report.counted += 1
    return { stance: answer.stance, quote: answer.quote, by: this.#asker.modelId }
  }

  /** One question that fails costs its answer; a server that fails again and again ends the run. */
  async #answerTo(prompt: ReturnType<typeof promptOf>): Promise<ReturnType<typeof answerIn>> {
    try {
      const answer = await this.#asker.ask(prompt, answerIn)
      this.#failedInARow = 0
      return answer
    } catch (thrown) {
      this.#failedInARow += 1
      if (!(thrown instanceof AppError) || this.#failedInARow >= MOST_FAILED) throw thrown
      return { problem: thrown.message }
    }
  }
}
