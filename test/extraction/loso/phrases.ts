/**
 * The phrases as they would be without a style: an alternative that changes what is read in that style and in no
 * other is left out. What was generalised while a style was in view but is used by others stays, and so do rules
 * outside the phrases; so the figure is an estimate, and the first readings of new sets stand beside it.
 */
import { CUES } from '../../../src/policy/findings/cues.ts'
import { findIn } from '../../../src/policy/findings/find.ts'
import { type Phrase, readWith } from '../../../src/policy/findings/voices.ts'
import { matchesOf } from '../../../src/policy/mentions/matches.ts'
import { type Alternative, alternativesOf, without } from './alternatives.ts'
import type { Read } from './documents.ts'

const spans = (pattern: RegExp, text: string): string =>
  matchesOf(pattern, text)
    .map((m) => `${m.index}+${m[0].length}`)
    .join()

/** For each phrase, its alternatives with the styles in which it matters that they are there. */
export interface Support {
  readonly alternatives: readonly Alternative[]
  readonly styles: readonly ReadonlySet<string>[]
  /** Styles in which the phrase matches at all. */
  readonly all: ReadonlySet<string>
}

export function supportOf(documents: readonly Read[]): Support[] {
  const texts = new Map<string, Set<string>>()
  for (const { style, text, header } of documents) {
    const heard = (words: string): void => {
      const known = texts.get(words)
      if (known) known.add(style)
      else texts.set(words, new Set([style]))
    }
    readWith({ phrases: CUES, stance: undefined, heard })
    findIn(text, header, undefined)
  }
  readWith()
  return CUES.map(([, pattern]) => {
    const matching = [...texts].filter(([text]) => matchesOf(pattern, text).length > 0)
    const alternatives = alternativesOf(pattern.source)
    const styles = alternatives.map((a) => {
      const source = without(pattern.source, [a], alternatives)
      const other = source === undefined ? undefined : new RegExp(source, pattern.flags)
      const used = new Set<string>()
      for (const [text, of] of matching) {
        if ([...of].every((s) => used.has(s))) continue
        if (other === undefined || spans(pattern, text) !== spans(other, text)) for (const s of of) used.add(s)
      }
      return used
    })
    return { alternatives, styles, all: new Set(matching.flatMap(([, of]) => [...of])) }
  })
}

/** The phrases without what only `style` uses. */
export function phrasesWithout(support: readonly Support[], style: string): Phrase[] {
  return CUES.flatMap(([kind, pattern], i): Phrase[] => {
    const { alternatives, styles, all } = support[i]!
    if (all.size === 1 && all.has(style)) return []
    const own = alternatives.filter((_, k) => styles[k]!.size === 1 && styles[k]!.has(style))
    if (own.length === 0) return [[kind, pattern]]
    const source = without(pattern.source, own, alternatives)
    return source === undefined ? [] : [[kind, new RegExp(source, pattern.flags)]]
  })
}
