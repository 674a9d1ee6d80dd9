/** Plain words for any code from official facts alone: by rule, without a model, the same every time. */
import type { Catalog, Concept } from '../../catalog/catalog.ts'
import type { IsoDate } from '../../core/date.ts'
import type { Composition } from '../../systems/system.ts'
import type { Section } from '../model.ts'
import { composeCm } from './cm.ts'
import { composeCpt } from './cpt.ts'
import { type CodeFacts, gatherFacts } from './facts.ts'
import { composeGroup } from './group.ts'
import { composeHcpcs } from './hcpcs.ts'
import { composePcs } from './pcs.ts'
import { composeFacts } from './plain.ts'

type Composer = (code: CodeFacts) => Section[]

const COMPOSERS: Readonly<Record<Composition, Composer>> = {
  classification: composeCm,
  tables: composePcs,
  register: composeHcpcs,
  descriptors: composeCpt,
  facts: composeFacts,
}

/** Sections from the facts of a code. */
export function composeSections(code: CodeFacts): Section[] {
  const composer = code.kind === 'group' ? composeGroup : COMPOSERS[code.system.composition]
  return composer(code)
}

/** Facts of a code and the sections they make. */
export function compose(
  catalog: Catalog,
  concept: Concept,
  asOf: IsoDate,
): { readonly code: CodeFacts; readonly sections: Section[] } {
  const code = gatherFacts(catalog, concept, asOf)
  return { code, sections: composeSections(code) }
}
