/**
 * Embeddings from any server that speaks OpenAI's `/v1/embeddings`, of the user's choice. The texts leave this
 * machine for that server: concept titles when an edition is embedded, and later each query.
 */
import { z } from 'zod'
import { AppError, problemOf } from '../../core/errors.ts'
import type { Embedder } from '../../search/meaning/embedder.ts'
import { unit } from './unit.ts'

export interface EndpointLimits {
  /** For one request, in milliseconds. */
  readonly timeoutMs: number
  readonly tries: number
  /** Pause after the first failure, in milliseconds; doubled after each further one. */
  readonly pauseMs: number
}

/** For embedding an edition: patient. */
export const EMBED_LIMITS: EndpointLimits = { timeoutMs: 60_000, tries: 6, pauseMs: 1000 }
/** For a query someone waits for. */
export const QUERY_LIMITS: EndpointLimits = { timeoutMs: 3000, tries: 1, pauseMs: 0 }
const LONGEST_PAUSE_MS = 60_000
const MOST_BYTES = 256 * 1024 ** 2

export interface EndpointOptions {
  /** Address of the server or of its `/v1`: `http://localhost:11434`, `https://api.openai.com/v1`. */
  readonly url: string
  readonly model: string
  /** Sent as a bearer token; never stored, never part of a message. */
  readonly key?: string | undefined
  /** Of the model; asked of the server when absent. */
  readonly dimensions?: number | undefined
  readonly limits?: EndpointLimits | undefined
  readonly fetch?: typeof fetch | undefined
  readonly pause?: ((ms: number) => Promise<void>) | undefined
}

const AnswerSchema = z.object({
  data: z.array(z.object({ index: z.number().int().nonnegative().optional(), embedding: z.array(z.number()) })),
})

/** The full address for a server's: with `/v1` when no version is in it, with `/embeddings`. @throws AppError `invalid-input` */
export function endpointOf(url: string): string {
  const parsed = URL.parse(url)
  const wrong = (problem: string): AppError => new AppError('invalid-input', { problem: `--url ${problem}` })
  if (parsed?.protocol !== 'http:' && parsed?.protocol !== 'https:') throw wrong('must be an http or https address')
  // The address is stored and shown; the key is not.
  if (parsed.username !== '' || parsed.password !== '' || parsed.search !== '' || parsed.hash !== '') {
    throw wrong('must be a plain address; a key belongs into MEDCODEX_EMBED_KEY')
  }
  const path = parsed.pathname.replace(/\/+$/, '')
  if (path.endsWith('/embeddings')) return parsed.origin + path
  return `${parsed.origin}${path}${/\/v\d+\w*$/.test(path) ? '' : '/v1'}/embeddings`
}

export const endpointId = (url: string, model: string): string => `openai ${endpointOf(url)} ${model}`

/**
 * An embedder that asks the server; its dimensions are found out with one request when they are not given.
 * @throws AppError `invalid-input` for a bad address, `embedder-failed`
 */
export async function openEndpoint(options: EndpointOptions): Promise<Embedder> {
  const endpoint = new Endpoint(options)
  const dimensions = options.dimensions ?? (await endpoint.ask(['test']))[0]!.length
  return {
    id: endpointId(options.url, options.model),
    dimensions,
    async embed(texts) {
      if (texts.length === 0) return []
      const vectors = await endpoint.ask(texts)
      const odd = vectors.find((vector) => vector.length !== dimensions)
      if (odd) throw endpoint.failed(`it gave ${odd.length} dimensions instead of ${dimensions}`)
      return vectors.map(unit)
    },
  }
}

/** Whether another try may help, and when the server says so, in how many milliseconds. */
interface Refusal {
  readonly problem: string
  readonly again: boolean
  readonly afterMs?: number
}

class Endpoint {
  readonly #options: EndpointOptions
  readonly #url: string
  readonly #limits: EndpointLimits

  constructor(options: EndpointOptions) {
    this.#options = options
    this.#url = endpointOf(options.url)
    this.#limits = options.limits ?? EMBED_LIMITS
  }

  failed(problem: string): AppError {
    const { key } = this.#options
    // Some servers repeat the key they refuse.
    const said = key === undefined || key === '' ? problem : problem.replaceAll(key, '…')
    return new AppError('embedder-failed', { problem: `${this.#url}: ${said}` })
  }

  async ask(texts: readonly string[]): Promise<Float32Array[]> {
    const { pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms)) } = this.#options
    for (let tries = 1; ; tries++) {
      const answer = await this.#once(texts)
      if (!('problem' in answer)) return answer
      if (!answer.again || tries >= this.#limits.tries) throw this.failed(answer.problem)
      // Half fixed, half by chance, so that several clients do not come back together.
      const usual = this.#limits.pauseMs * 2 ** (tries - 1) * (0.5 + Math.random() / 2)
      await pause(Math.min(LONGEST_PAUSE_MS, Math.max(usual, answer.afterMs ?? 0)))
    }
  }

  async #once(texts: readonly string[]): Promise<Float32Array[] | Refusal> {
    const { model, key, fetch: get = fetch } = this.#options
    try {
      const response = await get(this.#url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(key === undefined || key === '' ? {} : { authorization: `Bearer ${key}` }),
        },
        body: JSON.stringify({ model, input: texts, encoding_format: 'float' }),
        // Texts and key are for this server, not for one it names.
        redirect: 'error',
        signal: AbortSignal.timeout(this.#limits.timeoutMs),
      })
      const body = await textOf(response)
      return response.ok ? this.#read(body, texts.length) : refusalOf(response, body)
    } catch (thrown) {
      if (thrown instanceof AppError) throw thrown
      const isTimeout = thrown instanceof Error && thrown.name === 'TimeoutError'
      const cause = thrown instanceof Error && thrown.cause !== undefined ? `: ${problemOf(thrown.cause)}` : ''
      const problem = isTimeout ? `no answer in ${this.#limits.timeoutMs / 1000} s` : `${problemOf(thrown)}${cause}`
      return { problem, again: true }
    }
  }

  #read(body: string, wanted: number): Float32Array[] | Refusal {
    const parsed = AnswerSchema.safeParse(jsonOf(body))
    // A proxy's page of apology with status 200 may be gone the next time; so may a truncated body.
    if (!parsed.success) return { problem: 'its answer is not that of an embeddings endpoint', again: true }
    const { data } = parsed.data
    if (data.length !== wanted) return { problem: `it gave ${data.length} vectors for ${wanted} texts`, again: false }
    const vectors: Float32Array[] = []
    data.forEach(({ index, embedding }, i) => {
      vectors[index ?? i] = Float32Array.from(embedding)
    })
    if (vectors.length !== wanted || Array.from(vectors).includes(undefined as never)) {
      return { problem: 'its vectors are not numbered like the texts', again: false }
    }
    return vectors
  }
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > MOST_BYTES) throw new AppError('embedder-failed', { problem: 'the answer of the endpoint is too large' })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function jsonOf(text: string): unknown {
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
