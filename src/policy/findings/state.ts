/** What is known while a document is walked: where we are in it, what it defines, and what was found so far. */
import type { Hint } from '../mentions/hints.ts'
import type { Mention, Scan, Surroundings } from '../mentions/mention.ts'
import { scanText } from '../mentions/scan.ts'
import type { Block, Disposition, PolicyHeader, PolicyText, Rejected } from '../model.ts'
import type { Draft, Ground } from './draft.ts'
import { type Labelled, type Labels, labelsOf, namesLabel, referredTo } from './labels.ts'
import { type Notes, notesOf } from './notes.ts'
import { Outline, type Words, wordsOf } from './outline.ts'
import type { Span } from './sentences.ts'
import { coversSomething, type ServiceStatement, serviceStatements } from './services.ts'
import { statementOf } from './statement.ts'

/** What a document does with one mention of a code. */
export interface Verdict {
  readonly disposition: Disposition
  readonly ground: Ground
  readonly span: Span
}

export type Known = Surroundings['known']

export class State {
  readonly text: string
  readonly blocks: readonly Block[]
  readonly notes: Notes
  /** Says that every code of a list needs authorization. */
  readonly title: Words | undefined
  readonly outline = new Outline()
  readonly drafts: Draft[] = []
  readonly rejected: Rejected[] = []
  readonly #document: PolicyText
  readonly #common: Surroundings
  #labels: Labels | undefined
  #services: readonly ServiceStatement[] | undefined
  #covering: boolean | undefined
  /** A row that names the part of the table below it. */
  part: (Words & { readonly naming?: boolean }) | undefined
  /** What the column of the row being read says its codes are. */
  columnHint: Hint | undefined

  constructor(document: PolicyText, header: PolicyHeader, known: Known) {
    this.text = document.text
    this.blocks = document.blocks
    this.notes = notesOf(document)
    this.#document = document
    const dotted = (document.text.match(/\b[A-TV-Z]\d[0-9AB]\.[0-9A-Z]{1,4}\b/g)?.length ?? 0) > 0
    this.#common = { starNotes: this.notes.starred, dotted, ...(known && { known }) }
    this.title = listTitle(document, header)
  }

  scan({ start, end }: Span, around: Surroundings): readonly Mention[] {
    const scan: Scan = scanText(this.text.slice(start, end), {
      ...this.#common,
      citing: this.outline.citing,
      ...around,
    })
    for (const r of scan.rejected) this.rejected.push({ ...r, span: [r.span[0] + start, r.span[1] + start] })
    const moved = new Map<Mention, Mention>()
    for (const m of scan.mentions) moved.set(m, { ...m, start: m.start + start, end: m.end + start })
    return scan.mentions.map((m) => {
      const own = moved.get(m)!
      return m.exceptOf ? { ...own, exceptOf: moved.get(m.exceptOf)! } : own
    })
  }

  /** What the words say by naming a label. The labels of a document are looked for when one is named first. */
  referredTo(words: string): Labelled | undefined {
    if (!namesLabel(words)) return undefined
    this.#labels ??= labelsOf(this.#document)
    return referredTo(this.#labels, words)
  }

  get services(): readonly ServiceStatement[] {
    this.#services ??= serviceStatements(this.#document)
    return this.#services
  }

  /** It covers something on some condition. */
  get covering(): boolean {
    this.#covering ??= coversSomething(this.#document)
    return this.#covering
  }

  /** What a block says, by itself or by the label of what says it elsewhere. */
  words(block: Block): Words {
    const words = wordsOf(this.text, block)
    if (words.statement !== undefined || words.text.length > 200) return words
    const label = this.referredTo(words.text)
    return label ? { ...words, statement: label.cue, said: label } : words
  }

  add(mention: Mention, block: Block, verdicts: readonly Verdict[]): void {
    const section = this.outline.path
    const group = this.part?.text ?? this.outline.group
    for (const { disposition, ground, span } of verdicts) {
      const conditions = disposition === 'conditional' ? this.text.slice(span.start, span.end) : undefined
      this.drafts.push({
        mention,
        disposition,
        ground,
        span: [span.start, span.end],
        section,
        page: block.page,
        group,
        conditions,
      })
    }
  }
}

/** A list of codes that need authorization says so in its title; each code in it does. */
function listTitle({ text, blocks }: PolicyText, { kind, title }: PolicyHeader): Words | undefined {
  if (kind !== 'pa-list') return undefined
  const opening = blocks.filter((b) => b.kind === 'heading' || b.kind === 'paragraph').slice(0, 6)
  const saying = opening.map((b) => wordsOf(text, b)).find((w) => w.statement?.kind === 'needs-authorization')
  const cue = statementOf(title)
  if (saying) return saying
  return cue?.kind === 'needs-authorization' || cue === undefined ? { text: title, start: -1, end: -1 } : undefined
}

export const mentioned = (span: Span): Verdict => ({
  disposition: 'mentions',
  ground: 'none',
  span: { start: span.start, end: span.end },
})
