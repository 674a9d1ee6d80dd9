/** Where in a document a block stands: headings above it, the words before its list, and what they say of its codes. */
import type { Hint } from '../mentions/hints.ts'
import { hintsIn } from '../mentions/hints.ts'
import type { Mention } from '../mentions/mention.ts'
import type { Block } from '../model.ts'
import { isDiagnosis, isProcedure, isReadWhereNamed, isService } from '../systems.ts'
import { NAMING_SECTION, PROSE_SECTION } from './section-kinds.ts'
import { type Cue, statementOf } from './statement.ts'

export interface Words {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly statement?: Cue | undefined
  readonly hint?: Hint | undefined
  /** Where the statement stands, when these words only refer to it. */
  readonly said?: { readonly start: number; readonly end: number } | undefined
}

export interface Section extends Words {
  readonly level: number
  /** `naming`: its codes are only named. `prose`: takes nothing from the headings above. */
  readonly kind: 'naming' | 'prose' | 'plain'
  /** Codes in the heading: what the section is about. */
  readonly subjects: readonly Mention[]
}

/** The words that introduce a list. */
export interface Lead extends Words {
  /** The list is of criteria, and codes in them are only named. */
  readonly criteria: boolean
}

/** The system that words name; `code` when they name services and diagnoses alike. */
export function hintOf(text: string): Hint | undefined {
  const hints = new Set(
    hintsIn(text)
      .map((h) => h.hint)
      .filter((h) => h !== 'none'),
  )
  const special = [...hints].filter((h) => h !== 'code' && !(h === 'service' && [...hints].some(isProcedure)))
  if (special.length === 0) return hints.has('code') ? 'code' : undefined
  if (special.length === 1) return special[0]
  if (special.includes('modifier') && /\bmodifiers?\b[\s:]*$/i.test(text)) return 'modifier'
  if (special.every((h) => isService(h) || isProcedure(h))) return 'service'
  return (special.every(isDiagnosis) && special.find((h) => !isReadWhereNamed(h))) || 'code'
}

export function wordsOf(text: string, { start, end }: Pick<Block, 'start' | 'end'>): Words {
  const words = text.slice(start, end)
  return { text: words, start, end, statement: statementOf(words), hint: hintOf(words) }
}

const GROUP_WORDS = /^\s*(?:[\w/-]+\s+){0,3}group\s+\d+\s*(?:paragraphs?|information|text)\b/i
const GROUP_CODES = /^\s*(?:[\w/-]+\s+){0,3}group\s+\d+\s*(?:[\w-]+\s+)?codes?\b/i
const GROUP = /^\s*(?:[\w/-]+\s+){0,3}group\s+\d+\s*(?:codes?|paragraph)?\s*:?\s*$/i

export function sectionOf(words: Words, level: number, subjects: readonly Mention[]): Section {
  const naming = NAMING_SECTION.test(words.text) && !isSaying(words)
  const prose = PROSE_SECTION.test(words.text) && words.statement === undefined
  return { ...words, level, kind: naming ? 'naming' : prose ? 'prose' : 'plain', subjects }
}

/** "Deleted codes" only names; "Other codes that are not covered" says something. */
function isSaying({ statement, text }: Words): boolean {
  if (statement === undefined || statement.kind === 'no-authorization') return false
  return !/\b(?:revisions?|history|change\s*log|references?|examples?|deleted|discontinued|retired|archived?|superseded|former|removed)\b/i.test(
    text,
  )
}

/** It says what diagnoses do. */
export const saysOfDiagnoses = (words: Words | undefined): boolean =>
  words?.statement !== undefined &&
  (isDiagnosis(words.hint) ||
    words.statement.kind === 'supports-necessity' ||
    words.statement.kind === 'does-not-support')

/** A title that asks or names a topic says nothing of the codes below it, and a document is no history of itself. */
function titled(own: Section): Section {
  const { statement, text } = own
  const topic = /\?\s*$/.test(text) || /\bcosmetic\b/i.test(text)
  return { ...own, kind: own.kind === 'naming' ? 'plain' : own.kind, statement: topic ? undefined : statement }
}

export class Outline {
  #titled = false
  #sections: Section[] = []
  lead: Lead | undefined

  enter(own: Section): void {
    // A document titled "Changes to prior authorization" or "Updates" is not a history of itself.
    const section: Section = this.#titled ? own : titled(own)
    this.#titled = true
    const last = this.#sections.at(-1)
    const { lead } = this
    this.#sections = [...this.#sections.filter((s) => s.level < section.level), section]
    // "Group 1 Paragraph" says what "Group 1 Codes" list.
    const codesOfGroup = last !== undefined && GROUP_CODES.test(section.text) && GROUP_WORDS.test(last.text)
    this.lead = codesOfGroup ? lead : undefined
    if (codesOfGroup && section.statement === undefined && last.statement !== undefined && last.level >= section.level)
      this.#sections.splice(-1, 1, { ...section, statement: last.statement })
  }

  get path(): readonly string[] {
    return this.#sections.map((s) => s.text)
  }

  /** True below a heading whose codes are only named. */
  get naming(): boolean {
    const last = this.#sections.findLast((s) => s.kind === 'naming' || s.statement !== undefined)
    return last?.kind === 'naming'
  }

  get citing(): boolean {
    return this.#sections.some((s) =>
      /\b(?:references?|bibliograph\w*|literature|works\s+cited|citations?)\b/i.test(s.text),
    )
  }

  get group(): string | undefined {
    return (this.lead ?? this.#sections.at(-1))?.text
  }

  get subjects(): readonly Mention[] {
    return this.#sections.findLast((s) => s.subjects.length > 0)?.subjects ?? []
  }

  /** The innermost heading that says something; not beyond one that takes nothing over. */
  get statement(): Section | undefined {
    for (const section of this.#sections.toReversed()) {
      if (section.statement) return section
      if (section.kind !== 'plain') return undefined
    }
    return undefined
  }

  /** The innermost heading that says what diagnoses do. */
  get ofDiagnoses(): Section | undefined {
    return this.#sections.findLast(saysOfDiagnoses)
  }

  /** The innermost words that name a system. */
  get hint(): Hint | undefined {
    if (this.lead?.hint && this.lead.hint !== 'code') return this.lead.hint
    const found = this.#sections
      .toReversed()
      .map((s) => s.hint)
      .filter((h) => h !== undefined)
    return found.find((h) => h !== 'code') ?? this.lead?.hint ?? found[0]
  }

  /** Below a heading whose paragraph says what the codes of a group are. */
  get inGroupParagraph(): boolean {
    return GROUP_WORDS.test(this.#sections.at(-1)?.text ?? '')
  }

  get isGroup(): boolean {
    return GROUP.test(this.#sections.at(-1)?.text ?? '')
  }
}

const ANNOUNCES = /:\s*$|\b(?:following|listed\s+below|below|as\s+follows|these\s+codes|table)\b/i
/** A list of codes needs no such word before it. */
const CONDITIONS =
  /\b(?:when|if|met|meets?|criteria|conditions?|requirements|documented|present|satisf\w+|appl(?:y|ies)|who|provided|necessary|indicated|appropriate)\b/i
const CRITERIA =
  /\b(?:following|all|any|one|each|both|either)\b[^.]{0,40}(?:criteria|conditions|indications|requirements)?[^.]{0,30}(?:(?:is|are|be)\s+(?:met|present|satisfied|documented)|apply|applies|:)\s*:?\s*$/i

/** A paragraph that neither announces nor is short and before a list introduces none. */
export const mayAnnounce = (text: string, nextIsList: boolean): boolean =>
  ANNOUNCES.test(text) || (nextIsList && text.length < 220)

/** What a paragraph before a list says of it; undefined where it introduces none. */
export function leadOf(words: Words, nextIsList: boolean): Lead | undefined {
  const { text } = words
  if (!mayAnnounce(text, nextIsList)) return undefined
  if (words.statement === undefined && words.hint === undefined) return undefined
  const codes =
    /\b(?:codes?|CPT|HCPCS|ICD-?10\S*|procedures?|services?|items?|drugs?|diagnos[ei]s|modifiers?|NDCs?|medications?|products?|supplies|equipment|tests?)\b[^.]{0,60}$|\bfollowing\s+(?:[\w-]+\s+){0,4}(?:codes?|procedures?|services?|items?|drugs?|diagnos[ei]s|products?|tests?|medications?|supplies|equipment)\b/i.test(
      text,
    )
  return { ...words, criteria: CRITERIA.test(text) && !codes && CONDITIONS.test(text) }
}
