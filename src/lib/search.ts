/**
 * The search alone, from the bytes of an edition's `search.bin`: `import { openIndex } from 'medcodex/search'`. It uses
 * nothing of Node, so it runs in a browser too, offline. Codes are read by their beginning; what the systems' own readers
 * mend, and everything the catalog knows, is in `medcodex`.
 */
import { type Hit, type Meaning, SearchEngine, type SearchResult } from '../search/engine.ts'
import { SearchIndex } from '../search/index/search-index.ts'
import { modelId, staticMeaning } from '../search/meaning/static-meaning.ts'
import { StaticModel } from '../search/meaning/static-model.ts'

export type { Hit, SearchResult } from '../search/engine.ts'

/** What likeness of meaning needs: vectors of an edition and the model that made them. */
export interface MeaningFiles {
  /** `meaning.bin` in the folder of the edition. */
  readonly vectors: Uint8Array<ArrayBuffer>
  /** `static-model.bin` of this package. */
  readonly model: Uint8Array<ArrayBuffer>
}

export interface IndexOptions {
  /** For answers by likeness of meaning, where words find little. */
  readonly meaning?: MeaningFiles
}

export interface IndexQuery {
  /** 1 to 200; 20 when absent. */
  readonly limit?: number
  /** Ids of code systems; all when absent. */
  readonly systems?: readonly string[]
  readonly billable?: boolean
}

export interface OpenIndex {
  /** Ids of the code systems in it that anyone may see. */
  readonly systems: readonly string[]
  /** The best answers, each with its reason. */
  search(q: string, query?: IndexQuery): SearchResult
  /** Completions while typing, without reasons. */
  suggest(q: string, query?: IndexQuery): readonly Hit[]
}

async function meaningOf({ vectors, model }: MeaningFiles): Promise<Meaning | undefined> {
  const digest = new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', model))
  const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return staticMeaning(vectors, new StaticModel(model, modelId(sha256)))
}

/**
 * Opens an index. Text under a licence stays hidden. Vectors that another model made are not used.
 * @throws Error with `code` `edition-damaged` for bytes that are no index
 */
export async function openIndex(bytes: Uint8Array, { meaning }: IndexOptions = {}): Promise<OpenIndex> {
  const index = new SearchIndex(bytes)
  const engine = new SearchEngine(index, meaning && (await meaningOf(meaning)))
  const filters = ({ systems, billable }: IndexQuery) => ({
    ...(systems && { systems }),
    ...(billable !== undefined && { billable }),
  })
  return {
    systems: index.systems.filter((system) => !index.licensed.includes(system)),
    search: (q, query = {}) => engine.search(q, { limit: query.limit ?? 20, filters: filters(query), count: true }),
    suggest: (q, query = {}) =>
      engine.search(q, { limit: query.limit ?? 8, filters: filters(query), reasons: false, meaning: false }).hits,
  }
}
