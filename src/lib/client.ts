/**
 * Medcodex over HTTP: `import { connect } from 'medcodex/client'`. The methods of `open`, asked of a server. It needs
 * nothing but `fetch`, so it runs in Node, in browsers and in workers.
 */
import { type Medcodex, PLACES, type Problem, type Question, written } from './questions.ts'

export type { Answer, Medcodex, Problem, Question, QuestionInput } from './questions.ts'

export interface ConnectOptions {
  /** Key for text under the operator's licences, where one was given out. */
  readonly key?: string
  /** Ends every question that is under way. */
  readonly signal?: AbortSignal
  /** Another `fetch`, for proxies and tests. */
  readonly fetch?: typeof globalThis.fetch
}

/** A question that a server could not answer: what it said, or that it could not be reached (`unreachable`). */
export class RemoteError extends Error implements Problem {
  readonly code: string
  readonly fix: string
  readonly suggestions: Problem['suggestions']
  /** HTTP status; absent when there was no answer. */
  readonly status: number | undefined

  constructor(said: Partial<Problem>, status: number | undefined, options?: { cause?: unknown }) {
    super(said.message ?? `The server answered ${status} without saying why.`, options)
    this.name = 'RemoteError'
    this.code = said.code ?? 'internal'
    this.fix = said.fix ?? 'Check the address of the server.'
    this.suggestions = said.suggestions ?? []
    this.status = status
  }
}

/**
 * Asks the server at `url` (`http://localhost:8080`). Nothing is asked before a method is called.
 * Methods throw `RemoteError`.
 */
export function connect(url: string, { key, signal, fetch = globalThis.fetch }: ConnectOptions = {}): Medcodex {
  const base = `${url.replace(/\/+$/, '')}/api/v1`
  const ask =
    (question: Question) =>
    async (input: Readonly<Record<string, unknown>> = {}): Promise<unknown> => {
      const { address, body } = requestOf(question, written(input))
      const headers = {
        accept: 'application/json',
        ...(key && { authorization: `Bearer ${key}` }),
        ...(body && { 'content-type': 'application/json' }),
      }
      const init = { method: body ? 'POST' : 'GET', headers, ...(body && { body }), ...(signal && { signal }) }
      const response = await fetch(base + address, init).catch((thrown: unknown) => {
        if (signal?.aborted) throw thrown
        const message = `${url} cannot be reached: ${thrown instanceof Error ? thrown.message : String(thrown)}`
        throw new RemoteError({ code: 'unreachable', message, fix: 'Check that the server runs.' }, undefined, {
          cause: thrown,
        })
      })
      const said: unknown = await response.json().catch(() => undefined)
      if (response.ok && said !== undefined) return said
      const { detail, ...problem } = (said ?? {}) as Partial<Problem> & { detail?: string }
      throw new RemoteError({ ...problem, ...(detail !== undefined && { message: detail }) }, response.status)
    }
  const questions = Object.keys(PLACES) as Question[]
  return Object.fromEntries(questions.map((question) => [question, ask(question)])) as unknown as Medcodex
}

/** The address of a question below `/api/v1`, and its body where it is asked with one. */
function requestOf(question: Question, input: Record<string, unknown>): { address: string; body?: string } {
  const { method, path } = PLACES[question]
  const rest = { ...input }
  const place = path.replace(/\{(\w+)\}/g, (_, field: string) => {
    const value = rest[field]
    delete rest[field]
    return encodeURIComponent(String(value ?? ''))
  })
  if (method === 'POST') return { address: place, body: JSON.stringify(rest) }
  const query = new URLSearchParams(Object.entries(rest).map(([name, value]) => [name, String(value)])).toString()
  return { address: query === '' ? place : `${place}?${query}` }
}
