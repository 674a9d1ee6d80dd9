/**
 * Questions of a batch to a language model, at the pace and cost that the user allows. Answers are kept under a hash of
 * the model and the question, so that a run that was stopped goes on for nothing.
 */

import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ChatModel, Message } from '../sources/chat.ts'
import { putWhole } from '../sources/whole-file.ts'

export interface AskLimits {
  /** Requests a minute; absent: as fast as the server answers. */
  readonly requestsPerMinute?: number
  /** Requests after which a batch ends. */
  readonly mostCalls?: number
  /** Tokens, read and written, after which a batch ends. */
  readonly mostTokens?: number
  /** Price of a million tokens read and written, and the cost after which a batch ends, in one currency. */
  readonly price?: { readonly in: number; readonly out: number }
  readonly mostCost?: number
}

/** What a batch has used so far. */
export interface Spent {
  calls: number
  tokensIn: number
  tokensOut: number
  cost: number
}

/** How often a model that answers with nonsense is asked again. */
const TRIES = 3

export interface Question {
  readonly messages: readonly Message[]
  /** JSON schema of the answer. */
  readonly schema: object
}

/** Why an answer is of no use. */
export interface NoAnswer {
  readonly problem: string
}

export interface AskerOptions {
  /** Folder of answers. */
  readonly cache: string
  readonly limits?: AskLimits | undefined
  readonly pause?: ((ms: number) => Promise<void>) | undefined
}

export class Asker {
  readonly spent: Spent = { calls: 0, tokensIn: 0, tokensOut: 0, cost: 0 }
  readonly #model: ChatModel
  readonly #options: AskerOptions

  constructor(model: ChatModel, options: AskerOptions) {
    this.#model = model
    this.#options = options
  }

  get modelId(): string {
    return this.#model.id
  }

  keyOf({ messages }: Question): string {
    return createHash('sha256')
      .update(JSON.stringify([this.#model.id, messages]))
      .digest('hex')
  }

  /** The limit that is reached; undefined while there is room. */
  get stopped(): string | undefined {
    const { mostCalls, mostTokens, mostCost } = this.#options.limits ?? {}
    const { calls, tokensIn, tokensOut, cost } = this.spent
    if (mostCalls !== undefined && calls >= mostCalls) return `the limit of ${mostCalls} requests is reached`
    if (mostTokens !== undefined && tokensIn + tokensOut >= mostTokens)
      return `the limit of ${mostTokens} tokens is reached`
    if (mostCost !== undefined && cost >= mostCost) return `the limit of cost, ${mostCost}, is reached`
    return undefined
  }

  /** True when the answer is at hand. */
  isKept(question: Question): boolean {
    return existsSync(this.#pathOf(question))
  }

  /** What `read` makes of the answer that is kept, or of the model's; asked again while it makes nothing of it. */
  async ask<T extends object>(question: Question, read: (text: string) => T | NoAnswer): Promise<T | NoAnswer> {
    const kept = this.#pathOf(question)
    if (existsSync(kept)) return read(readFileSync(kept, 'utf8'))
    for (let tries = 1; ; tries++) {
      await this.#pace()
      this.spent.calls += 1
      const { text, tokensIn, tokensOut } = await this.#model.complete(question.messages, question.schema)
      this.#count(tokensIn, tokensOut)
      const made = read(text)
      if (!('problem' in made)) {
        putWhole(kept, text)
        return made
      }
      if (tries === TRIES || this.stopped !== undefined) return made
    }
  }

  #count(tokensIn: number, tokensOut: number): void {
    const { spent } = this
    spent.tokensIn += tokensIn
    spent.tokensOut += tokensOut
    const { price } = this.#options.limits ?? {}
    spent.cost = price === undefined ? 0 : (spent.tokensIn * price.in + spent.tokensOut * price.out) / 1_000_000
  }

  #pathOf(question: Question): string {
    return join(this.#options.cache, `${this.keyOf(question)}.txt`)
  }

  async #pace(): Promise<void> {
    const { limits, pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms)) } = this.#options
    if (this.spent.calls > 0 && limits?.requestsPerMinute !== undefined) await pause(60_000 / limits.requestsPerMinute)
  }
}
