/**
 * Statements that a document refers to by their label: `Services of Section 3`, `see A`, `Row 2`, and, the other way
 * round, `Authorization is required for the codes of Table B`.
 */
import type { Block, PolicyText } from '../model.ts'
import { NAMING_SECTION } from './section-kinds.ts'
import { sentencesOf } from './sentences.ts'
import { type Cue, statementOf } from './statement.ts'

export interface Labelled {
  readonly cue: Cue
  /** The words that say it, in the document. */
  readonly start: number
  readonly end: number
}

export type Labels = ReadonlyMap<string, Labelled>

const TYPES =
  'sections?|statements?|parts?|criteri(?:a|on)|tables?|lists?|groups?|appendi(?:x|ces)|schedules?|questions?|rules?|rows?|paragraphs?|clauses?|indications?|categor(?:y|ies)'
const ID = '(?:[A-Z]-?\\d{1,2}|[A-Z]|[IVX]{1,4}|\\d{1,2}[A-Z]|\\d{1,2}(?:\\.\\d{1,2})*)'
const EVERY_ID = new RegExp(`(?<!\\w)${ID}(?!\\w)`, 'g')
const WHOLE_ID = new RegExp(`^${ID}$`)
const TYPED = new RegExp(`^\\s*(${TYPES})\\s+(${ID})(?![\\w])`, 'i')
const BARE = new RegExp(`^\\s*(${ID})(?:[.):]|\\s+[–—-])\\s+|^\\s*(\\d{1,2}(?:\\.\\d{1,2})+)\\s+`)
const REFERENCE = new RegExp(
  `\\b(${TYPES})\\s+(${ID}(?:\\s*(?:,|and|or|&|or\\s+of)\\s*(?:(?:${TYPES})\\s+)?${ID})*)(?![\\w])|\\bsee\\s+(${ID})(?![\\w.])`,
  'gi',
)

/** `Tables` and `TABLE` are one type; criteria may be those of a section. */
const typeOf = (word: string): string =>
  word
    .toLowerCase()
    .replace(/ies$/, 'y')
    .replace(/ices$/, 'ix')
    .replace(/^criteri(?:a|on)$/, 'criteria')
    .replace(/s$/, '')

const keyOf = (type: string, id: string): string => `${typeOf(type)} ${id.toUpperCase()}`

/** The label a heading, item or paragraph begins with. */
function labelOf(words: string): string[] {
  const typed = TYPED.exec(words)
  if (typed) return [keyOf(typed[1]!, typed[2]!)]
  const bare = BARE.exec(words)
  const id = bare?.[1] ?? bare?.[2]
  return id === undefined ? [] : [`* ${id.toUpperCase()}`]
}

/** Labels named in running words, in order. */
function* namedIn(words: string): Iterable<string> {
  for (const [, type, ids, seen] of words.matchAll(REFERENCE)) {
    if (seen !== undefined) yield `* ${seen.toUpperCase()}`
    else for (const id of ids!.match(EVERY_ID) ?? []) yield keyOf(type!, id)
  }
}

const NAMES_LABEL = new RegExp(REFERENCE.source, 'i')
export const namesLabel = (words: string): boolean => NAMES_LABEL.test(words)

/** Every label of a document whose statement is clear. */
export function labelsOf({ text, blocks }: PolicyText): Labels {
  const labels = new Map<string, Labelled>()
  const define = (key: string, found: Labelled): void => {
    if (!labels.has(key)) labels.set(key, found)
  }
  let open: { level: number; keys: readonly string[] }[] = []
  let statements = 0
  let naming = false
  for (const block of blocks) {
    const words = text.slice(block.start, block.end)
    const own = block.kind === 'row' ? rowLabel(text, block) : labelOf(words)
    if (block.kind === 'heading') {
      const level = block.level ?? 3
      open = [...open.filter((s) => s.level < level), { level, keys: own }]
      naming = NAMING_SECTION.test(words)
      // Items are numbered statements only below a heading that says so.
      statements = /\bstatements?\b/i.test(words) ? 0 : Number.NaN
    }
    const cue = statementOf(words)
    // Items of criteria below a statement are no statements.
    if (cue !== undefined && block.kind === 'item') statements += 1
    if (!naming && block.kind !== 'heading' && block.kind !== 'row')
      for (const [key, ruled] of ruledIn(text, block)) define(key, ruled)
    if (cue === undefined || naming || cue.kind === 'no-authorization') continue
    const found: Labelled = { cue, start: block.start, end: block.end }
    for (const key of own) define(key, found)
    if (block.kind !== 'heading' && block.kind !== 'row') {
      if (statements > 0 && block.kind === 'item') define(keyOf('statement', String(statements)), found)
      for (const section of open) for (const key of section.keys) define(key, found)
    }
  }
  return labels
}

/** Tables and lists that a sentence is about: `Authorization is required for a code of Table A or Table B`. */
function* ruledIn(text: string, block: Block): Iterable<[string, Labelled]> {
  if (!namesLabel(text.slice(block.start, block.end))) return
  for (const sentence of sentencesOf(text, block)) {
    const words = text.slice(sentence.start, sentence.end)
    const cue = namesLabel(words) ? statementOf(words) : undefined
    if (cue === undefined || cue.kind === 'no-authorization') continue
    for (const key of namedIn(words))
      if (/^(?:table|list|schedule|appendix|category) /.test(key)) yield [key, { cue, ...sentence }]
  }
}

/** The number in the first cell of a row. */
function rowLabel(text: string, { cells = [] }: Block): string[] {
  const first = cells[0]
  const words = first ? text.slice(first.start, first.end).trim() : ''
  return WHOLE_ID.test(words) && cells.length > 1 ? [keyOf('row', words), `* ${words}`] : []
}

/** What `words` say by naming a label; undefined where none is known or two differ. */
export function referredTo(labels: Labels, words: string): Labelled | undefined {
  const found: Labelled[] = []
  for (const key of namedIn(words)) {
    const id = key.slice(key.indexOf(' ') + 1)
    const label = labels.get(key) ?? labels.get(`* ${id}`)
    if (label) found.push(label)
  }
  const [first] = found
  if (first === undefined) return undefined
  if (found.every((l) => l.cue.kind === first.cue.kind)) return first
  // Of statements that all cover, the one with criteria says what holds of both.
  const covering = found.every((l) => l.cue.kind === 'covers' || l.cue.kind === 'conditional')
  return covering ? found.find((l) => l.cue.kind === 'conditional') : undefined
}
