/** Reads one version of the categories into records: the categories in order of their codes, with the codes in each. */
import type { Issue } from '../../core/issue.ts'
import type { SystemId } from '../../core/system-id.ts'
import { readCsv } from '../../sources/csv.ts'
import { problemsOf } from '../problem.ts'
import type { SourceRecord } from '../records.ts'
import type { RecognizedFile, ReleaseFiles } from '../system.ts'
import { type Category, type Default, FORMS, type Member, parseCategories, parseCodes } from './parse-ccsr.ts'

/** A file that names categories before one that only numbers them. */
const ROLES = ['diagnoses', 'procedures', 'categories', 'proceduresPassedOn', 'diagnosesPassedOn'] as const
type Role = (typeof ROLES)[number]

/** Kinds of links from a category to a code, by where the code is counted when it may be counted once. */
const KINDS: Readonly<Record<Default | 'none', string>> = {
  both: 'defaultFor',
  inpatient: 'inpatientDefaultFor',
  outpatient: 'outpatientDefaultFor',
  none: 'contains',
}

export interface Half {
  readonly system: SystemId
  /** The system whose codes are in the categories. */
  readonly target: SystemId
  /** False where every code is in one category, so that there is nothing to choose. */
  readonly defaults: boolean
  /** What the letters of a category stand for, where no file says it. */
  domainOf(code: string): string | undefined
}

export async function* load({ files }: ReleaseFiles, half: Half): AsyncIterable<SourceRecord> {
  const problem = problemsOf(half.system)
  const titles = new Map<string, Category>()
  const members = new Map<string, Map<string, string>>()
  for (const { file, role } of inOrder(files)) {
    for await (const each of parsed({ file, role }, half.system)) {
      if (each.type === 'issue') yield each
      else if (each.type === 'category') {
        if (!titles.has(each.code) && each.title !== '') titles.set(each.code, each)
      } else {
        const codes = members.get(each.category) ?? new Map<string, string>()
        members.set(each.category, codes)
        const kind = half.defaults ? KINDS[each.default ?? 'none'] : KINDS.none
        if (!codes.has(each.code)) codes.set(each.code, kind)
      }
    }
  }
  for (const category of [...members.keys()].filter((code) => !titles.has(code)).sort()) {
    const text = `${category} holds codes, but no file names it; it is left out.`
    yield problem({ file: files[0]!.file.path }, { code: 'no-title', severity: 'error', text })
  }
  let order = 0
  for (const { code, title, domain } of [...titles.values()].sort((a, b) => (a.code < b.code ? -1 : 1))) {
    yield { type: 'concept', code, level: 'code', title, billable: false, order: ++order }
    const stands = domain || half.domainOf(code)
    if (stands !== undefined) yield { type: 'property', code, name: 'domain', value: stands }
    for (const [target, kind] of members.get(code) ?? [])
      yield { type: 'relation', code, kind, target, targetSystem: half.target }
  }
}

const roleIn = (role: string): Role | undefined => ROLES.find((each) => each === role)

function inOrder(files: readonly RecognizedFile[]): { file: RecognizedFile['file']; role: Role }[] {
  return ROLES.flatMap((role) => files.filter((each) => roleIn(each.role) === role).map(({ file }) => ({ file, role })))
}

function parsed(
  { file, role }: { file: RecognizedFile['file']; role: Role },
  system: SystemId,
): AsyncIterable<Category | Member | Issue> {
  const rows = readCsv(file, { encoding: 'utf-8-or-windows-1252' })
  const context = { file: file.path, system }
  return role === 'categories' ? parseCategories(rows, context) : parseCodes(rows, { ...context, form: FORMS[role] })
}
