/**
 * Questions to a server that speaks OpenAI's protocol, of the user's choice: llama.cpp, Ollama, vLLM, hosted ones. One
 * place knows how often to try again, how long to wait, how much to read, and that a key never stands in a message.
 */
import { z } from 'zod'
import { pauseAfter } from '../core/backoff.ts'
import { AppError, problemOf } from '../core/errors.ts'

export interface ServerLimits {
  /** For one request, in milliseconds. */
  readonly timeoutMs: number
  readonly tries: number
  /** Pause after the first failure, in milliseconds; doubled after each further one. */
  readonly pauseMs: number
  /** Bytes of an answer; absent: as many as vectors of a whole edition take. */
  readonly mostBytes?: number
}

const LONGEST_PAUSE_MS = 60_000
const MOST_BYTES = 256 * 1024 ** 2

export interface ServerOptions {
  /** Address of the server or of its `/v1`: `http://localhost:11434`, `https://api.openai.com/v1`. */
  readonly url: string
  /** Sent as a bearer token; never stored, never part of a message. */
  readonly key?: string | undefined
  readonly limits: ServerLimits
  readonly fetch?: typeof fetch | undefined
  readonly pause?: ((ms: number) => Promise<void>) | undefined
  /** What a failure is called. */
  readonly fail: (problem: string) => AppError
}

/** Why there is no answer: whether another try may help, and when the server says so, in how many milliseconds. */
export interface Refusal {
  readonly problem: string
  readonly again: boolean
  readonly afterMs?: number
}

/**
 * The full address of an endpoint for a server's address: with `/v1` when no version is in it.
 * @throws AppError `invalid-input`, which names where a key belongs
 */
export function endpointAt(
  url: string,
  { path, keyVariable, flag = '--url' }: { path: string; keyVariable: string; flag?: string },
): string {
  const parsed = URL.parse(url)
  const wrong = (problem: string): AppError => new AppError('invalid-input', { problem: `${flag} ${problem}` })
  if (parsed?.protocol !== 'http:' && parsed?.protocol !== 'https:') throw wrong('must be an http or https address')
  // The address is stored and shown; the key is not.
  if (parsed.username !== '' || parsed.password !== '' || parsed.search !== '' || parsed.hash !== '') {
    throw wrong(`must be a plain address; a key belongs into ${keyVariable}`)
  }
  const given = parsed.pathname.replace(/\/+$/, '')
  if (given.endsWith(path)) return parsed.origin + given
  return `${parsed.origin}${given}${/\/v\d+\w*$/.test(given) ? '' : '/v1'}${path}`
}

const isRefusal = (answer: unknown): answer is Refusal =>
  typeof answer === 'object' && answer !== null && 'problem' in answer && 'again' in answer

/** `url` is the full address of an endpoint. */
export class OpenAiServer {
  readonly #options: ServerOptions

  constructor(options: ServerOptions) {
    this.#options = options
  }

  failed(problem: string): AppError {
    const { key, url, fail } = this.#options
    // Some servers repeat the key they refuse.
    const said = key === undefined || key === '' ? problem : problem.replaceAll(key, '…')
    return fail(`${url}: ${said}`)
  }

  /** Asks until `read` makes something of the answer or trying again is of no use. */
  async ask<T extends object>(body: object, read: (json: unknown) => T | Refusal): Promise<T> {
    const { limits, pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms)) } = this.#options
    for (let tries = 1; ; tries++) {
      const answer = await this.#once(body, read)
      if (!isRefusal(answer)) return answer
      if (!answer.again || tries >= limits.tries) throw this.failed(answer.problem)
      const usual = pauseAfter(tries, { first: limits.pauseMs, longest: LONGEST_PAUSE_MS })
      await pause(Math.min(LONGEST_PAUSE_MS, Math.max(usual, answer.afterMs ?? 0)))
    }
  }

  async #once<T extends object>(body: object, read: (json: unknown) => T | Refusal): Promise<T | Refusal> {
    const { url, key, limits, fetch: get = fetch } = this.#options
    try {
      const response = await get(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(key === undefined || key === '' ? {} : { authorization: `Bearer ${key}` }),
        },
        body: JSON.stringify(body),
        // Texts and key are for this server, not for one it names.
        redirect: 'error',
        signal: AbortSignal.timeout(limits.timeoutMs),
      })
      const text = await this.#textOf(response)
      return response.ok ? read(jsonOf(text)) : refusalOf(response, text)
    } catch (thrown) {
      if (thrown instanceof AppError) throw thrown
      const isTimeout = thrown instanceof Error && thrown.name === 'TimeoutError'
      const cause = thrown instanceof Error && thrown.cause !== undefined ? `: ${problemOf(thrown.cause)}` : ''
      const problem = isTimeout ? `no answer in ${limits.timeoutMs / 1000} s` : `${problemOf(thrown)}${cause}`
      return { problem, again: true }
    }
  }

  async #textOf(response: Response): Promise<string> {
    const chunks: Uint8Array[] = []
    const most = this.#options.limits.mostBytes ?? MOST_BYTES
    let size = 0
    for await (const chunk of response.body ?? []) {
      size += chunk.length
      if (size > most) throw this.#options.fail('the answer of the endpoint is too large')
      chunks.push(chunk)
    }
    return Buffer.concat(chunks).toString('utf8')
  }
}

/** `text` as JSON, undefined when it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const ErrorSchema = z.object({ error: z.union([z.string(), z.object({ message: z.string() })]) })

function refusalOf(response: Response, body: string): Refusal {
  const parsed = ErrorSchema.safeParse(jsonOf(body))
  const error = parsed.success ? parsed.data.error : ''
  const said = (typeof error === 'string' ? error : error.message).replaceAll(/\s+/g, ' ').slice(0, 200)
  const problem = `it answered ${response.status}${said === '' ? '' : ` (${said})`}`
  const after = Number(response.headers.get('retry-after') ?? Number.NaN)
  return {
    problem,
    again: response.status === 429 || response.status === 408 || response.status >= 500,
    ...(Number.isFinite(after) ? { afterMs: after * 1000 } : {}),
  }
}
