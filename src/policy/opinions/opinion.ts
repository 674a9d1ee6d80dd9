/**
 * What an outside reader says of a run of words, and what becomes of it: the reader must quote, its opinion counts only
 * where the quote stands in these words, and then it is one voice among those that the resolver weighs.
 */
import { patternOf } from '../../core/text.ts'
import type { Disposition } from '../model.ts'
import type { Resolved } from '../resolve/resolve.ts'
import { bearingOf, type Weighed } from '../resolve/weigh.ts'
import type { Scope } from '../structure/graph.ts'
import type { Inquiry, Question } from './question.ts'

export interface Opinion {
  readonly stance: Disposition
  readonly quote: string
  /** Server and model that gave it. */
  readonly by: string
}

/** Opinions by the key of their question. */
export type Opinions = ReadonlyMap<string, Opinion>

/** What the opinion about the nearest words has to say, beside all other evidence: enough to settle what is in doubt. */
const WEIGHT = 0.7

const WORD_CHARACTER = /[\p{L}\p{N}]/u

/** Where `quote` stands in `words`, whole words only, however its blanks are written. */
export function quoteIn(words: string, quote: string): readonly [start: number, end: number] | undefined {
  const parts = quote.trim().split(/\s+/).map(patternOf)
  if (parts.length === 1 && parts[0] === '') return undefined
  for (const match of words.matchAll(new RegExp(parts.join('\\s+'), 'gu'))) {
    const [start, end] = [match.index, match.index + match[0].length]
    const cut = (at: number): boolean =>
      at > 0 && WORD_CHARACTER.test(words[at - 1]!) && WORD_CHARACTER.test(words[at] ?? '')
    if (!cut(start) && !cut(end)) return [start, end]
  }
  return undefined
}

/**
 * Why an answer does not count; undefined when it does. Words of another code say nothing of the one asked about, and
 * a document that writes orders to its readers is quoted like any other: what counts is whether the words stand there.
 */
export function refusalOf({ words, about, others }: Question, quote: string): string | undefined {
  if (!WORD_CHARACTER.test(quote)) return 'it quotes nothing'
  if (quoteIn(words, quote) === undefined) return 'the quote does not stand in the words asked about'
  const other = others.find((code) => quoteIn(quote, code) !== undefined)
  if (other !== undefined && (about === undefined || quoteIn(quote, about) === undefined))
    return `the quote is about ${other}`
  return undefined
}

/** A place with the opinions of a reader at the words they are about. */
export function withOpinions(
  inquiry: Inquiry,
  place: Pick<Resolved, 'mention' | 'weighed'>,
  opinions: Opinions,
): readonly Weighed[] {
  if (opinions.size === 0) return place.weighed
  const spoken = new Map<Scope, Weighed['opinion']>()
  for (const { question, scope } of inquiry.at(place)) {
    const opinion = opinions.get(question.key)
    if (!opinion || refusalOf(question, opinion.quote) !== undefined) continue
    const [start, end] = quoteIn(question.words, opinion.quote)!
    spoken.set(scope, { ...opinion, at: { start: scope.start + start, end: scope.start + end } })
  }
  if (spoken.size === 0) return place.weighed
  return place.weighed.map((w) => (spoken.has(w.scope) ? { ...w, opinion: spoken.get(w.scope)! } : w))
}

/** The opinion about the nearest words of a place. */
export const nearestOpinion = (weighed: readonly Weighed[]): Weighed['opinion'] =>
  weighed.find((w) => w.opinion !== undefined)?.opinion

/** The shares of the evidence with what a reader says of the nearest words; as they were where it says nothing. */
export function mixed(
  shares: Float64Array,
  of: { readonly diagnosis: boolean; readonly weighed: readonly Weighed[] },
): Float64Array {
  const opinion = nearestOpinion(of.weighed)
  if (!opinion) return shares
  const says = bearingOf(of.diagnosis, opinion.stance)
  return shares.map((share, d) => (1 - WEIGHT) * share + WEIGHT * says[d]!)
}
