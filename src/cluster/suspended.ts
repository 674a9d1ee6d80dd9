/**
 * A port over a cluster. Surfaces search in the middle of work that does not wait; so the first time a search is met the work
 * is left, the cluster is asked, and the work is done again from its beginning with the answer at hand. Requests change
 * nothing, so that doing one again does no harm.
 */
import type { Edition } from '../edition/edition.ts'
import type { SearchEngine, SearchOptions, SearchResult } from '../search/engine.ts'
import type { SearchPort } from '../search/port.ts'
import { requestScope, Suspended } from '../service/request.ts'
import type { ClusterSearch } from './search.ts'

type Found = { readonly result: SearchResult } | { readonly thrown: unknown }

export class SuspendingSearch implements SearchPort {
  readonly #cluster: ClusterSearch
  readonly #engine: SearchEngine

  constructor(cluster: ClusterSearch, engine: SearchEngine) {
    this.#cluster = cluster
    this.#engine = engine
  }

  /** @throws Suspended when the cluster must be asked first; AppError `cluster-failed` */
  search(query: string, options: SearchOptions): SearchResult {
    const scope = requestScope()
    // Outside of a request nothing can be done again: preparations use the index at hand.
    if (!scope) return this.#engine.search(query, options)
    const { budget: _, ...asked } = options
    const key = JSON.stringify([this.#engine.readers, query, asked])
    const known = scope.answers?.get(key) as Found | undefined
    if (known) {
      if ('result' in known) return known.result
      throw known.thrown
    }
    const answers = scope.answers ?? new Map<string, unknown>()
    scope.answers = answers
    scope.pending = this.#cluster.find(this.#engine, query, options).then(
      (result) => void answers.set(key, { result } satisfies Found),
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
    const search = new SuspendingSearch(clusterOf(edition), edition.engine)
    const self: Edition = Object.create(edition, {
      search: { value: search },
      entitled: { get: () => (edition.entitled === edition ? self : searchedIn(clusterOf, edition.entitled)) },
    })
    made = self
    wrapped.set(edition, made)
  }
  return made
}
