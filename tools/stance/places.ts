/** The places of a labelled document: what governs each, and what is true of it. */

import type { Draft } from '../../src/policy/findings/draft.ts'
import type { Case } from '../../src/policy/resolve/evidence.ts'
import { Cases, type Found } from '../../src/policy/resolve/resolve.ts'
import { weigh } from '../../src/policy/resolve/weigh.ts'
import type { StanceModel } from '../../src/policy/stance/model.ts'
import type { Scope } from '../../src/policy/structure/graph.ts'
import type { Read } from '../../test/extraction/loso/documents.ts'
import { type Gold, keysOf } from '../../test/extraction/score.ts'

export interface LabelledPlace {
  readonly drafts: readonly Draft[]
  readonly scopes: readonly Scope[]
  /** Gold dispositions of its code; none where the gold does not have it. */
  readonly gold: readonly Gold[]
}

/** The places of a document that the rules have read. */
export function placesOf(document: Read, found: Found): LabelledPlace[] {
  const gold = new Map<string, Gold[]>()
  for (const line of document.gold) for (const key of keysOf(line)) gold.set(key, [...(gold.get(key) ?? []), line])
  const cases = new Cases(document.text, found)
  return cases.places.map((drafts) => {
    const { mention } = drafts[0]!
    const key = keysOf(mention)[0]!
    return { drafts, scopes: cases.scopesOf(drafts), gold: gold.get(key) ?? [] }
  })
}

/** The cases of a document as a model of stance weighs them, each with its gold dispositions. */
export function casesOf(
  document: Read,
  found: Found,
  model: StanceModel,
): { readonly case: Case; readonly gold: readonly string[] }[] {
  const cases = new Cases(document.text, found)
  return placesOf(document, found).map(({ drafts, scopes, gold }) => ({
    case: cases.caseOf(drafts, weigh(document.text.text, scopes, model)),
    gold: [...new Set(gold.map((g) => g.disposition))],
  }))
}
