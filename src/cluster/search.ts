/**
 * Answers searches from an index that a cluster holds: OpenSearch finds the names that may matter for each reading, and
 * the engine orders them as it orders its own. Asynchronous; `suspended.ts` makes a port of it.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from '@opensearch-project/opensearch'
import { AppError, problemOf } from '../core/errors.ts'
import type { SearchEngine, SearchOptions, SearchResult } from '../search/engine.ts'
import { canGather, Gathered, searchGathered, Wanted } from '../search/gathered.ts'
import type { NameRecord } from '../search/index/overlay.ts'
import { unpackRecord } from './documents.ts'
import { type Retrieval, retrievalsFor } from './retrieve.ts'

/** A search comes to this many kinds of readings at most, each asked for once. */
const MOST_ROUNDS = 10
/** A node that does not answer in this time is left for another. In milliseconds. */
const TIMEOUT = 5_000
const RETRIES = 3
/** Before asking again, doubled each time. */
const REST = 100

/** A client of the nodes at `urls`: `http://a:9200,http://b:9200`; what one node does not answer another is asked. */
export function clusterClient(urls: string): Client {
  return new Client({ nodes: urls.split(','), maxRetries: RETRIES, requestTimeout: TIMEOUT })
}

export class ClusterSearch {
  readonly #client: Client
  readonly #indexName: string

  constructor(client: Client, indexName: string) {
    this.#client = client
    this.#indexName = indexName
  }

  /**
   * The engine's answer from the cluster's names. `engine` judges words, and answers itself what only a whole index can.
   * @throws AppError `cluster-failed` when no node answers, or one answers in part
   */
  async find(engine: SearchEngine, query: string, options: SearchOptions): Promise<SearchResult> {
    if (!canGather(query, options)) return engine.search(query, options)
    const gathered = new Gathered()
    for (let round = 0; round < MOST_ROUNDS; round++) {
      try {
        return searchGathered(engine, gathered, { query, options })
      } catch (thrown) {
        if (!(thrown instanceof Wanted)) throw thrown
        gathered.fulfil(thrown, await this.#fetch(thrown, engine, options))
      }
    }
    throw new AppError('cluster-failed', { problem: 'a search asked for more and more' })
  }

  /** What is wanted. A part that does not answer is asked again: its copies take over within a moment. */
  async #fetch(wanted: Wanted, engine: SearchEngine, { filters }: SearchOptions): Promise<NameRecord[]> {
    const retrievals = retrievalsFor(wanted, engine.index, engine.allowed(filters))
    if (retrievals.length === 0) return []
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#ask(retrievals)
      } catch (thrown) {
        if (attempt === RETRIES) throw thrown
        await wait(REST * 2 ** attempt)
      }
    }
  }

  async #ask(retrievals: readonly Retrieval[]): Promise<NameRecord[]> {
    const body = retrievals.flatMap(({ query, size, sort }) => [
      { index: this.#indexName },
      { query, size, sort, _source: false, stored_fields: ['r'], track_total_hits: false },
    ])
    try {
      const { body: found } = await this.#client.msearch({ body: body as never })
      return found.responses.flatMap((response) => {
        if (!('hits' in response)) throw new AppError('cluster-failed', { problem: JSON.stringify(response) })
        if (response.timed_out || response._shards.failed > 0)
          throw new AppError('cluster-failed', { problem: 'a part of the index did not answer' })
        return response.hits.hits.map((hit) => unpackRecord((hit.fields as { r: [string] }).r[0]))
      })
    } catch (thrown) {
      if (thrown instanceof AppError) throw thrown
      throw new AppError('cluster-failed', { problem: problemOf(thrown) }, { cause: thrown })
    }
  }
}
