/**
 * The codes of a whole file: each row comes out as it went in, with what is to be said of its codes behind it. Nothing is
 * kept of a row once it is written.
 */
import type { Catalog } from '../catalog/catalog.ts'
import { type IsoDate, parseCompactDate, parseIsoDate } from '../core/date.ts'
import { AppError } from '../core/errors.ts'
import { type DataRow, type DataShape, readData } from '../sources/data-file.ts'
import type { SourceFile } from '../sources/source-file.ts'
import { allowsBulk } from '../systems/licence.ts'
import type { CodeSystem } from '../systems/system.ts'
import { loadedSystem } from './code.ts'
import { Checker, detached, type Verdict, type VerdictStatus } from './verdict.ts'

/** What a cell was found to be: a verdict, nothing, or a code without a usable day. */
export type CellStatus = VerdictStatus | 'empty' | 'undated'

export interface CheckOptions {
  /** `column=system`, or a column that is called as its system is. */
  readonly columns: readonly string[]
  /** Column with the day each row is judged as of. */
  readonly asOfColumn?: string | undefined
  /** The day of rows without one; without it such rows are named, not guessed at. */
  readonly asOf?: IsoDate | undefined
  readonly today: IsoDate
}

export interface WrongCode {
  readonly written: string
  readonly status: VerdictStatus
  count: number
  readonly reason: string
}

export interface ColumnSummary {
  readonly column: string
  readonly system: string
  readonly counts: Record<CellStatus, number>
  /** Cells that are officially written otherwise. */
  mended: number
  /** What is wrong most often, at most ten. */
  wrong: WrongCode[]
}

export interface CheckSummary {
  rows: number
  /** Rows with something wrong in them. */
  wrongRows: number
  /** Rows that could not be read as such; each is named in its own row too. */
  damaged: number
  /** The first of them. */
  readonly problems: { readonly line: number; readonly problem: string }[]
  readonly columns: ColumnSummary[]
  readonly seconds: number
}

const MOST_PROBLEMS = 20
const MOST_WRONG = 10
/** Characters of a wrong code that a summary shows. */
const MOST_SHOWN = 200
/** Columns of a table, as many as spreadsheets have: each row is filled up to them. */
const MOST_CELLS = 16_384
/** Different wrong codes of a column that are counted one by one. */
const MOST_COUNTED = 20_000
/** What is written behind each row for each column checked. */
export const ADDED = ['status', 'billable', 'ended', 'code', 'suggestion', 'reason', 'title'] as const
const PROBLEM = 'row_problem'
/** Suggestions looked for: the best one is written, and that a code has ended says nothing new. */
const SUGGESTED = 2

/** A day as claims write it: `2026-01-15`, with a time behind it, `20260115`, `1/15/2026`. */
export function dayOf(text: string): IsoDate | undefined {
  const iso = parseIsoDate(text.slice(0, 10))
  if (iso !== undefined && /^(?:[T\s].*)?$/.test(text.slice(10))) return iso
  const compact = parseCompactDate(text)
  if (compact !== undefined) return compact
  const american = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text)
  return american
    ? parseIsoDate(`${american[3]}-${american[1]!.padStart(2, '0')}-${american[2]!.padStart(2, '0')}`)
    : undefined
}

interface Column {
  readonly name: string
  readonly system: CodeSystem
  readonly summary: ColumnSummary
  readonly wrong: Map<string, WrongCode>
  at: number
}

const noCounts = (): Record<CellStatus, number> =>
  ({ valid: 0, header: 0, ended: 0, future: 0, unknown: 0, empty: 0, undated: 0 }) satisfies Record<CellStatus, number>

function columnOf(catalog: Catalog, asked: string): Column {
  const at = asked.lastIndexOf('=')
  const name = (at === -1 ? asked : asked.slice(0, at)).trim()
  const system = loadedSystem(catalog, (at === -1 ? asked : asked.slice(at + 1)).trim())
  const summary = { column: name, system: system.id, counts: noCounts(), mended: 0, wrong: [] }
  return { name, system, summary, wrong: new Map(), at: -1 }
}

/** Where a column stands in a heading, without regard to case and blanks. @throws AppError `invalid-input` */
function placeOf(heading: readonly string[], name: string): number {
  const wanted = name.toLowerCase()
  const at = heading.findIndex((cell) => cell.trim().toLowerCase() === wanted)
  if (at !== -1) return at
  const there = heading.slice(0, 40).join(', ')
  throw new AppError('invalid-input', { problem: `the file has no column "${name}"; it has: ${there}` })
}

/** Cells that are written behind a row, and once they were, as they were written. */
export class Added {
  readonly cells: readonly string[]
  joined: string | undefined

  constructor(cells: readonly string[]) {
    this.cells = cells
  }
}

/** One row of what comes out. */
export interface CheckedRow {
  readonly cells: readonly string[]
  readonly record?: Readonly<Record<string, unknown>>
  /** The line as it stood, of a row that needs no quotes. */
  readonly text?: string
  /** Cells behind the row in groups, in the order of `added`; the same group may stand behind many rows. */
  readonly added: readonly Added[]
}

/** Checks the rows of a file one after the other. */
export class FileCheck {
  readonly #checker: Checker
  readonly #columns: Column[]
  readonly #options: CheckOptions
  readonly #started = performance.now()
  readonly #days = new Map<string, IsoDate | undefined>()
  #heading: readonly string[] | undefined
  #dayAt = -1
  readonly #summary: { rows: number; wrongRows: number; damaged: number; problems: { line: number; problem: string }[] }

  /** @throws AppError `invalid-input`, `unknown-system`, `system-not-loaded` */
  constructor(catalog: Catalog, options: CheckOptions) {
    if (options.columns.length === 0)
      throw new AppError('invalid-input', { problem: 'no column is named; use --column NAME=SYSTEM' })
    this.#checker = new Checker(catalog, SUGGESTED)
    this.#columns = options.columns.map((asked) => columnOf(catalog, asked))
    this.#options = options
    this.#summary = { rows: 0, wrongRows: 0, damaged: 0, problems: [] }
  }

  /** Names of the cells that are added to each row. */
  get added(): string[] {
    return [...this.#columns.flatMap(({ name }) => ADDED.map((each) => `${name}_${each}`)), PROBLEM]
  }

  /** The heading of a table; undefined for NDJSON. */
  get heading(): readonly string[] | undefined {
    return this.#heading
  }

  /** Reads the codes of the columns' systems at once; worth its time for files of very many rows. */
  prepare(): void {
    for (const system of new Set(this.#columns.map((column) => column.system))) this.#checker.prepare(system)
  }

  /**
   * Every row of `file` with its verdicts, in batches of at most `most`; the heading is not among them. Rows are checked when
   * their batch is asked for, so that who serves others meanwhile can do so.
   */
  async *rows(file: SourceFile, shape: DataShape, most = Number.POSITIVE_INFINITY): AsyncIterable<CheckedRow[]> {
    for await (const batch of readData(file, shape)) {
      let rows = batch
      if (shape.format !== 'ndjson' && this.#heading === undefined && rows.length > 0) {
        this.#readHeading(rows[0]!)
        rows = rows.slice(1)
      }
      for (let from = 0; from < rows.length || from === 0; from += most)
        yield rows.slice(from, from + most).map((row) => this.#check(row))
    }
  }

  #readHeading({ cells }: DataRow): void {
    if (cells.length > MOST_CELLS)
      throw new AppError('invalid-input', {
        problem: `the heading has ${cells.length} columns; it may have ${MOST_CELLS}`,
      })
    this.#heading = cells
    for (const column of this.#columns) column.at = placeOf(cells, column.name)
    if (this.#options.asOfColumn !== undefined) this.#dayAt = placeOf(cells, this.#options.asOfColumn)
  }

  #cell({ cells, record }: DataRow, at: number, name: string): string {
    if (!record) return (cells[at] ?? '').trim()
    const value = Object.hasOwn(record, name) ? record[name] : undefined
    if (value === null || value === undefined) return ''
    return (typeof value === 'object' ? JSON.stringify(value) : String(value)).trim()
  }

  #check(row: DataRow): CheckedRow {
    const problems = row.problem === undefined ? [] : [row.problem]
    if (this.#heading && row.cells.length !== this.#heading.length)
      problems.push(`${row.cells.length} cells where the heading has ${this.#heading.length}`)
    if (row.cells.some((cell) => cell.includes('\ufffd'))) problems.push('bytes that are not UTF-8')
    const damaged = problems.length > 0
    const isReadable = !row.problem
    const day = isReadable ? this.#dayOf(row, problems) : undefined
    const added: Added[] = []
    let wrong = damaged
    for (const column of this.#columns) {
      const written = isReadable ? this.#cell(row, column.at, column.name) : ''
      wrong = this.#judge(column, { written, day, added }) || wrong
    }
    added.push(problems.length === 0 ? NO_PROBLEM : new Added([problems.join('; ')]))
    this.#count(row.line, { wrong: wrong || problems.length > 0, damaged, problems })
    const { cells, text, record } = row
    return { cells, added, ...(text === undefined ? {} : { text }), ...(record ? { record } : {}) }
  }

  #count(line: number, { wrong, damaged, problems }: { wrong: boolean; damaged: boolean; problems: string[] }): void {
    const summary = this.#summary
    summary.rows += 1
    if (wrong) summary.wrongRows += 1
    if (damaged) summary.damaged += 1
    if (problems.length > 0 && summary.problems.length < MOST_PROBLEMS)
      summary.problems.push({ line, problem: problems.join('; ') })
  }

  /** The day of a row; undefined, with a problem, where it has none and none was given for such rows. */
  #dayOf(row: DataRow, problems: string[]): IsoDate | undefined {
    const { asOfColumn, asOf, today } = this.#options
    if (asOfColumn === undefined) return asOf ?? today
    const text = this.#cell(row, this.#dayAt, asOfColumn)
    if (!this.#days.has(text)) {
      if (this.#days.size > MOST_COUNTED) this.#days.clear()
      this.#days.set(detached(text), dayOf(text))
    }
    const day = this.#days.get(text)
    if (day !== undefined) return day
    if (text === '' && asOf !== undefined) return asOf
    problems.push(text === '' ? `no day in ${asOfColumn}` : `${asOfColumn} holds no day`)
    return undefined
  }

  /** Adds the cells of one code; true when something is wrong with it. */
  #judge(
    { system, summary, wrong }: Column,
    { written, day, added }: { written: string; day: IsoDate | undefined; added: Added[] },
  ): boolean {
    if (written === '' || day === undefined) {
      const status = written === '' ? 'empty' : 'undated'
      summary.counts[status] += 1
      added.push(BLANK[status])
      return status === 'undated'
    }
    const verdict = this.#checker.check(system, written, day)
    summary.counts[verdict.status] += 1
    if (verdict.mended) summary.mended += 1
    verdict.made ??= new Added(cellsOf(system, verdict))
    const cells = verdict.made as Added
    added.push(cells)
    if (verdict.status === 'valid') return false
    const known = wrong.get(written)
    if (known) known.count += 1
    else if (wrong.size < MOST_COUNTED) {
      const shown = written.length > MOST_SHOWN ? `${written.slice(0, MOST_SHOWN)}…` : written
      wrong.set(detached(written), {
        written: detached(shown),
        status: verdict.status,
        count: 1,
        reason: cells.cells[REASON] ?? '',
      })
    }
    return true
  }

  /** What was found in all rows so far. */
  summary(): CheckSummary {
    return {
      ...this.#summary,
      columns: this.#columns.map(({ summary, wrong }) => ({
        ...summary,
        wrong: [...wrong.values()].toSorted((a, b) => b.count - a.count).slice(0, MOST_WRONG),
      })),
      seconds: (performance.now() - this.#started) / 1_000,
    }
  }
}

/** What is written behind a code with a verdict. */
function cellsOf(system: CodeSystem, verdict: Verdict): readonly string[] {
  const { status, billable, code = '', endedOn = '', suggestions } = verdict
  // Text of systems under terms is not given in bulk.
  const title = allowsBulk(system) ? (verdict.title ?? '') : ''
  if (status === 'valid') return [status, system.reportable ? (billable ? 'yes' : 'no') : '', '', code, '', '', title]
  const first = suggestions.find(({ kind }) => kind !== 'ended') ?? suggestions[0]
  const meant = first?.kind === 'ended' ? '' : (first?.code ?? '')
  return [status, 'no', endedOn, code, meant, first?.text ?? REASONS[status], title]
}

const REASON = ADDED.indexOf('reason')
const NO_PROBLEM = new Added([''])
const BLANK = {
  empty: new Added(['empty', '', '', '', '', '', '']),
  undated: new Added(['undated', '', '', '', '', '', '']),
}

const REASONS: Readonly<Record<VerdictStatus, string>> = {
  valid: '',
  header: 'It only arranges codes and cannot be reported.',
  ended: 'It is not listed any more.',
  future: 'It is not listed yet.',
  unknown: 'It is in no release loaded.',
}
