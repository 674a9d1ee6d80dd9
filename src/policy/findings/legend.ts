/** Words that a document defines and then writes in place of a statement: marks of cells, names of decisions. */
import type { Block, PolicyText } from '../model.ts'
import type { CueKind } from './cues.ts'
import { onCondition, statementOf } from './statement.ts'

export interface Legend {
  /** Terms in capitals with what they say. */
  readonly terms: ReadonlyMap<string, CueKind>
  /** Terms with the words that define them, whether or not a phrase speaks in them. */
  readonly meanings: ReadonlyMap<string, string>
  /** Blocks that define terms, by their start. */
  readonly keys: ReadonlySet<number>
}

/** Signs that tables use for answers, and with them those of footnotes. */
const SIGNS = '●○◇∅✓✔✗✘✕×☑◆▲△■□★☆'
const MARKS = `*†‡§#^${SIGNS}`
/** `PA = prior authorization required`, `* = ...`; without the sign only in a block that calls itself a key. */
const ENTRY = new RegExp(
  String.raw`(?:^|[\s(;,|•·*])["“]?([A-Z][A-Z/ ]{0,6}|[A-Z][a-z]{1,12}(?:\s[a-z]{2,8}){0,3}|[YN]|\d|[${MARKS}]+)["”]?\**\s*(?:=|:|–|—|-)\s*([^;|\n=·]{3,110}?)(?=[;|\n.·]|,?\s+["“]?(?:[A-Z][A-Z/]{0,5}|\d|[${MARKS}]+)["”]?\s*(?:=|:|–|—)|$)`,
  'gu',
)
const KEY = /^\s*(?:(?:\w+\s+)?(?:legend|key)|status|codes?\s+key|abbreviations|symbols?|indicators?|marks?|entries)\b/i
/** A mark of a cell, alone. */
const MARK = new RegExp(`^(?:[A-Z][A-Z0-9/]{0,4}|[${MARKS}]{1,2})$`, 'u')
/** A heading or column that says a table explains what its first column holds. */
const EXPLAINS =
  /\b(?:legend|key|(?:words|terms)\s+(?:used|in)|column\s+(?:\w+\s+)?(?:key|words)|how\s+to\s+(?:read|use)|meaning|means|what\s+(?:it|each|the|they|we|this)\b[^.]*|tells|definitions?|explanation|marks?|symbols?|entry|entries|decision\s+column|determinations?|indicators?)\b/i
const SAYS =
  '(?:means?|stands?\\s+for|indicates?|denotes?|signif(?:y|ies)|says|tells|shows?|marks|is\\s+(?:for|used\\s+for|given)|=)'
/** `“Meets” closes the review in favor of the request`, `"N" means the item is covered`. */
const QUOTED = new RegExp(
  `["“‘]([^"”’\\n]{1,30})["”’]\\s*(?:(?:under|in|for)\\s+(?:the\\s+)?[\\w ]{1,24}\\s+)?(?:,|:|[–—-])?\\s*${SAYS}?:?\\s*([^."“”\\n]{3,160})`,
  'gu',
)
/** `PA: yes means that …`, `N under PA means "covered"`, `Notify = tell us`. */
const PLAIN = new RegExp(
  `(?:^|[.,;:|\\n]\\s+)((?:[A-Z][A-Za-z/]{0,12}(?::\\s*(?:yes|no|[A-Z]))?)|[A-Z]{1,4})\\s*(?:(?:under|in)\\s+(?:the\\s+)?[\\w ]{1,24}?\\s*)?${SAYS}\\s*(?:that\\s+)?["“]?([^."”\\n;|]{3,160})`,
  'gu',
)
/** `● Precertification required ▲ Notify us`: signs with the words that follow them. */
const SIGN = new RegExp(String.raw`(?:^|\s)([${SIGNS}])\s+([A-Za-z][^${SIGNS}\d\n|]{4,80})`, 'gu')
/** `A code marked No is covered`, `Codes marked E need …`. */
const MARKED = new RegExp(
  String.raw`\b(?:codes?|items?|services?|rows?|lines?|entries|entry)\s+(?:that\s+(?:is|are)\s+)?(?:marked|shown)\s+(?:with\s+(?:an?\s+)?|as\s+)?["“]?([A-Z][A-Za-z]{0,8}|[${SIGNS}])["”]?,?\s+([^.\n;]{3,120})`,
  'gu',
)
/** `Unless the PA column says Y, the service is covered`: the other entry of a column of two. */
const UNLESS =
  /\bunless\s+(?:the|a)\s+[\w -]{1,24}?\s*(?:column|field|box|entry)?\s*(?:says|reads|shows|holds|is)\s+["“]?([YN])["”]?,?\s+([^.\n]{3,120})/gi

/** `Open order: a covered benefit`, below a heading that says that words are explained. */
const NAMED = /^\s*([A-Z][^:–—.\n]{1,40}?)\s*(?::|\s[–—-])\s+([^\n]+)/

export function legendOf({ text, blocks }: PolicyText): Legend {
  const terms = new Map<string, CueKind>()
  const keys = new Set<number>()
  const meanings = new Map<string, string>()
  const define = (term: string, meaning: string, block: Block): void => {
    const key = termKey(term)
    // "Meets criteria above = necessary": words that say it themselves are no mark.
    if (/\s/.test(key) && statementOf(term) !== undefined) return
    if (key !== '' && !meanings.has(key) && !/\d{3}/.test(key)) meanings.set(key, meaning)
    const kind = meaningOf(meaning)
    if (kind === undefined || key === '' || terms.has(key) || /\d{3}/.test(key)) return
    terms.set(key, kind)
    keys.add(block.start)
  }
  for (const [term, meaning, block] of tableEntries(text, blocks)) define(term, meaning, block)
  let explaining = false
  for (const block of blocks) {
    const words = text.slice(block.start, block.end)
    if (block.kind === 'heading') explaining = EXPLAINS.test(words)
    const named = explaining ? NAMED.exec(words) : null
    if (named) define(named[1]!, named[2]!, block)
    for (const [term, meaning] of entriesIn(words)) define(term, meaning, block)
  }
  return { terms, meanings, keys }
}

/** Marks of footnotes at a term are no part of it: `○¹`, `✕†`. */
export const termKey = (term: string): string =>
  term
    .replace(/\s+/g, ' ')
    .trim()
    .toUpperCase()
    .replace(/(?<=\S)\s?[*†‡§\u00b2\u00b3\u00b9\u2070-\u2079\u1d43-\u1dbf\u02b0-\u02e0]+$/u, '')

/** What a definition says: of its sentences the first that says more than that no request is needed. */
function meaningOf(meaning: string): CueKind | undefined {
  return meaning
    .split(/(?<=[.;])\s+/)
    .map((sentence) => statementOf(sentence, 'meaning')?.kind)
    .filter((kind) => kind !== undefined)
    .sort((a, b) => Number(a === 'no-authorization') - Number(b === 'no-authorization'))[0]
}

/** What a cell says by a defined term: it is one, or begins with one. */
export function inLegend({ terms }: Legend, words: string): CueKind | undefined {
  const key = termKey(words)
  const whole = terms.get(key)
  if (whole !== undefined) return whole
  // `O; QL`: more marks than one.
  if (words.length <= 12) {
    const kinds = words.split(/\s*[;,/+&]\s*/).map((mark) => terms.get(termKey(mark)))
    const found = kinds.find((kind) => kind !== undefined && kind !== 'no-authorization') ?? kinds.find((kind) => kind)
    if (found !== undefined) return found
  }
  let best: { length: number; kind: CueKind } | undefined
  for (const [term, kind] of terms) {
    const symbol = !/[A-Z0-9]/.test(term)
    if (term.length < 3 && !symbol) continue
    if (!key.startsWith(term) || (!symbol && /[A-Z0-9]/.test(key[term.length] ?? ''))) continue
    if (best === undefined || term.length > best.length) best = { length: term.length, kind }
  }
  // `Meets if A and B`: what follows the term may be its condition.
  return best?.kind === 'covers' && onCondition(key.slice(best.length)) ? 'conditional' : best?.kind
}

/** A defined term that follows a code in running words: `J3380 — PA: yes`, `Q5107 bevacizumab ★`. */
export function termIn({ terms }: Legend, words: string): { kind: CueKind; start: number; end: number } | undefined {
  let first: { kind: CueKind; start: number; end: number } | undefined
  const folded = words.toUpperCase()
  for (const [term, kind] of terms) {
    const symbol = !/[A-Z0-9]/.test(term)
    if (!symbol && !term.includes(':')) continue
    const start = folded.indexOf(term)
    if (start >= 0 && (first === undefined || start < first.start)) first = { kind, start, end: start + term.length }
  }
  return first
}

function* entriesIn(words: string): Iterable<[term: string, meaning: string]> {
  const key = KEY.test(words)
  if (key || words.includes('=')) {
    if (key && !/[=–—]/.test(words)) yield* plainEntries(words)
    for (const match of words.matchAll(ENTRY)) if (key || match[0].includes('=')) yield [match[1]!, match[2]!]
  }
  for (const [, term, meaning] of words.matchAll(QUOTED)) yield [term!, meaning!]
  for (const [, term, meaning] of words.matchAll(PLAIN)) yield [term!, meaning!]
  if (words.length < 400) for (const [, sign, meaning] of words.matchAll(SIGN)) yield [sign!, meaning!]
  for (const [, term, meaning] of words.matchAll(MARKED)) yield [term!, meaning!]
  for (const [, entry, meaning] of words.matchAll(UNLESS)) yield [entry === 'Y' ? 'N' : 'Y', meaning!]
}

/** `Key: C covered N not covered P prior approval`: marks set apart by nothing but their capitals. */
function* plainEntries(words: string): Iterable<[string, string]> {
  for (const [, mark, meaning] of words.matchAll(
    /(?:^|\s)([A-Z]{1,3}|[*†‡])\s+([a-z][a-z ,/-]*?)(?=\s+(?:[A-Z]{1,3}|[*†‡])\s+[a-z]|\s*[.;\n]|\s*$)/g,
  ))
    yield [mark!, meaning!]
}

/** Rows of tables that explain terms: marks of a cell in any table, words where the table calls itself a key. */
function* tableEntries(text: string, blocks: readonly Block[]): Iterable<[string, string, Block]> {
  const cellsOf = ({ cells = [] }: Block): string[] => cells.map((c) => text.slice(c.start, c.end).trim())
  let heading = ''
  const explaining = new Map<number, boolean>()
  for (const block of blocks) {
    if (block.kind !== 'row') {
      heading = text.slice(block.start, block.end)
      continue
    }
    const cells = cellsOf(block).filter((c) => c !== '')
    const table = block.table ?? -1
    if (!explaining.has(table)) {
      const header = block.header || cells.every((c) => c.length < 40) ? cells.join(' ') : ''
      explaining.set(table, EXPLAINS.test(heading) || EXPLAINS.test(header))
    }
    if (cells.length !== 2) continue
    const [term, meaning] = cells as [string, string]
    const named = explaining.get(table) === true && term.length <= 40 && !/\d{4}/.test(term)
    if (MARK.test(term) || named) yield [term, meaning, block]
  }
}
