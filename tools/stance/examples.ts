/**
 * What the stance model learns from: the runs of words that govern a labelled code and hold the quote of its label,
 * the quotes themselves, runs that govern codes and hold no quote (silent), and the seeds.
 */
import { findIn } from '../../src/policy/findings/find.ts'
import { statementOf } from '../../src/policy/findings/statement.ts'
import { DISPOSITIONS, type Disposition } from '../../src/policy/model.ts'
import { featuresOf, wordsOf } from '../../src/policy/stance/features.ts'
import { STANCES } from '../../src/policy/stance/model.ts'
import type { Read } from '../../test/extraction/loso/documents.ts'
import type { Example } from './fit.ts'
import { placesOf } from './places.ts'
import { seeds } from './seeds.ts'

/** An example with the style it comes from; seeds have none. */
export interface Styled {
  readonly style: string | undefined
  readonly example: Example
  readonly text: string
}

const SILENT = STANCES.indexOf('silent')
/** Silence is seen far more often than anything else, and some of it only because the quote stands elsewhere. */
const OF_SILENCE = { count: 0.3, weight: 0.05 }
const MOST_WEIGHT = 3

const squeeze = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}=✓✔✗●○*†‡]+/gu, ' ')
    .trim()

/** True where one holds the other, or most of it. */
const holds = (words: string, quote: string): boolean =>
  ` ${words} `.includes(` ${quote} `) ||
  (words.length > 8 && words.length > 0.5 * quote.length && ` ${quote} `.includes(` ${words} `))

/** The examples of documents as the rules read them now; `withSeeds` adds the made-up ones. */
export function examplesOf(documents: readonly Read[], withSeeds: boolean): Styled[] {
  const counted = new Map<string, { style: string | undefined; text: string; counts: Float64Array }>()
  const count = (style: string | undefined, text: string, stance: number, times = 1): void => {
    const key = `${style ?? ''}\n${wordsOf(text).join(' ')}`
    let entry = counted.get(key)
    if (!entry) {
      entry = { style, text, counts: new Float64Array(STANCES.length) }
      counted.set(key, entry)
    }
    entry.counts[stance]! += times
  }
  const stanceOf = (disposition: string): number => DISPOSITIONS.indexOf(disposition as Disposition)
  for (const document of documents) {
    for (const { scopes, gold } of placesOf(document, findIn(document.text, document.header, undefined))) {
      const silent: string[] = []
      let quoted = false
      for (const scope of scopes) {
        const text = scope.words ?? document.text.text.slice(scope.start, scope.end)
        const words = squeeze(text)
        const said = gold.filter((g) => g.quote && holds(words, squeeze(g.quote)))
        for (const g of said) count(document.style, text, stanceOf(g.disposition))
        if (said.length > 0) quoted = true
        else if (scope.edge !== 'settled') silent.push(text)
      }
      // Where no scope holds the quote, nobody knows which of them are silent.
      if (!quoted) continue
      for (const text of silent)
        if (statementOf(text) === undefined) count(document.style, text, SILENT, OF_SILENCE.count)
    }
    for (const { quote, disposition } of document.gold) if (quote) count(document.style, quote, stanceOf(disposition))
  }
  if (withSeeds) for (const { stance, text } of seeds()) count(undefined, text, STANCES.indexOf(stance))
  return [...counted.values()].map(({ style, text, counts }) => {
    const total = counts.reduce((a, b) => a + b, 0)
    const target = counts.map((n) => n / total)
    const weight = target[SILENT] === 1 ? OF_SILENCE.weight : Math.min(MOST_WEIGHT, Math.sqrt(total))
    return { style, text, example: { features: featuresOf(wordsOf(text)), target, weight } }
  })
}
