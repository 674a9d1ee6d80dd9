/** Walks a document and says of every code mention what the document does with it. */

import type { Hint } from '../mentions/hints.ts'
import type { Mention, Scan, Surroundings } from '../mentions/mention.ts'
import { scanText } from '../mentions/scan.ts'
import type { Block, Disposition, PolicyHeader, PolicyText, Rejected } from '../model.ts'
import { type CueKind, EXAMPLE, NAMING_SECTION } from './cues.ts'
import type { Draft, Ground } from './draft.ts'
import { type Labels, labelsOf, referredTo } from './labels.ts'
import { termIn } from './legend.ts'
import { hasLittleElse, isCodeList, startsWithCode } from './lists.ts'
import { type Notes, noteFor, notesOf } from './notes.ts'
import { leadOf, Outline, sectionOf, type Words, wordsOf } from './outline.ts'
import { isDiagnosis } from './roles.ts'
import { joinPairs, mentionsByColumn, push } from './rows.ts'
import { COMPANION, type Said, type Span, saidIn, sentencesOf } from './sentences.ts'
import { onlyStatement, type ServiceStatement, serviceStatements, statementFor } from './services.ts'
import { cuesIn, dispositionOf, isEllipsis, onCondition, statementOf } from './statement.ts'
import { rowSays, shapeOf, type TableShape } from './table.ts'

export interface Found {
  readonly drafts: readonly Draft[]
  readonly rejected: readonly Rejected[]
}

interface Verdict {
  readonly disposition: Disposition
  readonly ground: Ground
  readonly span: Span
}

export type Known = Surroundings['known']

export function findIn(document: PolicyText, header: PolicyHeader, known: Known): Found {
  return new Finder(document, header, known).run()
}

class Finder {
  readonly #text: string
  readonly #blocks: readonly Block[]
  readonly #header: PolicyHeader
  readonly #notes: Notes
  readonly #common: Surroundings
  readonly #labels: Labels
  readonly #services: readonly ServiceStatement[]
  readonly #outline = new Outline()
  readonly #drafts: Draft[] = []
  readonly #rejected: Rejected[] = []
  readonly #shapes = new Map<number, TableShape>()
  readonly #title: Words | undefined
  readonly #listLike = new Map<string, boolean>()
  /** The words that a table has already followed. */
  #leadTable: Words | undefined
  /** The codes a document says it is about. */
  #subjects: readonly Mention[] = []
  /** What was said last in this section. */
  #earlier: Said['cue'] | undefined
  /** Codes that the last exceptions took out of their ranges. */
  #excepted: readonly Mention[] = []
  /** What the column of a row says its codes are. */
  #hint: Hint | undefined
  /** A row that names the part of the table below it. */
  #part: (Words & { readonly naming?: boolean }) | undefined

  constructor(document: PolicyText, header: PolicyHeader, known: Known) {
    this.#text = document.text
    this.#blocks = document.blocks
    this.#header = header
    this.#notes = notesOf(document)
    this.#labels = labelsOf(document)
    this.#services = serviceStatements(document)
    const dotted = (document.text.match(/\b[A-TV-Z]\d[0-9AB]\.[0-9A-Z]{1,4}\b/g)?.length ?? 0) > 0
    this.#common = { starNotes: this.#notes.starred, dotted, ...(known && { known }) }
    this.#title = this.#listTitle()
  }

  run(): Found {
    for (const [index, block] of this.#blocks.entries()) {
      if (block.kind === 'heading') this.#heading(block)
      else if (block.kind === 'row') this.#row(block)
      else this.#prose(block, this.#blocks[index + 1])
    }
    return { drafts: this.#drafts, rejected: this.#rejected }
  }

  /** A list of codes that need authorization says so in its title; each code in it does. */
  #listTitle(): Words | undefined {
    if (this.#header.kind !== 'pa-list') return undefined
    const opening = this.#blocks.filter((b) => b.kind === 'heading' || b.kind === 'paragraph').slice(0, 6)
    const saying = opening.map((b) => wordsOf(this.#text, b)).find((w) => w.statement?.kind === 'needs-authorization')
    const { title } = this.#header
    const cue = statementOf(title)
    if (saying) return saying
    return cue?.kind === 'needs-authorization' || cue === undefined ? { text: title, start: -1, end: -1 } : undefined
  }

  #scan({ start, end }: Span, around: Surroundings): readonly Mention[] {
    const scan: Scan = scanText(this.#text.slice(start, end), {
      ...this.#common,
      citing: this.#outline.citing,
      ...around,
    })
    for (const r of scan.rejected) this.#rejected.push({ ...r, span: [r.span[0] + start, r.span[1] + start] })
    const moved = new Map<Mention, Mention>()
    for (const m of scan.mentions) moved.set(m, { ...m, start: m.start + start, end: m.end + start })
    return scan.mentions.map((m) => {
      const own = moved.get(m)!
      return m.exceptOf ? { ...own, exceptOf: moved.get(m.exceptOf)! } : own
    })
  }

  /** What a block says, by itself or by the label of what says it elsewhere. */
  #words(block: Block): Words {
    const words = wordsOf(this.#text, block)
    if (words.statement !== undefined || words.text.length > 200) return words
    const label = referredTo(this.#labels, words.text)
    return label ? { ...words, statement: label.cue, said: label } : words
  }

  #heading(block: Block): void {
    const words = this.#words(block)
    const mentions = this.#scan(block, { hint: words.hint ?? this.#outline.hint })
    this.#part = undefined
    this.#earlier = undefined
    this.#outline.enter(sectionOf(words, block.level ?? 3, mentions))
    const said = saidIn(this.#text, block, mentions)
    for (const mention of mentions) this.#add(mention, block, this.#verdicts(mention, said, block, false))
  }

  #prose(block: Block, next: Block | undefined): void {
    const words = this.#words(block)
    const list = block.kind === 'item' || isCodeList(words.text)
    const hint = this.#outline.hint
    const around: Surroundings = {
      hint: list || (hint !== 'code' && hint !== undefined) || words.text.length < 200 ? hint : undefined,
    }
    const mentions = this.#scan(block, around)
    const note = this.#notes.notes.some((n) => n.start >= block.start && n.start < block.end)
    const naming = this.#outline.naming
    this.#sentences(block, mentions, { list, note })
    const isList =
      next !== undefined &&
      (next.kind === 'item' || next.kind === 'row' || isCodeList(this.#text.slice(next.start, next.start + 100)))
    // An item is part of a list; what announces another one ends with a colon.
    if (block.kind === 'item' && (mentions.length > 0 || !/:\s*$/.test(words.text))) return
    const told = mentions.length > 0 && !/:\s*$/.test(words.text) && !ANNOUNCED.test(words.text)
    const grouped = this.#outline.inGroupParagraph && words.statement !== undefined && block.kind === 'paragraph'
    const lead =
      naming || note || told || this.#notes.legend.keys.has(block.start)
        ? undefined
        : grouped
          ? { ...words, criteria: false }
          : leadOf(words, isList)
    if (lead) {
      this.#outline.lead = lead
      this.#part = undefined
    } else if (block.kind === 'paragraph' && !list && !note && (told || words.text.length > 60))
      this.#outline.lead = undefined
  }

  #sentences(block: Block, mentions: readonly Mention[], { list, note }: { list: boolean; note: boolean }): void {
    const sentences = sentencesOf(this.#text, block)
    /** Codes of the sentence before, to which "it" and "these codes" refer. */
    let before: readonly Mention[] = []
    let label: Said['cue'] | undefined
    /** The last thing said, which sentences without a verb take up. */
    let earlier = this.#earlier
    const extra = new Map<Mention, Said[]>()
    const perSentence: { mentions: readonly Mention[]; said: readonly Said[]; sentence: Span }[] = []
    for (const sentence of sentences) {
      const within = mentions.filter((m) => m.start >= sentence.start && m.start < sentence.end)
      const words = this.#text.slice(sentence.start, sentence.end)
      const example = EXAMPLE.test(words)
      let said = example || note ? [] : saidIn(this.#text, sentence, within, earlier)
      if (within.length === 0 && !note && !example) {
        const cues = cuesAt(this.#text, sentence).filter((c) => !isEllipsis(c.kind))
        const refers =
          /\b(?:them|(?:these|those)\s+codes|(?:pay|cover|accept|allow)\s+(?:for\s+)?(?:these|those))\b/i.test(words) ||
          /^\s*(?:(?:for|in|otherwise|then|however|but|when|if)\b[^.;,]{0,30}?[\s,]+(?=(?:it|they|these)\b))?(?:it|they|this|these|those|both|each|either|neither|none|all|any|coverage|such|the\s+(?:above\s+|listed\s+|affected\s+|same\s+)?(?:code|service|drug|procedure|test|item|device)s?)\b/i.test(
            words,
          )
        const subjects =
          before.length > 0 && refers
            ? meantBy(words, before)
            : before.length === 0 && !list
              ? this.#outline.subjects
              : []
        for (const cue of cues) for (const m of subjects) push(extra, m, { mention: m, cue, span: sentence })
        const left = /\b(?:exceptions?|excepted\s+codes?|exempted\s+codes?)\b/i.test(words) ? this.#excepted : []
        if (before.length === 0 && OF_ALL.test(words))
          for (const cue of cues) for (const m of this.#subjects) push(extra, m, { mention: m, cue, span: sentence })
        for (const cue of cues) for (const m of left) push(extra, m, { mention: m, cue, span: sentence })
        label = /:\s*$/.test(words) && cues.length > 0 ? cues.at(-1) : label
      } else {
        // "This concerns 47370": the codes of what was said before.
        const linked = said.length === 0 && before.length === 0 && LINKING.test(words) ? earlier : undefined
        if (linked)
          said = within.map((mention) => ({ mention, cue: linked, span: { start: linked.start, end: linked.end } }))
        if (label && said.length === 0)
          said = within.map((mention) => ({ mention, cue: label!, span: { start: label!.start, end: mention.end } }))
        before = within
        if (said.length > 0) label = /:\s*$/.test(words) ? said.at(-1)!.cue : undefined
      }
      earlier =
        said.at(-1)?.cue ??
        cuesAt(this.#text, sentence).findLast((c) => !isEllipsis(c.kind)) ??
        (within.length > 0 ? undefined : earlier)
      perSentence.push({ mentions: within, said, sentence })
    }
    for (const { mentions: within, said, sentence } of perSentence) {
      for (const mention of within) {
        const all = [...said, ...(extra.get(mention) ?? [])]
        const example = EXAMPLE.test(this.#text.slice(sentence.start, sentence.end))
        this.#add(mention, block, this.#verdicts(mention, all, sentence, list && !example, example))
      }
    }
    this.#earlier = earlier
    this.#subjectsSaid(block, extra, mentions)
    if (NAMES_SUBJECTS.test(this.#text.slice(block.start, block.end)) && perSentence.every((s) => s.said.length === 0))
      this.#subjects = mentions.filter((m) => !isDiagnosis(m.system))
    const excepted = mentions.filter((m) => m.exceptOf !== undefined)
    if (excepted.length > 0) this.#excepted = excepted
  }

  /** What a section says of the code in its heading. */
  #subjectsSaid(block: Block, extra: ReadonlyMap<Mention, readonly Said[]>, own: readonly Mention[]): void {
    if (this.#outline.naming) return
    for (const [mention, said] of extra) {
      if (own.includes(mention)) continue
      const { exceptOf: _, ...whole } = mention
      const of = said.map((s) => ({ ...s, mention: whole }))
      this.#add(mention, block, this.#verdicts(whole, of, block, false))
    }
  }

  /** What holds for a mention: its sentence, the note at it, its list, its section, in this order. */
  #verdicts(mention: Mention, said: readonly Said[], at: Span, list: boolean, example = false): Verdict[] {
    const own = said.filter((s) => s.mention === mention)
    const noted = this.#noted(mention)
    if (noted) return [noted]
    if (mention.modifier || this.#outline.naming || example) return [mentioned(at)]
    const term = own.some((s) => s.cue.start < mention.start) ? undefined : this.#termAfter(mention, at)
    if (term) return [term]
    const direct = own.some((s) => s.span.start > mention.end)
    if (mention.exceptOf && own.length > 0 && !direct) return own.map((s) => this.#exception(mention, s))
    if (own.length > 0) {
      return (mention.exceptOf ? own.filter((s) => s.span.start > mention.end) : own).map((s) => ({
        disposition: this.#disposition(s.cue.kind, mention, this.#text.slice(s.span.start, s.span.end)),
        ground: 'sentence',
        span: s.span,
      }))
    }
    const listed = list || mention.exceptOf !== undefined || this.#isListLike(at)
    return [this.#inherited(mention, at, { listed, prose: true })]
  }

  /** A defined term behind a code, before anything else is said. */
  #termAfter(mention: Mention, at: Span): Verdict | undefined {
    const found = termIn(this.#notes.legend, this.#text.slice(mention.end, Math.min(at.end, mention.end + 160)))
    if (found === undefined || isDiagnosis(mention.system)) return undefined
    const span = { start: mention.start, end: mention.end + found.end }
    return { disposition: this.#disposition(found.kind, mention, ''), ground: 'row', span }
  }

  /** A paragraph that is hardly more than codes is a list. */
  #isListLike(span: Span): boolean {
    const key = `${span.start} ${span.end}`
    const known = this.#listLike.get(key)
    if (known !== undefined) return known
    const found = hasLittleElse(this.#text.slice(span.start, span.end))
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

  #noted(mention: Mention): Verdict | undefined {
    if (mention.marker === undefined || this.#outline.naming) return undefined
    const note = noteFor(this.#notes, mention.marker, mention.start)
    if (!note?.kind) return undefined
    const words = this.#text.slice(note.start, note.end)
    return { disposition: this.#disposition(note.kind, mention, words), ground: 'row', span: note }
  }

  /** What the words before a list and the headings above say; prose takes over only what a heading says. */
  #inherited(mention: Mention, at: Span, { listed, prose } = { listed: true, prose: false }): Verdict {
    const { statement } = this.#outline
    const lead = listed ? this.#outline.lead : undefined
    const itemCriteria =
      lead?.criteria === true && !isCodeList(this.#text.slice(at.start, at.end)) && !isDiagnosis(mention.system)
    if (itemCriteria || (prose && this.#isCompanion(mention, at))) return mentioned(at)
    if (this.#part?.naming || OLD_NUMBERS.test(this.#text.slice(at.start, mention.start))) return mentioned(at)
    // A lead about services does not take a heading about diagnoses away from them.
    const ofDiagnoses =
      isDiagnosis(mention.system) && !saysOfDiagnoses(lead) && !saysOfDiagnoses(statement)
        ? this.#outline.ofDiagnoses
        : undefined
    const words = this.#part?.statement ? this.#part : (ofDiagnoses ?? (lead?.statement ? lead : statement))
    if (words?.statement) {
      if (!fits(words.hint, mention) && words !== lead) return mentioned(at)
      const ground = words === lead || words === this.#part ? 'list' : 'section'
      // An item of a list of what is covered may have a condition of its own.
      const conditional =
        prose && words.statement.kind === 'covers' && onCondition(this.#text.slice(mention.end, at.end))
      const kind = conditional ? 'conditional' : words.statement.kind
      const disposition = this.#disposition(kind, mention, words.text)
      if (conditional) return { disposition, ground, span: at }
      return { disposition, ground, span: shortest(this.#text, words) }
    }
    if (this.#title && listed && !isDiagnosis(mention.system)) {
      return { disposition: 'needs-authorization', ground: 'section', span: this.#title.start < 0 ? at : this.#title }
    }
    return listed && !this.#outline.naming ? this.#elsewhere(mention, at) : mentioned(at)
  }

  /** What the document says elsewhere of the service that a list names, or of all it is about. */
  #elsewhere(mention: Mention, at: Span): Verdict {
    if (this.#part?.naming || (mention.doubtful && !startsWithCode(this.#text.slice(at.start, at.end))))
      return mentioned(at)
    if (isDiagnosis(mention.system)) return this.#ofDiagnoses(mention, at)
    const description = this.#text.slice(at.start, at.end).replace(/\b(?=\w*\d)\w+\b/g, ' ')
    const headed = `${description} ${this.#part?.text ?? ''} ${this.#outline.path.at(-1) ?? ''}`
    const found =
      statementFor(this.#services, description) ?? statementFor(this.#services, headed) ?? onlyStatement(this.#services)
    if (!found) return mentioned(at)
    const disposition = this.#disposition(found.cue.kind, mention, this.#text.slice(found.start, found.end))
    return { disposition, ground: 'elsewhere', span: found }
  }

  /** A list of diagnoses, without a word on what they are for, in a document that covers something for diagnoses. */
  #ofDiagnoses(mention: Mention, at: Span): Verdict {
    const covering = this.#services.some((s) => !s.other && (s.cue.kind === 'conditional' || s.cue.kind === 'covers'))
    const named = /^\s*(?:covered\s+)?diagnos[ei]s(?:\s+codes?)?\s*:/i.test(this.#text.slice(at.start, mention.start))
    if (!covering || !(named || (this.#hint ?? this.#outline.hint) === 'icd10cm')) return mentioned(at)
    return { disposition: 'supports-necessity', ground: 'elsewhere', span: at }
  }

  /** `20974 together with E0747`: the second is not what the item is about. */
  #isCompanion(mention: Mention, at: Span): boolean {
    const before = this.#text.slice(at.start, mention.start)
    return !isDiagnosis(mention.system) && startsWithCode(before) && COMPANION.test(before)
  }

  #disposition(kind: CueKind, mention: Mention, about: string): Disposition {
    if (mention.modifier) return 'mentions'
    const found = dispositionOf(kind, isDiagnosis(mention.system), about)
    return NAMED_ONLY.has(mention.system) ? 'mentions' : found
  }

  #row(block: Block): void {
    const shape = this.#shapeOf(block)
    const cells = block.cells ?? []
    const header = shape.headers.has(block)
    const sub = header ? undefined : this.#subheading(block)
    if (sub) {
      this.#part = sub
      return
    }
    const around = this.#part?.hint ?? this.#outline.hint
    const perCell = cells.map((cell, i) => this.#cellMentions(cell, shape.columns[i], { around, header }))
    const mentions = joinPairs(perCell, shape, (m) => {
      const cell = cells.find((c) => c.start <= m.start && m.start < c.end)
      return (
        cell !== undefined &&
        /(?:^\W*not|\b(?:except\w*|exclud\w+|other than))\b[^.;]{0,30}$/i.test(this.#text.slice(cell.start, m.start))
      )
    })
    if (header || mentions.length === 0) {
      if (header) for (const m of mentions) this.#add(m, block, [mentioned(block)])
      return
    }
    const says = this.#outline.naming && !shape.dated ? [] : rowSays(this.#text, block, shape, this.#notes)
    const marker = mentions.find((m) => m.marker !== undefined)?.marker ?? this.#rowMarker(block)
    const byColumn = mentionsByColumn(mentions, cells)
    const services = mentions.some((m) => !isDiagnosis(m.system) && m.modifier !== true)
    const coded = [...byColumn.keys()].some((i) => shape.columns[i]?.codes === true)
    for (const [column, own] of byColumn) {
      const cell = cells[column]
      if (
        cell &&
        this.#speaks(cell, own) &&
        ![...byColumn.keys()].some((i) => i !== column && shape.columns[i]?.codes)
      ) {
        this.#sentences({ ...block, ...cell }, own, { list: false, note: false })
        continue
      }
      for (const mention of own) {
        const marked = { ...mention, ...(marker !== undefined && mention.marker === undefined && { marker }) }
        this.#add(mention, block, this.#rowVerdicts(marked, { block, says, shape, column, coded, services }))
      }
    }
  }

  #rowVerdicts(
    mention: Mention,
    at: {
      block: Block
      says: ReturnType<typeof rowSays>
      shape: TableShape
      column: number
      coded: boolean
      services: boolean
    },
  ): Verdict[] {
    if (mention.modifier || (this.#outline.naming && !at.shape.dated)) return [mentioned(at.block)]
    const noted = this.#noted(mention)
    if (noted) return [noted]
    if (mention.exceptOf) return [mentioned(at.block)]
    const column = at.shape.columns[at.column]
    if (column && !column.codes && at.coded) return this.#remarked(mention, at.block.cells![at.column]!)
    if (column?.codes && column.statement && fits(column.hint, mention)) {
      const disposition = this.#disposition(column.statement.kind, mention, column.header)
      return [{ disposition, ground: 'row', span: { start: at.block.start, end: at.block.end } }]
    }
    if (column?.except) return [{ disposition: 'mentions', ground: 'none', span: at.block }]
    // Codes in words of a cell: their sentence speaks before the row does.
    const inWords =
      column && (!column.codes || this.#isProse(at.block.cells![at.column]!))
        ? this.#saidInCell(mention, at.block.cells![at.column]!)
        : []
    if (inWords.length > 0) return this.#verdicts(mention, inWords, at.block.cells![at.column]!, false)
    if (at.says.length > 0) {
      return at.says.map((s) => ({
        disposition:
          isDiagnosis(mention.system) && s.kind === 'needs-authorization' && at.services
            ? 'supports-necessity'
            : this.#disposition(s.kind, mention, ''),
        ground: s.kind === 'no-authorization' ? ('none' as const) : ('row' as const),
        span: { start: Math.min(mention.start, s.cell.start), end: Math.max(mention.end, s.cell.end) },
      }))
    }
    const label = referredTo(this.#labels, this.#text.slice(at.block.start, at.block.end))
    if (label) {
      const disposition = this.#disposition(label.cue.kind, mention, this.#text.slice(label.start, label.end))
      return [{ disposition, ground: 'elsewhere', span: label }]
    }
    // A column to be marked that is not marked says that nothing is known of the row.
    if (column?.codes && at.shape.columns.some((c) => !c.codes && !c.notes && c.statement)) return [mentioned(at.block)]
    this.#hint = column?.hint
    const inherited = this.#inherited(mention, at.block)
    this.#hint = undefined
    return [inherited]
  }

  /** A cell of whole sentences that say something of the codes in them. */
  #speaks(cell: Span, own: readonly Mention[]): boolean {
    if (!/[.!]\s*$/.test(this.#text.slice(cell.start, cell.end))) return false
    return sentencesOf(this.#text, cell).some(
      (s) =>
        own.some((m) => m.start >= s.start && m.start < s.end) &&
        cuesAt(this.#text, s).some((c) => !isEllipsis(c.kind)),
    )
  }

  /** More words in small letters than a list of codes has. */
  #isProse({ start, end }: Span): boolean {
    return (this.#text.slice(start, end).match(/\b[a-z]{2,}\b/g)?.length ?? 0) >= 6
  }

  #saidInCell(mention: Mention, cell: Span): readonly Said[] {
    const own = sentencesOf(this.#text, cell).find((s) => s.start <= mention.start && s.end > mention.start)
    return own ? saidIn(this.#text, own, [mention]) : []
  }

  /** A code in a remark beside the code of the row: what the row says is not said of it. */
  #remarked(mention: Mention, cell: Span): Verdict[] {
    const said = this.#saidInCell(mention, cell)
    return said.length > 0 ? this.#verdicts(mention, said, cell, false) : [mentioned(cell)]
  }

  #cellMentions(
    cell: Span,
    column: TableShape['columns'][number] | undefined,
    at: { around: Hint | undefined; header: boolean },
  ): readonly Mention[] {
    if (cell.start === cell.end) return []
    if (at.header || !column) return this.#scan(cell, { hint: at.around })
    if (at.around === 'modifier' && column.hint === undefined && cell.end - cell.start <= 12)
      return this.#scan(cell, { hint: 'modifier', column: true })
    const hint =
      column.hint === 'code' || (column.codes && column.hint === undefined) ? (real(at.around) ?? 'code') : column.hint
    return this.#scan(cell, {
      hint: column.codes || column.hint === 'none' ? hint : undefined,
      column: column.codes || column.hint === 'none',
    })
  }

  #shapeOf(block: Block): TableShape {
    const number = block.table ?? -1
    let shape = this.#shapes.get(number)
    if (!shape) {
      shape = shapeOf(
        this.#text,
        this.#blocks.filter((b) => b.kind === 'row' && b.table === block.table),
      )
      this.#shapes.set(number, shape)
      this.#part = undefined
      this.#endLead(shape)
    }
    return shape
  }

  /** "The following codes are unproven" is said of the table below it and not of a table of diagnoses below that. */
  #endLead(shape: TableShape): void {
    const { lead } = this.#outline
    if (!lead) return
    const diagnoses = shape.columns.some((c) => c.hint === 'icd10cm')
    if (this.#leadTable === lead && diagnoses && lead.statement?.kind === 'excludes') this.#outline.lead = undefined
    this.#leadTable = lead
  }

  /** A row with one filled cell and no code names what follows. */
  #subheading(block: Block): (Words & { readonly naming: boolean }) | undefined {
    const filled = (block.cells ?? []).filter((c) => c.end > c.start)
    if (filled.length !== 1 || (block.cells?.length ?? 0) < 2) return undefined
    const words = this.#words(filled[0]! as Block)
    if (startsWithCode(words.text) || this.#notes.notes.some((n) => n.start === filled[0]!.start)) return undefined
    const naming = words.statement === undefined && NAMING_SECTION.test(words.text)
    return words.statement || words.hint || words.text.length < 100 ? { ...words, naming } : undefined
  }

  /** A mark in a cell of its own, or at the end of a description. */
  #rowMarker(block: Block): string | undefined {
    for (const cell of block.cells ?? []) {
      const words = this.#text.slice(cell.start, cell.end).trim()
      const mark = /(?:^|[\w)])\s?([*†‡§¶]+|[\u00b2\u00b3\u00b9\u2070-\u2079]+)$/u.exec(words)?.[1]
      if (mark && this.#notes.notes.some((n) => n.marker === mark && n.kind)) return mark
    }
    return undefined
  }

  #add(mention: Mention, block: Block, verdicts: readonly Verdict[]): void {
    const section = this.#outline.path
    const group = this.#part?.text ?? this.#outline.group
    for (const { disposition, ground, span } of verdicts) {
      const conditions = disposition === 'conditional' ? this.#text.slice(span.start, span.end) : undefined
      this.#drafts.push({
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

const cuesAt = (text: string, { start, end }: Span): Said['cue'][] =>
  cuesIn(text.slice(start, end)).map((c) => ({ ...c, start: c.start + start, end: c.end + start }))

const OLD_NUMBERS = /\b(?:old|former|previous|retired|formerly)\s+(?:(?:code\s+)?numbers?|codes?)?\b/i
const saysOfDiagnoses = (words: Words | undefined): boolean =>
  words?.statement !== undefined &&
  (words.hint === 'icd10cm' ||
    words.statement.kind === 'supports-necessity' ||
    words.statement.kind === 'does-not-support')

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

const NAMED_ONLY: ReadonlySet<string> = new Set(['icd9cm', 'cvx', 'msdrg'])
const real = (hint: Hint | undefined): Hint | undefined => (hint === 'none' ? undefined : hint)
const mentioned = (span: Span): Verdict => ({
  disposition: 'mentions',
  ground: 'none',
  span: { start: span.start, end: span.end },
})

/** Words about diagnoses say nothing of services, and the other way round. */
function fits(hint: Hint | undefined, mention: Mention): boolean {
  if (hint === 'icd10cm' || hint === 'icd9cm') return isDiagnosis(mention.system)
  if (hint === 'cpt' || hint === 'hcpcs' || hint === 'service' || hint === 'icd10pcs')
    return !isDiagnosis(mention.system)
  return true
}

/** The sentence of `words` that says it. */
function shortest(text: string, words: Words): Span {
  const cue = words.statement!
  const where = words.said ?? words
  const at = where.start + cue.start
  return sentencesOf(text, where).find((s) => s.start <= at && at < s.end) ?? where
}
