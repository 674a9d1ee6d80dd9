/** Sentences and clauses, and which of their cues speaks of which code. */
import type { Mention } from '../mentions/mention.ts'
import { type Cue, cuesIn } from './statement.ts'

export interface Span {
  readonly start: number
  readonly end: number
}

export interface Said {
  readonly mention: Mention
  readonly cue: Cue
  /** The words from code to cue, or the sentence. */
  readonly span: Span
}

const NO_END = /(?:\b(?:e\.g|i\.e|etc|vs|No|no|Nos|Dr|St|approx|incl|cf|Inc|U\.S|al|Fig|Sec|Rev|Ref|Vol|pp?)|\b[A-Z])$/

/** Sentences of `text[from, to)`. A point within a code or after an abbreviation ends none. */
export function sentencesOf(text: string, { start, end }: Span): Span[] {
  const spans: Span[] = []
  let from = start
  for (const match of text
    .slice(start, end)
    .matchAll(/[.!?]["”)]?\s+(?=["“(]?[A-Z0-9•*†])|\n+|;\s+(?=[A-Z][a-z]+ )/g)) {
    const at = start + match.index
    if (match[0].startsWith('.') && NO_END.test(text.slice(Math.max(start, at - 8), at))) continue
    spans.push({ start: from, end: at + (/^\n/.test(match[0]) ? 0 : 1) })
    from = at + match[0].length
  }
  if (from < end) spans.push({ start: from, end })
  return spans
}

const CLAUSE =
  /;\s*|,?\s+(?:but|while|whereas|however|although|though|yet)\s+|,\s+and\s+(?=(?:CPT|HCPCS|codes?|it|they|this|these|the)\b)|:\s+(?=[A-Z][a-z]+\s+\w+)/g

function clausesOf(text: string, { start, end }: Span): Span[] {
  const spans: Span[] = []
  let from = start
  for (const match of text.slice(start, end).matchAll(CLAUSE)) {
    spans.push({ start: from, end: start + match.index })
    from = start + match.index + match[0].length
  }
  spans.push({ start: from, end })
  return spans.filter((s) => s.end > s.start)
}

interface Clause extends Span {
  readonly cues: readonly Cue[]
  readonly mentions: readonly Mention[]
}

/** What one sentence says of its codes; codes without a cue are left out. Offsets are those of the document. */
export function saidIn(text: string, sentence: Span, mentions: readonly Mention[]): Said[] {
  const words = text.slice(sentence.start, sentence.end)
  const cues = cuesIn(words).map((c) => ({ ...c, start: c.start + sentence.start, end: c.end + sentence.start }))
  if (cues.length === 0) return []
  const clauses = clausesOf(text, sentence).map((span): Clause => {
    const within = (x: Span): boolean => x.start >= span.start && x.start < span.end
    return { ...span, cues: cues.filter(within), mentions: mentions.filter(within) }
  })
  const said: Said[] = []
  let before: readonly Mention[] = []
  let last: Cue | undefined
  for (const [i, clause] of clauses.entries()) {
    if (clause.mentions.length === 0) {
      // "…; it is not covered for children": said of the codes before, besides what was said already.
      for (const cue of clause.cues) for (const mention of before) said.push(about(mention, cue, sentence))
      last = clause.cues.at(-1) ?? last
      continue
    }
    if (clause.cues.length === 0) {
      const cue = last ?? clauses.slice(i + 1).find((c) => c.cues.length > 0)?.cues[0]
      if (cue) for (const mention of clause.mentions) said.push(about(mention, cue, sentence))
    } else said.push(...inClause(clause, sentence))
    before = clause.mentions
    last = clause.cues.at(-1) ?? last
  }
  return said
}

function inClause({ cues, mentions }: Clause, sentence: Span): Said[] {
  const said: Said[] = []
  const cueFirst = cues[0]!.start < mentions[0]!.start
  for (const mention of mentions) {
    // A cue that comes first speaks of what follows it; a subject is followed by what is said of it.
    const cue = cueFirst
      ? cues.findLast((c) => c.start < mention.start)!
      : (cues.find((c) => c.start >= mention.start) ?? cues.at(-1)!)
    said.push(about(mention, cue, sentence))
  }
  if (cueFirst) return said
  for (const [i, cue] of cues.entries()) {
    const previous = cues[i - 1]
    const shared = previous && !mentions.some((m) => m.start > previous.end && m.start < cue.start)
    if (shared && previous.kind !== cue.kind) {
      for (const s of said.filter((s) => s.cue === previous)) said.push(about(s.mention, cue, sentence))
    }
  }
  return said
}

function about(mention: Mention, cue: Cue, sentence: Span): Said {
  const start = Math.max(sentence.start, Math.min(mention.start, cue.start))
  return { mention, cue, span: { start, end: Math.min(sentence.end, Math.max(mention.end, cue.end)) } }
}
