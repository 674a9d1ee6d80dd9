/**
 * A port over a cluster. Surfaces search in the middle of work that does not wait; so the first time a search is met the work
 * is left, the cluster is asked, and the work is done again from its beginning with the answer at hand. Requests change
 * nothing, so that doing one again does no harm.
 */
import { AppError } from '../core/errors.ts'
import type { Edition } from '../edition/edition.ts'
import type { SearchEngine, SearchOptions, SearchResult } from '../search/engine.ts'
import type { SearchIndex } from '../search/index/search-index.ts'
import type { SearchPort } from '../search/port.ts'
import { requestScope, Suspended } from '../service/request.ts'
import type { ClusterSearch } from './search.ts'

type Found = { readonly value: unknown } | { readonly thrown: unknown }

/** Lists of numbers as text. */
const asText = (_: string, value: unknown): unknown =>
  ArrayBuffer.isView(value) ? [...(value as Uint32Array)].join(' ') : value

export class SuspendingSearch implements SearchPort {
  readonly #cluster: ClusterSearch
  readonly #engine: SearchEngine
  /** Numbers of concepts mean nothing in another edition, which may come to be served while a request waits. */
  readonly #edition: string

  constructor(cluster: ClusterSearch, { id, engine }: Pick<Edition, 'id' | 'engine'>) {
    this.#cluster = cluster
    this.#engine = engine
    this.#edition = id
  }

  /** @throws Suspended when the cluster must be asked first; AppError `cluster-failed` */
  search(query: string, options: SearchOptions): SearchResult {
    const { budget: _, ...asked } = options
    const key = JSON.stringify([this.#edition, this.#engine.readers, query, asked], asText)
    return this.#answer(key, () => this.#cluster.find(this.#engine, query, options))
  }

  /** @throws Suspended when the cluster must be asked first; AppError `cluster-failed` */
  alike(concept: number, title: string): SearchIndex {
    return this.#answer(`${this.#edition} alike ${concept} ${title}`, () =>
      this.#cluster.alike(this.#engine.index, concept, title),
    )
  }

  /** What is at hand of the request being answered; else the request is left until it is. */
  #answer<T>(key: string, ask: () => Promise<T>): T {
    const scope = requestScope()
    if (!scope) throw new AppError('cluster-failed', { problem: 'it was asked outside of a request' })
    const answers = scope.answers ?? new Map<string, unknown>()
    scope.answers = answers
    const known = answers.get(key) as Found | undefined
    if (known) {
      if ('value' in known) return known.value as T
      throw known.thrown
    }
    scope.pending = ask().then(
      (value) => void answers.set(key, { value } satisfies Found),
      (thrown: unknown) => void answers.set(key, { thrown } satisfies Found),
    )
    throw new Suspended()
  }
}

const wrapped = new WeakMap<Edition, Edition>()

/** The same edition, searched in a cluster. */
export function searchedIn(clusterOf: (edition: Edition) => ClusterSearch, edition: Edition): Edition {
  let made = wrapped.get(edition)
  if (!made) {
    const search = new SuspendingSearch(clusterOf(edition), edition)
    const self: Edition = Object.create(edition, {
      search: { value: search },
      entitled: { get: () => (edition.entitled === edition ? self : searchedIn(clusterOf, edition.entitled)) },
    })
    made = self
    wrapped.set(edition, made)
  }
  return made
}
