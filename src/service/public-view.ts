/**
 * An edition as those see it whom the operator's licences do not cover: systems under a licence are not there. Their
 * codes are bare numbers then, as in an edition that never had their files.
 */
import type { Catalog } from '../catalog/catalog.ts'
import type { SystemId } from '../core/system-id.ts'
import type { Edition } from '../edition/edition.ts'
import type { SearchEngine } from '../search/engine.ts'
import { systemOf } from '../systems/registry.ts'
import type { ServiceContext } from './context.ts'

type Hidden = ReadonlySet<string>

/** Systems of a catalog whose text is under a licence. */
export function licensedSystems({ releases }: Pick<Catalog, 'releases'>): Set<SystemId> {
  return new Set(releases.map((r) => r.system).filter((id) => systemOf(id).licence.licensed === true))
}

/** `target` with some members replaced; the others work on `target` itself. */
function replacing<T extends object>(target: T, members: Partial<T>): T {
  return new Proxy(target, {
    get(_, name) {
      if (name in members) return members[name as keyof T]
      const value = target[name as keyof T]
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

function hidingCatalog(catalog: Catalog, hidden: Hidden): Catalog {
  return replacing(catalog, {
    releases: catalog.releases.filter((r) => !hidden.has(r.system)),
    releaseAsOf: (system, asOf) => (hidden.has(system) ? undefined : catalog.releaseAsOf(system, asOf)),
    concept: (system, code, asOf) => (hidden.has(system) ? undefined : catalog.concept(system, code, asOf)),
    conceptById(id, asOf) {
      const found = catalog.conceptById(id, asOf)
      return found && hidden.has(found.system) ? undefined : found
    },
    firstDay: (system, code) => (hidden.has(system) ? undefined : catalog.firstDay(system, code)),
    roots: (system, asOf, options) => (hidden.has(system) ? [] : catalog.roots(system, asOf, options)),
    codes: (offset, limit) => catalog.codes(offset, limit).filter(({ system }) => !hidden.has(system)),
  })
}

function hidingEngine(engine: SearchEngine, hidden: Hidden): SearchEngine {
  const others = engine.index.systems.filter((system) => !hidden.has(system))
  return replacing(engine, {
    search(query, options) {
      const systems = options.filters.systems?.filter((system) => !hidden.has(system)) ?? others
      return engine.search(query, { ...options, filters: { ...options.filters, systems } })
    },
  })
}

const views = new WeakMap<Edition, Edition>()

function viewOf(edition: Edition): Edition {
  const hidden = licensedSystems(edition.catalog)
  if (hidden.size === 0) return edition
  let view = views.get(edition)
  if (!view) {
    view = {
      ...edition,
      catalog: hidingCatalog(edition.catalog, hidden),
      engine: hidingEngine(edition.engine, hidden),
      manifest: { ...edition.manifest, releases: edition.manifest.releases.filter((r) => !hidden.has(r.system)) },
    }
    views.set(edition, view)
  }
  return view
}

/** `context` for those without an entitlement; the same editions where nothing of them is under a licence. */
export function publicContext(context: ServiceContext): ServiceContext {
  return { ...context, edition: () => viewOf(context.edition()) }
}
