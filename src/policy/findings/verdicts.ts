/** What holds for a mention: its sentence, the note or term at it, its list, its section, or what is said elsewhere. */
import type { Hint } from '../mentions/hints.ts'
import type { Mention } from '../mentions/mention.ts'
import type { Disposition } from '../model.ts'
import { isDiagnosis, isProcedure, isReadWhereNamed, isService } from '../systems.ts'
import type { CueKind } from './cues.ts'
import { termIn } from './legend.ts'
import { hasLittleElse, isCodeList, startsWithCode } from './lists.ts'
import { noteFor } from './notes.ts'
import { saysOfDiagnoses, type Words } from './outline.ts'
import { COMPANION, type Said, type Span, sentencesOf } from './sentences.ts'
import { onlyStatement, statementFor } from './services.ts'
import { mentioned, type State, type Verdict } from './state.ts'
import { dispositionOf, onCondition } from './statement.ts'

export class Verdicts {
  readonly #state: State
  readonly #listLike = new Map<string, boolean>()

  constructor(state: State) {
    this.#state = state
  }

  /** What holds for a mention: its sentence, the note at it, its list, its section, in this order. */
  of(mention: Mention, said: readonly Said[], at: Span, list: boolean, example = false): Verdict[] {
    const own = said.filter((s) => s.mention === mention)
    const noted = this.noted(mention)
    if (noted) return [noted]
    if (mention.modifier || this.#state.outline.naming || example) return [mentioned(at)]
    if (FORMERLY.test(this.#before(mention, at))) return [mentioned(at)]
    const term = own.some((s) => s.cue.start < mention.start) ? undefined : this.#termAfter(mention, at)
    if (term) return [term]
    const direct = own.some((s) => s.span.start > mention.end)
    if (mention.exceptOf && own.length > 0 && !direct) return own.map((s) => this.#exception(mention, s))
    if (own.length > 0) {
      return (mention.exceptOf ? own.filter((s) => s.span.start > mention.end) : own).map((s) => ({
        disposition: this.disposition(s.cue.kind, mention, this.#about(s.span)),
        ground: 'sentence',
        span: s.span,
      }))
    }
    // What the list is of, the code taken out of its range is not; what it is instead is not said.
    if (mention.exceptOf && isDiagnosis(mention.system)) return [mentioned(at)]
    const listed = list || mention.exceptOf !== undefined || this.#isListLike(at)
    return [this.inherited(mention, at, { listed, prose: true })]
  }

  /** The beginning of the words that are said: they may run on over a list of thousands. */
  #about({ start, end }: Span): string {
    return this.#state.text.slice(start, Math.min(end, start + LONGEST))
  }

  /** The words before a code: where they begin and where they end. */
  #before({ start }: Mention, at: Span): string {
    const { text } = this.#state
    return start - at.start <= LONGEST
      ? text.slice(at.start, start)
      : `${text.slice(at.start, at.start + LONGEST / 2)} ${text.slice(start - LONGEST / 2, start)}`
  }

  /** A defined term behind a code, before anything else is said. */
  #termAfter(mention: Mention, at: Span): Verdict | undefined {
    const found = termIn(
      this.#state.notes.legend,
      this.#state.text.slice(mention.end, Math.min(at.end, mention.end + 160)),
    )
    if (found === undefined || isDiagnosis(mention.system)) return undefined
    const span = { start: mention.start, end: mention.end + found.end }
    return { disposition: this.disposition(found.kind, mention, ''), ground: 'row', span }
  }

  /** A paragraph that is hardly more than codes is a list. */
  #isListLike(span: Span): boolean {
    const key = `${span.start} ${span.end}`
    const known = this.#listLike.get(key)
    if (known !== undefined) return known
    const found = hasLittleElse(this.#state.text.slice(span.start, span.end))
    this.#listLike.set(key, found)
    return found
  }

  #exception(mention: Mention, said: Said): Verdict {
    const kind = said.cue.kind
    // Said after the exception, it holds for the range; of the code taken out it says the contrary.
    const contrary: Partial<Record<CueKind, Disposition>> = {
      covers: 'excludes',
      conditional: 'mentions',
      excludes: 'mentions',
    }
    const disposition = isDiagnosis(mention.system) ? 'mentions' : (contrary[kind] ?? 'mentions')
    return { disposition, ground: 'none', span: said.span }
  }

  noted(mention: Mention): Verdict | undefined {
    if (mention.marker === undefined || this.#state.outline.naming) return undefined
    const note = noteFor(this.#state.notes, mention.marker, mention.start)
    if (!note?.kind) return undefined
    const words = this.#state.text.slice(note.start, note.end)
    return { disposition: this.disposition(note.kind, mention, words), ground: 'row', span: note }
  }

  /** What the words before a list and the headings above say; prose takes over only what a heading says. */
  inherited(mention: Mention, at: Span, { listed, prose } = { listed: true, prose: false }): Verdict {
    const { statement } = this.#state.outline
    const lead = listed ? this.#state.outline.lead : undefined
    const itemCriteria = lead?.criteria === true && !isCodeList(this.#about(at)) && !isDiagnosis(mention.system)
    if (itemCriteria || (prose && this.#isCompanion(mention, at))) return mentioned(at)
    if (this.#state.part?.naming || OLD_NUMBERS.test(this.#before(mention, at))) return mentioned(at)
    // A lead about services does not take a heading about diagnoses away from them.
    const ofDiagnoses =
      isDiagnosis(mention.system) && !saysOfDiagnoses(lead) && !saysOfDiagnoses(statement)
        ? this.#state.outline.ofDiagnoses
        : undefined
    const words = this.#state.part?.statement ? this.#state.part : (ofDiagnoses ?? (lead?.statement ? lead : statement))
    if (words?.statement) {
      if (!fits(words.hint, mention) && words !== lead) return mentioned(at)
      const ground = words === lead || words === this.#state.part ? 'list' : 'section'
      // An item of a list of what is covered may have a condition of its own.
      const conditional =
        prose && words.statement.kind === 'covers' && onCondition(this.#about({ start: mention.end, end: at.end }))
      const kind = conditional ? 'conditional' : words.statement.kind
      const disposition = this.disposition(kind, mention, words.text)
      const unless =
        prose && words.statement.kind === 'excludes' && UNLESS.test(this.#about({ start: mention.end, end: at.end }))
      if (unless && !isDiagnosis(mention.system)) return { disposition: 'conditional', ground, span: at }
      if (conditional) return { disposition, ground, span: at }
      return { disposition, ground, span: shortest(this.#state.text, words) }
    }
    if (this.#state.title && listed && !isDiagnosis(mention.system)) {
      return {
        disposition: 'needs-authorization',
        ground: 'section',
        span: this.#state.title.start < 0 ? at : this.#state.title,
      }
    }
    return listed && !this.#state.outline.naming ? this.#elsewhere(mention, at) : mentioned(at)
  }

  /** What the document says elsewhere of the service that a list names, or of all it is about. */
  #elsewhere(mention: Mention, at: Span): Verdict {
    if (this.#state.part?.naming || (mention.doubtful && !startsWithCode(this.#about(at)))) return mentioned(at)
    if (isDiagnosis(mention.system)) return this.#ofDiagnoses(mention, at)
    const description = this.#about(at).replace(/\b(?=\w*\d)\w+\b/g, ' ')
    const headed = `${description} ${this.#state.part?.text ?? ''} ${this.#state.outline.path.at(-1) ?? ''}`
    const found =
      statementFor(this.#state.services, description) ??
      statementFor(this.#state.services, headed) ??
      onlyStatement(this.#state.services)
    if (!found) return mentioned(at)
    const disposition = this.disposition(found.cue.kind, mention, this.#state.text.slice(found.start, found.end))
    return { disposition, ground: 'elsewhere', span: found }
  }

  /** A list of diagnoses, without a word on what they are for, in a document that covers something for diagnoses. */
  #ofDiagnoses(mention: Mention, at: Span): Verdict {
    const named = /^\s*(?:covered\s+)?diagnos[ei]s(?:\s+codes?)?\s*:/i.test(this.#before(mention, at))
    if (!this.#state.covering || !(named || isDiagnosis(this.#state.columnHint ?? this.#state.outline.hint)))
      return mentioned(at)
    return { disposition: 'supports-necessity', ground: 'elsewhere', span: at }
  }

  /** `20974 together with E0747`: the second is not what the item is about. */
  #isCompanion(mention: Mention, at: Span): boolean {
    const before = this.#before(mention, at)
    return !isDiagnosis(mention.system) && startsWithCode(before) && COMPANION.test(before)
  }

  disposition(kind: CueKind, mention: Mention, about: string): Disposition {
    if (mention.modifier) return 'mentions'
    const found = dispositionOf(kind, isDiagnosis(mention.system), about)
    return isReadWhereNamed(mention.system) ? 'mentions' : found
  }
}

/** Characters of a run of words that are looked at for one code. */
const LONGEST = 600

/** An item of what is not covered may name when it is. */
const UNLESS = /\bunless\b|\bexcept\s+(?:when|if|after|to)\b/i
/** `81459 (formerly K1020)`. */
const FORMERLY = /\b(?:formerly|previously)\s+(?:(?:reported|billed|coded)\s+(?:as|with|under)\s+)?$/i
const OLD_NUMBERS = /\b(?:old|former|previous|retired|formerly)\s+(?:(?:code\s+)?numbers?|codes?)?\b/i

/** Words about diagnoses say nothing of services, and the other way round. */
export function fits(hint: Hint | undefined, mention: Mention): boolean {
  if (isDiagnosis(hint)) return isDiagnosis(mention.system)
  return !((isService(hint) || isProcedure(hint)) && isDiagnosis(mention.system))
}

/** The sentence of `words` that says it. */
function shortest(text: string, words: Words): Span {
  const cue = words.statement!
  const where = words.said ?? words
  const at = where.start + cue.start
  return sentencesOf(text, where).find((s) => s.start <= at && at < s.end) ?? where
}
