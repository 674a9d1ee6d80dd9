/** A text file as parts: headings by underline, capitals or number; lists by their marks; tables by bars, tabs or columns. */
import { greatest } from '../core/lists.ts'
import type { Part, Parts } from './part.ts'
import { ITEM_MARK, PAGE_NUMBER, readableCharacters, starsAreNotes } from './text-marks.ts'

const UNDERLINE = /^\s*([=\-~_*^#])\1{2,}\s*$/
const RULE = /^[\s|+=_*~-]*[=_*~+-]{3,}[\s|+=_*~-]*$/
const PIPES = /\|/
const GAP = /\S( {2,}|\t+)\S/
const NUMBERED =
  /^(?:(?:section|part|article)\s+)?(?:\d{1,2}(?:\.\d{1,2})*\.?|\d{3,4}(?:\.\d{1,3})+\.?|[IVX]{1,4}\.|[A-Z]\.)\s+(?=[A-Z])/
const HEADING_LENGTH = 90
/** `Group 1 Paragraph: …`, `Group 1 Codes:`, as Medicare contractors write them. */
const GROUP = /^\s*((?:[\w/-]+\s+){0,3}[Gg]roup\s+\d+\s+(?:[Cc]odes|[Pp]aragraph))\s*:\s*(.*)$/
const GROUP_LEVEL = 5

interface Line {
  readonly text: string
  readonly page: number
}

/** The parts of a text. Never throws. */
export function readPlainText(source: string): Parts {
  const pages = source.replace(/\r\n?/g, '\n').split('\f')
  const lines = pages.flatMap((page, i) =>
    page.split('\n').map((text): Line => ({ text: readableCharacters(text).trimEnd(), page: i + 1 })),
  )
  const paged = pages.length > 1
  const stars = starsAreNotes(lines.map((line) => line.text))
  const parts: Part[] = []
  let table = 0
  for (let at = 0; at < lines.length; ) {
    const { text, page } = lines[at]!
    const where = paged ? { page } : {}
    if (text.trim() === '' || RULE.test(text) || (paged && PAGE_NUMBER.test(text))) {
      at += 1
      continue
    }
    const group = GROUP.exec(text)
    if (group) {
      parts.push({ kind: 'heading', text: group[1]!, level: GROUP_LEVEL, ...where })
      // What stands behind the label is read as a line of its own.
      if (group[2] === '') at += 1
      else lines[at] = { text: group[2]!, page }
      continue
    }
    const rows = tableAt(lines, at)
    if (rows) {
      table += 1
      for (const r of rows.rows) parts.push({ kind: 'row', text: '', table, ...r, ...where })
      at = rows.end
      continue
    }
    const heading = headingAt(lines, at)
    if (heading) {
      parts.push({ kind: 'heading', ...heading, ...where })
      at += 1
      continue
    }
    const block = blockAt(lines, at, stars)
    parts.push({ ...block.part, ...where })
    at = block.end
  }
  return { parts, ...(paged && { pages: pages.length }), problems: [] }
}

const lineText = (lines: readonly Line[], at: number): string => lines[at]?.text ?? ''
const isBlank = (text: string): boolean => text.trim() === ''

function headingAt(lines: readonly Line[], at: number): { text: string; level: number } | undefined {
  const line = lineText(lines, at)
  const text = line.trim()
  const under = UNDERLINE.exec(lineText(lines, at + 1))
  if (text.length > HEADING_LENGTH) return undefined
  if (under && !GAP.test(text)) return { text, level: under[1] === '=' ? 1 : 2 }
  if (/^#{1,6}\s/.test(text)) return { text: text.replace(/^#+\s*/, ''), level: /^#+/.exec(text)![0].length }
  if (/[.;,]$/.test(text) || /^[•*-]/.test(text)) return undefined
  const words = text.replace(/[^A-Za-z ]/g, ' ').trim()
  const capitals = words.length >= 4 && !/\d{3}/.test(text) && text === text.toUpperCase() && /[A-Z]{3}/.test(text)
  const codeFirst = /^[A-Z]{0,2}\d{2,}/.test(text)
  const apart = isBlank(lineText(lines, at - 1))
  if (capitals && !codeFirst && !/^[A-Z]\d/.test(text)) return { text, level: 2 }
  const numbered = NUMBERED.exec(text)
  if (numbered && apart && text.length <= 70 && isTitle(text.slice(numbered[0].length))) {
    return { text, level: 2 + (numbered[0].match(/\.\d/g)?.length ?? 0) }
  }
  const alone = apart && (isBlank(lineText(lines, at + 1)) || RULE.test(lineText(lines, at + 1)))
  if (
    alone &&
    !codeFirst &&
    (!line.startsWith('  ') || isCapitalized(text)) &&
    !GAP.test(text) &&
    text.length <= 70 &&
    !/\d{4}/.test(text) &&
    isTitle(text)
  ) {
    return { text, level: 3 }
  }
  return undefined
}

/** Starts with a capital, has few words, and is not a sentence. */
function isTitle(text: string): boolean {
  const words = text.split(/\s+/)
  return /^[A-Z]/.test(text) && words.length <= 10 && !/[.;,]$/.test(text)
}

/** Most of its words begin with a capital: a heading also where it is set in. */
function isCapitalized(text: string): boolean {
  const words = text.split(/\s+/).filter((word) => /^[A-Za-z]{3}/.test(word))
  return words.length >= 2 && words.filter((word) => /^[A-Z]/.test(word)).length >= 0.7 * words.length
}

/** One list item or paragraph, up to an empty line, another item, or a heading. */
function blockAt(lines: readonly Line[], start: number, stars: boolean): { part: Part; end: number } {
  const first = lineText(lines, start)
  const mark = stars && /^\s*\*/.test(first) ? null : ITEM_MARK.exec(first)
  const texts = [mark ? first.slice(mark[0].length) : first.trim()]
  let at = start + 1
  for (; at < lines.length; at++) {
    const text = lineText(lines, at)
    if (
      isBlank(text) ||
      RULE.test(text) ||
      ITEM_MARK.test(text) ||
      GROUP.test(text) ||
      tableAt(lines, at) ||
      headingAt(lines, at)
    )
      break
    if (mark && !/^\s/.test(text) && /^[A-Z][a-z]/.test(text) && /[.:]$/.test(texts.at(-1)!)) break
    texts.push(text.trim())
  }
  return { part: { kind: mark ? 'item' : 'paragraph', text: texts.join('\n') }, end: at }
}

interface Rows {
  readonly rows: { cells: readonly string[]; header?: boolean }[]
  readonly end: number
}

function tableAt(lines: readonly Line[], at: number): Rows | undefined {
  return barTable(lines, at) ?? tabTable(lines, at) ?? ruledTable(lines, at) ?? alignedTable(lines, at)
}

function barTable(lines: readonly Line[], start: number): Rows | undefined {
  const isRow = (text: string): boolean => (text.match(PIPES)?.length ?? 0) > 0 && text.split('|').length >= 3
  return delimited(
    lines,
    start,
    isRow,
    (text) =>
      text
        .replace(/^\s*\|/, '')
        .replace(/\|\s*$/, '')
        .split('|'),
    1,
  )
}

function tabTable(lines: readonly Line[], start: number): Rows | undefined {
  return delimited(
    lines,
    start,
    (text) => /\S\t+\S/.test(text),
    (text) => text.replace(/^\t+/, '').split(/\t/),
    2,
  )
}

function delimited(
  lines: readonly Line[],
  start: number,
  isRow: (text: string) => boolean,
  cellsOf: (text: string) => string[],
  least: number,
): Rows | undefined {
  const rows: string[][] = []
  let at = start
  let ruled = false
  for (; at < lines.length; at++) {
    const text = lineText(lines, at)
    if (RULE.test(text) && /[-=]/.test(text) && rows.length > 0) {
      ruled ||= rows.length === 1
      continue
    }
    if (!isRow(text)) break
    rows.push(cellsOf(text).map((cell) => cell.trim()))
  }
  if (rows.length < least) return undefined
  const width = greatest(rows.map((row) => row.length))
  return {
    rows: rows.map((row, i) => ({
      cells: [...row, ...Array<string>(width - row.length).fill('')],
      ...(i === 0 && (ruled || !row.some((cell) => /\d/.test(cell))) && { header: true }),
    })),
    end: at,
  }
}

const RULE_RUN = /[-=_]{2,}/g
const isColumnRule = (text: string): boolean => /^\s*[-=_]{2,}(?:\s{1,}[-=_]{2,})+\s*$/.test(text)
const MOST_HEAD_LINES = 3

/** Columns under names that are underlined one by one; a name may take more than one line. */
function ruledTable(lines: readonly Line[], start: number): Rows | undefined {
  let rule = start
  while (rule - start <= MOST_HEAD_LINES && !isBlank(lineText(lines, rule)) && !RULE.test(lineText(lines, rule))) rule++
  if (rule === start || !isColumnRule(lineText(lines, rule))) return undefined
  const starts = [...lineText(lines, rule).matchAll(RULE_RUN)].map((m) => m.index)
  const cut = (text: string): string[] =>
    starts.map((from, i) => text.slice(i === 0 ? 0 : from, starts[i + 1] ?? Number.MAX_SAFE_INTEGER).trim())
  const head = lines.slice(start, rule).map((line) => cut(line.text))
  const names = starts.map((_, i) =>
    head
      .map((cells) => cells[i]!)
      .filter(Boolean)
      .join(' '),
  )
  const rows: string[][] = []
  let at = rule + 1
  for (; at < lines.length && !isBlank(lineText(lines, at)) && !RULE.test(lineText(lines, at)); at++) {
    const cells = cut(lineText(lines, at))
    const last = rows.at(-1)
    if (cells[0] === '' && last)
      for (const [i, cell] of cells.entries()) last[i] = [last[i], cell].filter(Boolean).join('\n')
    else rows.push(cells)
  }
  if (rows.length === 0) return undefined
  return { rows: [{ cells: names, header: true }, ...rows.map((cells) => ({ cells }))], end: at }
}

/** Lines whose words stand below each other, at least two columns apart by two blanks or more. */
function alignedTable(lines: readonly Line[], start: number): Rows | undefined {
  const taken: string[] = []
  let blank: boolean[] = []
  let ruled = false
  let at = start
  for (; at < lines.length; at++) {
    const text = lineText(lines, at)
    if (isBlank(text)) break
    if (RULE.test(text)) {
      if (taken.length === 0) break
      ruled ||= taken.length === 1
      continue
    }
    const continues = taken.length > 0 && /^ {8,}\S/.test(text)
    if (ITEM_MARK.test(text) || (!GAP.test(text.trimStart()) && !continues)) break
    const next = blankWith(blank, text)
    if (taken.length > 0 && columnsOf(next).length < 2) break
    blank = next
    taken.push(text)
  }
  if (taken.length < 2) return undefined
  const columns = columnsOf(blank)
  const rows: string[][] = []
  for (const text of taken) {
    const cells = columns.map(([from, to]) => text.slice(from, to).trim())
    const last = rows.at(-1)
    // A line without a first cell goes on with the row above.
    if (cells[0] === '' && last)
      for (const [i, cell] of cells.entries()) last[i] = [last[i], cell].filter(Boolean).join('\n')
    else rows.push(cells)
  }
  return {
    rows: rows.map((cells, i) => ({
      cells,
      ...(i === 0 && (ruled || !cells.some((cell) => /\d/.test(cell))) && { header: true }),
    })),
    end: at,
  }
}

/** Which positions are blank in all lines so far and in `line`. */
function blankWith(blank: readonly boolean[], line: string): boolean[] {
  const width = Math.max(blank.length, line.length)
  return Array.from({ length: width }, (_, x) => (blank[x] ?? true) && (line[x] ?? ' ') === ' ')
}

/** Columns of a monospaced table: runs of positions parted by two or more that are blank in every line. */
function columnsOf(blank: readonly boolean[]): [number, number][] {
  const columns: [number, number][] = []
  let from = -1
  let blanks = 2
  for (const [x, isBlank] of blank.entries()) {
    if (!isBlank) {
      if (from < 0) from = x
      blanks = 0
      continue
    }
    blanks += 1
    if (blanks === 2 && from >= 0) {
      columns.push([from, x + 1])
      from = -1
    }
  }
  if (from >= 0) columns.push([from, Number.MAX_SAFE_INTEGER])
  return columns
}
