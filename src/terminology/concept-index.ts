/** The concepts of a FHIR CodeSystem resource by code, with their place in the tree. Built once for a resource. */
import type { PropertyDefinition } from './provider.ts'
import type { CodeSystem, CodeSystemConcept } from './resources.ts'
import { type StandardCodes, standardCodes } from './standard-properties.ts'
import { typedValueOf, valueText } from './values.ts'

export interface IndexedConcept {
  readonly concept: CodeSystemConcept
  readonly parents: IndexedConcept[]
  readonly children: IndexedConcept[]
}

export interface ConceptIndex {
  /** In the order of the resource, parents before nested children. */
  readonly all: readonly IndexedConcept[]
  readonly definitions: readonly PropertyDefinition[]
  readonly codes: StandardCodes
  readonly hierarchical: boolean
  find(code: string): IndexedConcept | undefined
}

/** Nesting deeper than this is a resource gone wrong, not a classification. */
const DEEPEST = 200

function flatten(concepts: readonly CodeSystemConcept[]): IndexedConcept[] {
  const all: IndexedConcept[] = []
  const walk = (list: readonly CodeSystemConcept[], parent: IndexedConcept | undefined, depth: number): void => {
    for (const concept of list) {
      const entry: IndexedConcept = { concept, parents: parent ? [parent] : [], children: [] }
      parent?.children.push(entry)
      all.push(entry)
      if (concept.concept && depth < DEEPEST) walk(concept.concept, entry, depth + 1)
    }
  }
  walk(concepts, undefined, 0)
  return all
}

/** Adds the links that properties state (`parent`, `child`), as code systems with several parents do. */
function linkByProperty(all: readonly IndexedConcept[], find: ConceptIndex['find'], codes: StandardCodes): void {
  const link = (parent: IndexedConcept | undefined, child: IndexedConcept | undefined): void => {
    if (!parent || !child || parent === child || child.parents.includes(parent)) return
    parent.children.push(child)
    child.parents.push(parent)
  }
  for (const entry of all) {
    for (const property of entry.concept.property ?? []) {
      const value = typedValueOf(property)
      if (!value) continue
      if (codes.parent.has(property.code)) link(find(valueText(value)), entry)
      if (codes.child.has(property.code)) link(entry, find(valueText(value)))
    }
  }
}

function build(resource: CodeSystem): ConceptIndex {
  const all = flatten(resource.concept ?? [])
  const caseSensitive = resource.caseSensitive !== false
  const exact = new Map<string, IndexedConcept>()
  const folded = new Map<string, IndexedConcept>()
  for (const entry of all) {
    const { code } = entry.concept
    if (!exact.has(code)) exact.set(code, entry)
    const lower = code.toLowerCase()
    if (!caseSensitive && !folded.has(lower)) folded.set(lower, entry)
  }
  const find = (code: string): IndexedConcept | undefined =>
    exact.get(code) ?? (caseSensitive ? undefined : folded.get(code.toLowerCase()))
  const definitions = (resource.property ?? []).map(({ code, uri, type, description }) => ({
    code,
    uri,
    type,
    description,
  }))
  const codes = standardCodes(definitions)
  linkByProperty(all, find, codes)
  return { all, definitions, codes, find, hierarchical: all.some((entry) => entry.parents.length > 0) }
}

const built = new WeakMap<CodeSystem, ConceptIndex>()

export function conceptIndex(resource: CodeSystem): ConceptIndex {
  let index = built.get(resource)
  if (!index) {
    index = build(resource)
    built.set(resource, index)
  }
  return index
}

/** Every concept below `entry`, each once, nearest first. */
export function* below(entry: IndexedConcept): IterableIterator<IndexedConcept> {
  const seen = new Set<IndexedConcept>([entry])
  const stack = [...entry.children].reverse()
  while (stack.length > 0) {
    const next = stack.pop()!
    if (seen.has(next)) continue
    seen.add(next)
    yield next
    stack.push(...[...next.children].reverse())
  }
}

/** True when `ancestor` is above `entry`. */
export function isBelow(entry: IndexedConcept, ancestor: IndexedConcept): boolean {
  const seen = new Set<IndexedConcept>()
  const stack = [...entry.parents]
  while (stack.length > 0) {
    const next = stack.pop()!
    if (next === ancestor) return true
    if (seen.has(next)) continue
    seen.add(next)
    stack.push(...next.parents)
  }
  return false
}
