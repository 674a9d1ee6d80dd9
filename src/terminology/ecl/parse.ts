/**
 * SNOMED CT's Expression Constraint Language, as far as it speaks of concepts, their place in the tree and their attributes.
 * What is not read (reference sets, groups, cardinality, filters of terms) is named in the error.
 */
import { TerminologyError } from '../issues.ts'

export type TreeOperator = '<' | '<<' | '<!' | '<<!' | '>' | '>>' | '>!' | '>>!'

export type Constraint =
  | { readonly kind: 'any' }
  | { readonly kind: 'concept'; readonly code: string }
  | { readonly kind: 'tree'; readonly op: TreeOperator; readonly of: Constraint }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Constraint[] }
  | { readonly kind: 'minus'; readonly of: Constraint; readonly without: Constraint }
  | { readonly kind: 'refined'; readonly of: Constraint; readonly by: Refinement }

export type Refinement =
  | { readonly kind: 'attribute'; readonly name: Constraint; readonly equal: boolean; readonly value: Constraint }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Refinement[] }

/** What is written in the language and not read here, by how it begins. */
const NOT_READ: readonly (readonly [mark: RegExp, what: string])[] = [
  [/^\^/, 'reference sets are not loaded, so members of one (^) are not known'],
  [/^\{\{/, 'filters in double braces ({{ … }}) are not supported'],
  [/^\{/, 'attribute groups in braces ({ … }) are not supported, since groups are not kept'],
  [/^\[/, 'cardinality ([min..max]) is not supported'],
  [/^\./, 'dotted attributes are not supported'],
  [/^(?:!!|top\b|bottom\b)/i, 'top and bottom of a set are not supported'],
  [/^(?:#|"|true\b|false\b)/i, 'numbers, texts and truth values of attributes are not kept'],
  [/^(?:<=|>=)/, 'attributes can be compared with = and != only'],
  [/^R\b/, 'reversed attributes (R) are not supported'],
]

const OPERATORS: readonly TreeOperator[] = ['<<!', '>>!', '<<', '>>', '<!', '>!', '<', '>']

type Joiner = 'and' | 'or' | 'minus'

const JOINERS: readonly (readonly [RegExp, Joiner])[] = [
  [/^(?:AND\b|,)/i, 'and'],
  [/^OR\b/i, 'or'],
  [/^MINUS\b/i, 'minus'],
]

/** Brackets in brackets that are followed. */
const DEEPEST = 50

/** The longest constraint that is read. */
const LONGEST = 10_000

class Reader {
  #rest: string
  readonly #whole: string

  constructor(text: string) {
    this.#whole = text
    this.#rest = text
    this.#skip()
  }

  all(): Constraint {
    const found = this.#constraint(0)
    if (this.#rest !== '') throw this.#wrong('it should end here')
    return found
  }

  /** What is not understood, and where. */
  #wrong(why: string): TerminologyError {
    const known = NOT_READ.find(([mark]) => mark.test(this.#rest))?.[1]
    const at = this.#rest === '' ? 'its end' : `"${this.#rest.slice(0, 30)}"`
    const text = `The expression constraint "${this.#whole}" is not understood at ${at}: ${known ?? why}`
    return new TerminologyError(
      { severity: 'error', type: known === undefined ? 'invalid' : 'not-supported', detail: 'vs-invalid', text },
      { status: 422 },
    )
  }

  /** Blanks and comments. */
  #skip(): void {
    this.#rest = this.#rest.replace(/^(?:\s+|\/\*[\s\S]*?\*\/)+/, '')
  }

  #take(mark: RegExp): string | undefined {
    const found = mark.exec(this.#rest)?.[0]
    if (found === undefined) return undefined
    this.#rest = this.#rest.slice(found.length)
    this.#skip()
    return found
  }

  #joiner(): Joiner | undefined {
    for (const [mark, joiner] of JOINERS) if (this.#take(mark) !== undefined) return joiner
    return undefined
  }

  #deeper(depth: number): number {
    if (depth >= DEEPEST) throw this.#wrong('there are too many brackets in brackets')
    return depth + 1
  }

  #constraint(depth: number): Constraint {
    const first = this.#refined(depth)
    const joiner = this.#joiner()
    if (joiner === undefined) return first
    const parts = [first, this.#refined(depth)]
    if (joiner === 'minus') return { kind: 'minus', of: parts[0]!, without: parts[1]! }
    for (let next = this.#joiner(); next !== undefined; next = this.#joiner()) {
      if (next !== joiner) throw this.#wrong('AND, OR and MINUS beside each other need brackets')
      parts.push(this.#refined(depth))
    }
    return { kind: joiner, parts }
  }

  #refined(depth: number): Constraint {
    const of = this.#simple(depth)
    if (this.#take(/^:/) === undefined) return of
    return { kind: 'refined', of, by: this.#refinement(depth) }
  }

  #simple(depth: number): Constraint {
    for (const op of OPERATORS) {
      const isOther = /^(?:<=|>=)/.test(this.#rest)
      if (!isOther && this.#rest.startsWith(op)) {
        this.#rest = this.#rest.slice(op.length)
        this.#skip()
        return { kind: 'tree', op, of: this.#focus(this.#deeper(depth)) }
      }
    }
    return this.#focus(depth)
  }

  #focus(depth: number): Constraint {
    if (this.#take(/^\(/) !== undefined) {
      const found = this.#constraint(this.#deeper(depth))
      if (this.#take(/^\)/) === undefined) throw this.#wrong('a bracket is not closed')
      return found
    }
    if (this.#take(/^\*/) !== undefined) return { kind: 'any' }
    const code = this.#take(/^\d{6,18}(?!\d)/)
    if (code === undefined) throw this.#wrong('a concept, *, an operator or a bracket is expected')
    // A name beside the number is for people.
    this.#take(/^\|[^|]*\|/)
    return { kind: 'concept', code }
  }

  #refinement(depth: number): Refinement {
    const parts = [this.#attribute(depth)]
    let kind: 'and' | 'or' | undefined
    for (;;) {
      // MINUS and what stands behind the brackets around it belong to the constraint.
      if (/^MINUS\b/i.test(this.#rest)) break
      const next = this.#joiner()
      if (next === undefined || next === 'minus') break
      if (kind !== undefined && next !== kind) throw this.#wrong('AND and OR beside each other need brackets')
      kind = next
      parts.push(this.#attribute(depth))
    }
    return kind === undefined ? parts[0]! : { kind, parts }
  }

  #attribute(depth: number): Refinement {
    if (this.#rest.startsWith('(')) {
      const before = this.#rest
      try {
        this.#take(/^\(/)
        const inner = this.#refinement(this.#deeper(depth))
        if (this.#take(/^\)/) !== undefined) return inner
      } catch (thrown) {
        if (!(thrown instanceof TerminologyError) || !this.#isName(before)) throw thrown
      }
      // Brackets around the name of the attribute.
      this.#rest = before
    }
    const name = this.#simple(depth)
    const sign = this.#take(/^(?:=|!=)/)
    if (sign === undefined) throw this.#wrong('an attribute needs = or != and a value')
    return { kind: 'attribute', name, equal: sign === '=', value: this.#simple(depth) }
  }

  /** True where a bracket closes before any sign of comparison. */
  #isName(text: string): boolean {
    return /^\([^=]*\)\s*!?=/.test(text)
  }
}

/** @throws TerminologyError that says what is not understood */
export function parseConstraint(text: string): Constraint {
  if (text.length > LONGEST)
    throw new TerminologyError(
      { severity: 'error', type: 'too-costly', text: 'The expression constraint is too long' },
      { status: 422 },
    )
  return new Reader(text).all()
}
