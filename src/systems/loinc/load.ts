/** Reads one LOINC release into records: terms with their axes and names, replacements and the members of panels. */
import { addDays } from '../../core/date.ts'
import { readCsv } from '../../sources/csv.ts'
import type { SourceFile } from '../../sources/source-file.ts'
import { incomplete, problemsOf } from '../problem.ts'
import type { SourceRecord } from '../records.ts'
import type { ReleaseFiles } from '../system.ts'
import { parseLoinc, parsePairs } from './parse-loinc.ts'

const problem = problemsOf('loinc')

export async function* load(given: ReleaseFiles): AsyncIterable<SourceRecord> {
  const { release, files } = given
  const file = (role: string) => files.find((each) => each.role === role)?.file
  const table = file('table')
  if (!table) {
    yield* incomplete('loinc', given, 'Loinc.csv')
    return
  }
  const known = new Set<string>()
  const ended = addDays(release.validFrom, -1)
  let order = 0
  for await (const term of parseLoinc(readCsv(table), { file: table.path })) {
    if (term.type === 'issue') {
      yield term
      continue
    }
    const { code, title, shortTitle, status, names, facts } = term
    if (known.has(code)) {
      const text = `${code} stands more than once; the first one is kept.`
      yield problem({ file: table.path }, { code: 'duplicate-code', severity: 'error', text })
      continue
    }
    known.add(code)
    yield {
      type: 'concept',
      code,
      level: 'code',
      title,
      billable: false,
      order: ++order,
      ...(shortTitle === '' || shortTitle === title ? {} : { shortTitle }),
      ...(status === 'DEPRECATED' ? { terminatedOn: ended } : {}),
    }
    for (const [name, value] of facts) yield { type: 'property', code, name, value }
    const told = new Set([title, shortTitle])
    for (const { use, text } of names) {
      if (told.has(text)) continue
      told.add(text)
      yield { type: 'designation', code, use, text }
    }
  }
  yield* consumerNames(file('consumerNames'), known)
  for (const [role, kind, from, to] of LINKS) yield* links(file(role), { kind, from, to, known })
}

/** Accessory files whose rows link two terms: role, relation, column it is from, column it leads to. */
const LINKS = [
  ['mapTo', 'replacedBy', 'LOINC', 'MAP_TO'],
  ['panels', 'hasMember', 'ParentLoinc', 'Loinc'],
] as const

async function* consumerNames(file: SourceFile | undefined, known: ReadonlySet<string>): AsyncIterable<SourceRecord> {
  if (!file) return
  const columns = { file: file.path, from: 'LoincNumber', to: 'ConsumerName' }
  for await (const pair of parsePairs(readCsv(file), columns)) {
    if (pair.type === 'issue') yield pair
    else if (known.has(pair.from)) yield { type: 'designation', code: pair.from, use: 'consumerName', text: pair.to }
  }
}

async function* links(
  file: SourceFile | undefined,
  { kind, from, to, known }: { kind: string; from: string; to: string; known: ReadonlySet<string> },
): AsyncIterable<SourceRecord> {
  if (!file) return
  for await (const pair of parsePairs(readCsv(file), { file: file.path, from, to })) {
    if (pair.type === 'issue') yield pair
    else if (known.has(pair.from) && pair.from !== pair.to)
      yield { type: 'relation', code: pair.from, kind, target: pair.to }
  }
}
