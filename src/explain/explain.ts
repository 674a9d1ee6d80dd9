/** The answer to "what does this code mean in plain words": the one door of this folder for pages. */
import type { Catalog, Concept } from '../catalog/catalog.ts'
import type { IsoDate } from '../core/date.ts'
import type { SystemId } from '../core/system-id.ts'
import type { ExplainerIndex } from './applies.ts'
import { compose } from './compose/compose.ts'
import { everydayWords } from './compose/everyday.ts'
import { closeness, fits, type Known, knownOf, mayFit } from './fit.ts'
import { mergePage } from './merge.ts'
import type { Explainer, Kind, Page } from './model.ts'

/** What a public register says of a number whose official text is not at hand. */
export interface NumberFacts {
  readonly known?: Known
  readonly kind?: Kind
}

/** Blocks by the kind of page that they are written for and the system of its code. */
const shelves = new WeakMap<readonly Explainer[], Map<string, readonly Explainer[]>>()

function shelfOf(blocks: readonly Explainer[], kind: Kind, system: SystemId): readonly Explainer[] {
  const known = shelves.get(blocks) ?? new Map<string, readonly Explainer[]>()
  shelves.set(blocks, known)
  const key = `${kind} ${system}`
  const shelf = known.get(key) ?? blocks.filter((each) => each.kind === kind && mayFit(each, system))
  known.set(key, shelf)
  return shelf
}

/** Blocks that fit, the closest first. */
function blocksFor(blocks: readonly Explainer[], known: Known): Explainer[] {
  return blocks
    .map((block) => ({ block, near: closeness(block, known) }))
    .filter(({ near }) => near > 0)
    .sort((a, b) => b.near - a.near || (a.block.id < b.block.id ? -1 : 1))
    .map(({ block }) => block)
}

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
  const known = knownOf(code)
  const named = explainers.find(system, concept.code)
  // Groups show the texts of what they hold, whatever kind that is.
  const isOwn = (each: Explainer): boolean => fits(each, known) && (code.kind === 'group' || each.kind === code.kind)
  return mergePage({
    system,
    code: code.system.grammar.display(concept.code),
    kind: code.kind,
    composed: sections,
    everyday: everydayWords(concept.title),
    facts: code.facts,
    explainers: named.filter(isOwn),
    blocks: blocksFor(shelfOf(explainers.blocks, code.kind, system), known),
    beside: [...named.filter((each) => !isOwn(each)), ...explainers.related(system, concept.code)],
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
  { showDrafts = false, known = () => [], kind: registered }: ExplainOptions & NumberFacts = {},
): Page | undefined {
  const found = explainers.find(system, code).filter((each) => showDrafts || each.status !== 'draft')
  const [from = system] = known('system')
  const blocks = registered === undefined ? [] : blocksFor(shelfOf(explainers.blocks, registered, from), known)
  const kind = found[0]?.kind ?? (blocks.length === 0 ? undefined : registered)
  return kind === undefined
    ? undefined
    : mergePage({
        system,
        code,
        kind,
        composed: [],
        facts: new Map(),
        explainers: found,
        blocks,
        beside: explainers.related(system, code),
        showDrafts,
      })
}
