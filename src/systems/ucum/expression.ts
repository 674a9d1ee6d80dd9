/**
 * Expressions of UCUM: units put together from listed ones, as `mg/dL` and `10*3/uL` are. The grammar of section 2 of the
 * specification: terms of components with `.` and `/`, brackets, exponents, metric prefixes, annotations in braces.
 */

/** Metric prefixes, and those of binary multiples. Longer ones first, so that `da` is not read as `d` and `a`. */
const PREFIXES = ['da', 'Ki', 'Mi', 'Gi', 'Ti', ...'QRYZEPTGMkhdcmunpfazyrq']

/** A listed unit: whether it takes prefixes; undefined for one that is not listed. */
export type UnitOf = (symbol: string) => { readonly metric: boolean } | undefined

/** What may stand in the symbol of a unit; in square brackets anything may. */
const SYMBOL = /^(?:\[[^\][{}]*\]|[^\][{}()./\s])+/

const EXPONENT = /^(.+?)([+-]?\d+)$/

const isUnit = (symbol: string, unitOf: UnitOf): boolean => {
  if (unitOf(symbol)) return true
  return PREFIXES.some((prefix) => symbol.startsWith(prefix) && unitOf(symbol.slice(prefix.length))?.metric === true)
}

/** Brackets in brackets; more are no unit. */
const DEEPEST = 20

class Reader {
  readonly #text: string
  readonly #unitOf: UnitOf
  #at = 0

  constructor(text: string, unitOf: UnitOf) {
    this.#text = text
    this.#unitOf = unitOf
  }

  whole(): boolean {
    this.#take('/')
    return this.#term(0) && this.#at === this.#text.length
  }

  #take(mark: string): boolean {
    if (!this.#text.startsWith(mark, this.#at)) return false
    this.#at += mark.length
    return true
  }

  #term(depth: number): boolean {
    do if (!this.#component(depth)) return false
    while (this.#take('.') || this.#take('/'))
    return true
  }

  #component(depth: number): boolean {
    if (this.#take('(')) return depth < DEEPEST && this.#term(depth + 1) && this.#take(')')
    const isAnnotated = this.#annotation()
    if (isAnnotated !== undefined) return isAnnotated
    const found = SYMBOL.exec(this.#text.slice(this.#at))?.[0]
    if (found === undefined || !this.#simple(found)) return false
    this.#at += found.length
    return this.#annotation() !== false
  }

  /** A factor, or a unit with its exponent. */
  #simple(symbol: string): boolean {
    if (/^\d+$/.test(symbol) || isUnit(symbol, this.#unitOf)) return true
    const [, base] = EXPONENT.exec(symbol) ?? []
    return base !== undefined && isUnit(base, this.#unitOf)
  }

  /** Undefined where none begins here; false for one that does not end. */
  #annotation(): boolean | undefined {
    if (this.#text[this.#at] !== '{') return undefined
    const found = /^\{[!-z|~]*\}/.exec(this.#text.slice(this.#at))?.[0]
    if (found === undefined) return false
    this.#at += found.length
    return true
  }
}

/** Longest expression that is read. */
const LONGEST = 200

/** Whether `text` is a unit put together from listed ones. */
export const isExpression = (text: string, unitOf: UnitOf): boolean =>
  text.length <= LONGEST && new Reader(text, unitOf).whole()
