/** Sentences and clauses, and which of their cues speaks of which code. */
import { append } from '../../core/lists.ts'
import { beginningIn, placeOf } from '../../core/ordered.ts'
import { sentenceEnds } from '../../core/sentences.ts'
import type { Mention } from '../mentions/mention.ts'
import { isDiagnosis } from '../systems.ts'
import { appliesTo, type Cue, contraryOf, cuesIn, isEllipsis, isQuestion, statementOf } from './statement.ts'

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

/** Sentences of `text[start, end)`. */
export function sentencesOf(text: string, { start, end }: Span): Span[] {
  const spans: Span[] = []
  let from = start
  for (const { stop, next } of sentenceEnds(text.slice(start, end), { semicolons: true })) {
    spans.push({ start: from, end: start + stop })
    from = start + next
  }
  if (from < end) spans.push({ start: from, end })
  return spans
}

const CLAUSE =
  /;\s*|,?\s+(?:but|while|whereas|however|although|though|yet)\s+|,\s+and\s+(?=(?:CPT|HCPCS|codes?|it|they|this|these|the)\b)|:\s+(?=[A-Z][a-z]+\s+\w+)/g

/** Words in brackets with a verb of their own: `97014 (use G0283, which is covered)`. */
const BRACKETED = /\((?=[^()]*\b(?:is|are|needs?|requires?|unless|see|use|must|covered)\b)[^()]*\)/g

function clausesOf(text: string, { start, end }: Span): (Span & { aside: boolean })[] {
  const spans: (Span & { aside: boolean })[] = []
  let from = start
  for (const match of text.slice(start, end).matchAll(BRACKETED)) {
    const at = start + match.index
    append(
      spans,
      plainClauses(text, { start: from, end: at }).map((s) => ({ ...s, aside: false })),
    )
    append(
      spans,
      plainClauses(text, { start: at, end: at + match[0].length }).map((s) => ({ ...s, aside: true })),
    )
    from = at + match[0].length
  }
  append(
    spans,
    plainClauses(text, { start: from, end }).map((s) => ({ ...s, aside: false })),
  )
  return spans.filter((s) => s.end > s.start)
}

function plainClauses(text: string, { start, end }: Span): Span[] {
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
  /** In brackets: it says nothing of what stands around them. */
  readonly aside: boolean
  /** All cues, also those that do not apply. */
  readonly all?: readonly Cue[]
  /** It says something of codes of the other kind. */
  readonly spoken?: boolean
  readonly cues: readonly Cue[]
  readonly mentions: readonly Mention[]
}

/** The cues of a sentence, with their offsets in the document. */
export const cuesAt = (text: string, { start, end }: Span): Cue[] =>
  cuesIn(text.slice(start, end)).map((c) => ({ ...c, start: c.start + start, end: c.end + start }))

/** What was said before a sentence; it is asked for only where the sentence takes it up. */
export interface Before {
  readonly cue: Cue | undefined
}

/** What one sentence says of its codes; codes without a cue are left out. Offsets are those of the document. */
export function saidIn(text: string, sentence: Span, mentions: readonly Mention[], earlier?: Before): Said[] {
  const words = text.slice(sentence.start, sentence.end)
  if (isQuestion(words)) return []
  const cues = whole(text, cuesAt(text, sentence), earlier)
  if (cues.length === 0) return learnedIn(text, sentence, mentions)
  const clauses = clausesOf(text, sentence).map(
    (span): Clause => ({ ...span, cues: beginningIn(cues, span), mentions: beginningIn(mentions, span) }),
  )
  return [false, true].flatMap((diagnosis) => {
    const own = clauses.map((c) => ({
      ...c,
      cues: c.cues.filter((cue) => appliesTo(cue.kind, diagnosis, words)),
      mentions: c.mentions.filter((m) => isDiagnosis(m.system) === diagnosis),
      all: c.cues,
      spoken: c.mentions.some((m) => isDiagnosis(m.system) !== diagnosis) && c.cues.length > 0,
    }))
    return own.some((c) => c.mentions.length > 0) ? said(text, sentence, own) : []
  })
}

/** A sentence in which no rule speaks: what the model hears before its codes, behind them, or in all of it. */
function learnedIn(text: string, { start, end }: Span, mentions: readonly Mention[]): Said[] {
  const [first, last] = [mentions[0], mentions.at(-1)]
  if (!first || !last) return []
  const cue = [
    { start, end: first.start },
    { start: last.end, end },
    { start, end },
  ]
    .filter((span) => span.end - span.start >= LEAST_WORDS)
    .map((span) => ({ span, kind: statementOf(text.slice(span.start, span.end), 'said')?.kind }))
    .find(({ kind }) => kind !== undefined)
  if (!cue?.kind) return []
  const said: Cue = { kind: cue.kind, start: cue.span.start, end: cue.span.end }
  return mentions
    .filter((m) => appliesTo(said.kind, isDiagnosis(m.system), text.slice(start, end)))
    .map((m) => about(m, said, { start, end }))
}
/** Characters of words that may say something. */
const LEAST_WORDS = 8

/** "…are covered on the same terms": the terms are those of what was said before. */
const SAME_TERMS = /^[^.;,]{0,15}?\b(?:on|under|in)\s+(?:exactly\s+)?the\s+same\s+\w+/i

/** Cues without a verb of their own take up the one before. */
function whole(text: string, cues: readonly Cue[], earlier: Before | undefined): Cue[] {
  let last: Cue['kind'] | undefined
  return cues.flatMap((cue) => {
    if (cue.kind === 'covers' && SAME_TERMS.test(text.slice(cue.end, cue.end + 60))) {
      const terms = last ?? earlier?.cue?.kind
      if (terms === 'conditional' || terms === 'needs-authorization') cue = { ...cue, kind: terms }
    }
    if (isEllipsis(cue.kind)) {
      last ??= earlier?.cue?.kind
      if (last === undefined) return []
      if (cue.kind !== 'same') last = cue.kind === 'contrary' ? contraryOf(last) : positive(last)
      return [{ ...cue, kind: last }]
    }
    last = cue.kind
    return [cue]
  })
}

const positive = (kind: Cue['kind']): Cue['kind'] =>
  kind === 'excludes' || kind === 'does-not-support' ? contraryOf(kind) : kind

/** What clauses say of their codes, where those without a cue go with their neighbours. */
function said(text: string, sentence: Span, clauses: readonly Clause[]): Said[] {
  const found: Said[] = []
  let before: readonly Mention[] = []
  let last: Cue | undefined
  const ahead = cuesAhead(clauses)
  for (const [i, clause] of clauses.entries()) {
    if (clause.mentions.length === 0) {
      // "…, but not for E11.9": said of the diagnosis alone.
      if (clause.spoken && NOT_FOR.test(text.slice(clause.start, clause.end))) continue
      // "…; it is not covered for children": said of the codes before, besides what was said already.
      const meant = referents(text.slice(clause.start, clause.end), before, found)
      for (const cue of clause.cues) for (const mention of meant) found.push(about(mention, cue, sentence))
      last = clause.cues.at(-1) ?? last
      continue
    }
    if (clause.cues.length === 0) {
      const cue = clause.aside || clause.spoken ? undefined : (last ?? ahead[i])
      if (cue) for (const mention of clause.mentions) found.push(about(mention, cue, sentence))
    } else if (isCovering(last) && clause.cues.every((c) => c.kind === 'no-authorization')) {
      // "…are covered for adults; no review required (E0181)": the codes are those of what is covered.
      for (const mention of clause.mentions) found.push(about(mention, last, sentence))
    } else append(found, inClause(text, clause, sentence))
    if (clause.aside) continue
    before = clause.mentions
    last = clause.cues.at(-1) ?? last
  }
  return found
}

const NOT_FOR = /^\s*not\s+(?:for|in|with|when|if)\b/i

/** For each clause the first cue of those behind it, what stands in brackets left out. */
function cuesAhead(clauses: readonly Clause[]): readonly (Cue | undefined)[] {
  const ahead: (Cue | undefined)[] = []
  let next: Cue | undefined
  for (let i = clauses.length - 1; i >= 0; i--) {
    ahead[i] = next
    if (!clauses[i]!.aside) next = clauses[i]!.cues[0] ?? next
  }
  return ahead
}

const isCovering = (cue: Cue | undefined): cue is Cue => cue?.kind === 'covers' || cue?.kind === 'conditional'

/** "It" is the service spoken of, "these" are those it goes with, where there are such. */
function referents(words: string, before: readonly Mention[], found: readonly Said[]): readonly Mention[] {
  if (before.length === 0) return before
  const neutral = new Set(found.filter((s) => s.cue.kind === 'neutral').map((s) => s.mention))
  const companions = before.filter((m) => neutral.has(m))
  if (companions.length === 0) return before
  const several = /^\s*(?:they|these|those|each|both|all|the\s+(?:others?|latter))\b/i.test(words)
  return several ? companions : before.filter((m) => !neutral.has(m))
}

/** What follows these words goes with a service and is not what is spoken of. */
export const COMPANION =
  /\b(?:together\s+with|along\s+with|in\s+(?:combination|conjunction|addition)\s+(?:with|to)|combined\s+with|besides?|alongside|instead\s+of|after|rather\s+than|in\s+(?:place|lieu)\s+of|replaced\s+by|bundled\s+(?:with|into)|on\s+the\s+same\s+(?:day|date)\s+as|(?<!\b(?:begin(?:s|ning)?|start(?:s|ing)?|(?:drugs?|services?|panels?|claims?|tests?|items?|products?|procedures?)\s+(?:billed|reported|coded))\s)with|see|use)\s+(?:(?:an?|the|any|one|either|both|of|primary|CPT|HCPCS)\s+)*$/i
/** What was tried before is not what is spoken of. */
const STEPPED =
  /\b(?:trial|failure|inadequate\s+response|intolerance)\s+(?:of|with|to)\s+(?:(?:an?|the|any|one|at\s+least|either|both|CPT|HCPCS)\s+)*$/i
/** Between codes of one list. */
const JOINED = /^[\s,;/&()-]*(?:(?:and|or|and\/or)\s*)?(?:(?:CPT|HCPCS|codes?)\s+)*[(\s]*$/i

/** Words between a cue and a code that are looked at. */
const BETWEEN = 160

function inClause(text: string, { cues, mentions, all = cues }: Clause, sentence: Span): Said[] {
  const found: Said[] = []
  const cueFirst = cues[0]!.start < mentions[0]!.start
  const firstService = mentions.find((m) => !isDiagnosis(m.system))?.end
  let companion = false
  for (const [i, mention] of mentions.entries()) {
    // A cue that comes first speaks of what follows it; a subject is followed by what is said of it.
    const cue = cueFirst
      ? cues[placeOf(cues, mention.start) - 1]!
      : (cues[placeOf(cues, mention.start)] ?? cues.at(-1)!)
    const previous = mentions[i - 1]
    const joined = previous !== undefined && JOINED.test(text.slice(previous.end, mention.start))
    const after = cue.end <= mention.start && !isDiagnosis(mention.system)
    // What parts two codes ends with it; a list of thousands is not read for each of them.
    const between = text.slice(Math.max(cue.end, mention.start - BETWEEN), mention.start)
    const subject = !cueFirst && firstService !== undefined && firstService <= cue.start
    // "…, as does E0784": what follows is a subject too.
    const alike = /^(?:so|as)\s/i.test(text.slice(cue.start, cue.end))
    const object =
      !alike &&
      ((subject && mention.start - cue.end < BETWEEN && OBJECT.test(between)) ||
        isObject(text, sentence, endedBefore(all, mention.start) ?? cue, mention))
    const ahead = text.slice(Math.max(sentence.start, mention.start - BETWEEN), mention.start)
    companion = after && ((joined && companion) || COMPANION.test(between) || STEPPED.test(ahead) || object)
    found.push(about(mention, companion ? { ...cue, kind: 'neutral' } : cue, sentence))
  }
  if (cueFirst) return found
  for (const [i, cue] of cues.entries()) {
    const previous = cues[i - 1]
    const shared = previous && beginningIn(mentions, { start: previous.end + 1, end: cue.start }).length === 0
    if (shared && previous.kind !== cue.kind) {
      for (const s of found.filter((s) => s.cue === previous)) found.push(about(s.mention, cue, sentence))
    }
  }
  return found
}

/** The last cue that ends before an offset. */
function endedBefore(cues: readonly Cue[], offset: number): Cue | undefined {
  let place = placeOf(cues, offset) - 1
  while (place >= 0 && cues[place]!.end > offset) place -= 1
  return cues[place]
}

/** "Z12.11 never supports 78811", "not accepted for 78811": the service is what diagnoses are judged for. */
const OBJECT = /^[^\w:]*(?:(?:for|of|with|the|CPT|HCPCS|codes?|medical necessity)\s+)*$/i
function isObject(text: string, sentence: Span, cue: Cue, { start }: Mention): boolean {
  return start - cue.end < BETWEEN && OBJECT.test(text.slice(cue.end, start)) && ofDiagnoses(text, sentence, cue)
}
const ofDiagnoses = (text: string, sentence: Span, cue: Cue): boolean =>
  /\b(?:diagnos[ei]s|indications?|ICD-?10\S*|[A-Z]\d[0-9AB]\.[0-9A-Z]{1,4})\b/i.test(
    text.slice(sentence.start, cue.start),
  )

function about(mention: Mention, cue: Cue, sentence: Span): Said {
  const start = Math.max(sentence.start, Math.min(mention.start, cue.start))
  return { mention, cue, span: { start, end: Math.min(sentence.end, Math.max(mention.end, cue.end)) } }
}
