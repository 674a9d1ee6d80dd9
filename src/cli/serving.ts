/** What a server, and each worker of one, is put together from. */
import type { ClusterSearch } from '../cluster/search.ts'
import type { ServeOptions } from '../config.ts'
import { audienceOf, keysFrom } from '../config.ts'
import { today } from '../core/date.ts'
import type { Edition, NamesAt } from '../edition/edition.ts'
import { openQueryEmbedder } from '../edition/embed/query.ts'
import type { Home } from '../edition/home.ts'
import type { LiveEdition } from '../edition/live.ts'
import type { LimitsMemory } from '../http/gate.ts'
import type { Keeper } from '../http/kept.ts'
import type { Log } from '../http/log.ts'
import type { Metrics } from '../http/metrics.ts'
import { createApp, type Served } from '../server.ts'
import type { ServiceContext } from '../service/context.ts'
import { entitledContext } from '../service/entitled.ts'
import { createMeaning } from '../service/meaning.ts'
import { warmSimilar } from '../similar/similar.ts'
import type { TerminologyResource } from '../terminology/resources.ts'

/** The edition of a server at each moment, and what is known to be wrong with it. */
export interface Current extends Pick<LiveEdition, 'get' | 'problem'> {
  /** Why what it asks elsewhere does not answer, as a sentence; absent where it asks nothing. */
  reachable?(): Promise<string | undefined>
}

/** What the surfaces ask: the edition as it is at each call. */
export function contextOf(home: Home, live: Current): ServiceContext {
  const edition = (): Edition => live.get()
  return {
    edition,
    today,
    problem: () => live.problem(),
    ...(live.reachable && { reachable: () => live.reachable!() }),
    meaning: createMeaning(edition, (at) => openQueryEmbedder(home, at)),
  }
}

/** Prepares what the first requests would otherwise wait for. */
export function warm(edition: Edition): void {
  const { catalog, engine } = edition
  edition.warm()
  warmSimilar({ catalog, index: engine.index, asOf: today() })
}

export interface ServedParts {
  readonly home: Home
  /** As `searched` gives it. */
  readonly live: Current
  readonly options: ServeOptions
  readonly resources: readonly TerminologyResource[]
  readonly log: Log
  readonly metrics: Metrics
  readonly limits?: LimitsMemory
  readonly keeperFor?: (readers: 'entitled' | 'everyone') => Keeper
}

/**
 * The edition searched in the cluster that the options name, if they name one. The client of the cluster is loaded only
 * then: every thread would hold it.
 */
export async function searched(live: Current, { search }: Pick<ServeOptions, 'search'>): Promise<Current> {
  if (search === undefined) return live
  const [{ ClusterSearch, clusterClient }, { indexNameOf }, { searchedIn }] = await Promise.all([
    import('../cluster/search.ts'),
    import('../cluster/documents.ts'),
    import('../cluster/suspended.ts'),
  ])
  const client = clusterClient(search)
  const known = new Map<string, ClusterSearch>()
  const clusterOf = ({ id }: Pick<Edition, 'id'>): ClusterSearch => {
    const made = known.get(id) ?? new ClusterSearch(client, indexNameOf(id))
    known.set(id, made)
    return made
  }
  return {
    get: () => searchedIn(clusterOf, live.get()),
    problem: () => live.problem(),
    reachable: () => clusterOf(live.get()).problem(),
  }
}

/** Where the names are that a server of these options searches through. */
export const namesAt = ({ search }: Pick<ServeOptions, 'search'>): NamesAt =>
  search === undefined ? 'here' : 'cluster'

export function servedOf(parts: ServedParts): Served {
  const { home, live, options, resources, log, metrics, limits, keeperFor } = parts
  const base = { ...contextOf(home, live), resources }
  const context = options.publicUrl ? { ...base, origin: options.publicUrl.origin } : base
  const appFor = (readers: 'entitled' | 'everyone') => {
    const keeper = keeperFor?.(readers)
    const of = readers === 'entitled' ? entitledContext(context) : context
    return createApp(of, { metrics, log, ...(keeper && { keeper }) })
  }
  return {
    app: appFor('entitled'),
    publicApp: appFor('everyone'),
    hasLicensed: () => live.get().entitled !== live.get(),
    entitlement: { audience: audienceOf(options), keys: keysFrom(process.env['MEDCODEX_KEYS']) },
    publicUrl: options.publicUrl,
    rate: options.rate,
    limitLocal: options.rate !== undefined,
    metrics,
    log,
    mayWait: options.search !== undefined,
    ...(limits && { limits }),
  }
}
