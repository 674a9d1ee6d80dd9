/**
 * Does a sentence rest on its facts? Every word of it must be official text of a fact it names, one of our reviewed plain
 * words for such a fact, or a word of our own frames. Numbers, codes, sides and amounts are never ours: they must be in
 * the facts. The check knows nothing of the composers, so it also judges what others write from facts.
 */
import { type IsoDate, longDate, parseIsoDate } from '../../core/date.ts'
import { foldAccents, patternOf } from '../../core/text.ts'
import type { Fact } from '../model.ts'
import { FRAME_PHRASES, FRAME_WORDS } from './phrases/frame-words.ts'
import { PLAIN_PATTERNS, PLAIN_WORDS } from './phrases/plain-words.ts'

/** Words and numbers of a text, folded: `Drug-eluting` is two words, `0.5` one. */
export function tokens(text: string): string[] {
  return (
    foldAccents(text)
      .toLowerCase()
      .replace(/[’']s\b/g, '')
      .match(/\d[\d,]*(?:\.\d+)?|[a-z]+/g) ?? []
  ).map((token) => (/^\d/.test(token) ? token.replaceAll(',', '') : token))
}

/** One form for singular and plural: `arteries` and `artery`. */
function singular(token: string): string {
  if (token.length <= 3 || /\d/.test(token)) return token
  return token.replace(/ies$/, 'y').replace(/([^s])s$/, '$1')
}

function addWords(to: Set<string>, text: string): void {
  for (const token of tokens(text)) to.add(singular(token))
}

/** Official words of a fact, its dates also as people write them. */
function addFact(to: Set<string>, fact: Fact): void {
  for (const text of [fact.value, fact.meaning, fact.name, fact.at]) {
    if (text !== undefined) addWords(to, text)
  }
  const date: IsoDate | undefined = parseIsoDate(fact.value)
  if (date !== undefined) addWords(to, longDate(date))
  for (const key of [fact.value, fact.meaning ?? '']) {
    const plain = PLAIN_WORDS.get(key)
    if (plain !== undefined) addWords(to, plain)
  }
  for (const [pattern, plain] of PLAIN_PATTERNS) {
    if (pattern.test(fact.value) || pattern.test(fact.name ?? '')) addWords(to, plain)
  }
}

/** Words of a sentence that neither its facts nor our reviewed words account for; empty = supported. */
export function unsupportedWords(text: string, facts: readonly Fact[]): string[] {
  const known = new Set<string>()
  for (const fact of facts) addFact(known, fact)
  return tokens(text.replace(FRAMES, ' ')).filter((token) => !known.has(singular(token)) && !FRAME.has(singular(token)))
}

/** True when the sentence names at least one fact and every word of it is accounted for. */
export function supports(text: string, facts: readonly Fact[]): boolean {
  return facts.length > 0 && unsupportedWords(text, facts).length === 0
}

const FRAMES = new RegExp(FRAME_PHRASES.map(patternOf).join('|'), 'gi')

const FRAME: ReadonlySet<string> = new Set(FRAME_WORDS.map(singular))
