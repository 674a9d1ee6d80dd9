/** A code system with the names, properties and extensions that supplements add to its concepts. */
import { conceptIndex } from './concept-index.ts'
import type { Designation } from './designations.ts'
import type { CodeSystemProvider, Concept, Property, PropertyDefinition } from './provider.ts'
import { canonicalOf, designationsOf, propertiesOf } from './resource-provider.ts'
import type { CodeSystem, CodeSystemConcept, Extension } from './resources.ts'

interface Addition {
  readonly resource: CodeSystem
  readonly concept: CodeSystemConcept
}

/** Adds what is said about `concept`; what the code system says itself stands first. */
function extended(concept: Concept, additions: readonly Addition[]): Concept {
  if (additions.length === 0) return concept
  const own = concept
  return {
    code: own.code,
    display: own.display,
    definition: own.definition ?? additions.map((a) => a.concept.definition).find((d) => d !== undefined),
    abstract: own.abstract,
    inactive: own.inactive,
    deprecated: own.deprecated,
    status: own.status,
    get designations(): readonly Designation[] {
      const added = additions.flatMap(({ resource, concept: c }) =>
        designationsOf(c, { language: resource.language, source: canonicalOf(resource) }),
      )
      return [...own.designations, ...added]
    },
    get properties(): readonly Property[] {
      const added = additions.flatMap(({ resource, concept: c }) => propertiesOf(c, conceptIndex(resource)))
      return [...own.properties, ...added]
    },
    get extensions(): readonly Extension[] {
      return [...own.extensions, ...additions.flatMap(({ concept: c }) => c.extension ?? [])]
    },
  }
}

/** `provider` with `supplements`; the provider itself where there are none. */
export function withSupplements(provider: CodeSystemProvider, supplements: readonly CodeSystem[]): CodeSystemProvider {
  if (supplements.length === 0) return provider
  const originals = new WeakMap<Concept, Concept>()
  const additionsTo = (code: string): Addition[] =>
    supplements.flatMap((resource) => {
      const found = conceptIndex(resource).find(code)
      return found ? [{ resource, concept: found.concept }] : []
    })
  const wrap = (concept: Concept): Concept => {
    const made = extended(concept, additionsTo(concept.code))
    if (made !== concept) originals.set(made, concept)
    return made
  }
  const original = (concept: Concept): Concept => originals.get(concept) ?? concept
  function* all(concepts: Iterable<Concept>): IterableIterator<Concept> {
    for (const concept of concepts) yield wrap(concept)
  }
  const properties: PropertyDefinition[] = [
    ...provider.properties,
    ...supplements.flatMap((s) => conceptIndex(s).definitions),
  ]
  const members: Partial<CodeSystemProvider> = {
    properties,
    supplements: supplements.map(canonicalOf),
    locate(code) {
      const found = provider.locate(code)
      return found && wrap(found)
    },
    concepts: (from) => all(provider.concepts(from)),
    roots: () => all(provider.roots()),
    children: (concept) => all(provider.children(original(concept))),
    parents: (concept) => all(provider.parents(original(concept))),
    isBelow: (concept, ancestor) => provider.isBelow(original(concept), original(ancestor)),
    select(filter, look) {
      const selection = provider.select(filter, look)
      return (
        selection && {
          has: (concept) => selection.has(original(concept)),
          concepts: () => all(selection.concepts()),
        }
      )
    },
    search: (text) => all(provider.search(text)),
  }
  return new Proxy(provider, {
    get(target, name) {
      if (name in members) return members[name as keyof CodeSystemProvider]
      const value = target[name as keyof CodeSystemProvider]
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
