/**
 * What an outside reader is asked: what one run of words that governs a place does with its codes. Only places of
 * findings that are not sure are asked about, and only the nearest words that a person would look at.
 */
import { beginningIn } from '../../core/ordered.ts'
import { squeeze } from '../../core/text.ts'
import type { Mention } from '../mentions/mention.ts'
import { type Finding, isSure, type PolicyText } from '../model.ts'
import type { Resolved } from '../resolve/resolve.ts'
import type { Edge, Scope } from '../structure/graph.ts'

/** Edges whose words stand in the document as they are, and are no part of another edge's. */
const ASKED: ReadonlySet<Edge> = new Set([
  'note',
  'cell',
  'sentence',
  'next',
  'column',
  'part',
  'lead',
  'heading',
  'below',
  'label',
  'named',
])
/** Runs of words asked about at one place, nearest first. */
const MOST_OF_A_PLACE = 3
/** A word that is no code. */
const WORD = /(?<![\p{L}\d])\p{L}{2,}(?![\p{L}\d])/u

export interface Question {
  /** Questions alike have one key, wherever they stand. */
  readonly key: string
  /** The words, as the document has them. */
  readonly words: string
  /** The heading of their column. */
  readonly under?: string
  /** The code asked about, where the words hold it. */
  readonly about?: string
  /** Other codes that the words name, as written. */
  readonly others: readonly string[]
}

/** A question at the place it is about. */
export interface Asked {
  readonly question: Question
  readonly scope: Scope
}

type Spot = Pick<Resolved, 'mention' | 'weighed'>

/** Asks about places of one document. */
export class Inquiry {
  readonly #text: string
  readonly #mentions: readonly Mention[]

  constructor({ text }: PolicyText, places: readonly Spot[]) {
    this.#text = text
    this.#mentions = places.map(({ mention }) => mention).sort((a, b) => a.start - b.start)
  }

  /** Codes written between two offsets. */
  #codesIn(from: number, to: number): Mention[] {
    return beginningIn(this.#mentions, { start: from, end: to }).filter((m) => m.end <= to)
  }

  /** What is asked at a place. */
  at({ mention, weighed }: Spot): Asked[] {
    const text = this.#text
    return weighed
      .filter(({ scope }) => ASKED.has(scope.edge) && WORD.test(text.slice(scope.start, scope.end)))
      .slice(0, MOST_OF_A_PLACE)
      .map(({ scope, words: weighedWords }): Asked => {
        const { start, end } = scope
        const words = text.slice(start, end)
        const cut = scope.edge === 'cell' ? weighedWords.lastIndexOf(` : ${words}`) : -1
        const under = cut > 0 ? weighedWords.slice(0, cut) : undefined
        const holds = start <= mention.start && mention.end <= end
        const about = holds ? text.slice(mention.start, mention.end) : undefined
        const codes = this.#codesIn(start, end).filter((m) => m.start !== mention.start)
        const others = codes.map((m) => text.slice(m.start, m.end)).filter((code) => code !== about)
        const key = JSON.stringify([squeeze(words), squeeze(under ?? ''), about ?? ''])
        const more = { ...(under !== undefined && { under }), ...(about !== undefined && { about }) }
        return { question: { key, words, ...more, others }, scope }
      })
  }
}

/** The questions of the findings that are not sure, those that most places depend on first. */
export function questionsOf(
  document: PolicyText,
  { findings, places }: { readonly findings: readonly Finding[]; readonly places: readonly Resolved[] },
): Question[] {
  const doubtful = new Set(findings.filter((f) => !isSure(f)).flatMap((f) => (f.at ?? []).map(([start]) => start)))
  const inquiry = new Inquiry(document, places)
  const counted = new Map<string, { question: Question; times: number }>()
  for (const place of places) {
    if (!doubtful.has(place.mention.start)) continue
    for (const { question } of inquiry.at(place)) {
      const known = counted.get(question.key)
      if (known) known.times += 1
      else counted.set(question.key, { question, times: 1 })
    }
  }
  return [...counted.values()].sort((a, b) => b.times - a.times).map(({ question }) => question)
}
