/** Reads CDC's lists into records: vaccines with their trade names and groups, and manufacturers. */

import { addDays, type IsoDate } from '../../core/date.ts'
import type { Issue } from '../../core/issue.ts'
import type { SourceFile } from '../../sources/source-file.ts'
import { readSeparated } from '../../sources/tabbed.ts'
import { incomplete, problemsOf } from '../problem.ts'
import type { SourceRecord } from '../records.ts'
import type { ReleaseFiles } from '../system.ts'
import { type Entry, parseCvx, parseGroups, parseMvx, parseTradeNames } from './parse-cvx.ts'

const rowsOf = (file: SourceFile) => readSeparated(file, { separator: '|', encoding: 'utf-8-or-windows-1252' })

/** Vaccines with these states are not given now; `Non-US` ones were given elsewhere and are charted. */
const ENDED = new Set(['inactive', 'never active'])

function* entryRecords(
  { code, title, shortTitle, facts, status }: Entry,
  order: number,
  from: IsoDate,
): Iterable<SourceRecord> {
  yield {
    type: 'concept',
    code,
    level: 'code',
    title,
    billable: false,
    order,
    ...(shortTitle === '' || shortTitle === title ? {} : { shortTitle }),
    ...(ENDED.has(status.toLowerCase()) ? { terminatedOn: addDays(from, -1) } : {}),
  }
  for (const [name, value] of facts) yield { type: 'property', code, name, value }
}

/** The first entry of each code, in order of codes; a further one is an Issue. */
async function* entries(
  parsed: AsyncIterable<Entry | Issue>,
  { system, file, into }: { system: string; file: string; into: Map<string, Entry> },
): AsyncIterable<Issue> {
  const problem = problemsOf(system)
  for await (const each of parsed) {
    if (each.type === 'issue') yield each
    else if (!into.has(each.code)) into.set(each.code, each)
    else {
      const text = `${each.code} stands more than once; the first one is kept.`
      yield problem({ file }, { code: 'duplicate-code', severity: 'error', text })
    }
  }
}

const byNumber = (a: Entry, b: Entry): number => Number(a.code) - Number(b.code)
const byCode = (a: Entry, b: Entry): number => (a.code < b.code ? -1 : 1)

export async function* loadVaccines(given: ReleaseFiles): AsyncIterable<SourceRecord> {
  const { release, files } = given
  const file = (role: string) => files.findLast((each) => each.role === role)?.file
  const list = file('cvx')
  if (!list) {
    yield* incomplete('cvx', given, 'cvx.txt')
    return
  }
  const vaccines = new Map<string, Entry>()
  yield* entries(parseCvx(rowsOf(list), { file: list.path }), { system: 'cvx', file: list.path, into: vaccines })
  let order = 0
  for (const each of [...vaccines.values()].sort(byNumber)) yield* entryRecords(each, ++order, release.validFrom)
  const problem = problemsOf('cvx')
  const unknown = (path: string, cvx: string) =>
    problem({ file: path }, { code: 'unknown-code', severity: 'warning', text: `${cvx} is in no row of cvx.txt.` })
  const names = file('tradeNames')
  if (names) {
    for await (const each of parseTradeNames(rowsOf(names), { file: names.path })) {
      if (each.type === 'issue') yield each
      else if (!vaccines.has(each.cvx)) yield unknown(names.path, each.cvx)
      else {
        yield { type: 'designation', code: each.cvx, use: 'brandName', text: each.name }
        const value = `${each.name} (${each.manufacturer})`
        yield { type: 'property', code: each.cvx, name: 'tradeName', value }
        if (each.mvx !== '')
          yield { type: 'relation', code: each.cvx, kind: 'madeBy', target: each.mvx, targetSystem: 'mvx' }
      }
    }
  }
  const groups = file('groups')
  if (groups) {
    for await (const each of parseGroups(rowsOf(groups), { file: groups.path })) {
      if (each.type === 'issue') yield each
      else if (vaccines.has(each.cvx))
        yield { type: 'property', code: each.cvx, name: 'vaccineGroup', value: each.group }
      else yield unknown(groups.path, each.cvx)
    }
  }
}

export async function* loadManufacturers({ release, files }: ReleaseFiles): AsyncIterable<SourceRecord> {
  const list = files.findLast((each) => each.role === 'mvx')?.file
  if (!list) return
  const makers = new Map<string, Entry>()
  yield* entries(parseMvx(rowsOf(list), { file: list.path }), { system: 'mvx', file: list.path, into: makers })
  let order = 0
  for (const each of [...makers.values()].sort(byCode)) yield* entryRecords(each, ++order, release.validFrom)
}
