/** What the columns of a table say: which hold codes, which say what becomes of them. */
import { greatest } from '../../core/lists.ts'
import { columnHint, type Hint } from '../mentions/hints.ts'
import { systemsOf } from '../mentions/shapes.ts'
import type { Block } from '../model.ts'
import { alikeOf, isProcedure } from '../systems.ts'
import type { CueKind } from './cues.ts'
import { USUAL_LEGEND } from './cues.ts'
import { inLegend } from './legend.ts'
import type { Notes } from './notes.ts'
import { type Cue, onCondition, statementOf } from './statement.ts'

export interface Column {
  readonly header: string
  readonly hint: Hint | undefined
  readonly codes: boolean
  readonly from: boolean
  readonly through: boolean
  readonly except: boolean
  /** What the heading says of a row marked in this column, or of the codes in it. */
  readonly statement: Cue | undefined
  /** The heading asks whether something holds: `Covered?`, `Status`. */
  readonly status: boolean
  readonly notes: boolean
  /** What held before, beside a column of what holds now. */
  readonly past: boolean
}

export interface TableShape {
  readonly columns: readonly Column[]
  /** Rows that name the columns. */
  readonly headers: ReadonlySet<Block>
  /** It sets what held beside what holds now. */
  readonly dated: boolean
}

const STATUS =
  /\b(?:status|coverage|cov(?:er(?:ed)?)?|determination|decision|ind(?:icator)?|position|rule|answer|result|outcome|ruling|response|effect|action|requirements?|PA|auth\w*|policy\s+position|disposition|finding|benefit|category)\b/i
const NOTES =
  /\b(?:notes?|comments?|remarks?|limits?|limitations?|criteria|conditions?|restrictions?|guidance|details?|instructions?|rationale|explanation|additional|special|information)\b/i
const DESCRIPTION = /\b(?:descri\w+|name|title|definition|service|drug|product|medication|brand|generic)\b/i
const WHOLE =
  /^(?:[A-Z]\d{4}|\d{5}|\d{4}[A-Z]|[A-Z]\d[0-9AB]\.?[0-9A-Zx*-]{0,4}|[0-9A-HJ-NP-Z]{7}|[\d-]{12,13})(?![A-Za-z])/

/** Columns for kinds of members or plans, each with a say of its own. */
const MEMBERS =
  /\b(?:adults?|child(?:ren)?|p(?:a)?ediatrics?|commercial|medicare|medicaid|marketplace|exchange|HMO|PPO|ages?|aged|under|over|male|female|inpatient|outpatient|duals?|CHIP)\b/i

const DOTTED = /^[A-Z]\d[0-9AB]\.\d/
/** `97161, 97162`: numbers of five digits in a list are codes. */
const NUMBERS = /^\d{5}(?:\s*[,;]\s*\d{5})+/
/** Cells that a table of nothing but codes has at least. */
const LEAST_CODES = 4

const cellsOf = (text: string, row: Block): string[] => (row.cells ?? []).map((c) => text.slice(c.start, c.end).trim())

export function shapeOf(text: string, rows: readonly Block[]): TableShape {
  const headers = new Set(headerRows(text, rows))
  const width = greatest(rows.map((row) => row.cells?.length ?? 0))
  const all = rows.filter((row) => !headers.has(row)).map((row) => cellsOf(text, row))
  // A key or a remark below a grid says nothing of its columns.
  const coded = all.filter(hasCode)
  const body = coded.length > 0 ? coded : all
  const filled = body.flat().filter((cell) => cell !== '')
  const listed = filled.length >= LEAST_CODES && filled.every((cell) => WHOLE.test(cell))
  const columns = Array.from({ length: width }, (_, i): Column => {
    const header = headerText(text, [...headers], i)
    const cells = body.map((row) => row[i] ?? '').filter((cell) => cell !== '')
    return columnOf(header, cells, listed)
  })
  const dated = datedColumns(pairColumns(columns))
  return { columns: dated, headers, dated: dated.some((c) => c.past) }
}

/** The first rows that hold words and no codes, above rows that hold codes. */
function headerRows(text: string, rows: readonly Block[]): Block[] {
  // One cell over all columns names the part below it.
  const single = (row: Block): boolean => cellsOf(text, row).filter((cell) => cell !== '').length === 1
  const parted = rows.some((row, i) => i > 0 && row.header === true && single(row))
  const flagged = rows.filter(
    (row, i) =>
      row.header &&
      i < 3 &&
      !hasCode(cellsOf(text, row)) &&
      !((i > 0 || parted) && single(row) && (row.cells?.length ?? 0) > 1),
  )
  if (flagged.length > 0) return flagged
  const [first, ...rest] = rows
  if (!first) return []
  const cells = cellsOf(text, first)
  const filled = cells.filter((cell) => cell !== '')
  const words =
    filled.length >= Math.min(2, cells.length) && filled.every((cell) => cell.length <= 60) && !hasCode(cells)
  const below = rest.some((row) => hasCode(cellsOf(text, row)))
  return words && below && filled.length > 1 ? [first] : []
}

/** `95004 and 95024 are covered, up to 80 units.` begins with a code and is no list of codes. */
const isSentence = (cell: string): boolean => /[.!?]$/.test(cell) && (cell.match(/\b[a-z]{2,}\b/g)?.length ?? 0) >= 3

/** A cell without the name of the system before its code. */
const unnamed = (cell: string): string =>
  cell.replace(/^(?:CPT|HCPCS|ICD-?10(?:-CM|-PCS)?)[®™]?\s+(?:codes?\s+)?(?=\S*\d)/i, '')

const hasCode = (cells: readonly string[]): boolean => cells.some((cell) => WHOLE.test(unnamed(cell)))

function headerText(text: string, headers: readonly Block[], column: number): string {
  const texts = headers.map((row) => {
    const cells = cellsOf(text, row)
    // A heading over several columns stands in the first of them; but the last row has one for each.
    for (let i = column; i >= 0; i--) if ((cells[i] ?? '') !== '' || row === headers.at(-1)) return cells[i] ?? ''
    return ''
  })
  return [...new Set(texts.filter((t) => t !== ''))].join(' ')
}

/** What a claim must carry is not what is covered. */
const ON_CLAIM = /\b(?:NDC|modifiers?|invoice|taxonomy)\b|\bon\s+(?:the\s+)?claims?\b/i

/** `listed`: the table holds nothing but codes. */
function columnOf(written: string, given: readonly string[], listed: boolean): Column {
  const cells = given.map(unnamed)
  // Exports of databases name columns `auth_rule`, `COV_IND`.
  const header = written.replace(/_/g, ' ')
  const whole = cells.filter((cell) => WHOLE.test(cell) && !isSentence(cell)).length
  const mostly = cells.length > 0 && whole >= 0.6 * cells.length
  const named = columnHint(header)
  const shapes = [...new Set(cells.slice(0, 50).flatMap((cell) => systemsOf(WHOLE.exec(cell)?.[0] ?? '')))]
  // A column without a heading holds codes when its cells do, and not only numbers of five digits.
  const sure =
    mostly &&
    (listed ||
      cells.some((c) => NUMBERS.test(c)) ||
      shapes.some((s) => alikeOf(s) === 'nothing' || alikeOf(s) === 'serials') ||
      cells.some((c) => DOTTED.test(c)))
  const hint = named ?? (sure ? 'code' : undefined)
  const bare = header.replace(/[?:]/g, ' ').trim()
  const statement = [bare, `is ${bare}`, `${bare} is required`.replace(/required\s+is required/i, 'required')]
    .map((words) => statementOf(words))
    .find((cue) => cue !== undefined)
  const asked = ON_CLAIM.test(bare) ? undefined : statement
  const said = named === undefined && mostly && statement !== undefined
  const except = /\b(?:except\w*|exclud\w+|excluding|omit\w*)\b/i.test(header) && !/non|not/i.test(header)
  return {
    header,
    hint:
      hint === 'code' &&
      mostly &&
      shapes.some((s) => alikeOf(s) === 'numbers') &&
      !shapes.some(isProcedure) &&
      !cells.some((c) => DOTTED.test(c))
        ? 'service'
        : hint === 'none' &&
            mostly &&
            shapes.some((s) => alikeOf(s) === 'nothing') &&
            !/policy|contract|form/i.test(header)
          ? 'code'
          : hint,
    codes: said || (hint !== undefined && hint !== 'none') || (except && whole > 0),
    from: /\b(?:from|start(?:ing)?|begin(?:ning)?|first|low|lower|range\s+start)\b/i.test(header),
    through: /\b(?:to|thru|through|end(?:ing)?|last|high|upper|range\s+end)\b/i.test(header),
    except,
    statement: except ? undefined : asked,
    status: STATUS.test(header) && !DESCRIPTION.test(header),
    notes: NOTES.test(header) || DESCRIPTION.test(header),
    past: false,
  }
}

const PAST =
  /^(?:was|were|old|previous(?:ly)?|prior(?!\s+(?:auth|approv|notif))|former(?:ly)?|before|until|from|current)\b/i
const PRESENT = /^(?:is|are|new|now|revised|after|today|updated|change[ds]?|to|proposed|going\s+forward)\b/i

/** Of a column for what held and one for what holds now, the second is a status and the first says nothing. */
function datedColumns(columns: readonly Column[]): Column[] {
  const past = columns.findIndex((c) => PAST.test(c.header) && !c.codes)
  const present = columns.findIndex((c) => PRESENT.test(c.header) && !c.codes)
  if (past < 0 || present < 0) return [...columns]
  return columns.map((c, i) => (i === past ? { ...c, past: true } : i === present ? { ...c, status: true } : c))
}

/** `From` and `Through` are ends of ranges only beside each other, with codes in both. */
function pairColumns(columns: readonly Column[]): Column[] {
  return columns.map((column, i) => {
    const next = columns[i + 1]
    const last = columns[i - 1]
    // `Code | Thru`: the first end need not say that it is one.
    const from = (column.from || (column.codes && next?.codes === true)) && next?.through === true
    const through = column.through && (last?.from === true || (last?.codes === true && column.codes))
    const other = from ? columns[i + 1] : through ? columns[i - 1] : undefined
    const hint = from || through ? (real(column.hint) ?? real(other?.hint) ?? 'code') : column.hint
    return { ...column, from, through, hint, codes: column.codes || from || through }
  })
}

const real = (hint: Hint | undefined): Hint | undefined => (hint === 'none' ? undefined : hint)

const YES = /^(?:y|yes|true|x|✓|✔|☑|☒|●|•|■|\*|1|required|req(?:'d|uired)?\.?|applies)$/iu
const NO = /^(?:n|no|false|none|not\s+required|0|☐|○|✗|✘)$/iu
/** The code is no more: nothing is said of it now. */
const GONE =
  /^(?:code\s+)?(?:(?:was|is|has\s+been)\s+)?(?:deleted|ended|end-?dated|closed\s+\d|discontinued|retired|terminated|replaced|invalid|obsolete|never\s+(?:issued|valid)|no\s+longer\s+(?:valid|active|in\s+use)|not\s+(?:a\s+valid|valid)|expired|inactive)\b/i
const BLANK = /^(?:[-–—]*|n\/?a)$/i

export interface RowSays {
  readonly kind: CueKind
  readonly cell: { readonly start: number; readonly end: number }
  /** Said by a mark or word of a column made for it, and not in a remark. */
  readonly firm: boolean
  /** Said in a column about coverage as a whole, and not of one kind of member. */
  readonly general: boolean
}

/** What the cells of a row say of its codes. */
export function rowSays(text: string, row: Block, { columns }: TableShape, notes: Notes): RowSays[] {
  const says: RowSays[] = []
  for (const [i, cell] of (row.cells ?? []).entries()) {
    const column = columns[i]
    const words = text.slice(cell.start, cell.end).trim()
    if (!column || column.codes || column.past || words === '' || BLANK.test(words)) continue
    // What ages a row is for is asked of it elsewhere.
    if (AGES.test(column.header)) continue
    const own = column.notes ? ownOf(words) : words
    if (own === '') continue
    const kind = cellSays(own, column, notes)
    if (kind)
      says.push({
        ...kind,
        cell,
        general: !MEMBERS.test(column.header) && (column.status || column.statement !== undefined || column.notes),
      })
  }
  const aged = limitedToAges(text, row, columns)
  if (aged) for (const [i, s] of says.entries()) if (s.kind === 'covers') says[i] = { ...s, kind: 'conditional' }
  const marks = says.filter((s) => s.firm)
  // "No" under "PA", and "Covered, no request" in the remarks: the remark says more.
  const telling = marks.every((s) => s.kind === 'no-authorization')
    ? says.filter((s) => s.kind === 'covers' || s.kind === 'conditional')
    : []
  const firm = telling.length > 0 ? telling : marks
  if (firm.length === 0) return settle(says)
  // A remark says on what a plain "covered" depends; it does not overrule any other mark.
  const remark = firm.every((s) => s.kind === 'covers') ? says.filter((s) => !s.firm) : []
  const stricter = remark.some((s) => s.kind === 'conditional' || s.kind === 'needs-authorization')
  return settle(stricter ? remark : [...firm, ...remark])
}

/** What of a remark names no other code: those parts speak of the others. */
const ownOf = (words: string): string =>
  words
    .split(/[;.]\s+/)
    .filter((part) => !/\b(?:[A-Z]\d{4}|\d{5}|\d{4}[A-Z])\b/.test(part))
    .join('; ')

const AGES = /^\s*ages?\b/i

/** A column of ages that does not say all of them. */
export function limitedToAges(text: string, row: Block, columns: readonly Column[]): boolean {
  const at = columns.findIndex((c) => AGES.test(c.header) && !c.codes)
  const cell = row.cells?.[at]
  const words = cell ? text.slice(cell.start, cell.end).trim() : ''
  return /\d|child|adult|p(?:a)?ediatric/i.test(words) && !/^(?:all|any|0\s*[-–+]\s*(?:99|120|125|999)?)$/i.test(words)
}

function cellSays(words: string, column: Column, notes: Notes): { kind: CueKind; firm: boolean } | undefined {
  const asked = column.statement?.kind
  const legend = inLegend(notes.legend, words)
  if (asked && YES.test(words)) return { kind: legend ?? asked, firm: true }
  if (asked && NO.test(words)) return { kind: legend ?? opposite(asked), firm: true }
  if (column.status && legend) return { kind: legend, firm: true }
  if (column.status && USUAL_LEGEND[words.toUpperCase()])
    return { kind: USUAL_LEGEND[words.toUpperCase()]!, firm: true }
  if (legend) return { kind: legend, firm: true }
  if (column.status && /\bcover/i.test(column.header) && YES.test(words)) return { kind: 'covers', firm: true }
  if (column.status && /\bcover/i.test(column.header) && NO.test(words)) return { kind: 'excludes', firm: true }
  if (!DESCRIPTION.test(column.header) && GONE.test(words)) return { kind: 'no-authorization', firm: true }
  if (
    column.status &&
    /\b(?:answer|decision|determination|outcome|benefit|allowed|paid)\b/i.test(column.header) &&
    NO.test(words)
  )
    return { kind: 'excludes', firm: true }
  if (/^(?:listed|shown|kept)\s+for\s+(?:information|reference|orientation)\b/i.test(words))
    return { kind: 'mentions', firm: true }
  if (/^(?:PA|AUTH)\b(?!\s*[:=-]?\s*(?:no|not|none)\b)/.test(words)) return { kind: 'needs-authorization', firm: true }
  // Where the heading does not say what is asked, "none" is no requirement.
  if (column.status && NO.test(words)) return { kind: 'no-authorization', firm: true }
  const cue =
    statementOf(words, 'cell') ??
    (column.status || asked || (column.header === '' && ANSWER.test(words)) ? statusWord(words, asked) : undefined)
  if (!cue) return undefined
  const short = words.length <= 60 || column.status
  if (DESCRIPTION.test(column.header) && !column.status) return undefined
  return { kind: cue.kind, firm: short && !column.notes }
}

/** An answer needs no heading. */
const ANSWER = /^(?:yes|no)\b/i

/** Words that mean something only in a column about coverage. */
function statusWord(words: string, asked: CueKind | undefined): Cue | undefined {
  const found = (kind: CueKind): Cue => ({ kind, start: 0, end: words.length })
  if (asked === 'needs-authorization') {
    if (/^(?:always|required|yes)\b/i.test(words)) return found('needs-authorization')
    if (/^(?:not|no|never|exempt|none|waived)\b/i.test(words)) return found('no-authorization')
  }
  if (/^(?:with\s+)?(?:criteria|restrictions?|limits?|limitations?|conditions?|clinical\s+review)\b/i.test(words))
    return found('conditional')
  if (/^(?:authori[sz]ation|auth|notif(?:y|ication)|precert\w*|PA|refer|review|request|ask|pend)\b/i.test(words))
    return found('needs-authorization')
  if (/^(?:yes|allowed|open|payable|benefit|meets?|met|approved?|include[ds]?|pays?)\b/i.test(words))
    return found(onCondition(words) ? 'conditional' : 'covers')
  if (/^(?:no\b|not\b|never|closed|exclu\w+|does\s+not|denied|deny|fails?|rejected)/i.test(words))
    return found('excludes')
  return undefined
}

function opposite(kind: CueKind): CueKind {
  if (kind === 'covers') return 'excludes'
  if (kind === 'supports-necessity') return 'does-not-support'
  return 'no-authorization'
}

/** Coverage under an authorization is the authorization; a service that is not covered needs none. */
function settle(says: readonly RowSays[]): RowSays[] {
  const has = (kind: CueKind): boolean => says.some((s) => s.kind === kind)
  return says.filter((s) => {
    if (s.kind === 'covers' || s.kind === 'conditional') return !s.general || !has('needs-authorization')
    if (s.kind === 'no-authorization') return says.every((other) => other.kind === 'no-authorization')
    return true
  })
}
