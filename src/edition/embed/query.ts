/** The embedder for queries: the one whose vectors the edition holds, made ready at the first query. */
import { AppError } from '../../core/errors.ts'
import type { Embedder } from '../../search/meaning/embedder.ts'
import type { Edition } from '../edition.ts'
import type { Home } from '../home.ts'
import { type EmbedderConfig, KEY_VARIABLE, readConfig } from './config.ts'
import { LOCAL_ID, openLocalModel } from './local-model.ts'
import { endpointId, openEndpoint, QUERY_LIMITS } from './openai.ts'

/** After a failure nothing is tried for this long: a server that hangs then delays one query, not each. */
const REST_MS = 30_000

/**
 * The embedder that fits `edition.vectors`, or undefined when the edition has none, no embedder is chosen, or another
 * one is. Resolves at once: the model is loaded by the first `embed`, which rejects with AppError `embedder-failed`
 * when that fails. Queries go to the endpoint when that is the embedder chosen.
 */
export async function openQueryEmbedder(home: Home, edition: Edition): Promise<Embedder | undefined> {
  const header = edition.vectors?.header
  const config = header && (await readConfig(home))
  if (!config || idOf(config) !== header.embedder) return undefined
  const open = (): Promise<Embedder> =>
    config.kind === 'local'
      ? openLocalModel(home.models)
      : openEndpoint({
          ...config,
          key: process.env[KEY_VARIABLE],
          dimensions: header.dimensions,
          limits: QUERY_LIMITS,
        })
  return lazily({ id: header.embedder, dimensions: header.dimensions }, open)
}

const idOf = (config: EmbedderConfig): string =>
  config.kind === 'local' ? LOCAL_ID : endpointId(config.url, config.model)

/** An embedder that is opened by its first use, and left alone for a while after a failure. */
export function lazily(facts: Pick<Embedder, 'id' | 'dimensions'>, open: () => Promise<Embedder>): Embedder {
  let opened: Promise<Embedder> | undefined
  let failure: { readonly error: unknown; readonly at: number } | undefined
  return {
    ...facts,
    async embed(texts) {
      if (failure && performance.now() - failure.at < REST_MS) throw failure.error
      try {
        opened ??= open()
        const vectors = await (await opened).embed(texts)
        const odd = vectors.find((vector) => vector.length !== facts.dimensions)
        if (!odd) return vectors
        const problem = `${facts.id} gives ${odd.length} dimensions, the vectors have ${facts.dimensions}`
        throw new AppError('embedder-failed', { problem })
      } catch (error) {
        failure = { error, at: performance.now() }
        opened = undefined
        throw error
      }
    },
  }
}
