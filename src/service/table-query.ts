/**
 * The `q` of a clinical table: a condition on the columns of a row, in the common part of Elasticsearch's query strings.
 *
 *   code:E11*      name:(kidney OR renal)      diabetes -gestational      "type 2" AND NOT coma      code:A0?.1
 *
 * Words without an operator between them are alternatives, as there. Ranges, boosts, fuzziness and regular expressions
 * are refused by name.
 */
import { AppError } from '../core/errors.ts'

/** Whether a row meets the condition; `cells` gives the texts of a column, of all searched ones when undefined. */
export type RowTest = (cells: (column: string | undefined) => readonly string[]) => boolean

const TOKEN =
  /\s*(?:(\()|(\))|(&&|\|\||!(?=\S)|[+-](?=[^\s]))|([A-Za-z_]\w*):(?=\S)|"((?:[^"\\]|\\.)*)"|((?:[^\s()":\\]|\\.)+))/y
const REFUSED = /[\^~]|^\/|^[[{<>]/
const MOST_TOKENS = 60

type Token =
  | { readonly type: '(' | ')' | 'AND' | 'OR' | 'NOT' | 'MUST' }
  | { readonly type: 'column'; readonly name: string }
  | { readonly type: 'phrase' | 'word'; readonly text: string }

const refused = (problem: string): AppError => new AppError('invalid-input', { problem: `q: ${problem}` })

function wordToken(text: string): Token {
  if (text === 'AND' || text === 'OR' || text === 'NOT') return { type: text }
  if (REFUSED.test(text)) throw refused(`"${text}" is not understood; use words, "phrases", * ? column: AND OR NOT ( )`)
  return { type: 'word', text: text.replace(/\\(.)/g, '$1') }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex
    const found = TOKEN.exec(text)
    if (!found) throw refused(`cannot be read from "${text.slice(at, at + 20)}" on`)
    const [, open, close, sign, column, phrase, word] = found
    if (open) tokens.push({ type: '(' })
    else if (close) tokens.push({ type: ')' })
    else if (sign)
      tokens.push({ type: ({ '&&': 'AND', '||': 'OR', '!': 'NOT', '-': 'NOT', '+': 'MUST' } as const)[sign as '+'] })
    else if (column !== undefined) tokens.push({ type: 'column', name: column })
    else if (phrase !== undefined) tokens.push({ type: 'phrase', text: phrase.replace(/\\(.)/g, '$1') })
    else tokens.push(wordToken(word!))
    if (tokens.length > MOST_TOKENS) throw refused(`has more than ${MOST_TOKENS} parts`)
  }
  return tokens
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}.]+/gu) ?? []

/** A word with `*` and `?`, matched against whole cells and single words without backtracking. */
function matches(pattern: string, text: string): boolean {
  let [p, t, star, from] = [0, 0, -1, 0]
  while (t < text.length) {
    if (pattern[p] === '*') [star, from] = [p++, t]
    else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) [p, t] = [p + 1, t + 1]
    else if (star >= 0) [p, t] = [star + 1, ++from]
    else return false
  }
  while (pattern[p] === '*') p++
  return p === pattern.length
}

function wordTest(text: string, column: string | undefined): RowTest {
  const wanted = text.toLowerCase()
  return (cells) =>
    cells(column).some((cell) => {
      const whole = cell.toLowerCase()
      return matches(wanted, whole) || wordsOf(whole).some((word) => matches(wanted, word))
    })
}

function phraseTest(text: string, column: string | undefined): RowTest {
  const wanted = ` ${wordsOf(text).join(' ')} `
  return (cells) => cells(column).some((cell) => ` ${wordsOf(cell).join(' ')} `.includes(wanted))
}

interface Clause {
  readonly test: RowTest
  readonly need: 'must' | 'not' | 'may'
}

class Parser {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  whole(): RowTest {
    const test = this.#clauses(undefined)
    if (this.#at < this.#tokens.length) throw refused('has a ) too many')
    return test
  }

  /** Clauses up to a closing bracket: all that must hold, none that must not, else any. */
  #clauses(column: string | undefined): RowTest {
    const clauses: Clause[] = []
    let joined = false
    for (let token = this.#tokens[this.#at]; token && token.type !== ')'; token = this.#tokens[this.#at]) {
      if (token.type === 'OR') {
        this.#at++
        joined = false
      } else if (token.type === 'AND') {
        this.#at++
        joined = true
        const last = clauses.pop()
        if (last) clauses.push(last.need === 'may' ? { ...last, need: 'must' } : last)
      } else {
        const { test, need } = this.#clause(column)
        clauses.push({ test, need: need === 'may' && joined ? 'must' : need })
        joined = false
      }
    }
    if (clauses.length === 0) throw refused('is empty')
    const of = (need: Clause['need']): RowTest[] => clauses.filter((c) => c.need === need).map((c) => c.test)
    const [must, not, may] = [of('must'), of('not'), of('may')]
    return (cells) =>
      must.every((test) => test(cells)) &&
      !not.some((test) => test(cells)) &&
      (must.length > 0 || may.length === 0 || may.some((test) => test(cells)))
  }

  #clause(column: string | undefined): Clause {
    const token = this.#tokens[this.#at++]
    if (!token) throw refused('ends too early')
    if (token.type === 'NOT') return { test: this.#clause(column).test, need: 'not' }
    if (token.type === 'MUST') return { test: this.#clause(column).test, need: 'must' }
    if (token.type === 'column') return this.#clause(token.name)
    if (token.type === 'word') return { test: wordTest(token.text, column), need: 'may' }
    if (token.type === 'phrase') return { test: phraseTest(token.text, column), need: 'may' }
    if (token.type !== '(') throw refused('has an operator where a word should be')
    const test = this.#clauses(column)
    if (this.#tokens[this.#at++]?.type !== ')') throw refused('has a ( that is not closed')
    return { test, need: 'may' }
  }
}

/** The condition that `q` states. @throws AppError `invalid-input` */
export const rowTest = (q: string): RowTest => new Parser(tokensOf(q)).whole()
