/** Reads one version of the MS-DRGs into records: the major diagnostic categories it uses, then its groups. */
import type { Issue } from '../../core/issue.ts'
import { readCsv } from '../../sources/csv.ts'
import { readLines } from '../../sources/lines.ts'
import type { SourceFile } from '../../sources/source-file.ts'
import { readSeparated } from '../../sources/tabbed.ts'
import { problemsOf } from '../problem.ts'
import type { SourceRecord } from '../records.ts'
import type { ReleaseFiles } from '../system.ts'
import { MDC } from './mdc.ts'
import { type Drg, parseAppendixA, parseList, parseTable5 } from './parse-drg.ts'

/** The most complete form first: only one is read. */
const ROLES = ['table5', 'appendixA', 'list'] as const
const problem = problemsOf('msdrg')

export async function* load({ files }: ReleaseFiles): AsyncIterable<SourceRecord> {
  const sorted = ROLES.flatMap((role) => files.filter((each) => each.role === role))
  const [first, ...others] = sorted
  for (const { file } of others) {
    const text = `Not read: ${first?.file.path} holds the same groups.`
    yield problem({ file: file.path }, { code: 'file-superseded', severity: 'notice', text })
  }
  if (!first) return
  const groups: Drg[] = []
  const seen = new Set<string>()
  for await (const each of parsed(first.file, first.role)) {
    if (each.type === 'issue') yield each
    else if (seen.has(each.code)) {
      const text = `${each.code} stands more than once; the first one is kept.`
      yield problem({ file: first.file.path }, { code: 'duplicate-code', severity: 'error', text })
    } else {
      seen.add(each.code)
      groups.push(each)
    }
  }
  yield* recordsOf(groups)
}

function parsed(file: SourceFile, role: string): AsyncIterable<Drg | Issue> {
  const context = { file: file.path }
  if (role === 'table5') return parseTable5(readSeparated(file, { encoding: 'utf-8-or-windows-1252' }), context)
  return role === 'appendixA' ? parseAppendixA(readLines(file, 'windows-1252')) : parseList(readCsv(file), context)
}

function* recordsOf(groups: readonly Drg[]): Iterable<SourceRecord> {
  let order = 0
  const used = new Set(groups.flatMap(({ mdc }) => mdc ?? []))
  for (const [mdc, title] of MDC)
    if (used.has(mdc))
      yield { type: 'concept', code: `MDC-${mdc}`, level: 'mdc', title, billable: false, order: ++order }
  for (const { code, title, mdc, facts } of groups.toSorted((a, b) => (a.code < b.code ? -1 : 1))) {
    const parent = mdc !== undefined && MDC.has(mdc) ? { parent: `MDC-${mdc}` } : {}
    yield { type: 'concept', code, level: 'code', title, billable: true, order: ++order, ...parent }
    if (mdc !== undefined) yield { type: 'property', code, name: 'mdc', value: mdc }
    for (const [name, value] of facts) yield { type: 'property', code, name, value }
  }
}
