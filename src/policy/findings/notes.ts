/** Footnotes: what a mark at a code means. */
import { append } from '../../core/lists.ts'
import type { PolicyText } from '../model.ts'
import type { CueKind } from './cues.ts'
import { type Legend, legendOf } from './legend.ts'
import { statementOf } from './statement.ts'

export interface Note {
  readonly marker: string
  readonly start: number
  readonly end: number
  readonly kind?: CueKind
}

export interface Notes {
  readonly notes: readonly Note[]
  readonly legend: Legend
  readonly starred: boolean
}

const NOTE =
  /^\s*(?:note\s*:?\s*)?([*†‡§¶#^]+|[\u00b2\u00b3\u00b9\u2070-\u2079\u1d43-\u1dbf\u02b0-\u02e0ⁱⁿ]+)\s*[=:–—-]?\s*(?=[A-Za-z(])/u
export function notesOf(document: PolicyText): Notes {
  const { text, blocks } = document
  const notes: Note[] = []
  for (const { start, end } of blocks)
    for (const [from, line] of linesOf(text.slice(start, end))) noteOf(line, start + from, notes)
  append(notes, namedMarks(text))
  return { notes, legend: legendOf(document), starred: notes.some((n) => n.marker.startsWith('*')) }
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

const NAMES_MARK =
  /\b(?:asterisk|dagger|starred|a star|(?:pound|hash|number|section) sign|marked|with|followed by|indicated|denoted)\b/i

/** Sentences that explain a mark by its name: "A dagger marks codes that require prior authorization." */
function* namedMarks(text: string): Iterable<Note> {
  for (const match of text.matchAll(/[^.\n]+/g)) {
    const words = match[0]
    if (!NAMES_MARK.test(words)) continue
    const marker = MARKED.exec(words)?.[1] ?? MARK_NAMES.find(([, name]) => name.test(words))?.[0]
    if (marker === undefined) continue
    const kind = statementOf(words, 'note')?.kind
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
    const kind = statementOf(part.slice(match[0].length), 'note')?.kind
    notes.push({ marker: match[1]!, start: at + start, end: at + start + part.trimEnd().length, ...(kind && { kind }) })
  }
}

/** The note that explains `marker` at `at`: the next below it, else the last above it. */
export function noteFor({ notes }: Notes, marker: string, at: number): Note | undefined {
  const same = notes.filter((n) => n.marker === marker)
  return same.find((n) => n.start > at) ?? same.at(-1)
}
