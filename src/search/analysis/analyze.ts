/** Text → index terms: tokenized, folded, made uniform, stop words left out. Used for names and for queries. */
import { STOP_WORDS } from './stop-words.ts'
import { termOf } from './stem.ts'
import { type Token, tokenize } from './tokenize.ts'

export interface Word extends Token {
  /** The index term the word stands for. */
  readonly term: string
  /** True for words without meaning of their own; they are never required. */
  readonly stop: boolean
}

/** Every word of `text` with its term, stop words marked. */
export function analyze(text: string): Word[] {
  const tokens = tokenize(text)
  return tokens.map((token, i) => {
    const next = tokens[i + 1]?.text
    const filler = token.text === 'not' && (next === 'elsewhere' || next === 'otherwise')
    return { ...token, term: termOf(token.text, tokens[i - 1]?.text), stop: filler || STOP_WORDS.has(token.text) }
  })
}

/** Distinct terms of `text` in order, stop words left out. */
export function termsOf(text: string): string[] {
  return [...new Set(analyze(text).flatMap((word) => (word.stop ? [] : [word.term])))]
}
