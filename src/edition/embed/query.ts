/** The embedder for queries: the one whose vectors the edition holds, made ready at the first query. */
import { AppError } from '../../core/errors.ts'
import type { Embedder } from '../../search/meaning/embedder.ts'
import type { Edition } from '../edition.ts'
import type { Home } from '../home.ts'
import { type EmbedderConfig, KEY_VARIABLE, readConfig } from './config.ts'
import { LOCAL_ID, openLocalModel } from './local-model.ts'
import { endpointId, openEndpoint, QUERY_LIMITS } from './openai.ts'

/** After a failure the model is not tried again for this long, so that a broken one costs one query, not each. */
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

/** An embedder that is opened by its first use. */
export function lazily(facts: Pick<Embedder, 'id' | 'dimensions'>, open: () => Promise<Embedder>): Embedder {
  let opened: Promise<Embedder> | undefined
  let failedAt = Number.NEGATIVE_INFINITY
  return {
    ...facts,
    async embed(texts) {
      if (opened === undefined || performance.now() - failedAt > REST_MS) {
        failedAt = Number.POSITIVE_INFINITY
        opened = open()
        opened.catch(() => {
          failedAt = performance.now()
        })
      }
      const embedder = await opened
      if (embedder.dimensions !== facts.dimensions) {
        const problem = `${facts.id} gives ${embedder.dimensions} dimensions, the vectors have ${facts.dimensions}`
        throw new AppError('embedder-failed', { problem })
      }
      return embedder.embed(texts)
    },
  }
}
