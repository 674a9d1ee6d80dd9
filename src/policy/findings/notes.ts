/** Footnotes and legends: what a mark at a code or in a cell means. */
import type { Block, PolicyText } from '../model.ts'
import type { CueKind } from './cues.ts'
import { statementOf } from './statement.ts'

export interface Note {
  readonly marker: string
  readonly start: number
  readonly end: number
  readonly kind?: CueKind
}

export interface Notes {
  readonly notes: readonly Note[]
  /** Abbreviations of cells, in capitals. */
  readonly legend: ReadonlyMap<string, CueKind>
  readonly starred: boolean
  /** Blocks that explain marks, by their start. */
  readonly keys: ReadonlySet<number>
}

const NOTE =
  /^\s*(?:note\s*:?\s*)?([*†‡§¶#^]+|[\u00b2\u00b3\u00b9\u2070-\u2079\u1d43-\u1dbf\u02b0-\u02e0ⁱⁿ]+)\s*[=:–—-]?\s*(?=[A-Za-z(])/u
/** `PA = prior authorization required`, `* = ...`; without the sign only in a block that calls itself a key. */
const ENTRY =
  /(?:^|[\s(;,|•])["“]?([A-Z][A-Z/ ]{0,6}|[YN]|\d|[*†‡§#^●○✓✔✗☑◆▲]+)["”]?\s*(?:=|:|–|—|-)\s*([^;|\n=]{3,110}?)(?=[;|\n.]|,?\s+["“]?(?:[A-Z][A-Z/]{0,5}|\d|[*†‡§#^●○✓✔✗☑◆▲]+)["”]?\s*(?:=|:|–|—)|$)/gu

export function notesOf({ text, blocks }: PolicyText): Notes {
  const notes: Note[] = []
  const legend = new Map<string, CueKind>()
  const keys = new Set<number>()
  for (const block of blocks) {
    const words = text.slice(block.start, block.end)
    for (const [from, line] of linesOf(words)) noteOf(line, block.start + from, notes)
    const known = legend.size
    entriesOf(words, legend)
    if (legend.size > known) keys.add(block.start)
    tableEntry(block, text, legend)
  }
  for (const sentence of namedMarks(text)) notes.push(sentence)
  return { notes, legend, starred: notes.some((n) => n.marker.startsWith('*')), keys }
}

const MARK_NAMES: readonly (readonly [string, RegExp])[] = [
  ['**', /\bdouble\s+(?:asterisks?|stars?)\b|\btwo\s+(?:asterisks|stars)\b/i],
  ['‡', /\bdouble\s+daggers?\b/i],
  ['*', /\basterisk(?:s|ed)?\b|\bstarred\b|\ba\s+star\b/i],
  ['†', /\bdaggers?\b/i],
  ['#', /\b(?:pound|hash|number)\s+signs?\b/i],
  ['§', /\bsection\s+signs?\b/i],
]
/** `marked with *`, `codes with (†)`, `an asterisk (*)`. */
const MARKED =
  /\b(?:mark(?:ed)?|with|by|followed\s+by|indicated|denoted|asterisk|dagger|symbol)\s*(?:with|by|an?|the)?\s*["“'(]?([*†‡§¶#^]{1,2})["”')]?(?=[\s,.;:)]|$)/i

/** Sentences that explain a mark by its name: "A dagger marks codes that require prior authorization." */
function* namedMarks(text: string): Iterable<Note> {
  for (const match of text.matchAll(
    /[^.\n]*\b(?:asterisk|dagger|starred|a star|(?:pound|hash|number|section) sign|marked|with|followed by|indicated|denoted)\b[^.\n]*/gi,
  )) {
    const words = match[0]
    const marker = MARKED.exec(words)?.[1] ?? MARK_NAMES.find(([, name]) => name.test(words))?.[0]
    if (marker === undefined) continue
    const kind = statementOf(words)?.kind
    const start = match.index + (words.length - words.trimStart().length)
    yield { marker, start, end: match.index + words.trimEnd().length, ...(kind && { kind }) }
  }
}

function* linesOf(words: string): Iterable<[number, string]> {
  let at = 0
  for (const line of words.split('\n')) {
    yield [at, line]
    at += line.length + 1
  }
}

function noteOf(line: string, at: number, notes: Note[]): void {
  let from = 0
  for (const part of line.split(/(?<=[;,.])\s*(?=[*†‡§¶]+\s*[=A-Za-z])/u)) {
    const start = line.indexOf(part, from)
    from = start + part.length
    const match = NOTE.exec(part)
    if (!match) continue
    const kind = statementOf(part.slice(match[0].length))?.kind
    notes.push({ marker: match[1]!, start: at + start, end: at + start + part.trimEnd().length, ...(kind && { kind }) })
  }
}

function entriesOf(words: string, legend: Map<string, CueKind>): void {
  const key = /^\s*(?:(?:\w+\s+)?(?:legend|key)|status|codes?\s+key|abbreviations|symbols?|indicators?)\b/i.test(words)
  if (!key && !words.includes('=')) return
  if (key && !/[=–—]/.test(words)) plainEntries(words, legend)
  for (const match of words.matchAll(ENTRY)) {
    if (!key && !match[0].includes('=')) continue
    const kind = statementOf(match[2]!)?.kind
    if (kind) legend.set(match[1]!.trim().toUpperCase(), kind)
  }
}

/** `Key: C covered N not covered P prior approval`: marks set apart by nothing but their capitals. */
function plainEntries(words: string, legend: Map<string, CueKind>): void {
  for (const [, mark, meaning] of words.matchAll(
    /(?:^|\s)([A-Z]{1,3}|[*†‡])\s+([a-z][a-z ,/-]*?)(?=\s+(?:[A-Z]{1,3}|[*†‡])\s+[a-z]|\s*[.;\n]|\s*$)/g,
  )) {
    const kind = statementOf(meaning!)?.kind
    if (kind) legend.set(mark!, kind)
  }
}

/** A row of a table that explains marks: `NC | Not covered`. */
function tableEntry({ cells }: Block, text: string, legend: Map<string, CueKind>): void {
  if (cells?.length !== 2) return
  const [mark, meaning] = cells.map((c) => text.slice(c.start, c.end).trim()) as [string, string]
  if (!/^(?:[A-Z][A-Z/]{0,4}|[*†‡§#^●○✓✔✗◆▲]{1,2})$/u.test(mark)) return
  const kind = statementOf(meaning)?.kind
  if (kind) legend.set(mark, kind)
}

/** The note that explains `marker` at `at`: the next below it, else the last above it. */
export function noteFor({ notes }: Notes, marker: string, at: number): Note | undefined {
  const same = notes.filter((n) => n.marker === marker)
  return same.find((n) => n.start > at) ?? same.at(-1)
}
