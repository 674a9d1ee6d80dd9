/**
 * The filters of value sets over any provider that can walk its tree: what each operator means, once for all code
 * systems. A provider with a faster way (an index in a database) answers itself and falls back to this.
 */
import type { CodeSystemProvider, Concept, Filter, Property, Selection } from './provider.ts'
import { wholeMatch } from './regex.ts'
import { STANDARD_URI } from './standard-properties.ts'
import { valueText } from './values.ts'

type Tree = Pick<CodeSystemProvider, 'locate' | 'concepts' | 'children' | 'parents' | 'isBelow' | 'properties'>

/** `concepts`, with `look` called for each. */
export function* lookedAt(concepts: Iterable<Concept>, look: (() => void) | undefined): IterableIterator<Concept> {
  for (const concept of concepts) {
    look?.()
    yield concept
  }
}

const listOf = (value: string): string[] => value.split(',').map((part) => part.trim())

/** Those of `concepts` that pass `test`. */
export function selectBy(concepts: () => Iterable<Concept>, test: (concept: Concept) => boolean): Selection {
  return {
    has: test,
    *concepts() {
      for (const concept of concepts()) if (test(concept)) yield concept
    },
  }
}

/** `concept` and all below it, each once, parents first. */
export function* withDescendants(tree: Pick<Tree, 'children'>, root: Concept): IterableIterator<Concept> {
  const seen = new Set<string>()
  const stack = [root]
  while (stack.length > 0) {
    const next = stack.pop()!
    if (seen.has(next.code)) continue
    seen.add(next.code)
    yield next
    stack.push(...[...tree.children(next)].reverse())
  }
}

function* descendants(tree: Tree, root: Concept): IterableIterator<Concept> {
  const all = withDescendants(tree, root)
  all.next()
  yield* all
}

const hasChildren = (tree: Tree, concept: Concept): boolean => {
  for (const _ of tree.children(concept)) return true
  return false
}

const NONE: Selection = { has: () => false, concepts: () => [] }

/** Filters on the concept itself and its place in the tree. */
function conceptFilter(tree: Tree, { op, value }: Filter, look?: () => void): Selection | undefined {
  const root = tree.locate(value)
  const all = (): Iterable<Concept> => lookedAt(tree.concepts(), look)
  const isRoot = (c: Concept): boolean => c.code === root?.code
  switch (op) {
    case 'is-a':
      if (!root) return NONE
      return { has: (c) => isRoot(c) || tree.isBelow(c, root), concepts: () => withDescendants(tree, root) }
    case 'descendent-of':
      if (!root) return NONE
      return { has: (c) => tree.isBelow(c, root), concepts: () => descendants(tree, root) }
    case 'descendent-leaf':
      if (!root) return NONE
      return selectBy(
        () => descendants(tree, root),
        (c) => tree.isBelow(c, root) && !hasChildren(tree, c),
      )
    case 'is-not-a':
      return selectBy(all, (c) => !root || !(isRoot(c) || tree.isBelow(c, root)))
    case 'child-of':
      if (!root) return NONE
      return {
        has: (c) => [...tree.parents(c)].some(isRoot),
        concepts: () => tree.children(root),
      }
    case 'generalizes':
      if (!root) return NONE
      return selectBy(all, (c) => isRoot(c) || tree.isBelow(root, c))
    case '=':
      return root ? { has: isRoot, concepts: () => [root] } : NONE
    case 'in':
    case 'not-in': {
      const listed = new Set(listOf(value).map((code) => tree.locate(code)?.code))
      return selectBy(all, (c) => listed.has(c.code) === (op === 'in'))
    }
    case 'exists':
      return value === 'true' ? selectBy(all, () => true) : NONE
    case 'regex': {
      const matches = wholeMatch(value)
      return matches && selectBy(all, (c) => matches(c.code))
    }
    default:
      return undefined
  }
}

/** Compares the values of one property; a concept without the property passes only what asks for its absence. */
function valueFilter(
  tree: Tree,
  op: string,
  { value, values, look }: { value: string; values: (c: Concept) => string[]; look: (() => void) | undefined },
): Selection | undefined {
  const all = (): Iterable<Concept> => lookedAt(tree.concepts(), look)
  switch (op) {
    case '=':
      return selectBy(all, (c) => values(c).includes(value))
    case 'in': {
      const listed = new Set(listOf(value))
      return selectBy(all, (c) => values(c).some((v) => listed.has(v)))
    }
    case 'not-in': {
      const listed = new Set(listOf(value))
      return selectBy(all, (c) => !values(c).some((v) => listed.has(v)))
    }
    case 'exists':
      return selectBy(all, (c) => values(c).length > 0 === (value === 'true'))
    case 'regex': {
      const matches = wholeMatch(value)
      return matches && selectBy(all, (c) => values(c).some(matches))
    }
    default:
      return undefined
  }
}

const propertyValues = (concept: Concept, test: (p: Property) => boolean): string[] =>
  concept.properties.filter(test).map((p) => valueText(p.value))

/** Properties that every code system has, declared or not, beside those of its own. */
function builtIn(tree: Tree, property: string): ((c: Concept) => string[]) | undefined {
  switch (property) {
    case 'parent':
      return (c) => [...tree.parents(c)].map((p) => p.code)
    case 'child':
      return (c) => [...tree.children(c)].map((p) => p.code)
    case 'display':
      return (c) => (c.display === undefined ? [] : [c.display])
    case 'definition':
      return (c) => (c.definition === undefined ? [] : [c.definition])
    case 'inactive':
      return (c) => [String(c.inactive)]
    case 'deprecated':
      return (c) => [String(c.deprecated)]
    case 'status':
      return (c) => (c.status === undefined ? [] : [c.status])
    case 'notSelectable':
    case 'abstract':
      return (c) =>
        propertyValues(
          c,
          (p) => p.code === property || p.uri === STANDARD_URI.notSelectable || p.code === 'notSelectable',
        )
    default:
      return undefined
  }
}

/** The concepts that pass `filter`, or undefined where the property or operator is not known to the code system. */
export function selectConcepts(tree: Tree, filter: Filter, look?: () => void): Selection | undefined {
  const { property, op, value } = filter
  if (property === 'concept' || property === 'code') return conceptFilter(tree, filter, look)
  const declared = tree.properties.some((p) => p.code === property)
  const own = (c: Concept): string[] => propertyValues(c, (p) => p.code === property)
  // A property that is computed for every concept stands in where the code system does not record it.
  const values = builtIn(tree, property) ?? (declared ? own : undefined)
  return values && valueFilter(tree, op, { value, values, look })
}
