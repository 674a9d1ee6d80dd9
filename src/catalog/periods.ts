/**
 * Turns the releases of one system, oldest first, into periods: how long each title, flag and parent held, and
 * how long each set of notes held. Pure: no database.
 *
 *   FY2024     FY2025     FY2026          periods
 *   title A    title A    title B   →   A: FY2024 start … day before FY2026;  B: FY2026 start …
 */
import { createHash } from 'node:crypto'
import { addDays, type IsoDate } from '../core/date.ts'
import { foldAccents } from '../core/text.ts'
import { levelsOf } from '../systems/levels.ts'
import type { ConceptRecord, Level } from '../systems/records.ts'
import type { CodeSystem } from '../systems/system.ts'
import type { CodeContent, ReleaseContent } from './release-content.ts'

export interface Period {
  readonly validFrom: IsoDate
  /** Last day; undefined while the newest release still says the same. */
  validTo: IsoDate | undefined
  readonly title: string
  readonly shortTitle: string | undefined
  readonly billable: boolean
  /** True after the publisher's termination date: the code is kept, found and dated, but cannot be billed. */
  readonly terminated: boolean
  readonly parent: string | undefined
}

export interface ContentPeriod {
  readonly validFrom: IsoDate
  validTo: IsoDate | undefined
  readonly content: CodeContent
  /** Equal keys mean equal content. */
  readonly key: string
}

export interface ConceptHistory {
  readonly code: string
  readonly level: Level
  readonly order: number
  readonly periods: Period[]
  readonly content: readonly ContentPeriod[]
}

/** What is gathered of one code. Lists are as long as they are: there are many and most hold one. */
interface History {
  readonly code: string
  level: Level
  order: number
  readonly periods: Period[]
  content: readonly ContentPeriod[]
}

const NONE: readonly ContentPeriod[] = []

function samePeriod(a: Period, b: Period): boolean {
  return (
    a.title === b.title &&
    a.shortTitle === b.shortTitle &&
    a.billable === b.billable &&
    a.terminated === b.terminated &&
    a.parent === b.parent
  )
}

/** Adds `next` to `periods`, or lets the last one run on when it says the same. */
function extend(periods: Period[], next: Period): void {
  const last = periods.at(-1)
  if (last && last.validTo !== undefined && addDays(last.validTo, 1) >= next.validFrom && samePeriod(last, next)) {
    last.validTo = next.validTo
  } else {
    periods.push(next)
  }
}

/** The one or two periods a concept has within one release: before and after its termination date. */
function periodsInRelease(record: ConceptRecord, { from, to }: Reign, leaf: boolean): Period[] {
  const base = {
    title: record.title,
    shortTitle: record.shortTitle,
    parent: record.parent,
  }
  const end = record.terminatedOn
  if (end === undefined)
    return [{ ...base, validFrom: from, validTo: to, billable: record.billable, terminated: false }]
  const after = addDays(end, 1)
  if (after <= from) return [{ ...base, validFrom: from, validTo: to, billable: false, terminated: true }]
  if (to !== undefined && end >= to)
    return [{ ...base, validFrom: from, validTo: to, billable: leaf, terminated: false }]
  return [
    { ...base, validFrom: from, validTo: end, billable: leaf, terminated: false },
    { ...base, validFrom: after, validTo: to, billable: false, terminated: true },
  ]
}

/** A digest: the content of a directory's products would otherwise be held in memory twice. */
function contentKey(content: CodeContent): string {
  const all = JSON.stringify([content.notes, content.designations, content.properties])
  return all.length < 64 ? all : createHash('sha1').update(all).digest('base64')
}

/** Whether a release came with files that hold notes, other names or properties at all. */
function hasContent(release: ReleaseContent): boolean {
  return release.content.size > 0
}

/** First day of a release's reign and the day before the next one's. */
interface Reign {
  readonly from: IsoDate
  readonly to: IsoDate | undefined
}

function reigns(releases: readonly ReleaseContent[]): Reign[] {
  return releases.map((r, i) => {
    const next = releases[i + 1]
    return { from: r.release.validFrom, to: next && addDays(next.release.validFrom, -1) }
  })
}

/**
 * Histories of every concept of one system, in official order. `releases` are all releases of that system,
 * oldest first; the second is what the system declares. A release without any notes (an order file alone) does not end the notes of its neighbours.
 */
export function buildHistories(
  given: readonly ReleaseContent[],
  { levels, reportable }: Pick<CodeSystem, 'levels' | 'reportable'>,
): ConceptHistory[] {
  // What may be reported until its last day, though the file calls it ended by now.
  const leaves = new Set(reportable ? levelsOf(levels, 'code', 'modifier') : [])
  const byCode = new Map<string, History>()
  const spans = reigns(given)
  const releases = withShortTitles(withGroups(given, new Set(levelsOf(levels, 'group'))))
  releases.forEach((release, i) => {
    const span = spans[i]!
    for (const record of release.concepts.values()) {
      const history = byCode.get(record.code)
      const early = record.addedOn !== undefined && history === undefined && i === 0
      const late = record.addedOn !== undefined && record.addedOn > span.from
      const from = record.addedOn !== undefined && (early || late) ? record.addedOn : span.from
      const periods = periodsInRelease(record, { from, to: span.to }, leaves.has(record.level))
      if (history === undefined)
        byCode.set(record.code, { code: record.code, level: record.level, order: 0, periods, content: NONE })
      else {
        for (const period of periods) extend(history.periods, period)
        history.level = record.level
      }
    }
  })
  attachContent(byCode, releases, spans)
  return inOfficialOrder(byCode, releases, new Set(levelsOf(levels, 'group')))
}

/**
 * Releases of which some came as a list of codes alone, without the file that arranges them (an order file without its
 * tabular list): the groups of the release before go on, and codes stay in theirs.
 */
function withGroups(releases: readonly ReleaseContent[], groups: ReadonlySet<string>): ReleaseContent[] {
  const out: ReleaseContent[] = []
  for (const release of releases) {
    const before = out.at(-1)
    const arranged = [...release.concepts.values()].some(({ level }) => groups.has(level))
    out.push(before === undefined || arranged ? release : { ...release, concepts: arrangedAs(before, release, groups) })
  }
  return out
}

/**
 * Releases of which some came without short titles (a tabular list with its code list): where a code's title is the one
 * of the release before, apart from accents, its short title goes on.
 */
function withShortTitles(releases: readonly ReleaseContent[]): ReleaseContent[] {
  const out: ReleaseContent[] = []
  for (const release of releases) {
    const before = out.at(-1)
    const short = [...release.concepts.values()].some(({ shortTitle }) => shortTitle !== undefined)
    out.push(before === undefined || short ? release : { ...release, concepts: shortenedAs(before, release) })
  }
  return out
}

function shortenedAs(before: ReleaseContent, { concepts }: ReleaseContent): Map<string, ConceptRecord> {
  const all = new Map<string, ConceptRecord>()
  for (const [code, concept] of concepts) {
    const { title = '', shortTitle } = before.concepts.get(code) ?? {}
    const same = shortTitle !== undefined && foldAccents(title) === foldAccents(concept.title)
    all.set(code, same ? { ...concept, shortTitle } : concept)
  }
  return all
}

function arrangedAs(
  before: ReleaseContent,
  { concepts }: ReleaseContent,
  groups: ReadonlySet<string>,
): Map<string, ConceptRecord> {
  const all = new Map<string, ConceptRecord>()
  const put = (record: ConceptRecord): void => void all.set(record.code, { ...record, order: all.size })
  /** Groups that hold a code of the release, each right before the first of them. */
  const putGroup = (code: string): boolean => {
    const group = before.concepts.get(code)
    if (group === undefined || !groups.has(group.level)) return false
    if (group.parent !== undefined) putGroup(group.parent)
    if (!all.has(code)) put(group)
    return true
  }
  for (const concept of concepts.values()) {
    const parent = concept.parent ?? before.concepts.get(concept.code)?.parent
    const known = parent !== undefined && (concepts.has(parent) || putGroup(parent))
    put(known ? { ...concept, parent } : concept)
  }
  return all
}

function attachContent(
  byCode: Map<string, History>,
  releases: readonly ReleaseContent[],
  spans: readonly { from: IsoDate; to: IsoDate | undefined }[],
): void {
  const loaded = releases.map((release, i) => ({ release, span: spans[i]! })).filter((x) => hasContent(x.release))
  loaded.forEach(({ release, span }, i) => {
    const next = loaded[i + 1]
    const to = next && addDays(next.span.from, -1)
    for (const [code, content] of release.content) {
      const history = byCode.get(code)
      if (!history) continue // checks.ts reports notes of unknown codes
      const key = contentKey(content)
      const last = history.content.at(-1)
      if (last && last.key === key && last.validTo !== undefined && addDays(last.validTo, 1) === span.from) {
        last.validTo = to
      } else {
        history.content = [...history.content, { validFrom: span.from, validTo: to, content, key }]
      }
    }
  })
}

/** Newest release's order; codes it no longer has stand where their code would sort among its codes. */
function inOfficialOrder(
  byCode: Map<string, History>,
  releases: readonly ReleaseContent[],
  groups: ReadonlySet<string>,
): ConceptHistory[] {
  const newest = releases.at(-1)!
  const sorted = [...newest.concepts.values()]
    .filter((c) => !groups.has(c.level))
    .sort((a, b) => (a.code < b.code ? -1 : 1))
  const orderOf = (code: string): number => {
    const known = newest.concepts.get(code)
    if (known) return known.order
    let low = 0
    let high = sorted.length
    while (low < high) {
      const mid = (low + high) >> 1
      if (sorted[mid]!.code < code) low = mid + 1
      else high = mid
    }
    return (sorted[low - 1]?.order ?? -1) + 0.5
  }
  const histories = [...byCode.values()]
  for (const history of histories) history.order = orderOf(history.code)
  return histories.sort((a, b) => a.order - b.order || (a.code < b.code ? -1 : 1))
}
