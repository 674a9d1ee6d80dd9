/** Fills the search index from a finished catalog. */
import type { Catalog } from '../catalog/catalog.ts'
import { type IsoDate, today } from '../core/date.ts'
import type { Subject } from '../core/subject.ts'
import { IndexBuilder, type RewriteInput } from '../search/index/builder.ts'
import { type ConceptLookup, type Entry, IndexEntries } from '../search/index/index-entries.ts'
import type { NameKind } from '../search/index/names.ts'
import { isGrouping, isLeaf, levelIn } from '../systems/levels.ts'
import { isLicensed } from '../systems/licence.ts'
import type { DesignationUse } from '../systems/records.ts'
import { systemWithId } from '../systems/registry.ts'
import type { CodeSystem, SystemKind } from '../systems/system.ts'
import { addLookupNames, lendersOf } from './lookup-names.ts'
import { addTextNames, type TextNames } from './text-names.ts'

const DAY = 86_400_000
/** Days since 1970-01-01. */
export const dayOf = (date: IsoDate): number => Math.floor(Date.parse(date) / DAY)
const LAST_DAY = 0xffff_ffff

/** A day after every loaded release has begun, so that the index holds the newest titles whatever day it is built. */
function newestDay(catalog: Catalog): IsoDate {
  const last = catalog.releases
    .map((r) => r.validFrom)
    .sort()
    .at(-1)
  return last !== undefined && last > '2000-01-01' ? last : today()
}

class Lookup implements ConceptLookup {
  readonly #bySystem = new Map<string, Map<string, number>>()
  readonly #sorted = new Map<string, [string, number][]>()

  readonly #grouping = new Set<number>()

  isGrouping(concept: number): boolean {
    return this.#grouping.has(concept)
  }

  markGrouping(concept: number): void {
    this.#grouping.add(concept)
  }

  add(system: string, code: string, concept: number): void {
    let codes = this.#bySystem.get(system)
    if (!codes) {
      codes = new Map()
      this.#bySystem.set(system, codes)
    }
    codes.set(code, concept)
  }

  byCode(system: string, code: string): number | undefined {
    return this.#bySystem.get(system)?.get(code)
  }

  display(system: string, code: string): string {
    return systemWithId(system)?.grammar.display(code) ?? code
  }

  byPrefix(system: string, prefix: string, limit: number): number[] {
    let sorted = this.#sorted.get(system)
    if (!sorted) {
      sorted = [...(this.#bySystem.get(system) ?? [])].sort((a, b) => (a[0] < b[0] ? -1 : 1))
      this.#sorted.set(system, sorted)
    }
    let low = 0
    let high = sorted.length
    while (low < high) {
      const mid = (low + high) >> 1
      if (sorted[mid]![0] < prefix) low = mid + 1
      else high = mid
    }
    const out: number[] = []
    for (let i = low; i < sorted.length && out.length < limit && sorted[i]![0].startsWith(prefix); i++)
      out.push(sorted[i]![1])
    return out
  }
}

export interface SearchInputs {
  /** In the order the catalog holds them. */
  readonly systems: readonly CodeSystem[]
  /** From the dictionaries. */
  readonly rewrites: readonly RewriteInput[]
  /** Which index entries to take, all when absent; leaves some out to measure what is found without them. */
  readonly keep?: (entry: Entry) => boolean
  /** What texts of plain words call codes; none when absent. */
  readonly texts?: readonly TextNames[]
  /** `false` leaves out names that other systems' codes lend, to measure what is found without them. */
  readonly lookups?: boolean
}

/** The finished `search.bin`. */
export function buildSearch(
  catalog: Catalog,
  { systems, rewrites, keep, texts = [], lookups = true }: SearchInputs,
): Uint8Array {
  const builder = new IndexBuilder({ licensed: systems.filter(isLicensed).map((system) => system.id) })
  const lookup = new Lookup()
  const asOf = newestDay(catalog)
  const names = {
    periods: new ByConcept(catalog.rows.periods()),
    designations: new ByConcept(catalog.rows.designations(asOf)),
  }
  for (const system of systems) addConcepts(builder, catalog, { system, asOf, lookup, names })
  new IndexEntries(entriesOf(catalog)).addTo(builder, lookup, keep)
  if (lookups)
    addLookupNames(
      builder,
      lendersOf(catalog, systems, (system, code) => lookup.byCode(system, code)),
    )
  addTextNames(builder, texts, (system, code) => lookup.byCode(system, code))
  for (const rewrite of rewrites) builder.addRewrite(rewrite)
  return builder.finish()
}

/** Rows in the order of their concepts, taken concept by concept beside the concepts: a directory has a million of them. */
class ByConcept<T extends { readonly conceptId: number }> {
  readonly #rows: Iterator<T>
  #next: T | undefined

  constructor(rows: Iterable<T>) {
    this.#rows = rows[Symbol.iterator]()
    this.#advance()
  }

  #advance(): void {
    const { done, value } = this.#rows.next()
    this.#next = done === true ? undefined : value
  }

  /** The rows of a concept; concepts are asked for in ascending order. */
  take(id: number): T[] {
    while (this.#next !== undefined && this.#next.conceptId < id) this.#advance()
    const rows: T[] = []
    for (; this.#next?.conceptId === id; this.#advance()) rows.push(this.#next)
    return rows
  }
}

interface Names {
  readonly periods: ByConcept<{ conceptId: number; validFrom: IsoDate; validTo: IsoDate | undefined; title: string }>
  readonly designations: ByConcept<{ conceptId: number; use: DesignationUse; text: string }>
}

function addConcepts(
  builder: IndexBuilder,
  catalog: Catalog,
  { system, asOf, lookup, names }: { system: CodeSystem; asOf: IsoDate; lookup: Lookup; names: Names },
): void {
  const numbers = new Map<number, number>()
  const groups = new Map<number, number>()
  for (const concept of catalog.rows.concepts(system.id, asOf)) {
    const timeline = names.periods.take(concept.id)
    const level = levelIn(system.levels, concept.level)
    const last = timeline.at(-1)!
    const family = system.family?.(concept.code)
    const group =
      concept.parentId === undefined ? undefined : (groups.get(concept.parentId) ?? numbers.get(concept.parentId))
    const number = builder.addConcept({
      system: system.id,
      code: concept.code,
      display: system.grammar.display(concept.code),
      title: concept.title,
      billable: concept.billable,
      leaf: isLeaf(level),
      grouping: isGrouping(level),
      current: concept.status === 'active',
      fromDay: dayOf(timeline[0]!.validFrom),
      toDay: last.validTo === undefined ? LAST_DAY : dayOf(last.validTo),
      group: group ?? -1,
      ...(level.codeOnly === true ? { codeOnly: true } : {}),
      ...subjectOf(system, concept),
      narrow: system.narrow?.(concept.code) === true,
      ...(family === undefined ? {} : { family }),
    })
    numbers.set(concept.id, number)
    if (group !== undefined) groups.set(concept.id, group)
    lookup.add(system.id, concept.code, number)
    if (isGrouping(level)) lookup.markGrouping(number)
    if (system.shortTitlesDiffer && concept.shortTitle !== undefined)
      addName(builder, number, 'shortTitle', concept.shortTitle)
    if (level.codeOnly === true) continue
    for (const { use, text } of names.designations.take(concept.id))
      addName(builder, number, use === 'shortName' ? 'shortTitle' : use, text)
    for (const title of new Set(timeline.map((p) => p.title))) {
      if (title !== concept.title) addName(builder, number, 'formerTitle', title)
    }
  }
}

function addName(builder: IndexBuilder, concept: number, kind: NameKind, text: string): void {
  builder.addName({ concept, kind, text: builder.addText(text), words: text })
}

/** Index entries with their targets and references joined; all three come ordered by entry. */
function* entriesOf(catalog: Catalog): IterableIterator<Entry> {
  const targets = Map.groupBy(catalog.rows.indexTargets(), (t) => t.entryId)
  const references = Map.groupBy(catalog.rows.indexReferences(), (r) => r.entryId)
  for (const entry of catalog.rows.indexEntries()) {
    yield { ...entry, targets: targets.get(entry.id) ?? [], references: references.get(entry.id) ?? [] }
  }
}

/** Kinds of systems whose codes are all of one sort under another name; of the others only their own `subject` tells. */
const SUBJECT_OF_KIND: Readonly<Partial<Record<SystemKind, Subject>>> = {
  diagnosis: 'diagnosis',
  procedure: 'procedure',
  supply: 'supply',
  drug: 'drug',
  vaccine: 'drug',
  laboratory: 'service',
  grouper: 'group',
}

function subjectOf(system: CodeSystem, { code, title }: { code: string; title: string }): { subject?: Subject } {
  const subject = system.subject?.(code, title) ?? SUBJECT_OF_KIND[system.kind]
  return subject === undefined ? {} : { subject }
}
