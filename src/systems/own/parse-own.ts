/**
 * A user's own codes as CSV.
 *
 * @source A file of the user's, `medcodex add codes.csv --system my-charges`.
 * @layout CSV with a heading, UTF-8 (lines of windows-1252 are understood). Columns in any order, compared without case:
 *   code       required
 *   display    required; also `title`, `name`, `description`
 *   parent     code of the group it stands in; the group is a row of the file
 *   status     `active` (usual) or `inactive`, `retired`, `deprecated`
 *   from, to   first and last day, YYYY-MM-DD
 *   synonyms   other names, separated by `;` or `|`
 *   any other  a property under the heading as written
 * A parent that is no code of the file makes the row a root, with an Issue; so does one that is its own ancestor.
 */
import { type IsoDate, parseIsoDate } from '../../core/date.ts'
import type { SystemId } from '../../core/system-id.ts'
import { squeeze } from '../../core/text.ts'
import { type HeadedRow, headed, type Row } from '../headed.ts'
import { problemsOf, quoted } from '../problem.ts'
import type { SourceRecord } from '../records.ts'

export const DISPLAYS = ['display', 'title', 'name', 'description'] as const
export const KNOWN = ['code', 'parent', 'status', 'from', 'to', 'synonyms'] as const
const RETIRED = new Set(['inactive', 'retired', 'deprecated', 'deleted', 'terminated'])

interface Code {
  readonly row: HeadedRow
  readonly code: string
  readonly title: string
  parent: string | undefined
}

/** Which of the headings holds the name of a code. */
export const displayOf = (headings: readonly string[]): string | undefined =>
  DISPLAYS.find((name) => headings.some((heading) => heading.trim().toLowerCase() === name))

export async function* parseOwn(
  rows: AsyncIterable<Row>,
  { system, file }: { readonly system: SystemId; readonly file: string },
): AsyncIterable<SourceRecord> {
  const problem = problemsOf(system)
  const codes = new Map<string, Code>()
  let display: string | undefined
  async function* watched(): AsyncIterable<Row> {
    for await (const row of rows) {
      display ??= displayOf(row.cells)
      yield row
    }
  }
  for await (const row of headed(watched(), { system, file, needs: ['code'], knows: [...KNOWN, ...DISPLAYS] })) {
    if (row.type === 'issue') {
      yield row
      continue
    }
    const code = row.cell('code')
    const title = squeeze(display === undefined ? '' : row.cell(display))
    const wrong =
      code === ''
        ? { code: 'no-code', text: 'The row has no code.' }
        : title === ''
          ? { code: 'no-title', text: `${quoted(code)} has no display.` }
          : codes.has(code)
            ? { code: 'duplicate-code', text: `${quoted(code)} stands more than once; the first counts.` }
            : undefined
    if (wrong !== undefined) {
      yield problem({ file }, { ...wrong, severity: 'error', line: row.line })
      continue
    }
    codes.set(code, { row, code, title, parent: row.cell('parent') || undefined })
  }
  for (const each of codes.values()) {
    const { parent, code, row } = each
    if (parent === undefined || (codes.has(parent) && !loops(codes, code))) continue
    const text = codes.has(parent)
      ? `${quoted(code)} is its own ancestor.`
      : `The parent ${quoted(parent)} of ${quoted(code)} is not in the file.`
    yield problem({ file }, { code: 'bad-parent', severity: 'warning', line: row.line, text })
    each.parent = undefined
  }
  yield* inTreeOrder(codes, (row, what) => problem({ file }, { ...what, line: row.line }))
}

/** True when the chain of parents of `code` comes back to it. */
function loops(codes: ReadonlyMap<string, Code>, code: string): boolean {
  let at = codes.get(code)?.parent
  for (let steps = 0; at !== undefined && steps <= codes.size; steps++) {
    if (at === code) return true
    at = codes.get(at)?.parent
  }
  return at !== undefined
}

type Report = (row: HeadedRow, what: { code: string; severity: 'warning'; text: string }) => SourceRecord

/** Records with parents before their children, else in the order of the file. */
function* inTreeOrder(codes: ReadonlyMap<string, Code>, report: Report): Iterable<SourceRecord> {
  const below = Map.groupBy(codes.values(), ({ parent }) => parent)
  const waiting = [...(below.get(undefined) ?? [])].reverse()
  let order = 0
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const children = below.get(next.code) ?? []
    yield* recordsOf(next, { order: ++order, header: children.length > 0, report })
    for (let i = children.length - 1; i >= 0; i--) waiting.push(children[i]!)
  }
}

function* recordsOf(
  { row, code, title, parent }: Code,
  { order, header, report }: { order: number; header: boolean; report: Report },
): Iterable<SourceRecord> {
  const dates: Partial<Record<'from' | 'to', IsoDate>> = {}
  for (const name of ['from', 'to'] as const) {
    const text = row.cell(name)
    if (text === '') continue
    const date = parseIsoDate(text)
    if (date !== undefined) dates[name] = date
    else {
      const what = `“${name}” of ${quoted(code)} is not a day written YYYY-MM-DD: ${quoted(text)}`
      yield report(row, { code: 'bad-date', severity: 'warning', text: what })
    }
  }
  const retired = RETIRED.has(row.cell('status').toLowerCase())
  const ended = dates.to ?? (retired ? ('1900-01-01' as IsoDate) : undefined)
  yield {
    type: 'concept',
    code,
    level: header ? 'header' : 'code',
    title,
    billable: false,
    order,
    ...(parent === undefined ? {} : { parent }),
    ...(dates.from === undefined ? {} : { addedOn: dates.from }),
    ...(ended === undefined ? {} : { terminatedOn: ended }),
  }
  const names = row.cell('synonyms').split(/[;|]/).map(squeeze)
  for (const text of names) if (text !== '' && text !== title) yield { type: 'designation', code, use: 'synonym', text }
  for (const [name, value] of row.others()) yield { type: 'property', code, name, value }
}
