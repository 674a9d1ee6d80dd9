/**
 * Everything official that sentences about one code may rest on, read once from the catalog and given ids. The facts are
 * also what a drafting model is shown: nothing is in a composed or drafted sentence that is not in here.
 */
import type { AxisMeaning, Catalog, Concept, Content, Note, Relation } from '../../catalog/catalog.ts'
import type { IsoDate } from '../../core/date.ts'
import { levelIn } from '../../systems/levels.ts'
import { systemOf } from '../../systems/registry.ts'
import { type CodeSystem, meaningOf } from '../../systems/system.ts'
import { kindOf } from '../kind-of.ts'
import type { Fact, Kind } from '../model.ts'
import { descendantsOf } from './descendants.ts'

/** A note with the concept it stands at and the fact it became. */
export interface NoteFact extends Note {
  readonly at: Concept
  readonly fact: Fact
}

export interface CodeFacts {
  readonly system: CodeSystem
  readonly concept: Concept
  readonly kind: Kind
  readonly asOf: IsoDate
  readonly ancestors: readonly Concept[]
  readonly children: readonly Concept[]
  readonly content: Content
  /** Terms filed under headers above, nearest first; headers without terms are left out. */
  readonly above: readonly { readonly at: Concept; readonly terms: readonly string[] }[]
  readonly axes: readonly AxisMeaning[]
  /** Own notes first, then the parent's, up to the chapter's. */
  readonly notes: readonly NoteFact[]
  readonly relations: readonly Relation[]
  readonly facts: ReadonlyMap<string, Fact>
}

/** Most children that become facts of their own; a list in words is shorter still. */
const MOST_CHILDREN = 60

class Gatherer {
  readonly facts = new Map<string, Fact>()

  add(id: string, kind: Fact['kind'], value: string, more: Partial<Fact> = {}): Fact {
    const fact: Fact = { id, kind, value, ...more }
    this.facts.set(id, fact)
    return fact
  }
}

function addConcept(to: Gatherer, { concept, system }: { concept: Concept; system: CodeSystem }): void {
  to.add('code', 'title', system.grammar.display(concept.code), { name: `${system.name} code` })
  to.add('title', 'title', concept.title)
  if (concept.shortTitle !== undefined) to.add('shortTitle', 'shortTitle', concept.shortTitle)
  to.add('level', 'level', concept.level)
  to.add('billable', 'billable', concept.billable ? 'yes' : 'no')
  to.add('status', 'period', concept.status)
  to.add('validFrom', 'period', concept.validFrom, { name: 'first day' })
  if (concept.validTo !== undefined) to.add('validTo', 'period', concept.validTo, { name: 'last day' })
}

function addAxes(to: Gatherer, axes: readonly AxisMeaning[]): void {
  for (const axis of axes) {
    const id = `axis${axis.position}`
    to.add(id, 'axis', axis.label, { name: axis.title })
    const more = { name: axis.label }
    if (axis.definition !== undefined) to.add(`${id}.definition`, 'definition', axis.definition, more)
    if (axis.explanation !== undefined) to.add(`${id}.explanation`, 'explanation', axis.explanation, more)
    if (axis.includes.length > 0) to.add(`${id}.includes`, 'includes', axis.includes.join('; '), more)
  }
}

function addContent(to: Gatherer, content: Content, system: CodeSystem): void {
  content.designations.forEach((each, i) => {
    to.add(`name${i + 1}`, 'designation', each.text, { name: each.use })
  })
  const seen = new Map<string, number>()
  for (const { name, value } of content.properties) {
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    const meaning = meaningOf(system, name, value)
    const id = count === 1 ? name : `${name}${count}`
    to.add(id, 'property', value, { name, ...(meaning === undefined ? {} : { meaning }) })
  }
}

function addNotes(
  to: Gatherer,
  chain: readonly { at: Concept; notes: readonly Note[] }[],
  { system, own }: { system: CodeSystem; own: Concept },
): NoteFact[] {
  return chain.flatMap(({ at, notes }) =>
    notes.map((note, i) => {
      const code = system.grammar.display(at.code)
      const inherited = at.id !== own.id
      const id = inherited ? `note${i + 1}@${code}` : `note${i + 1}`
      const name = note.character === undefined ? note.kind : `${note.kind} ${note.character}`
      const fact = to.add(id, 'note', note.text, { name, ...(inherited ? { at: code } : {}) })
      return { ...note, at, fact }
    }),
  )
}

/** Inclusion terms of the headers above a code, with the header each stands at. */
function addTermsAbove(
  to: Gatherer,
  ancestors: readonly Concept[],
  { system, termsOf }: { system: CodeSystem; termsOf: (at: Concept) => Content['designations'] },
): CodeFacts['above'] {
  return ancestors.toReversed().flatMap((at) => {
    if (levelIn(system.levels, at.level).role !== 'header') return []
    const terms = termsOf(at).map((each) => each.text)
    const code = system.grammar.display(at.code)
    terms.forEach((term, i) => {
      to.add(`name${i + 1}@${code}`, 'designation', term, { name: 'inclusionTerm', at: code })
    })
    return terms.length === 0 ? [] : [{ at, terms }]
  })
}

function addTree(
  to: Gatherer,
  { ancestors, children, system }: { ancestors: readonly Concept[]; children: readonly Concept[]; system: CodeSystem },
): void {
  for (const each of ancestors) {
    const code = system.grammar.display(each.code)
    to.add(`in.${each.level}@${code}`, 'parent', each.title, { name: each.level, at: code })
  }
  children.slice(0, MOST_CHILDREN).forEach((each) => {
    const code = system.grammar.display(each.code)
    to.add(`holds@${code}`, 'child', each.title, { name: each.level, at: code })
  })
}

/** All facts of a code as of a day. */
export function gatherFacts(catalog: Catalog, concept: Concept, asOf: IsoDate): CodeFacts {
  const system = systemOf(concept.system)
  const content = catalog.content(concept.id, asOf)
  const ancestors = catalog.ancestors(concept, asOf)
  const children = catalog.children(concept.id, asOf)
  const axes = catalog.axes(system.id, concept.code)
  const relations = catalog.relations(system.id, concept.code)
  const to = new Gatherer()
  addConcept(to, { concept, system })
  const timeline = catalog.timeline(concept.id)
  const first = timeline[0]?.validFrom
  // A day before the first release loaded, or inside one, can only be the publisher's own date of the code.
  const ownDay = first !== undefined && !catalog.releases.some((r) => r.system === system.id && r.validFrom === first)
  if (ownDay) to.add('firstDay', 'period', first, { name: 'first day in use' })
  const last = timeline.findLast((each) => !each.terminated)?.validTo
  if (concept.status === 'terminated' && last !== undefined) to.add('lastDay', 'period', last, { name: 'last day' })
  addAxes(to, axes)
  addContent(to, content, system)
  addTree(to, { ancestors, children, system })
  const chain = [
    { at: concept, notes: content.notes },
    ...ancestors.toReversed().map((at) => ({ at, notes: catalog.content(at.id, asOf).notes })),
  ]
  const notes = addNotes(to, chain, { system, own: concept })
  const above = addTermsAbove(to, ancestors, { system, termsOf: (at) => catalog.content(at.id, asOf).designations })
  for (const { code, kind, target, since } of relations) {
    const other = code === concept.code ? target : code
    const direction = code === concept.code ? kind : `${kind} by`
    const value = [system.grammar.display(other), since].filter((part) => part !== undefined).join(' ')
    to.add(`${kind}${code === concept.code ? '' : 'By'}@${other}`, 'relation', value, { name: direction })
  }
  if (levelIn(system.levels, concept.level).role !== 'code' && children.length > 0) {
    const counts = descendantsOf(catalog, concept, asOf)
    to.add('count.parts', 'count', String(children.length), { name: 'parts directly below' })
    to.add('count.codes', 'count', String(counts.billable), { name: 'codes below that can be reported' })
  }
  const kind = kindOf(concept, content)
  return { system, concept, kind, asOf, ancestors, children, content, above, axes, notes, relations, facts: to.facts }
}
