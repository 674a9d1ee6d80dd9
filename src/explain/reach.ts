/**
 * How many codes each text stands at, by making their pages: what a page shows is what counts, not what a condition
 * would find. A sample counts every Nth code and multiplies.
 */
import type { Catalog, Concept } from '../catalog/catalog.ts'
import type { IsoDate } from '../core/date.ts'
import type { ExplainerIndex } from './applies.ts'
import { gatherFacts } from './compose/facts.ts'
import { explain } from './explain.ts'
import type { Outline } from './files/outline.ts'
import { closeness, knownOf } from './fit.ts'

/** Codes of an edition that can be reported, each Nth. */
function* reportable(catalog: Catalog, asOf: IsoDate, step: number): Generator<Concept> {
  let at = 0
  for (const system of new Set(catalog.releases.map((release) => release.system)))
    for (const concept of catalog.rows.concepts(system, asOf)) {
      if (concept.billable && at++ % step === 0) yield concept
    }
}

/** Codes by the id of each text that stands at them; texts that stand nowhere are left out. */
export function reachOf(
  catalog: Catalog,
  index: ExplainerIndex,
  { asOf, step }: { asOf: IsoDate; step: number },
): ReadonlyMap<string, number> {
  const reach = new Map<string, number>()
  for (const concept of reportable(catalog, asOf, step)) {
    const { explainers } = explain(catalog, concept.system, concept, asOf, index, { showDrafts: true })
    for (const { id } of explainers) reach.set(id, (reach.get(id) ?? 0) + step)
  }
  return reach
}

/** Codes that the facts of a block find, in their order. */
export function foundBy(catalog: Catalog, { kind, match }: Outline, asOf: IsoDate): Concept[] {
  return [...reportable(catalog, asOf, 1)].filter((concept) => {
    const code = gatherFacts(catalog, concept, asOf)
    return code.kind === kind && closeness({ match } as never, knownOf(code)) > 0
  })
}
