/**
 * Answers searches from an index that a cluster holds: OpenSearch finds the names that may matter for each reading, and
 * the engine orders them as it orders its own. Asynchronous; `suspended.ts` makes a port of it.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from '@opensearch-project/opensearch'
import { Budget } from '../core/budget.ts'
import { AppError, problemOf } from '../core/errors.ts'
import type { SearchEngine, SearchOptions, SearchResult } from '../search/engine.ts'
import { Gathered, searchGathered, Wanted } from '../search/gathered.ts'
import { type NameRecord, Overlay } from '../search/index/overlay.ts'
import type { SearchIndex } from '../search/index/search-index.ts'
import type { Filters } from '../search/query/filters.ts'
import { alikeRetrievals } from './alike.ts'
import { unpackRecord } from './documents.ts'
import { countFor, leavesOut, type Retrieval, retrievalsFor } from './retrieve.ts'

/** A search comes to this many kinds of readings at most, each asked for once. */
const MOST_ROUNDS = 10
/** A node that does not answer in this time is left for another. In milliseconds. */
const TIMEOUT = 5_000
const RETRIES = 3
/** Before asking again, doubled each time. */
const REST = 100
/** How long a node may take to say that it is there. */
const READY_TIMEOUT = 2_000
/** How long what was found of the cluster holds. */
const READY_FOR = 2_000

/** A client of the nodes at `urls`: `http://a:9200,http://b:9200`; what one node does not answer another is asked. */
export function clusterClient(urls: string): Client {
  return new Client({ nodes: urls.split(','), maxRetries: RETRIES, requestTimeout: TIMEOUT })
}

const failed = (problem: string, cause?: unknown): AppError => new AppError('cluster-failed', { problem }, { cause })

/** What a query of several brings: names, and whether some were cut off. */
interface Fetched {
  readonly records: readonly NameRecord[]
  readonly cut: boolean
}

interface Counted {
  readonly aggregations?: {
    readonly systems: {
      readonly buckets: readonly { readonly key: string; readonly concepts: { readonly value: number } }[]
    }
  }
}

export class ClusterSearch {
  readonly #client: Client
  readonly #indexName: string
  #ready: { readonly until: number; readonly problem: Promise<string | undefined> } | undefined

  constructor(client: Client, indexName: string) {
    this.#client = client
    this.#indexName = indexName
  }

  /**
   * The engine's answer from the cluster's names. `engine` judges words and knows codes; it needs no names.
   * @throws AppError `cluster-failed` when no node answers, or one answers in part
   */
  async find(engine: SearchEngine, query: string, given: SearchOptions): Promise<SearchResult> {
    const options = { ...given, filters: remembering(given.filters) }
    const filters = engine.allowed(options.filters)
    const gathered = new Gathered()
    let cut = false
    for (let round = 0; round < MOST_ROUNDS; round++) {
      try {
        const budget = given.budget && new Budget()
        const result = searchGathered(engine, gathered, { query, options: { ...options, budget } })
        const counts = given.count === true && cut && !leavesOut(filters)
        return counts ? await this.#counted(result, gathered, { engine, filters }) : result
      } catch (thrown) {
        if (!(thrown instanceof Wanted)) throw thrown
        const fetched = await this.#fetch(retrievalsFor(thrown, engine.index, filters))
        cut ||= fetched.cut && thrown.how === 'all'
        gathered.fulfil(thrown, fetched.records)
      }
    }
    throw failed('a search asked for more and more')
  }

  /** The names that share words with the title of a concept, as an index. @throws AppError `cluster-failed` */
  async alike(index: SearchIndex, concept: number, title: string): Promise<SearchIndex> {
    return new Overlay(index, (await this.#fetch(alikeRetrievals(index, concept, title))).records)
  }

  /**
   * Why searches cannot be answered now, as a sentence; undefined when they can. What was found holds for a moment, so that
   * being asked often costs the cluster nothing.
   */
  problem(): Promise<string | undefined> {
    const now = performance.now()
    if (!this.#ready || this.#ready.until < now) this.#ready = { until: now + READY_FOR, problem: this.#look() }
    return this.#ready.problem
  }

  async #look(): Promise<string | undefined> {
    try {
      const asked = { index: this.#indexName, body: { size: 0, track_total_hits: 1 } }
      const { body } = await this.#client.search(asked as never, { requestTimeout: READY_TIMEOUT, maxRetries: 1 })
      if (body.timed_out || body._shards.failed > 0) return 'a part of the index in the cluster does not answer'
      return undefined
    } catch (thrown) {
      const { statusCode } = thrown as { statusCode?: number }
      if (statusCode === 404) return 'the cluster has no index of this edition; run: medcodex publish'
      return `the cluster does not answer: ${problemOf(thrown)}`
    }
  }

  /** Counts of all that meets the query, where not all of it was brought. */
  async #counted(
    result: SearchResult,
    { whole }: Gathered,
    { engine, filters }: { engine: SearchEngine; filters: Filters },
  ): Promise<SearchResult> {
    const [answer] = await this.#again(() => this.#ask<Counted>([countFor(whole, engine.index, filters)]))
    const found = new Map(answer?.aggregations?.systems.buckets.map(({ key, concepts }) => [key, concepts.value]))
    const bySystem = Object.fromEntries(
      Object.entries(result.bySystem).map(([system, n]) => [system, Math.max(n, found.get(system) ?? 0)]),
    )
    return { ...result, bySystem, total: Object.values(bySystem).reduce((sum, n) => sum + n, 0) }
  }

  async #fetch(retrievals: readonly Retrieval[]): Promise<Fetched> {
    if (retrievals.length === 0) return { records: [], cut: false }
    const queries = retrievals.map(({ query, size, sort, least }) => ({
      ...{ query, size, sort, _source: false, stored_fields: ['r'], track_total_hits: false },
      ...(least !== undefined && { min_score: least }),
    }))
    type Names = { readonly hits: { readonly hits: readonly { readonly fields: { readonly r: readonly [string] } }[] } }
    const answers = await this.#again(() => this.#ask<Names>(queries))
    return {
      records: answers.flatMap(({ hits }) => hits.hits.map(({ fields }) => unpackRecord(fields.r[0]))),
      cut: answers.some(({ hits }, i) => hits.hits.length === retrievals[i]!.size),
    }
  }

  /** A part that does not answer is asked again: its copies take over within a moment. */
  async #again<T>(ask: () => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await ask()
      } catch (thrown) {
        if (attempt === RETRIES) throw thrown
        await wait(REST * 2 ** attempt)
      }
    }
  }

  async #ask<T>(queries: readonly object[]): Promise<T[]> {
    const body = queries.flatMap((query) => [{ index: this.#indexName }, query])
    try {
      const { body: found } = await this.#client.msearch({ body: body as never })
      return found.responses.map((response) => {
        if (!('hits' in response)) throw failed(JSON.stringify(response))
        if (response.timed_out || response._shards.failed > 0) throw failed('a part of the index did not answer')
        return response as T
      })
    } catch (thrown) {
      throw thrown instanceof AppError ? thrown : failed(problemOf(thrown), thrown)
    }
  }
}

/** Tests of codes that are run once a code: a search among gathered names begins several times. */
function remembering(filters: Filters): Filters {
  if (!filters.codeTests?.length) return filters
  const codeTests = filters.codeTests.map((test) => {
    const known = new Map<string, boolean>()
    return (system: string, code: string): boolean => {
      const key = `${system} ${code}`
      const holds = known.get(key) ?? test(system, code)
      known.set(key, holds)
      return holds
    }
  })
  return { ...filters, codeTests }
}
