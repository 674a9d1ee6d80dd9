/** Reads the files of one half of ICD-9-CM: the list of codes, the tabular text, the mappings to ICD-10. */
import type { IsoDate } from '../../core/date.ts'
import type { SystemId } from '../../core/system-id.ts'
import { readLines } from '../../sources/lines.ts'
import { problemsOf } from '../problem.ts'
import type { SourceRecord } from '../records.ts'
import type { ReleaseFiles } from '../system.ts'
import { parseCodes } from './parse-codes.ts'
import { parseGem } from './parse-gem.ts'
import { type Heading, parseTabular, type TabularNote } from './parse-tabular.ts'

/** Last day on which ICD-9-CM was reported. */
const LAST_DAY = '2015-09-30' as IsoDate

export interface Half {
  readonly system: SystemId
  /** Where mappings lead. */
  readonly target: SystemId
  readonly procedures: boolean
  isCode(code: string): boolean
}

export async function* load({ files }: ReleaseFiles, half: Half): AsyncIterable<SourceRecord> {
  const { system } = half
  const problem = problemsOf(system)
  const file = (role: string) => files.findLast((each) => each.role === role)?.file
  const long = new Map<string, string>()
  const short = new Map<string, string>()
  for (const [role, titles] of [['long', long] as const, ['short', short] as const]) {
    const found = file(role)
    if (!found) continue
    for await (const each of parseCodes(readLines(found, 'latin1'), { ...half, file: found.path })) {
      if (each.type === 'issue') yield each
      else if (titles.has(each.code)) {
        const text = `${each.code} stands more than once; the first one is kept.`
        yield problem({ file: found.path }, { code: 'duplicate-code', severity: 'error', text })
      } else titles.set(each.code, each.title)
    }
  }
  const tabular: (Heading | TabularNote)[] = []
  const text = file('tabular')
  if (text) for await (const each of parseTabular(readLines(text, 'utf-8-or-windows-1252'), half)) tabular.push(each)
  const known = yield* concepts(long.size > 0 ? long : short, { short, tabular, half })
  for (const each of tabular) {
    if (each.type !== 'tabularNote' || !known.has(each.code)) continue
    const { code, kind, text: words } = each
    if (kind === 'inclusionTerm') yield { type: 'designation', code, use: 'inclusionTerm', text: words }
    else yield { type: 'note', code, kind, text: words }
  }
  const gem = file('gem')
  if (gem) yield* parseGem(readLines(gem), { file: gem.path, system, target: half.target })
}

interface Work {
  readonly short: ReadonlyMap<string, string>
  readonly tabular: readonly (Heading | TabularNote)[]
  readonly half: Half
}

/** Numbers first, then V and E codes, as the list is printed. */
const inPrint = (code: string): string => (/^\d/.test(code) ? `0${code}` : `${code.startsWith('V') ? 1 : 2}${code}`)

/** Chapters, sections and categories of the tabular list that hold codes, then the codes; returns what was given. */
function* concepts(
  titles: ReadonlyMap<string, string>,
  { short, tabular, half }: Work,
): Generator<SourceRecord, Set<string>> {
  const headings = new Map<string, Heading & { readonly group: string | undefined }>()
  let [chapter, section]: (string | undefined)[] = []
  for (const each of tabular) {
    if (each.type !== 'heading') continue
    if (each.level === 'chapter') [chapter, section] = [each.code, undefined]
    if (each.level === 'section') section = each.code
    const group = each.level === 'chapter' ? undefined : each.level === 'section' ? chapter : (section ?? chapter)
    if (!headings.has(each.code) && !(each.level === 'category' && !half.isCode(each.code)))
      headings.set(each.code, { ...each, group })
  }
  const known = new Set<string>()
  let order = 0
  function* heading(code: string): Iterable<SourceRecord> {
    const found = headings.get(code)
    if (!found || known.has(code)) return
    const parent = parentOf(code)
    if (parent !== undefined) yield* heading(parent)
    known.add(code)
    const { level, title } = found
    yield {
      type: 'concept',
      code,
      level,
      title,
      billable: false,
      order: ++order,
      ...(parent === undefined ? {} : { parent }),
    }
  }
  /** The nearest heading above: a shorter code, else the group that the category stands in. */
  function parentOf(code: string): string | undefined {
    if (!half.isCode(code)) return headings.get(code)?.group
    for (let length = code.length - 1; length >= 2; length--)
      if (headings.has(code.slice(0, length))) return code.slice(0, length)
    return headings.get(code)?.group
  }
  for (const code of [...titles.keys()].sort((a, b) => (inPrint(a) < inPrint(b) ? -1 : 1))) {
    const parent = parentOf(code)
    if (parent !== undefined) yield* heading(parent)
    known.add(code)
    const title = titles.get(code)!
    const shortTitle = short.get(code)
    yield {
      type: 'concept',
      code,
      level: 'code',
      title,
      billable: true,
      order: ++order,
      terminatedOn: LAST_DAY,
      ...(parent === undefined ? {} : { parent }),
      ...(shortTitle === undefined || shortTitle === title ? {} : { shortTitle }),
    }
  }
  return known
}
