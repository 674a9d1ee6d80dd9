/** Says why a concept was found: the name that met the query, and what each typed word met in it. */
import { analyze } from '../analysis/analyze.ts'
import { NAME_LABEL, type NameKind } from '../index/names.ts'
import type { SearchIndex } from '../index/search-index.ts'
import type { Matcher } from './match.ts'
import type { How, Reading, Replacement } from './reading.ts'
import { TIER_LABEL, type Tier } from './tiers.ts'

export interface WordMatch {
  readonly typed: string
  readonly met: string
  readonly how: How
}

export interface Why {
  /** One sentence for a person. */
  readonly text: string
  /** Kind and text of the name that was met; absent for a hit by code. */
  readonly name?: { readonly kind: NameKind; readonly label: string; readonly text: string }
  /** Stretches of `name.text` that were met, as [start, end) offsets. */
  readonly spans: readonly (readonly [number, number])[]
  readonly words: readonly WordMatch[]
  readonly replacements: readonly Replacement[]
}

const REPLACEMENT_TEXT: Readonly<Record<string, string>> = {
  abbreviation: 'short for',
  lay: 'in clinical words',
  brand: 'a brand of',
  procedure: 'coded as',
  device: 'coded as',
  index: 'the index says see',
  spelling: 'spelling corrected to',
  joined: 'read as one word',
  split: 'read as two words',
}

function sentence(tier: Tier, name: Why['name'], replacements: readonly Replacement[]): string {
  const read = replacements.map((r) => `“${r.from}” ${REPLACEMENT_TEXT[r.kind] ?? 'read as'} “${r.to}”`)
  const where = name
    ? name.kind === 'title'
      ? TIER_LABEL[tier]
      : `${TIER_LABEL[tier]} in ${name.label}: ${name.text}`
    : TIER_LABEL[tier]
  return [where, ...read].join('; ')
}

/** Why a hit by code was found. */
export function whyCode(whole: boolean): Why {
  return { text: whole ? 'the code itself' : 'code begins with what was typed', spans: [], words: [], replacements: [] }
}

/** The tier and what was replaced, without looking at the name again. */
export function whyBriefly(tier: Tier, { replacements }: Reading): Why {
  return { text: TIER_LABEL[tier], spans: [], words: [], replacements }
}

/** Why a hit was found by meaning; `alone` when words found nothing at all. */
export function whyMeaning(alone: boolean): Why {
  const text = alone ? 'similar meaning only; no name has these words' : 'similar meaning'
  return { text, spans: [], words: [], replacements: [] }
}

/** Why the code to report under a header stands before it; `why` is why the header was found. */
export function whyUnder(header: string, { text, words, replacements }: Why): Why {
  return { text: `what to report for ${header} when nothing more is known; ${text}`, spans: [], words, replacements }
}

/** Why `name` met `reading`. */
export function whyName(
  index: SearchIndex,
  matcher: Matcher,
  { name, reading, tier }: { name: number; reading: Reading; tier: Tier },
): Why {
  const { met } = matcher.detail(reading, name)
  const text = index.textOf(name)
  const kind = index.kindOf(name)
  const terms = new Set(met.flatMap((m) => (m ? [m.term] : [])))
  const spans: [number, number][] = []
  for (const { term, stop, start, end } of analyze(text)) {
    const id = stop ? undefined : index.termId(term)
    if (id !== undefined && terms.has(id)) spans.push([start, end])
  }
  const words = met.flatMap((m, g): WordMatch[] =>
    m ? [{ typed: reading.groups[g]!.word, met: index.terms[m.term]!, how: m.how }] : [],
  )
  const corrections = words
    .filter((w) => w.how === 'correction')
    .map((w) => ({ from: w.typed, to: w.met, kind: 'spelling' }))
  const replacements = [...reading.replacements, ...corrections]
  const named = { kind, label: NAME_LABEL[kind], text }
  return { text: sentence(tier, named, replacements), name: named, spans, words, replacements }
}
