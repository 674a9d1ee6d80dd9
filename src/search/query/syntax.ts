/**
 * The query language for experts. What is not understood stays a word of the query, and the reader is told.
 *
 *   system:hcpcs  billable:yes  chapter:E08-E13  kind:drug  asOf:2024-03-01  setting:outpatient  anesthesia:local
 *   "exact phrase"   -word   E11*   J9000..J9999
 */
import { type IsoDate, parseIsoDate } from '../../core/date.ts'

export interface ParsedQuery {
  /** The words that are left to search for. */
  readonly text: string
  readonly systems: readonly string[]
  readonly kinds: readonly string[]
  readonly chapters: readonly string[]
  readonly billable: boolean | undefined
  readonly asOf: IsoDate | undefined
  /** Values that explainers give: `setting:outpatient`. */
  readonly facets: readonly { readonly name: string; readonly value: string }[]
  readonly phrases: readonly string[]
  readonly without: readonly string[]
  readonly codePrefixes: readonly string[]
  readonly codeRanges: readonly (readonly [string, string])[]
  /** What was written like an instruction and could not be followed, a sentence each. */
  readonly problems: readonly string[]
}

export interface SyntaxWords {
  readonly systems: readonly string[]
  readonly kinds: readonly string[]
  /** Facets with the values they may have. */
  readonly facets?: Readonly<Record<string, readonly string[]>>
}

/** A quoted phrase, or a run without blanks. */
const PIECE = /(-?)"([^"]*)"|(\S+)/g
const FIELD = /^(system|kind|chapter|billable|asof|setting|anesthesia|duration):(.+)$/i
const PREFIX = /^([a-z0-9][a-z0-9.]{1,6})\*$/i
const RANGE = /^([a-z]?\d[a-z0-9.]{1,6})\.\.([a-z]?\d[a-z0-9.]{1,6})$/i
const YES = new Set(['yes', 'true', 'y', '1'])
const NO = new Set(['no', 'false', 'n', '0'])

interface Draft {
  words: string[]
  systems: string[]
  kinds: string[]
  chapters: string[]
  billable: boolean | undefined
  asOf: IsoDate | undefined
  facets: { name: string; value: string }[]
  phrases: string[]
  without: string[]
  codePrefixes: string[]
  codeRanges: [string, string][]
  problems: string[]
}

/** Takes a field apart into the draft; a sentence says why when it cannot. */
function readField(draft: Draft, field: string, value: string, known: SyntaxWords): string | undefined {
  switch (field) {
    case 'system':
      if (!known.systems.includes(value.toLowerCase()))
        return `there is no code system “${value}” here (${known.systems.join(', ')})`
      draft.systems.push(value.toLowerCase())
      return undefined
    case 'kind':
      if (!known.kinds.includes(value.toLowerCase())) return `there is no kind “${value}” (${known.kinds.join(', ')})`
      draft.kinds.push(value.toLowerCase())
      return undefined
    case 'chapter':
      draft.chapters.push(/^\d{1,2}$/.test(value) ? `chapter-${value}` : value)
      return undefined
    case 'billable':
      if (!YES.has(value.toLowerCase()) && !NO.has(value.toLowerCase())) return `billable is yes or no, not “${value}”`
      draft.billable = YES.has(value.toLowerCase())
      return undefined
    case 'asof': {
      const date = parseIsoDate(value)
      if (date === undefined) return `“${value}” is not a date written YYYY-MM-DD`
      draft.asOf = date
      return undefined
    }
    default: {
      const values = known.facets?.[field] ?? []
      if (!values.includes(value.toLowerCase())) return `${field} is one of ${values.join(', ')}, not “${value}”`
      draft.facets.push({ name: field, value: value.toLowerCase() })
      return undefined
    }
  }
}

function readWord(draft: Draft, word: string, known: SyntaxWords): void {
  const field = FIELD.exec(word)
  if (field) {
    const problem = readField(draft, field[1]!.toLowerCase(), field[2]!, known)
    if (problem === undefined) return
    draft.problems.push(`${problem}; searched as a word`)
    draft.words.push(field[2]!)
    return
  }
  const range = RANGE.exec(word)
  if (range) {
    draft.codeRanges.push([range[1]!, range[2]!])
    return
  }
  const prefix = PREFIX.exec(word)
  if (prefix && /\d/.test(prefix[1]!)) {
    draft.codePrefixes.push(prefix[1]!)
    return
  }
  if (/^-\p{L}{2,}/u.test(word)) draft.without.push(word.slice(1))
  else draft.words.push(word)
}

/** Characters read of a query; nobody means more, and the rest costs nothing. */
const MOST_READ = 2_000
/** Instructions of each kind that are followed. */
const MOST_OF_A_KIND = 24

/** The first of a list; a sentence says that there were more. */
function cut<T>(list: readonly T[], what: string, problems: string[]): readonly T[] {
  if (list.length > MOST_OF_A_KIND) problems.push(`only the first ${MOST_OF_A_KIND} ${what} were followed`)
  return list.slice(0, MOST_OF_A_KIND)
}

/** Takes a query apart. Never fails; a query without any instruction comes back as its own text. */
export function parseQuery(query: string, known: SyntaxWords): ParsedQuery {
  const draft: Draft = {
    words: [],
    systems: [],
    kinds: [],
    chapters: [],
    billable: undefined,
    asOf: undefined,
    facets: [],
    phrases: [],
    without: [],
    codePrefixes: [],
    codeRanges: [],
    problems: [],
  }
  for (const [, minus, quoted, word] of query.slice(0, MOST_READ).matchAll(PIECE)) {
    if (quoted === undefined) readWord(draft, word!, known)
    else if (quoted.trim() === '') continue
    else if (minus === '-') draft.without.push(quoted)
    else {
      draft.phrases.push(quoted)
      draft.words.push(quoted)
    }
  }
  const { words, problems, ...rest } = draft
  if (query.length > MOST_READ)
    problems.push(`only the first ${MOST_READ.toLocaleString('en-US')} characters were read`)
  return {
    ...rest,
    text: words.join(' '),
    facets: cut(rest.facets, 'facets', problems),
    chapters: cut(rest.chapters, 'chapters', problems),
    phrases: cut(rest.phrases, 'quoted phrases', problems),
    without: cut(rest.without, 'excluded words', problems),
    codePrefixes: cut(rest.codePrefixes, 'beginnings of codes', problems),
    codeRanges: cut(rest.codeRanges, 'ranges of codes', problems),
    problems,
  }
}

/** How a query was read, as one sentence; undefined when it is only words. */
export function describeQuery(parsed: ParsedQuery): string | undefined {
  const parts = [
    ...parsed.phrases.map((p) => `with the exact phrase “${p}”`),
    ...parsed.without.map((w) => `without “${w}”`),
    ...parsed.systems.map((s) => `in ${s}`),
    ...parsed.kinds.map((k) => `of kind ${k}`),
    ...parsed.chapters.map((c) => `in ${c}`),
    ...parsed.codePrefixes.map((p) => `with codes that begin with ${p.toUpperCase()}`),
    ...parsed.codeRanges.map(([a, b]) => `with codes from ${a.toUpperCase()} to ${b.toUpperCase()}`),
    ...parsed.facets.map(({ name, value }) => `with ${name} ${value} as our explainers say, not the code set`),
    ...(parsed.billable === undefined ? [] : [parsed.billable ? 'that can be billed' : 'that cannot be billed']),
    ...(parsed.asOf === undefined ? [] : [`as of ${parsed.asOf}`]),
  ]
  if (parts.length === 0 && parsed.problems.length === 0) return undefined
  const words = parsed.text === '' ? 'All codes' : `Codes for “${parsed.text}”`
  const read = parts.length === 0 ? '' : `${words} ${parts.join(', ')}.`
  const said = parsed.problems.map((p) => `${p[0]!.toUpperCase()}${p.slice(1)}.`)
  return [read, ...said].filter((s) => s !== '').join(' ')
}
