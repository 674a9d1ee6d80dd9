/** Paragraphs and items: what their sentences say of the codes in them, of those before, and of the list below. */
import { beginningIn } from '../../core/ordered.ts'
import type { Mention, Surroundings } from '../mentions/mention.ts'
import type { Block } from '../model.ts'
import { isDiagnosis } from '../systems.ts'
import { Earlier, spokenAt } from './earlier.ts'
import { isCodeList } from './lists.ts'
import { type Lead, leadOf, mayAnnounce } from './outline.ts'
import { EXAMPLE } from './section-kinds.ts'
import { type Said, type Span, saidIn, sentencesOf } from './sentences.ts'
import type { State } from './state.ts'
import { contraryOf, onCondition, statementOf } from './statement.ts'
import type { Verdicts } from './verdicts.ts'

export class Prose {
  readonly #state: State
  readonly #verdicts: Verdicts
  /** The codes a document says it is about. */
  #subjects: readonly Mention[] = []
  readonly #earlier: Earlier
  /** The kind of block that the words before the list are. */
  #announcedBy: Block['kind'] | undefined
  /** Codes that the last exceptions took out of their ranges. */
  #excepted: readonly Mention[] = []

  constructor(state: State, verdicts: Verdicts) {
    this.#state = state
    this.#verdicts = verdicts
    this.#earlier = new Earlier(state.text)
  }

  /** What was said in the section before is not taken up. */
  enterSection(): void {
    this.#announcedBy = undefined
    this.#earlier.forget()
  }

  read(block: Block, next: Block | undefined): void {
    const text = this.#state.text.slice(block.start, block.end)
    const list = block.kind === 'item' || isCodeList(text)
    const hint = this.#state.outline.hint
    const around: Surroundings = {
      hint: list || (hint !== 'code' && hint !== undefined) || text.length < 200 ? hint : undefined,
    }
    const mentions = this.#state.scan(block, around)
    const note = this.#isNote(block, block.start + 3)
    const naming = this.#state.outline.naming
    this.sentences(block, mentions, { list, note })
    const ends = /:\s*$/.test(text)
    // An item is part of a list; what announces another one ends with a colon.
    if (block.kind === 'item' && (mentions.length > 0 || !ends)) return
    const told = mentions.length > 0 && !ends && !ANNOUNCED.test(text)
    const explains = naming || note || told || this.#state.notes.legend.keys.has(block.start)
    const lead = explains ? undefined : this.#leadOf(block, next)
    // An item that announces a list ends what the item before it announced.
    const sibling = block.kind === 'item' && this.#announcedBy === 'item'
    if (lead || sibling) {
      this.#state.outline.lead = lead
      this.#announcedBy = block.kind
      this.#state.part = undefined
    } else if (block.kind === 'paragraph' && !list && !note && (told || text.length > 60))
      this.#state.outline.lead = undefined
  }

  /** What a block says of the list or table below it. Most blocks announce nothing and are not read for it. */
  #leadOf(block: Block, next: Block | undefined): Lead | undefined {
    const { text, outline } = this.#state
    const isList =
      next !== undefined &&
      (next.kind === 'item' || next.kind === 'row' || isCodeList(text.slice(next.start, next.start + 100)))
    const grouped = outline.inGroupParagraph && block.kind === 'paragraph'
    if (!grouped && !mayAnnounce(text.slice(block.start, block.end), isList)) return undefined
    const words = this.#state.words(block)
    return grouped && words.statement !== undefined ? { ...words, criteria: false } : leadOf(words, isList)
  }

  sentences(block: Block, mentions: readonly Mention[], { list, note: noted }: { list: boolean; note: boolean }): void {
    const sentences = sentencesOf(this.#state.text, block)
    /** Codes of the sentence before, to which "it" and "these codes" refer. */
    let before: readonly Mention[] = []
    let label: Said['cue'] | undefined
    const extra = new Map<Mention, Said[]>()
    const perSentence: { mentions: readonly Mention[]; said: readonly Said[]; sentence: Span; example: boolean }[] = []
    for (const sentence of sentences) {
      const within = beginningIn(mentions, sentence)
      const words = this.#state.text.slice(sentence.start, sentence.end)
      const example = EXAMPLE.test(words)
      const note = noted || this.#isNote(sentence, sentence.end)
      let said = example || note || within.length === 0 ? [] : saidIn(this.#state.text, sentence, within, this.#earlier)
      if (within.length === 0 && !note && !example) {
        const refers =
          /\b(?:them|(?:these|those)\s+codes|(?:pay|cover|accept|allow|reimburse)s?\s+(?:for\s+)?(?:these|those|it))\b/i.test(
            words,
          ) ||
          /^\s*(?:(?:for|in|otherwise|then|however|but|when|if)\b[^.;,]{0,30}?[\s,]+(?=(?:it|they|these)\b))?(?:it|they|this|these|those|both|each|either|neither|none|all|any|coverage|such|the\s+(?:above\s+|listed\s+|affected\s+|same\s+)?(?:code|service|drug|procedure|test|item|device)s?)\b/i.test(
            words,
          )
        const subjects =
          before.length > 0 && refers
            ? meantBy(words, before)
            : before.length === 0 && !list
              ? this.#state.outline.subjects
              : []
        const all = before.length === 0 && OF_ALL.test(words) ? this.#subjects : []
        const left = /\b(?:exceptions?|excepted\s+codes?|exempted\s+codes?)\b/i.test(words) ? this.#excepted : []
        const meant = [...subjects, ...all, ...left]
        const apart = before.length > 1 ? formerAndLatter(this.#state.text, sentence, before) : []
        for (const each of apart) push(extra, each.mention, each)
        const labels = /:\s*$/.test(words)
        const answer = before.length === 0 && !list ? this.#answerIn(sentence) : undefined
        if (answer)
          for (const m of this.#state.outline.subjects) push(extra, m, { mention: m, cue: answer, span: sentence })
        const cues =
          apart.length > 0 || answer ? [] : meant.length > 0 || labels ? spokenAt(this.#state.text, sentence) : []
        for (const m of meant) for (const cue of cues) push(extra, m, { mention: m, cue, span: sentence })
        if (labels) label = cues.at(-1) ?? label
      } else {
        // "This concerns 47370": the codes of what was said before.
        const linked = said.length === 0 && before.length === 0 && LINKING.test(words) ? this.#earlier.cue : undefined
        if (linked)
          said = within.map((mention) => ({ mention, cue: linked, span: { start: linked.start, end: linked.end } }))
        if (label && said.length === 0)
          said = within.map((mention) => ({ mention, cue: label!, span: { start: label!.start, end: mention.end } }))
        before = within
        if (said.length > 0) label = /:\s*$/.test(words) ? said.at(-1)!.cue : undefined
      }
      if (within.length === 0) this.#earlier.follow(sentence)
      else this.#earlier.say(said.at(-1)?.cue ?? spokenAt(this.#state.text, sentence).at(-1))
      perSentence.push({ mentions: within, said, sentence, example })
    }
    for (const { mentions: within, said, sentence, example } of perSentence) {
      const own = Map.groupBy(said, (s) => s.mention)
      for (const mention of within) {
        const all = [...(own.get(mention) ?? []), ...(extra.get(mention) ?? [])]
        this.#state.add(mention, block, this.#verdicts.of(mention, all, sentence, list && !example, example))
      }
    }
    this.#subjectsSaid(block, extra, mentions)
    if (
      NAMES_SUBJECTS.test(this.#state.text.slice(block.start, block.end)) &&
      perSentence.every((s) => s.said.length === 0)
    )
      this.#subjects = mentions.filter((m) => !isDiagnosis(m.system))
    const excepted = mentions.filter((m) => m.exceptOf !== undefined)
    if (excepted.length > 0) this.#excepted = excepted
  }

  /** "Yes", "No": what the heading asks, or its contrary; where it does not say what it asks, coverage. */
  #answerIn({ start, end }: Span): Said['cue'] | undefined {
    const words = this.#state.text.slice(start, end)
    const question = this.#state.outline.path.at(-1) ?? ''
    const answer = /^\s*(yes|no)\b(?=\s*[.,;:]|$)/i.exec(words)?.[1]?.toLowerCase()
    if (answer === undefined || !question.trimEnd().endsWith('?')) return undefined
    const asked = statementOf(question.replace(/\?\s*$/, ''))?.kind ?? 'covers'
    const kind = answer === 'no' ? contraryOf(asked) : asked === 'covers' && onCondition(words) ? 'conditional' : asked
    return { kind, start, end }
  }

  /** It explains a mark, from its first words on: what it says is said of the codes that carry the mark. */
  #isNote({ start }: Span, before: number): boolean {
    return this.#state.notes.notes.some((n) => n.start >= start && n.start < before)
  }

  /** What a section says of the code in its heading. */
  #subjectsSaid(block: Block, extra: ReadonlyMap<Mention, readonly Said[]>, own: readonly Mention[]): void {
    if (this.#state.outline.naming) return
    const here = new Set(own)
    for (const [mention, said] of extra) {
      if (here.has(mention)) continue
      const { exceptOf: _, ...whole } = mention
      const of = said.map((s) => ({ ...s, mention: whole }))
      this.#state.add(mention, block, this.#verdicts.of(whole, of, block, false))
    }
  }
}

/** "The former is covered; the latter is not": the first and the last of the codes before. */
function formerAndLatter(text: string, sentence: Span, before: readonly Mention[]): Said[] {
  const words = text.slice(sentence.start, sentence.end)
  const found: Said[] = []
  for (const match of words.matchAll(/\bthe\s+(former|latter)\b[^;]*?(?=\bthe\s+(?:former|latter)\b|;|$)/gi)) {
    const mention = /former/i.test(match[1]!) ? before[0]! : before.at(-1)!
    const start = sentence.start + match.index
    const kind = statementOf(match[0])?.kind
    const contrary = /\b(?:is|are|does|do|will)\s+not\b[\s.,]*$/i.test(match[0]) ? found.at(-1)?.cue.kind : undefined
    const said = kind ?? (contrary && contraryOf(contrary))
    if (said) found.push({ mention, cue: { kind: said, start, end: start + match[0].length }, span: sentence })
  }
  return found
}

/** A statement of all that a document is about. */
const OF_ALL =
  /^\s*(?:all|each|every|any|these|the\s+(?:above|listed|affected))\b[^.;]{0,40}\b(?:products?|drugs?|agents?|codes?|services?|tests?|items?|devices?|procedures?)\b/i

/** `Billing codes: J1745, Q5103`. */
const NAMES_SUBJECTS = /^\s*(?:[\w/-]+\s+){0,3}codes?[^:.;]{0,30}:/i

/** "Those three": as many as an exception has just named. */
function meantBy(words: string, before: readonly Mention[]): readonly Mention[] {
  const excepted = before.filter((m) => m.exceptOf !== undefined)
  const number = COUNTS.findIndex((count) =>
    new RegExp(`^\\s*(?:these|those|the|all|both)\\s+(?:${count})\\b`, 'i').test(words),
  )
  return excepted.length > 0 && (number === excepted.length || /^\s*those\b/i.test(words)) ? excepted : before
}

const COUNTS = ['none', 'one', 'two|both', 'three', 'four', 'five', 'six', 'seven', 'eight']

const LINKING =
  /^\s*(?:report|submit)\s+(?:it\s+)?(?:with\s+|as\s+|under\s+)?(?:CPT|HCPCS|codes?)?\s*[A-Z]?\d|^\s*(?:this|these|it|they|that|codes?|CPT|HCPCS|(?:affected|applicable|relevant|corresponding)\s+codes?)\b[^.;]{0,40}\b(?:concerns?|appl(?:y|ies)|includes?|means?|refers?|reported|billed|are|is|codes?|CPT|HCPCS)\b/i

/** Codes in these words are not the ones they announce. */
const ANNOUNCED = /\b(?:following|listed\s+below|codes\s+below|table\s+below)\b[^:]*$/i

/** Adds to the list under `key`. */
function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
