/** Lines of all pages as headings, paragraphs, items and tables. */
import type { Part } from '../part.ts'
import { ITEM_MARK, starsAreNotes } from '../text-marks.ts'
import { readingOrder } from './columns.ts'
import { type Page, withoutFurniture } from './furniture.ts'
import { type Line, lineText } from './lines.ts'
import { type FoundTable, tableAt } from './tables.ts'

const HEADING_LENGTH = 140
/** A range or a list of codes that has not ended. */
const OPEN_RANGE = /\d\w*(?:\.\w*)?\s*[-\u2010-\u2015,]$/

/** The point of `C22.` ends no sentence where digits follow. */
const CUT_CODE = /(?<![A-Za-z0-9.])[A-Z]\d[0-9AB]\.$/

/** Dots that lead to the number of a page in a table of contents. */
const LEADERS = /\.{4,}\s*\d{1,4}$|(?:\. ){4,}\d{1,4}$/
/** A line that ends so is not done. */
const OPEN_END =
  /(?:[-\u2010-\u2015,/&(]|\b(?:and|or|to|through|thru|of|the|a|an|for|with|by|in|on|except|codes?|CPT|HCPCS))$/i
const SENTENCE_END = /[.;,]$/

interface Style {
  readonly size: number
  readonly font: string
  /** Sizes of headings, largest first. */
  readonly sizes: readonly number[]
}

export interface PageOfLines extends Page {
  readonly width: number
}

/** The parts of a document whose pages have these lines. */
export function blocksOf(pages: readonly PageOfLines[]): Part[] {
  const clean = withoutFurniture(pages)
  const lines = clean.flatMap((page, i) => readingOrder(page.lines, pages[i]!.width))
  const style = styleOf(lines)
  const builder = new Builder(
    style,
    starsAreNotes(lines.map((line) => lineText(line))),
    marginsOf(lines),
    signsOf(lines),
  )
  for (let at = 0; at < lines.length; ) {
    const found = lines[at]!.fragments.length > 1 && !isHeadingSize(lines[at]!, style) ? tableAt(lines, at) : undefined
    if (found) {
      builder.table(found.table)
      at = found.end
      continue
    }
    builder.line(lines[at]!, lines[at + 1])
    at += 1
  }
  builder.flush()
  return builder.parts
}

/** Where the lines of a column may end: at the farthest end of the lines that begin as far to the left on their page. */
function marginsOf(lines: readonly Line[]): Map<Line, number> {
  const margins = new Map<Line, number>()
  const pages = Map.groupBy(lines, (line) => line.page)
  for (const [, all] of pages) {
    for (const line of all) {
      const alike = all.filter((other) => Math.abs(other.x - line.x) < 40 && other.fragments.length === 1)
      // Two lines may end early together; four that end at one place mark the edge of a text.
      if (alike.length >= 4) margins.set(line, Math.max(...alike.map((other) => other.end)))
    }
  }
  return margins
}

/** Bullets that also stand by themselves in cells: signs with a meaning of their own. */
function signsOf(lines: readonly Line[]): ReadonlySet<string> {
  const cells = lines.flatMap(({ fragments }) => fragments.slice(1).map((f) => f.text))
  return new Set(cells.filter((text) => /^[^\w\s]\W?$/u.test(text)).map((text) => text[0]!))
}

const rounded = (size: number): number => Math.round(size * 2) / 2

function styleOf(lines: readonly Line[]): Style {
  const sizes = new Map<number, number>()
  const fonts = new Map<string, number>()
  for (const line of lines) {
    const n = lineText(line).length
    sizes.set(rounded(line.size), (sizes.get(rounded(line.size)) ?? 0) + n)
  }
  const [size = 10] = [...sizes].sort((a, b) => b[1] - a[1])[0] ?? []
  for (const line of lines) {
    if (rounded(line.size) === size) fonts.set(line.font, (fonts.get(line.font) ?? 0) + lineText(line).length)
  }
  const [font = ''] = [...fonts].sort((a, b) => b[1] - a[1])[0] ?? []
  return { size, font, sizes: [...sizes.keys()].filter((s) => s > size * 1.08).sort((a, b) => b - a) }
}

const isHeadingSize = (line: Line, style: Style): boolean => rounded(line.size) > style.size * 1.08

/** Level of a heading by its size, then by its weight; undefined for a line of text. */
function levelOf(line: Line, style: Style): number | undefined {
  const text = lineText(line)
  if (text.length > HEADING_LENGTH || LEADERS.test(text) || /^[•▪◦●]/.test(text)) return undefined
  if (!/[A-Za-z]{2}/.test(text)) return undefined
  if (isHeadingSize(line, style)) {
    // A line of large print that ends a sentence is a remark.
    if (SENTENCE_END.test(text) && !/^(?:[A-Z]|\d+)(?:\.\d+)*\.$/.test(text)) return undefined
    return 1 + style.sizes.indexOf(rounded(line.size))
  }
  if (SENTENCE_END.test(text) && !/^\d+(\.\d+)*\.?$/.test(text)) return undefined
  const bold = line.uniform && line.font !== style.font && rounded(line.size) >= style.size * 0.92
  if (bold) return style.sizes.length + 1
  const capitals = text === text.toUpperCase() && /[A-Z]{3,}/.test(text) && !/\d{3}/.test(text) && text.length <= 80
  return capitals ? style.sizes.length + 2 : undefined
}

class Builder {
  readonly parts: Part[] = []
  readonly #style: Style
  readonly #stars: boolean
  readonly #margins: ReadonlyMap<Line, number>
  readonly #signs: ReadonlySet<string>
  #lines: Line[] = []
  #kind: 'paragraph' | 'item' = 'paragraph'
  #heading: { level: number; lines: Line[] } | undefined
  #tables = 0
  #last: { table: FoundTable; page: number } | undefined

  constructor(style: Style, stars: boolean, margins: ReadonlyMap<Line, number>, signs: ReadonlySet<string>) {
    this.#margins = margins
    this.#signs = signs
    this.#style = style
    this.#stars = stars
  }

  line(line: Line, next: Line | undefined): void {
    const text = lineText(line)
    const level = levelOf(line, this.#style)
    if (level !== undefined && !this.#isRunOn(line, next) && !this.#flows(line)) {
      this.#addHeading(line, level)
      return
    }
    this.#endHeading()
    const note = this.#stars && /^\*/.test(text)
    const marked = note || ITEM_MARK.test(text) || /^[•▪◦●]/.test(text)
    if (marked || !this.#continues(line)) this.#endBlock()
    if (this.#lines.length === 0) this.#kind = marked ? 'item' : 'paragraph'
    this.#lines.push(line)
    this.#last = undefined
  }

  /** A bold line in the middle of a paragraph or item is emphasis. */
  #isRunOn(line: Line, next: Line | undefined): boolean {
    // In a document that is mostly tables in small print, prose is larger than what is usual.
    if (line.size > 1.35 * this.#style.size) return false
    const text = lineText(line)
    const marked = /^[•▪◦●]/.test(text)
    const flows =
      next !== undefined && next.page === line.page && Math.abs(next.x - line.x) < 2 && /^[a-z(]/.test(lineText(next))
    const margin = this.#margins.get(line)
    const full = line.end - line.x > 300 || (margin !== undefined && margin - line.end < 0.15 * (margin - line.x))
    return marked || (flows && full)
  }

  /** In the type of the open paragraph and right below it, a line is its next one. */
  #flows(line: Line): boolean {
    const above = this.#lines.at(-1)
    if (!above || above.page !== line.page || above.font !== line.font || rounded(above.size) !== rounded(line.size)) {
      return false
    }
    return line.y > above.y && line.y - above.y < 1.5 * line.size && !/[.:;]$/.test(lineText(above))
  }

  #addHeading(line: Line, level: number): void {
    const open = this.#heading
    const above = open?.lines.at(-1)
    const near = above && above.page === line.page && line.y - above.y < 1.6 * line.size && line.y >= above.y
    const same = above && above.font === line.font && rounded(above.size) === rounded(line.size)
    // A heading of two lines fills the first of them.
    if (open && near && same && above.end - above.x > 260) {
      open.lines.push(line)
      return
    }
    this.flush()
    this.#heading = { level, lines: [line] }
  }

  #continues(line: Line): boolean {
    const above = this.#lines.at(-1)
    if (!above) return true
    if (line.page !== above.page) return this.#overPage(above, line)
    const lead = line.y - above.y
    // Back at the top of the next column, a sentence goes on.
    if (lead < 0) return !SENTENCE_END.test(lineText(above)) && /^[a-z(]/.test(lineText(line))
    if (lead > 1.75 * Math.max(line.size, above.size)) return false
    if (Math.abs(line.size - above.size) > 1) return false
    const first = this.#lines[0]!
    const second = this.#lines[1]
    const indent = line.x - (second ?? above).x
    if (this.#endedEarly(above, line)) return false
    if (this.#kind === 'item') return line.x >= first.x - 2 && !(line.x <= first.x + 2 && /[.:]$/.test(lineText(above)))
    return Math.abs(indent) < 14 || second === undefined
  }

  /** The next word would have fitted on the line above: the writer broke it. */
  #endedEarly(above: Line, line: Line): boolean {
    const margin = this.#margins.get(above)
    if (margin === undefined || above.fragments.length > 1 || line.fragments.length > 1) return false
    const text = lineText(line)
    if (!/^[A-Z0-9]/.test(text) || OPEN_END.test(lineText(above))) return false
    const letter = (line.end - line.x) / Math.max(1, text.length)
    const word = letter * (/^\S+/.exec(text)?.[0].length ?? 0)
    return margin - above.end > word + 3 * letter + 4
  }

  #overPage(above: Line, line: Line): boolean {
    const text = lineText(above)
    const next = lineText(line)
    const open = !/[.:;]$/.test(text) || (CUT_CODE.test(text) && /^\d[0-9A-Z]{0,3}\b/.test(next))
    const goesOn = /^[a-z(,;\d]/.test(next) || (OPEN_RANGE.test(text) && /^[A-Z]\d/.test(next))
    return open && goesOn && Math.abs(line.size - above.size) < 1
  }

  table(table: FoundTable): void {
    this.flush()
    const page = table.rows[0]!.line.page
    const goesOn = this.#last && page === this.#last.page + 1 && sameColumns(this.#last.table, table)
    if (!goesOn) this.#tables += 1
    const head = this.#last?.table.rows[0]?.cells.join('|')
    for (const [i, row] of table.rows.entries()) {
      const repeated = goesOn === true && i === 0 && row.cells.join('|') === head
      if (repeated) continue
      const header = i === 0 && goesOn !== true && table.header
      const base = { kind: 'row' as const, text: '', page: row.line.page, table: this.#tables }
      this.parts.push({ ...base, cells: row.cells, ...(header && { header: true }) })
    }
    // The table of the first page stays the one to compare with, as it has the header.
    const first = goesOn === true ? this.#last!.table : table
    this.#last = { table: first, page: table.rows.at(-1)!.line.page }
  }

  #endBlock(): void {
    const [first] = this.#lines
    if (!first) return
    const text = this.#lines.map(lineText).join('\n')
    const kept = (this.#stars && text.startsWith('*')) || this.#signs.has(text[0]!)
    const body = this.#kind === 'item' && !kept ? text.replace(ITEM_MARK, '') : text
    this.parts.push({ kind: this.#kind, text: body, page: first.page })
    this.#lines = []
  }

  #endHeading(): void {
    const open = this.#heading
    if (!open) return
    this.#heading = undefined
    const text = open.lines.map(lineText).join(' ')
    this.parts.push({ kind: 'heading', text, level: open.level, page: open.lines[0]!.page })
  }

  flush(): void {
    if (this.#heading || this.#lines.length > 0) this.#last = undefined
    this.#endHeading()
    this.#endBlock()
  }
}

function sameColumns(a: FoundTable, b: FoundTable): boolean {
  return a.columns.length === b.columns.length && a.columns.every((x, i) => Math.abs(x - b.columns[i]!) < 12)
}
