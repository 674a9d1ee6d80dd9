/** Text → index terms: tokenized, folded, made uniform, stop words left out. Used for names and for queries. */

import { termOf } from './stem.ts'
import { LETTERED, STOP_WORDS } from './stop-words.ts'
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
  const words: Word[] = []
  let previous: string | undefined
  tokens.forEach(({ text: word, start, end }, i) => {
    const term = termOf(word, previous)
    // Hepatitis A, and bipolar I disorder, whose I is a number.
    const named = (word === 'a' && previous !== undefined && LETTERED.has(previous)) || (word === 'i' && term !== 'i')
    const stop = (STOP_WORDS.has(word) && !named) || (word === 'not' && isFiller(tokens[i + 1]?.text))
    words.push({ text: word, start, end, term, stop })
    previous = word
  })
  return words
}

/** "not elsewhere classified" and "not otherwise specified" say nothing; "not intractable" does. */
const isFiller = (next: string | undefined): boolean => next === 'elsewhere' || next === 'otherwise'

/** Distinct terms of `text` in order, stop words left out. */
export function termsOf(text: string): string[] {
  return [...new Set(analyze(text).flatMap((word) => (word.stop ? [] : [word.term])))]
}
