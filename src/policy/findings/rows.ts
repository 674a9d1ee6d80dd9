/** Rows of tables: their marks and status words, the columns their codes stand in, and the parts of a table. */
import type { Hint } from '../mentions/hints.ts'
import type { Mention } from '../mentions/mention.ts'
import type { Block } from '../model.ts'
import { isDiagnosis } from '../systems.ts'
import { spokenAt } from './earlier.ts'
import { startsWithCode } from './lists.ts'
import type { Words } from './outline.ts'
import type { Prose } from './prose.ts'
import { joinPairs, mentionsByColumn } from './row-mentions.ts'
import { NAMING_SECTION } from './section-kinds.ts'
import { type Said, type Span, saidIn, sentencesOf } from './sentences.ts'
import { mentioned, type State, type Verdict } from './state.ts'
import { limitedToAges, rowSays, shapeOf, type TableShape } from './table.ts'
import { fits, type Verdicts } from './verdicts.ts'

/** A column that asks what holds (`Prior authorization`) speaks also where codes are only named; a history has days. */
const asks = ({ columns }: TableShape): boolean =>
  columns.some((c) => c.statement !== undefined && !c.codes) && !columns.some((c) => /\bdates?\b/i.test(c.header))

const COVERING: ReadonlySet<string> = new Set(['covers', 'conditional'])

export class Rows {
  readonly #state: State
  readonly #verdicts: Verdicts
  readonly #prose: Prose
  readonly #shapes = new Map<number, TableShape>()
  /** The words that a table has already followed. */
  #leadTable: Words | undefined

  constructor(state: State, verdicts: Verdicts, prose: Prose) {
    this.#state = state
    this.#verdicts = verdicts
    this.#prose = prose
  }

  read(block: Block): void {
    const shape = this.#shapeOf(block)
    const cells = block.cells ?? []
    const header = shape.headers.has(block)
    const sub = header ? undefined : this.#subheading(block)
    if (sub) {
      this.#state.part = sub
      return
    }
    const around = this.#state.part?.hint ?? this.#state.outline.hint
    const perCell = cells.map((cell, i) => this.#cellMentions(cell, shape.columns[i], { around, header }))
    const mentions = joinPairs(perCell, shape, (m) => {
      const cell = cells.find((c) => c.start <= m.start && m.start < c.end)
      return (
        cell !== undefined &&
        /(?:^\W*not|\b(?:except\w*|exclud\w+|other than))\b[^.;]{0,30}$/i.test(
          this.#state.text.slice(cell.start, m.start),
        )
      )
    })
    if (header || mentions.length === 0) {
      if (header) for (const m of mentions) this.#state.add(m, block, [mentioned(block)])
      return
    }
    const says = this.#isNaming(shape) ? [] : rowSays(this.#state.text, block, shape, this.#state.notes)
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
        this.#prose.sentences({ ...block, ...cell }, own, { list: false, note: false })
        continue
      }
      for (const mention of own) {
        const marked = { ...mention, ...(marker !== undefined && mention.marker === undefined && { marker }) }
        this.#state.add(mention, block, this.#rowVerdicts(marked, { block, says, shape, column, coded, services }))
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
    if (mention.modifier || this.#isNaming(at.shape)) return [mentioned(at.block)]
    const noted = this.#verdicts.noted(mention)
    if (noted) return [noted]
    if (mention.exceptOf) return [mentioned(at.block)]
    const column = at.shape.columns[at.column]
    if (column && !column.codes && at.coded) return this.#remarked(mention, at.block.cells![at.column]!)
    if (column?.codes && column.statement && fits(column.hint, mention)) {
      const disposition = this.#verdicts.disposition(column.statement.kind, mention, column.header)
      return [{ disposition, ground: 'row', span: { start: at.block.start, end: at.block.end } }]
    }
    if (column?.except) return [{ disposition: 'mentions', ground: 'none', span: at.block }]
    // Codes in words of a cell: their sentence speaks before the row does.
    const inWords =
      column && (!column.codes || this.#isProse(at.block.cells![at.column]!))
        ? this.#saidInCell(mention, at.block.cells![at.column]!)
        : []
    if (inWords.length > 0) return this.#verdicts.of(mention, inWords, at.block.cells![at.column]!, false)
    // "No authorization" says nothing against what the heading says: `Supplies payable without authorization`.
    if (at.says.length > 0 && at.says.every((s) => s.kind === 'no-authorization')) {
      const inherited = this.#inherited(mention, at.block, column)
      if (inherited.ground !== 'none' && COVERING.has(inherited.disposition)) return [this.#aged(inherited, at)]
    }
    if (at.says.length > 0) {
      return at.says.map((s) => ({
        disposition:
          isDiagnosis(mention.system) && s.kind === 'needs-authorization' && at.services
            ? 'supports-necessity'
            : this.#verdicts.disposition(s.kind, mention, ''),
        ground: s.kind === 'no-authorization' ? ('none' as const) : ('row' as const),
        span: { start: Math.min(mention.start, s.cell.start), end: Math.max(mention.end, s.cell.end) },
      }))
    }
    const label = this.#state.referredTo(this.#withHeadings(at.block, at.shape))
    if (label) {
      const disposition = this.#verdicts.disposition(
        label.cue.kind,
        mention,
        this.#state.text.slice(label.start, label.end),
      )
      return [{ disposition, ground: 'elsewhere', span: label }]
    }
    // A column to be marked that is not marked says that nothing is known of the row.
    if (column?.codes && at.shape.columns.some((c) => !c.codes && !c.notes && c.statement)) return [mentioned(at.block)]
    return [this.#aged(this.#inherited(mention, at.block, column), at)]
  }

  /** The words of a row; what is but a letter or number stands behind its heading: `Clause A`. */
  #withHeadings({ cells = [] }: Block, { columns }: TableShape): string {
    return cells
      .map((cell, i) => {
        const words = this.#state.text.slice(cell.start, cell.end)
        return /^\s*(?:[A-Z]|[IVX]{1,4}|\d{1,2}[A-Z]?)\.?\s*$/.test(words)
          ? `${columns[i]?.header ?? ''} ${words.trim()}`
          : words
      })
      .join(' | ')
  }

  #inherited(mention: Mention, row: Block, column: TableShape['columns'][number] | undefined): Verdict {
    this.#state.columnHint = column?.hint
    const inherited = this.#verdicts.inherited(mention, row)
    this.#state.columnHint = undefined
    return inherited
  }

  /** What is covered at some ages only is covered on a condition. */
  #aged(verdict: Verdict, { block, shape }: { block: Block; shape: TableShape }): Verdict {
    const aged = verdict.disposition === 'covers' && limitedToAges(this.#state.text, block, shape.columns)
    return aged ? { ...verdict, disposition: 'conditional', ground: 'row' } : verdict
  }

  /** Codes are only named here, and no column says what holds of them. */
  #isNaming(shape: TableShape): boolean {
    return this.#state.outline.naming && !shape.dated && !asks(shape)
  }

  /** A cell of whole sentences that say something of the codes in them. */
  #speaks(cell: Span, own: readonly Mention[]): boolean {
    if (!/[.!]\s*$/.test(this.#state.text.slice(cell.start, cell.end))) return false
    return sentencesOf(this.#state.text, cell).some(
      (s) => own.some((m) => m.start >= s.start && m.start < s.end) && spokenAt(this.#state.text, s).length > 0,
    )
  }

  /** More words in small letters than a list of codes has. */
  #isProse({ start, end }: Span): boolean {
    return (this.#state.text.slice(start, end).match(/\b[a-z]{2,}\b/g)?.length ?? 0) >= 6
  }

  #saidInCell(mention: Mention, cell: Span): readonly Said[] {
    const own = sentencesOf(this.#state.text, cell).find((s) => s.start <= mention.start && s.end > mention.start)
    return own ? saidIn(this.#state.text, own, [mention]) : []
  }

  /** A code in a remark beside the code of the row: what the row says is not said of it. */
  #remarked(mention: Mention, cell: Span): Verdict[] {
    const said = this.#saidInCell(mention, cell)
    return said.length > 0 ? this.#verdicts.of(mention, said, cell, false) : [mentioned(cell)]
  }

  #cellMentions(
    cell: Span,
    column: TableShape['columns'][number] | undefined,
    at: { around: Hint | undefined; header: boolean },
  ): readonly Mention[] {
    if (cell.start === cell.end) return []
    if (at.header || !column) return this.#state.scan(cell, { hint: at.around })
    if (at.around === 'modifier' && column.hint === undefined && cell.end - cell.start <= 12)
      return this.#state.scan(cell, { hint: 'modifier', column: true })
    const hint =
      column.hint === 'code' || (column.codes && column.hint === undefined) ? (real(at.around) ?? 'code') : column.hint
    return this.#state.scan(cell, {
      hint: column.codes || column.hint === 'none' ? hint : undefined,
      column: column.codes || column.hint === 'none',
    })
  }

  #shapeOf(block: Block): TableShape {
    const number = block.table ?? -1
    let shape = this.#shapes.get(number)
    if (!shape) {
      shape = shapeOf(
        this.#state.text,
        this.#state.blocks.filter((b) => b.kind === 'row' && b.table === block.table),
      )
      this.#shapes.set(number, shape)
      this.#state.part = undefined
      this.#endLead(shape)
    }
    return shape
  }

  /** "The following codes are unproven" is said of the table below it and not of a table of diagnoses below that. */
  #endLead(shape: TableShape): void {
    const { lead } = this.#state.outline
    if (!lead) return
    const diagnoses = shape.columns.some((c) => isDiagnosis(c.hint))
    if (this.#leadTable === lead && diagnoses && lead.statement?.kind === 'excludes')
      this.#state.outline.lead = undefined
    this.#leadTable = lead
  }

  /** A row with one filled cell and no code names what follows. */
  #subheading(block: Block): (Words & { readonly naming: boolean }) | undefined {
    const filled = (block.cells ?? []).filter((c) => c.end > c.start)
    if (filled.length !== 1 || (block.cells?.length ?? 0) < 2) return undefined
    const words = this.#state.words(filled[0]! as Block)
    if (startsWithCode(words.text) || this.#state.notes.notes.some((n) => n.start === filled[0]!.start))
      return undefined
    const naming = words.statement === undefined && NAMING_SECTION.test(words.text)
    return words.statement || words.hint || words.text.length < 100 ? { ...words, naming } : undefined
  }

  /** A mark in a cell of its own, or at the end of a description. */
  #rowMarker(block: Block): string | undefined {
    for (const cell of block.cells ?? []) {
      const words = this.#state.text.slice(cell.start, cell.end).trim()
      const mark = /(?:^|[\w)])\s?([*†‡§¶]+|[\u00b2\u00b3\u00b9\u2070-\u2079]+)$/u.exec(words)?.[1]
      if (mark && this.#state.notes.notes.some((n) => n.marker === mark && n.kind)) return mark
    }
    return undefined
  }
}

const real = (hint: Hint | undefined): Hint | undefined => (hint === 'none' ? undefined : hint)
