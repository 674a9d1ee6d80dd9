/** The concepts that an expression constraint selects, over any provider that can walk its tree. */
import { withDescendants } from '../filters.ts'
import type { CodeSystemProvider, Concept, Selection } from '../provider.ts'
import { valueText } from '../values.ts'
import { type Constraint, parseConstraint, type Refinement, type TreeOperator } from './parse.ts'

type Tree = Pick<CodeSystemProvider, 'locate' | 'concepts' | 'children' | 'parents' | 'isBelow'>

/** @throws TerminologyError for what is not understood */
export function selectByConstraint(tree: Tree, text: string, look: () => void = () => {}): Selection {
  const constraint = parseConstraint(text)
  const judge = new Judge(tree, look)
  return {
    has: (concept) => judge.has(constraint, concept),
    *concepts() {
      for (const concept of judge.concepts(constraint)) yield concept
    },
  }
}

/** Each concept once. */
function* once(lists: Iterable<Iterable<Concept>>): IterableIterator<Concept> {
  const seen = new Set<string>()
  for (const list of lists)
    for (const concept of list) {
      if (seen.has(concept.code)) continue
      seen.add(concept.code)
      yield concept
    }
}

class Judge {
  readonly #tree: Tree
  readonly #look: () => void
  /** Codes of constraints that are asked again and again, listed once. */
  readonly #listed = new Map<Constraint, ReadonlySet<string>>()

  constructor(tree: Tree, look: () => void) {
    this.#tree = tree
    this.#look = look
  }

  has(constraint: Constraint, concept: Concept): boolean {
    switch (constraint.kind) {
      case 'any':
        return true
      case 'concept':
        return concept.code === constraint.code
      case 'and':
        return constraint.parts.every((part) => this.has(part, concept))
      case 'or':
        return constraint.parts.some((part) => this.has(part, concept))
      case 'minus':
        return this.has(constraint.of, concept) && !this.has(constraint.without, concept)
      case 'refined':
        return this.has(constraint.of, concept) && this.#fits(constraint.by, concept)
      case 'tree':
        return this.#stands(constraint, concept)
    }
  }

  /** Whether a concept stands where `op` says, seen from those of `of`. */
  #stands(constraint: { readonly op: TreeOperator; readonly of: Constraint }, concept: Concept): boolean {
    const { op, of } = constraint
    if ((op === '<' || op === '<<') && of.kind === 'concept') {
      const root = this.#tree.locate(of.code)
      if (!root) return false
      return (op === '<<' && root.code === concept.code) || this.#tree.isBelow(concept, root)
    }
    if (op === '<!' || op === '<<!')
      return (
        (op === '<<!' && this.has(of, concept)) || [...this.#tree.parents(concept)].some((each) => this.has(of, each))
      )
    return this.#codes(constraint as Constraint).has(concept.code)
  }

  #codes(constraint: Constraint): ReadonlySet<string> {
    let codes = this.#listed.get(constraint)
    if (!codes) {
      codes = new Set([...this.concepts(constraint)].map((concept) => concept.code))
      this.#listed.set(constraint, codes)
    }
    return codes
  }

  *concepts(constraint: Constraint): IterableIterator<Concept> {
    for (const concept of this.#candidates(constraint)) {
      this.#look()
      yield concept
    }
  }

  *#candidates(constraint: Constraint): Iterable<Concept> {
    switch (constraint.kind) {
      case 'any':
        yield* this.#tree.concepts()
        return
      case 'concept': {
        const found = this.#tree.locate(constraint.code)
        if (found) yield found
        return
      }
      case 'or':
        yield* once(constraint.parts.map((part) => this.concepts(part)))
        return
      case 'and': {
        // Whatever names fewest is listed, and the others are asked.
        const [first, ...others] = constraint.parts.toSorted((a, b) => breadth(a) - breadth(b))
        for (const concept of this.concepts(first!)) if (others.every((part) => this.has(part, concept))) yield concept
        return
      }
      case 'minus':
        for (const concept of this.concepts(constraint.of)) if (!this.has(constraint.without, concept)) yield concept
        return
      case 'refined':
        for (const concept of this.concepts(constraint.of)) if (this.#fits(constraint.by, concept)) yield concept
        return
      case 'tree':
        yield* once(this.#walks(constraint))
    }
  }

  /** From each concept of a set up or down the tree. */
  *#walks({ op, of }: { readonly op: TreeOperator; readonly of: Constraint }): IterableIterator<Iterable<Concept>> {
    for (const start of this.concepts(of)) {
      if (op === '<<' || op === '>>' || op === '<<!' || op === '>>!') yield [start]
      if (op === '<' || op === '<<') yield below(this.#tree, start)
      else if (op === '>' || op === '>>') yield above(this.#tree, start)
      else if (op === '<!' || op === '<<!') yield this.#tree.children(start)
      else yield this.#tree.parents(start)
    }
  }

  /** Groups of attributes are not told apart. */
  #fits(refinement: Refinement, concept: Concept): boolean {
    switch (refinement.kind) {
      case 'and':
        return refinement.parts.every((part) => this.#fits(part, concept))
      case 'or':
        return refinement.parts.some((part) => this.#fits(part, concept))
      case 'attribute':
        return concept.properties.some((property) => {
          const name = this.#tree.locate(property.code)
          if (!name || !this.has(refinement.name, name)) return false
          const value = this.#tree.locate(valueText(property.value))
          return value !== undefined && this.has(refinement.value, value) === refinement.equal
        })
    }
  }
}

function* below(tree: Tree, root: Concept): IterableIterator<Concept> {
  const all = withDescendants(tree, root)
  all.next()
  yield* all
}

function* above(tree: Tree, start: Concept): IterableIterator<Concept> {
  const seen = new Set<string>()
  const stack = [...tree.parents(start)]
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (seen.has(next.code)) continue
    seen.add(next.code)
    yield next
    stack.push(...tree.parents(next))
  }
}

/** Roughly how many concepts a constraint may name. */
function breadth(constraint: Constraint): number {
  switch (constraint.kind) {
    case 'any':
      return 4
    case 'concept':
      return 0
    case 'tree':
      return constraint.op.startsWith('>') || constraint.op.endsWith('!') ? 1 : 2 + breadth(constraint.of)
    case 'and':
      return Math.min(...constraint.parts.map(breadth))
    case 'or':
      return Math.max(...constraint.parts.map(breadth))
    case 'minus':
    case 'refined':
      return breadth(constraint.of)
  }
}
