/** Texts at codes whose own facts say nothing of them: the check of `applies` that needs an edition. */
import type { Catalog } from '../../src/catalog/catalog.ts'
import type { IsoDate } from '../../src/core/date.ts'
import { appliesTo } from '../../src/explain/applies.ts'
import { gatherFacts } from '../../src/explain/compose/facts.ts'
import { fits, knownOf, misfit } from '../../src/explain/fit.ts'
import type { Explainer } from '../../src/explain/model.ts'

/** One sentence for each text and code that do not go together, at most `most` for a text. */
export function misfits(
  catalog: Catalog,
  texts: readonly Explainer[],
  { asOf, most = 3 }: { asOf: IsoDate; most?: number },
) {
  const found = new Map<string, string[]>()
  let checked = 0
  for (const system of ['icd10cm', 'icd10pcs', 'hcpcs'] as const) {
    const named = texts.filter((each) => each.applies.some((entry) => entry.system === system))
    const concepts = [...catalog.rows.concepts(system, asOf)].filter((each) => each.billable)
    for (const concept of concepts) {
      const here = named.filter((each) => each.applies.some((entry) => appliesTo(entry, system, concept.code)))
      if (here.length === 0) continue
      const code = gatherFacts(catalog, concept, asOf)
      for (const text of here) {
        if (!fits(text, knownOf(code))) continue
        checked++
        const problem = text.kind === code.kind ? misfit(text, code) : undefined
        const list = found.get(text.id) ?? []
        if (problem !== undefined && list.length < most) found.set(text.id, [...list, problem])
      }
    }
  }
  return { checked, problems: [...found].flatMap(([id, all]) => all.map((each) => `${id}: ${each}`)) }
}
