/**
 * Names by which a code can be looked up because an official map leads to it from a code of another system: an ICD-9-CM
 * title finds the codes that the GEM gives, a drug's proprietary name the code it is billed with. Which links lend names
 * the system that has them declares. Such a name says where it comes from, and nothing is learned from it.
 */
import type { Catalog } from '../catalog/catalog.ts'
import type { IndexBuilder } from '../search/index/builder.ts'
import { isLicensed } from '../systems/licence.ts'
import type { CodeSystem } from '../systems/system.ts'

/** A code that maps to more codes than this says too little of each. */
const MOST_TARGETS = 48

/** A code whose names lead to codes of another system. */
export interface Lender {
  /** `ICD-9-CM 716.47`, as it is shown before the name. */
  readonly label: string
  readonly names: readonly string[]
  /** Numbers of the concepts it is mapped to. */
  readonly concepts: readonly number[]
}

/** Adds the names of every lender to the concepts it is mapped to. */
export function addLookupNames(builder: IndexBuilder, lenders: Iterable<Lender>): void {
  for (const { label, names, concepts } of lenders) {
    if (concepts.length === 0 || concepts.length > MOST_TARGETS) continue
    const above = builder.addText(label)
    for (const name of new Set(names)) {
      const text = builder.addText(name, above)
      for (const concept of concepts) builder.addName({ concept, kind: 'lookup', text, words: name })
    }
  }
}

/** The lenders of a catalog: codes with a link that lends names to a code of another system. */
export function* lendersOf(
  catalog: Catalog,
  systems: readonly CodeSystem[],
  conceptAt: (system: string, code: string) => number | undefined,
): IterableIterator<Lender> {
  for (const system of systems) {
    const kinds = Object.entries(system.relations ?? {}).flatMap(([kind, { lendsNames }]) => (lendsNames ? [kind] : []))
    // Text under a licence must not become a name of a code that anyone may see.
    if (kinds.length === 0 || isLicensed(system)) continue
    for (const { code, names, targets } of catalog.rows.lenders(system.id, kinds)) {
      yield {
        label: `${system.name} ${system.grammar.display(code)}`,
        names,
        concepts: targets.flatMap((target) => conceptAt(target.system, target.code) ?? []),
      }
    }
  }
}
