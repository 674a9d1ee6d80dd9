/**
 * Embeddings from any server that speaks OpenAI's `/v1/embeddings`, of the user's choice. The texts leave this
 * machine for that server: concept titles when an edition is embedded, and later each query.
 */
import { z } from 'zod'
import { AppError } from '../../core/errors.ts'
import type { Embedder } from '../../search/meaning/embedder.ts'
import { endpointAt, OpenAiServer, type Refusal, type ServerLimits } from '../../sources/openai-server.ts'
import { unit } from './unit.ts'

/** For embedding an edition: patient. */
export const EMBED_LIMITS: ServerLimits = { timeoutMs: 60_000, tries: 6, pauseMs: 1000 }
/** For a query someone waits for. */
export const QUERY_LIMITS: ServerLimits = { timeoutMs: 3000, tries: 1, pauseMs: 0 }

export interface EndpointOptions {
  /** Address of the server or of its `/v1`: `http://localhost:11434`, `https://api.openai.com/v1`. */
  readonly url: string
  readonly model: string
  /** Sent as a bearer token; never stored, never part of a message. */
  readonly key?: string | undefined
  /** Of the model; asked of the server when absent. */
  readonly dimensions?: number | undefined
  readonly limits?: ServerLimits | undefined
  readonly fetch?: typeof fetch | undefined
  readonly pause?: ((ms: number) => Promise<void>) | undefined
}

const AnswerSchema = z.object({
  data: z.array(z.object({ index: z.number().int().nonnegative().optional(), embedding: z.array(z.number()) })),
})

/** The full address for a server's: with `/v1` when no version is in it, with `/embeddings`. @throws AppError `invalid-input` */
export const endpointOf = (url: string): string =>
  endpointAt(url, { path: '/embeddings', keyVariable: 'MEDCODEX_EMBED_KEY' })

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

class Endpoint {
  readonly #model: string
  readonly #server: OpenAiServer

  constructor({ url, model, key, limits = EMBED_LIMITS, fetch, pause }: EndpointOptions) {
    this.#model = model
    const fail = (problem: string): AppError => new AppError('embedder-failed', { problem })
    this.#server = new OpenAiServer({ url: endpointOf(url), key, limits, fetch, pause, fail })
  }

  failed(problem: string): AppError {
    return this.#server.failed(problem)
  }

  ask(texts: readonly string[]): Promise<Float32Array[]> {
    const body = { model: this.#model, input: texts, encoding_format: 'float' }
    return this.#server.ask(body, (json) => vectorsIn(json, texts.length))
  }
}

function vectorsIn(json: unknown, wanted: number): Float32Array[] | Refusal {
  const parsed = AnswerSchema.safeParse(json)
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
