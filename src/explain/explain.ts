/** The answer to "what does this code mean in plain words": the one door of this folder for pages. */
import type { Catalog, Concept } from '../catalog/catalog.ts'
import type { IsoDate } from '../core/date.ts'
import type { SystemId } from '../core/system-id.ts'
import type { ExplainerIndex } from './applies.ts'
import { compose } from './compose/compose.ts'
import { mergePage } from './merge.ts'
import type { Page } from './model.ts'

export interface ExplainOptions {
  /** Drafts of a language model are shown only where the edition was built to show them. */
  readonly showDrafts?: boolean
}

/** The page of a code of the catalog, as of a day. */
export function explain(
  catalog: Catalog,
  system: SystemId,
  concept: Concept,
  asOf: IsoDate,
  explainers: ExplainerIndex,
  { showDrafts = false }: ExplainOptions = {},
): Page {
  const { code, sections } = compose(catalog, concept, asOf)
  return mergePage({
    system,
    code: code.system.grammar.display(concept.code),
    kind: code.kind,
    composed: sections,
    facts: code.facts,
    explainers: explainers.find(system, concept.code),
    showDrafts,
  })
}

/**
 * The page of a code that no release here lists, from texts alone: a CPT number without its licensed file. Absent when
 * there is no text about it.
 */
export function explainNumber(
  system: string,
  code: string,
  explainers: ExplainerIndex,
  { showDrafts = false }: ExplainOptions = {},
): Page | undefined {
  const found = explainers.find(system, code).filter((each) => showDrafts || each.status !== 'draft')
  const kind = found[0]?.kind
  return kind === undefined
    ? undefined
    : mergePage({ system, code, kind, composed: [], facts: new Map(), explainers: found, showDrafts })
}
