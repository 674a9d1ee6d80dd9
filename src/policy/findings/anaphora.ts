/**
 * A paragraph behind a list or table that speaks of it as a whole ("None of these is covered", "From the 13th visit on,
 * these codes require authorization") or of one of its items ("The first is paid; the second …").
 */
import type { Block } from '../model.ts'
import { isDiagnosis } from '../systems.ts'
import type { Draft } from './draft.ts'
import { isCodeList } from './lists.ts'
import { sentencesOf } from './sentences.ts'
import type { State, Verdict } from './state.ts'
import { appliesTo, statementOf } from './statement.ts'
import type { Verdicts } from './verdicts.ts'

/** Words that take up the whole of what stands above. */
const OF_LIST =
  /^\s*(?:none|neither|both|each|these|those|they|all(?:\s+(?:of\s+)?(?:these|those|them|two|three|four|five|six))?)\b|\b(?:these|those)\s+(?:codes|services|items|drugs|tests|products)\b|\b(?:of|in)\s+(?:this|the\s+above)\s+(?:table|list)\b/i
/** What follows is announced, and nothing above is spoken of. */
const AHEAD = /:\s*$|\b(?:following|below)\b/i
/** "The first", "the second": places of items; the last from the end. */
const PLACES = [/\bthe\s+(?:first|former)\b/i, /\bthe\s+second\b/i, /\bthe\s+third\b/i]
const LAST = /\bthe\s+(?:last|latter)\b/i
/** Longer ones are about something else. */
const LONGEST = 400

/** The drafts of the list or table that ends where a paragraph begins. */
export class ListAbove {
  readonly #state: State
  readonly #verdicts: Verdicts
  #from = 0

  constructor(state: State, verdicts: Verdicts) {
    this.#state = state
    this.#verdicts = verdicts
  }

  /** Called before a block is read; `listed`: it is part of a list or table. */
  before(block: Block): void {
    const listed = this.#isListed(block)
    if (!listed) this.#speak(block)
    if (!listed) this.#from = Number.POSITIVE_INFINITY
    else if (this.#from === Number.POSITIVE_INFINITY) this.#from = this.#state.drafts.length
  }

  #isListed({ kind, start, end }: Block): boolean {
    // An item that announces others begins a list of its own.
    if (kind === 'item' && this.#state.text[end - 1] === ':') return false
    return kind === 'row' || kind === 'item' || isCodeList(this.#state.text.slice(start, Math.min(end, start + 100)))
  }

  #speak(block: Block): void {
    const { drafts, text } = this.#state
    if (block.kind !== 'paragraph' || this.#from >= drafts.length || block.end - block.start > LONGEST) return
    if (AHEAD.test(text.slice(block.start, block.end))) return
    for (const sentence of sentencesOf(text, block)) {
      const words = text.slice(sentence.start, sentence.end)
      const meant = this.#meant(words)
      const cue = meant.length > 0 ? statementOf(words, 'sentence') : undefined
      if (!cue) continue
      for (const at of meant) {
        const draft = drafts[at]!
        if (!appliesTo(cue.kind, isDiagnosis(draft.mention.system), words)) continue
        const disposition = this.#verdicts.disposition(cue.kind, draft.mention, words)
        this.#say(at, { disposition, ground: 'list', span: sentence })
      }
    }
  }

  /** Places of the drafts that a sentence speaks of. What a row says of itself stands. */
  #meant(words: string): number[] {
    const { drafts } = this.#state
    const open: number[] = []
    for (let at = this.#from; at < drafts.length; at++)
      if (drafts[at]!.ground !== 'row' && drafts[at]!.ground !== 'sentence') open.push(at)
    const place = LAST.test(words) ? open.length - 1 : PLACES.findIndex((p) => p.test(words))
    if (place >= 0) return open.slice(place, place + 1)
    return OF_LIST.test(words) ? open : []
  }

  #say(at: number, { disposition, ground, span }: Verdict): void {
    const { drafts, text } = this.#state
    const { conditions: _, ...draft } = drafts[at]!
    const conditions = disposition === 'conditional' ? text.slice(span.start, span.end) : undefined
    const said: Draft = { ...draft, disposition, ground, span: [span.start, span.end] }
    drafts[at] = conditions === undefined ? said : { ...said, conditions }
  }
}
