/**
 * How many reportable codes stand below each header. One pass over a system answers for all of its headers, so it is kept
 * for as long as the catalog is open; an edition never changes. The pass uses `Catalog.concepts`, of which only one may be open
 * at a time: whoever composes many codes first takes them all out of it.
 */
import type { Catalog, Concept } from '../../catalog/catalog.ts'
import type { IsoDate } from '../../core/date.ts'

export interface Descendants {
  readonly billable: number
}

const kept = new WeakMap<Catalog, Map<string, ReadonlyMap<number, number>>>()

/** Days for which counts are kept; a page asks for today nearly always. */
const MOST_KEPT = 12

function countAll(catalog: Catalog, system: Concept['system'], asOf: IsoDate): ReadonlyMap<number, number> {
  const parents = new Map<number, number | undefined>()
  const billable: number[] = []
  for (const each of catalog.rows.concepts(system, asOf)) {
    if (each.status === 'deleted') continue
    parents.set(each.id, each.parentId)
    if (each.billable) billable.push(each.id)
  }
  const counts = new Map<number, number>()
  for (const id of billable) {
    for (let at = parents.get(id); at !== undefined; at = parents.get(at)) counts.set(at, (counts.get(at) ?? 0) + 1)
  }
  return counts
}

/** Codes below `concept`, at any depth, that may be reported on `asOf`. */
export function descendantsOf(catalog: Catalog, concept: Concept, asOf: IsoDate): Descendants {
  const ofCatalog = kept.get(catalog) ?? new Map<string, ReadonlyMap<number, number>>()
  kept.set(catalog, ofCatalog)
  const key = `${concept.system} ${asOf}`
  const counts = ofCatalog.get(key) ?? countAll(catalog, concept.system, asOf)
  if (!ofCatalog.has(key)) {
    if (ofCatalog.size >= MOST_KEPT) ofCatalog.delete(ofCatalog.keys().next().value ?? key)
    ofCatalog.set(key, counts)
  }
  return { billable: counts.get(concept.id) ?? 0 }
}
