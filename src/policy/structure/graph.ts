/**
 * The scope graph of a document: which runs of words govern the place where a code stands, each with the kind of the
 * edge and how far away it is. It is read from the blocks alone; no phrase is looked for here, and what the words say
 * is no matter of this file.
 *
 *   heading 2 ─┐
 *   heading 1 ─┤ lead ── list ── item: before ── CODE ── after · next sentence
 *   title ─────┘   part ── row: column header, other cells                      ── below
 */
import { startsWithCode } from '../findings/lists.ts'
import { sentencesOf } from '../findings/sentences.ts'
import type { Block, PolicyText } from '../model.ts'
import { labelsIn, References } from './references.ts'

export const EDGES = [
  'before',
  'after',
  'sentence',
  'next',
  'previous',
  'cell',
  'column',
  'part',
  'lead',
  'below',
  'heading',
  'title',
  'label',
  'named',
  'legend',
  'note',
  'settled',
] as const
/**
 * - `before`, `after`: the words of the same sentence before and behind the code; `sentence`: all of them
 * - `next`, `previous`: the sentences beside it in the same block that name no code
 * - `cell`: another cell of its row, with its heading; `column`: the heading of its own column
 * - `part`: a row that names the part of the table below it
 * - `lead`: a paragraph before the list, table or paragraph; `below`: the paragraph after the list or table
 * - `heading`: a heading above; `title`: the first heading of the document
 * - `label`: a sentence elsewhere that names the label of its table, row or section; `named`: one that speaks of the
 *   service its row describes; `legend`: what a mark in its row is defined as
 * - `note`: what a mark at the code means; `settled`: the words that the rules rest on
 */
export type Edge = (typeof EDGES)[number]

export interface Scope {
  readonly edge: Edge
  /** 1 is nearest of its kind. */
  readonly distance: number
  readonly start: number
  readonly end: number
  /** The words, where they are not those between `start` and `end`: a cell with its heading. */
  readonly words?: string
}

/** Characters of a sentence that count on each side of a code, and of any other run of words. */
const NEAR = 200
const LONGEST = 360
const MOST_LEADS = 3
const MOST_HEADINGS = 3

export interface Place {
  readonly start: number
  readonly end: number
}

interface Around {
  /** Headings above, innermost first. */
  readonly headings: readonly Block[]
  /** Paragraphs before it in its section, nearest first. */
  readonly leads: readonly Block[]
  readonly part: Block | undefined
  readonly header: readonly Block[]
  /** The paragraph after the list or table; set when it is met. */
  below: Block | undefined
}

export class Graph {
  readonly text: string
  readonly #blocks: readonly Block[]
  readonly #around: readonly Around[]
  readonly #title: Block | undefined
  readonly #references: References

  constructor(document: PolicyText) {
    const { text, blocks } = document
    this.#references = new References(document)
    this.text = text
    this.#blocks = blocks
    this.#title = blocks.find((b) => b.kind === 'heading')
    this.#around = aroundOf(text, blocks)
  }

  /** The block at an offset, by its place; -1 where there is none. */
  blockAt(offset: number): number {
    let [low, high] = [0, this.#blocks.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#blocks[middle]!.start <= offset) low = middle
      else high = middle - 1
    }
    return this.#blocks[low] && this.#blocks[low]!.start <= offset ? low : -1
  }

  block(index: number): Block | undefined {
    return this.#blocks[index]
  }

  /** What governs a place, nearest first within each kind. `hasCode` says whether a run of words names a code. */
  scopesOf(place: Place, hasCode: (span: Place) => boolean): Scope[] {
    const index = this.blockAt(place.start)
    const block = this.#blocks[index]
    const around = this.#around[index]
    if (!block || !around) return []
    const scopes: Scope[] = []
    const cells = block.cells ?? []
    const own = cells.findIndex((c) => c.start <= place.start && place.start < c.end)
    this.#sentences(place, own >= 0 ? cells[own]! : block, hasCode, scopes)
    if (block.kind === 'row') this.#row(block, own, around, scopes)
    around.leads.forEach((b, i) => {
      scopes.push(scope('lead', b, i + 1))
    })
    if (around.below) scopes.push(scope('below', around.below, 1))
    around.headings.forEach((b, i) => {
      if (b !== this.#title) scopes.push(scope('heading', b, i + 1))
    })
    for (const each of this.#referred(block, own, around)) scopes.push(each)
    if (this.#title && this.#title !== block) scopes.push(scope('title', this.#title, 1))
    return scopes
  }

  #sentences(place: Place, within: Place, hasCode: (span: Place) => boolean, scopes: Scope[]): void {
    // A paragraph of thousands of codes is read around the place alone.
    const from = Math.max(within.start, place.start - 2 * NEAR)
    const to = Math.min(within.end, place.end + 2 * NEAR)
    const sentences = sentencesOf(this.text, { start: from, end: to })
    const at = sentences.findIndex((s) => s.start <= place.start && place.start < s.end)
    const sentence = sentences[at]
    if (!sentence) return
    const start = Math.max(sentence.start, place.start - NEAR)
    const end = Math.min(Math.max(sentence.end, place.end), place.end + NEAR)
    scopes.push({ edge: 'sentence', distance: 1, start, end })
    if (start < place.start) scopes.push({ edge: 'before', distance: 1, start, end: place.start })
    if (place.end < end) scopes.push({ edge: 'after', distance: 1, start: place.end, end })
    const next = sentences[at + 1]
    if (next && !hasCode(next)) scopes.push(scope('next', next, 1))
    const previous = sentences[at - 1]
    if (previous && !hasCode(previous)) scopes.push(scope('previous', previous, 1))
  }

  /** What is said elsewhere, by label or by name. */
  #referred(block: Block, own: number, { headings, leads, part, header }: Around): Scope[] {
    const words = ({ start, end }: Place): string => this.text.slice(start, Math.min(end, start + LONGEST))
    const cells = block.cells ?? []
    const labels: string[] = []
    const described: string[] = []
    for (const [i, cell] of cells.entries()) {
      if (i === own || cell.end <= cell.start) continue
      const heading = header.at(-1)?.cells?.[i]
      for (const label of this.#references.labelsOfCell(heading ? words(heading) : '', words(cell))) labels.push(label)
      described.push(words(cell))
    }
    for (const near of [part, leads[0], headings[0], headings[1]])
      if (near) for (const label of labelsIn(words(near).slice(0, 80))) labels.push(label)
    const scopes = this.#references.byLabel(labels, block)
    const description = cells.length > 0 ? described.join(' ') : block.kind === 'item' ? words(block) : ''
    return description === '' ? scopes : [...scopes, ...this.#references.byName(description, block)]
  }

  #row(block: Block, own: number, { part, header }: Around, scopes: Scope[]): void {
    const headingOf = (column: number): Place | undefined => {
      const cell = header.at(-1)?.cells?.[column]
      return cell && cell.end > cell.start ? cell : undefined
    }
    let distance = 0
    for (const [i, cell] of (block.cells ?? []).entries()) {
      if (i === own || cell.end <= cell.start) continue
      distance += 1
      const heading = headingOf(i)
      const end = Math.min(cell.end, cell.start + LONGEST)
      const said = this.text.slice(cell.start, end)
      const words = heading ? `${this.text.slice(heading.start, heading.end)} : ${said}` : `: ${said}`
      scopes.push({ edge: 'cell', distance, start: cell.start, end, words })
    }
    const heading = headingOf(own)
    if (heading) scopes.push(scope('column', heading, 1))
    if (part) scopes.push(scope('part', part, 1))
  }
}

const scope = (edge: Edge, { start, end }: Place, distance: number): Scope => ({
  edge,
  distance,
  start,
  end: Math.min(end, start + LONGEST),
})

const filled = ({ cells = [] }: Block): number => cells.filter((c) => c.end > c.start).length

/** True for blocks that are part of a list or table rather than words about one. */
const listed = (text: string, block: Block): boolean =>
  block.kind === 'row' || block.kind === 'item' || startsWithCode(text.slice(block.start, block.start + 80))

function aroundOf(text: string, blocks: readonly Block[]): Around[] {
  const all: Around[] = []
  let headings: Block[] = []
  let leads: Block[] = []
  let table: number | undefined
  let header: Block[] = []
  let part: Block | undefined
  let run: Around[] = []
  for (const block of blocks) {
    if (block.kind === 'heading') {
      const level = block.level ?? 3
      all.push({ headings: headings.slice(0, MOST_HEADINGS), leads: [], part: undefined, header: [], below: undefined })
      headings = [block, ...headings.filter((h) => (h.level ?? 3) < level)]
      leads = []
      run = []
      continue
    }
    if (block.kind === 'row') {
      if (block.table !== table) {
        table = block.table
        header = []
        part = undefined
      }
      const coded = (block.cells ?? []).some((c) => startsWithCode(text.slice(c.start, c.start + 40)))
      if (block.header === true || (header.length === 0 && part === undefined && !coded && filled(block) > 1))
        header = [...header, block]
      else if (!coded && filled(block) === 1 && (block.cells?.length ?? 0) > 1) part = block
    }
    const own: Around = {
      headings: headings.slice(0, MOST_HEADINGS),
      leads: leads.slice(0, MOST_LEADS),
      part: part === block ? undefined : part,
      header: header.includes(block) ? [] : header,
      below: undefined,
    }
    all.push(own)
    if (listed(text, block)) {
      run.push(own)
      // An item that ends with a colon leads those below it.
      if (block.kind === 'item' && text.slice(block.start, block.end).trimEnd().endsWith(':')) leads = [block, ...leads]
    } else {
      for (const each of run) each.below = block
      run = []
      leads = [block, ...leads]
    }
  }
  return all
}
