/**
 * Statements about a service by its name, for codes that stand elsewhere: "Radiofrequency denervation is considered
 * medically necessary when …" and, in a list of codes, `64633 | Denervation service`.
 */
import { STOP_WORDS } from '../../search/analysis/stop-words.ts'
import type { Block, PolicyText } from '../model.ts'
import type { CueKind } from './cues.ts'
import { startsWithCode } from './lists.ts'
import { NAMING_SECTION } from './section-kinds.ts'
import { type Span, sentencesOf } from './sentences.ts'
import { type Cue, statementOf } from './statement.ts'

export interface ServiceStatement extends Span {
  readonly cue: Cue
  /** Words that name the service, folded. */
  readonly subject: ReadonlySet<string>
  /** It is about whatever else there is: "all other uses are investigational". */
  readonly other: boolean
}

/** Sentences that say what is done with services. */
const OF_SERVICES: ReadonlySet<CueKind> = new Set(['covers', 'conditional', 'needs-authorization', 'excludes'])
const OTHER =
  /\b(?:all|any|every)\s+(?:other|use\s+not)\b|\bother\s+(?:than|uses?|indications?|conditions?|situations?)\b|\bnot\s+(?:listed|named|met|meeting)\b|\belse\b/i
/** Sentences about benefits in general. */
const BOILERPLATE =
  /\bdepends?\s+(?:up)?on\b|\b(?:may|can)\s+vary\b|\bcontract\s+(?:language\s+)?(?:prevails|governs|controls)\b|\bmember['’]s\s+(?:contract|plan|benefits?)\b/i
/** Words that say nothing about which service is meant. */
const GENERAL =
  /^(?:service|procedure|code|test|testing|treatment|therapy|device|item|drug|product|use|plan|member|patient|individual|person|coverage|cover|necessary|medically|medical|criteria|condition|policy|considered|following|indication|benefit|supply|surgery|surgical|injection|unit|dose|year|month|week|day|claim|diagnosis|disease|disorder|type|other|all|any|each|new|group|section|table|list)$/

/** What is said of services in sentences that need not name a code. */
export function serviceStatements({ text, blocks }: PolicyText): ServiceStatement[] {
  const found: ServiceStatement[] = []
  let naming = false
  for (const block of blocks) {
    if (block.kind === 'heading') naming = NAMING_SECTION.test(text.slice(block.start, block.end))
    if (naming || block.kind === 'heading') continue
    for (const sentence of block.kind === 'row' ? rowSentence(text, block) : sentencesOf(text, block)) {
      const words = text.slice(sentence.start, sentence.end)
      const cue = statementOf(words, 'sentence')
      if (cue === undefined || !OF_SERVICES.has(cue.kind) || BOILERPLATE.test(words)) continue
      const subject = contentWords(cue.start > 12 ? words.slice(0, cue.start) : words)
      found.push({ ...sentence, cue, subject, other: OTHER.test(words) })
    }
  }
  return found
}

/** True when a document covers anything: then a list of diagnoses is one of those it covers something for. */
export function coversSomething({ text, blocks }: PolicyText): boolean {
  return blocks.some(({ start, end }) => {
    const kind = statementOf(text.slice(start, end))?.kind
    return kind === 'covers' || kind === 'conditional' || kind === 'needs-authorization'
  })
}

/** A row of a table without codes is a sentence: service, determination. */
function rowSentence(text: string, block: Block): Span[] {
  return (block.cells ?? []).some((c) => startsWithCode(text.slice(c.start, c.end))) ? [] : [block]
}

/** Words of a name without their endings. */
export function contentWords(words: string): Set<string> {
  const found = new Set<string>()
  for (const [word] of words.toLowerCase().matchAll(/[a-z][a-z-]{2,}/g)) {
    const stem = word.replace(/(?:ies|es|s|ing|ed|al|ic|ation|ator)$/, '')
    if (stem.length >= 3 && !STOP_WORDS.has(word) && !GENERAL.test(stem) && !GENERAL.test(word)) found.add(stem)
  }
  return found
}

/** The statement that names the service of `description`, when one does clearly better than those that say else. */
export function statementFor(
  statements: readonly ServiceStatement[],
  description: string,
): ServiceStatement | undefined {
  const words = contentWords(description)
  if (words.size === 0) return undefined
  const weight = (word: string): number => {
    const with_ = statements.filter((s) => s.subject.has(word)).length
    return with_ === 0 ? 0 : 1 / with_
  }
  const scored = statements
    .filter((statement) => !statement.other)
    .map((statement) => ({
      statement,
      score: [...words].reduce((n, word) => n + (statement.subject.has(word) ? weight(word) : 0), 0),
    }))
    .filter((s) => s.score > 0)
    .sort((a, b) => b.score - a.score)
  const [best] = scored
  if (best === undefined || best.score < 0.3) return undefined
  const rival = scored.find((s) => s.statement.cue.kind !== best.statement.cue.kind)
  return rival && rival.score > 0.75 * best.score ? undefined : best.statement
}

/** The one thing a document says of its services; undefined where it says different things of different ones. */
export function onlyStatement(statements: readonly ServiceStatement[]): ServiceStatement | undefined {
  const own = statements.filter((s) => !s.other)
  const kinds = new Set(own.map((s) => s.cue.kind))
  return kinds.size === 1 ? own[0] : undefined
}
