/** Answers for the grammar what the catalog knows about a code on a day; each code is read from the catalog once. */
import type { Catalog } from '../catalog/catalog.ts'
import type { IsoDate } from '../core/date.ts'
import type { SystemId } from '../core/system-id.ts'
import type { CodeFacts, CodeLookup, Flag, NamedSystem } from './model.ts'

interface History {
  readonly level: string
  readonly periods: readonly {
    validFrom: IsoDate
    validTo?: IsoDate | undefined
    billable: boolean
    terminated: boolean
  }[]
}

/**
 * A lookup over `catalog`. Codes are folded: capitals, no dots. Systems of which only some codes are there, as in the
 * starter set, are taken as not loaded: that they do not know a code says nothing.
 */
export function catalogLookup(catalog: Catalog, partial: ReadonlySet<string> = new Set()): CodeLookup {
  const loaded = new Set<string>(catalog.releases.map((r) => r.system).filter((system) => !partial.has(system)))
  const known = new Map<string, History | undefined>()
  // What was listed before the first release loaded is not known, so an older day is answered as of that release.
  const firstDays = new Map(catalog.releases.toReversed().map((r) => [r.system, r.validFrom]))
  const historyOf = (system: SystemId, code: string): History | undefined => {
    const key = `${system} ${code}`
    if (known.has(key)) return known.get(key)
    const first = catalog.firstDay(system, code)
    const concept = first && catalog.concept(system, code, first)
    const history = concept && { level: concept.level, periods: catalog.timeline(concept.id) }
    known.set(key, history)
    return history
  }
  return {
    loaded: (system) => loaded.has(system),
    find: (system, code, asOf) => {
      const history = historyOf(system, code)
      const first = firstDays.get(system)
      return history && factsOn(history, first !== undefined && first > asOf ? first : asOf)
    },
  }
}

function factsOn({ level, periods }: History, asOf: IsoDate): CodeFacts {
  const period = periods.findLast((p) => p.validFrom <= asOf)
  if (!period) return { level, billable: periods[0]!.billable, status: 'future' }
  const deleted = period.validTo !== undefined && period.validTo < asOf
  const status = deleted ? 'deleted' : period.terminated ? 'terminated' : 'active'
  return { level, billable: period.billable, status }
}

/** The days a document holds: what is asked is what its codes were when it began and are when it ends. */
export interface InForce {
  readonly effective?: IsoDate | undefined
  readonly end?: IsoDate | undefined
}

/** A day after every release: the newest that is known. */
const NEWEST = '9999-12-31' as IsoDate

/**
 * What is odd about a code in a document: not known, deleted by the end of the document (or by now), not listed yet
 * at its beginning, or a header. Nothing when the code's system is not loaded, since then nobody can tell.
 */
export function flagsOf(
  lookup: CodeLookup,
  { system, code }: { readonly system: NamedSystem; readonly code: string },
  { effective, end }: InForce,
): Flag[] {
  if (!lookup.loaded(system)) return []
  const last = lookup.find(system, code, end ?? NEWEST)
  // Not every file of HCPCS codes lists its modifiers.
  if (!last) return code.length === 2 ? [] : ['unknown']
  if (last.status === 'deleted' || last.status === 'terminated') return ['deleted']
  const first = lookup.find(system, code, effective ?? NEWEST)
  if (first?.status === 'future') return ['not-yet-valid']
  return last.billable || last.level === 'modifier' ? [] : ['not-billable']
}
