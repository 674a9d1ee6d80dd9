/**
 * An HTML page as parts. Nothing is run and nothing is fetched: the page is read as a stream of tags, and what is not
 * part of the document (scripts, styles, templates, hidden elements, form fields) is left out.
 */

import { Parser } from 'htmlparser2'
import { AppError } from '../../core/errors.ts'
import { append } from '../../core/lists.ts'
import type { Part, Parts } from '../part.ts'
import { readableCharacters, superscript } from '../text-marks.ts'
import { type Cell, rowsOf, type Table } from './table.ts'

/** Elements whose content is no text of the document. */
const SKIPPED = new Set(
  'script style template noscript head svg math iframe object embed select textarea button audio video canvas map'.split(
    ' ',
  ),
)
const CELLS = new Set(['td', 'th', 'dt', 'dd'])
const BLOCKS = new Set(
  'hr li caption p div section article main aside header footer nav ul ol dl figure figcaption blockquote pre form fieldset address details summary center body html hgroup'.split(
    ' ',
  ),
)
const HIDDEN = /display\s*:\s*none|visibility\s*:\s*hidden/i
const HEADING = /^h([1-6])$/
/** Level of a paragraph that is wholly bold, which stands for a heading. */
const BOLD_LEVEL = 7
const BOLD_LENGTH = 120
/** Tables in tables beyond this depth are read as plain blocks. */
const TABLE_DEPTH = 12
const LIMIT_CHARACTERS = 20_000_000
/** Elements within elements; browsers stop at 512. */
const MOST_DEPTH = 2_000

interface Flow {
  readonly parts: Part[]
  text: string
  /** Letters of `text` set in bold. */
  bold: number
  kind: 'paragraph' | 'item'
  level: number | undefined
}

const newFlow = (): Flow => ({ parts: [], text: '', bold: 0, kind: 'paragraph', level: undefined })

interface Open {
  readonly name: string
  readonly bold: boolean
  readonly hides: boolean
}

interface State {
  readonly flows: Flow[]
  readonly tables: Table[]
  readonly open: Open[]
  tableCount: number
  bold: number
  pre: number
  sup: number
  /** Open elements that hide what is in them. */
  hidden: number
  size: number
}

const flowOf = (s: State): Flow => s.flows.at(-1)!
const letters = (text: string): number => text.replace(/\s+/g, '').length

function tidy(text: string): string {
  return readableCharacters(text)
    .split('\n')
    .map((line) =>
      line
        .replace(/[ \r\f\v]+/g, ' ')
        .replace(/ ?\t ?/g, '\t')
        .trim(),
    )
    .filter((line) => line !== '')
    .join('\n')
}

/** Ends the block that is being written. */
function flush(s: State): void {
  const flow = flowOf(s)
  const text = tidy(flow.text)
  if (text !== '') {
    const cell = s.tables.at(-1)?.open
    if (cell && flow.bold < letters(text)) cell.bold = false
    flow.parts.push(partOf(flow, text, s.tables.length > 0))
  }
  flow.text = ''
  flow.bold = 0
}

function partOf(flow: Flow, text: string, inTable: boolean): Part {
  if (flow.level !== undefined) return { kind: 'heading', text: text.replaceAll('\n', ' '), level: flow.level }
  const bold = flow.bold >= letters(text) && text.length <= BOLD_LENGTH && !/[.;,]$/.test(text)
  if (bold && !inTable && flow.kind === 'paragraph') {
    return { kind: 'heading', text: text.replaceAll('\n', ' '), level: BOLD_LEVEL }
  }
  return { kind: flow.kind, text }
}

function closeTable(s: State): void {
  closeCell(s)
  const table = s.tables.pop()
  if (!table) return
  s.tableCount += 1
  append(flowOf(s).parts, rowsOf(table, s.tableCount))
}

function openRow(s: State): void {
  closeCell(s)
  s.tables.at(-1)!.rows.push([])
}

function openCell(s: State, name: string, attributes: Record<string, string>): void {
  const table = s.tables.at(-1)
  if (!table) {
    flush(s)
    return
  }
  closeCell(s)
  if (table.rows.length === 0) table.rows.push([])
  const span = (text: string | undefined): number => Math.min(Math.max(Number.parseInt(text ?? '1', 10) || 1, 1), 500)
  const cell: Cell = {
    parts: [],
    columns: Math.min(span(attributes['colspan']), 60),
    rows: span(attributes['rowspan']),
    head: name === 'th' || table.head,
    bold: true,
  }
  table.rows.at(-1)!.push(cell)
  table.open = cell
  s.flows.push(newFlow())
}

function closeCell(s: State): void {
  const table = s.tables.at(-1)
  if (!table?.open) return
  flush(s)
  append(table.open.parts, s.flows.pop()!.parts)
  delete table.open
}

const isBold = (name: string, style: string): boolean =>
  name === 'b' || name === 'strong' || /font-weight\s*:\s*(?:bold|[6-9]00)/i.test(style)

function openTag(s: State, name: string, attributes: Record<string, string>): void {
  const style = attributes['style'] ?? ''
  const hides = SKIPPED.has(name) || attributes['hidden'] !== undefined || HIDDEN.test(style)
  if (s.open.length >= MOST_DEPTH)
    throw new AppError('file-too-large', { path: 'The page', limit: `elements ${MOST_DEPTH} deep` })
  s.open.push({ name, bold: isBold(name, style), hides })
  if (hides) s.hidden += 1
  if (s.hidden > 0) return
  if (s.open.at(-1)!.bold) s.bold += 1
  openElement(s, name, attributes)
}

function openElement(s: State, name: string, attributes: Record<string, string>): void {
  const inTable = s.tables.length > 0
  if (name === 'br') flowOf(s).text += '\n'
  else if (name === 'sup') s.sup += 1
  else if ((name === 'table' || name === 'dl') && s.tables.length < TABLE_DEPTH) {
    flush(s)
    s.tables.push({ rows: [], head: false })
  } else if (name === 'thead' && inTable) s.tables.at(-1)!.head = true
  else if ((name === 'tr' || name === 'dt') && inTable) {
    openRow(s)
    if (name === 'dt') openCell(s, name, {})
  } else if (name === 'td' || name === 'th' || name === 'dd') openCell(s, name, attributes)
  else if (BLOCKS.has(name) || HEADING.test(name)) openBlock(s, name)
}

function openBlock(s: State, name: string): void {
  flush(s)
  const flow = flowOf(s)
  const heading = HEADING.exec(name)
  if (name === 'pre') s.pre += 1
  if (heading) flow.level = Number(heading[1])
  if (name === 'li') flow.kind = 'item'
}

function closeTag(s: State): void {
  const closed = s.open.pop()
  if (!closed) return
  const { name } = closed
  const seen = s.hidden === 0
  if (closed.hides) s.hidden -= 1
  if (!seen) return
  if (name === 'sup') s.sup -= 1
  else if (name === 'table' || name === 'dl') closeTable(s)
  else if (name === 'thead' && s.tables.length > 0) s.tables.at(-1)!.head = false
  else if (CELLS.has(name)) closeCell(s)
  else if (BLOCKS.has(name) || HEADING.test(name)) closeBlock(s, name)
  if (closed.bold) s.bold -= 1
}

function closeBlock(s: State, name: string): void {
  flush(s)
  const flow = flowOf(s)
  if (name === 'pre') s.pre -= 1
  if (HEADING.test(name)) flow.level = undefined
  // What stands in a list outside its items still belongs to the list.
  if (name === 'li') flow.kind = s.open.some((e) => e.name === 'li') ? 'item' : 'paragraph'
}

function text(s: State, data: string): void {
  if (s.hidden > 0 || s.size > LIMIT_CHARACTERS) return
  s.size += data.length
  const flow = flowOf(s)
  const flat = s.pre > 0 ? data : data.replace(/[ \r\n\f\v]+/g, ' ')
  flow.text += s.sup > 0 ? superscript(flat) : flat
  if (s.bold > 0) flow.bold += letters(flat)
}

/** The parts of a page: markup of any kind gives what text it has. @throws AppError `file-too-large` for one nested too deep */
export function readHtml(html: string): Parts {
  const s: State = {
    flows: [newFlow()],
    tables: [],
    open: [],
    tableCount: 0,
    bold: 0,
    pre: 0,
    sup: 0,
    hidden: 0,
    size: 0,
  }
  const parser = new Parser(
    {
      onopentag: (name, attributes) => openTag(s, name, attributes),
      onclosetag: () => closeTag(s),
      ontext: (data) => text(s, data),
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  )
  parser.end(html)
  while (s.tables.length > 0) closeTable(s)
  flush(s)
  const problems =
    s.size > LIMIT_CHARACTERS
      ? [
          {
            code: 'document-too-long',
            text: `The page has more than ${LIMIT_CHARACTERS} letters; the rest was left out.`,
          },
        ]
      : []
  return { parts: s.flows[0]!.parts, problems }
}
