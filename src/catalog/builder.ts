/** Writes `catalog.sqlite` from the gathered releases. The file is new, written once, in a fixed order. */
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { addDays } from '../core/date.ts'
import type { SystemId } from '../core/system-id.ts'
import type { IndexEntryRecord, IndexKind } from '../systems/records.ts'
import { systemOf } from '../systems/registry.ts'
import { buildHistories, type ConceptHistory } from './periods.ts'
import type { CodeContent, ReleaseContent } from './release-content.ts'
import { FORMAT_VERSION, INDEXES, TABLES, type TableName } from './schema.ts'

/** All releases of one system, oldest first. */
export interface SystemContent {
  readonly system: SystemId
  readonly releases: readonly ReleaseContent[]
}

type Row = readonly (string | number | null)[]

/** Prepared INSERTs, one per table, made on first use. */
class Writer {
  readonly #db: DatabaseSync
  readonly #statements = new Map<TableName, StatementSync>()
  rows = 0

  constructor(db: DatabaseSync) {
    this.#db = db
  }

  insert(table: TableName, row: Row): void {
    let statement = this.#statements.get(table)
    if (!statement) {
      statement = this.#db.prepare(`INSERT INTO ${table} VALUES (${row.map(() => '?').join(',')})`)
      this.#statements.set(table, statement)
    }
    statement.run(...row)
    this.rows++
  }
}

const orNull = (value: string | undefined): string | null => value ?? null

/** Creates the catalog file and fills it system by system, so that only one system's releases are in memory. */
export class CatalogBuilder {
  readonly #db: DatabaseSync
  readonly #writer: Writer
  readonly #ids: Ids = { release: 0, concept: 0, set: 0, entry: 0 }

  /** `path` must not exist. The caller fsyncs and renames. */
  constructor(path: string) {
    this.#db = new DatabaseSync(path)
    // Nothing reads the file before it is renamed into place, so no journal is needed.
    this.#db.exec('PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF')
    this.#db.exec(`PRAGMA user_version = ${FORMAT_VERSION}`)
    for (const ddl of Object.values(TABLES)) this.#db.exec(ddl)
    this.#db.exec('BEGIN')
    this.#writer = new Writer(this.#db)
  }

  /** Writes one system; returns the rows written so far. Systems must come in a fixed order. */
  addSystem(system: SystemContent): number {
    const before = { ...this.#ids }
    const releaseIds = writeReleases(this.#writer, system, this.#ids)
    writeConcepts(this.#writer, system, this.#ids)
    writeIndexes(this.#writer, system, { releaseIds, ids: this.#ids })
    writeAxes(this.#writer, system)
    writeRelations(this.#writer, system)
    for (const kind of ['concept', 'set', 'entry'] as const)
      this.#writer.insert('system_range', [system.system, kind, before[kind] + 1, this.#ids[kind]])
    return this.#writer.rows
  }

  /** Makes the secondary indexes and closes the file; returns the number of concepts. */
  finish(): number {
    this.#db.exec('COMMIT')
    for (const ddl of Object.values(INDEXES)) this.#db.exec(ddl)
    this.#db.close()
    return this.#ids.concept
  }

  /** Closes an unfinished file after a failure. */
  abandon(): void {
    this.#db.close()
  }
}

interface Ids {
  release: number
  concept: number
  set: number
  entry: number
}

function writeReleases(writer: Writer, { system, releases }: SystemContent, ids: Ids): Map<string, number> {
  const releaseIds = new Map<string, number>()
  releases.forEach(({ release }, i) => {
    const id = ++ids.release
    releaseIds.set(release.label, id)
    const next = releases[i + 1]?.release.validFrom
    writer.insert('release', [
      id,
      system,
      release.label,
      release.validFrom,
      next === undefined ? null : addDays(next, -1),
    ])
  })
  return releaseIds
}

function writeConcepts(writer: Writer, { system, releases }: SystemContent, ids: Ids): void {
  const histories = buildHistories(releases, systemOf(system))
  const conceptIds = new Map<string, number>()
  for (const history of histories) conceptIds.set(history.code, ++ids.concept)
  const setIds = new Map<string, number>()
  for (const history of histories) {
    const id = conceptIds.get(history.code)!
    writer.insert('concept', [id, system, history.code, history.level])
    writePeriods(writer, history, conceptIds)
    for (const period of history.content) {
      let setId = setIds.get(period.key)
      if (setId === undefined) {
        setId = ++ids.set
        setIds.set(period.key, setId)
        writeContent(writer, setId, period.content)
      }
      writer.insert('content', [id, period.validFrom, orNull(period.validTo), setId])
    }
  }
}

function writePeriods(writer: Writer, history: ConceptHistory, conceptIds: ReadonlyMap<string, number>): void {
  const id = conceptIds.get(history.code)!
  for (const p of history.periods) {
    writer.insert('period', [
      id,
      p.validFrom,
      orNull(p.validTo),
      p.title,
      orNull(p.shortTitle),
      p.billable ? 1 : 0,
      p.terminated ? 1 : 0,
      p.parent === undefined ? null : (conceptIds.get(p.parent) ?? null),
    ])
  }
}

function writeContent(writer: Writer, setId: number, content: CodeContent): void {
  content.notes.forEach((n, seq) => {
    writer.insert('note', [setId, seq, n.kind, orNull(n.character), n.text])
  })
  content.designations.forEach((d, seq) => {
    writer.insert('designation', [setId, seq, d.use, d.text, orNull(d.language)])
  })
  content.properties.forEach((p, seq) => {
    writer.insert('property', [setId, seq, p.name, p.value])
  })
}

/** An alphabetic index is a finding aid, not a dated fact: only the newest one loaded of each kind is kept. */
function newestIndexes(releases: readonly ReleaseContent[]): { label: string; entries: IndexEntryRecord[] }[] {
  const newest = new Map<IndexKind, { label: string; entries: IndexEntryRecord[] }>()
  for (const release of releases) {
    const kinds = new Map<IndexKind, IndexEntryRecord[]>()
    for (const entry of release.indexEntries) {
      const list = kinds.get(entry.index)
      if (list) list.push(entry)
      else kinds.set(entry.index, [entry])
    }
    for (const [kind, entries] of kinds) newest.set(kind, { label: release.release.label, entries })
  }
  return [...newest.values()]
}

function writeIndexes(
  writer: Writer,
  { system, releases }: SystemContent,
  { releaseIds, ids }: { releaseIds: ReadonlyMap<string, number>; ids: Ids },
): void {
  for (const { label, entries } of newestIndexes(releases)) {
    const first = ids.entry + 1
    const rowIds = new Map(entries.map((entry, i) => [entry.id, first + i]))
    for (const entry of entries) {
      const id = ++ids.entry
      const parent = entry.parent === undefined ? null : (rowIds.get(entry.parent) ?? null)
      const release = releaseIds.get(label)!
      writer.insert('index_entry', [id, system, release, entry.index, parent, entry.title, orNull(entry.nonessential)])
      entry.targets.forEach((t, seq) => {
        const partial = t.partial ? 1 : 0
        writer.insert('index_target', [id, seq, t.code, partial, orNull(t.column), orNull(t.manifestation)])
      })
      entry.references.forEach((r, seq) => {
        writer.insert('index_reference', [id, seq, r.kind, r.text, orNull(r.code)])
      })
    }
  }
}

/** Tables and definitions of the newest release that has them: they describe how codes are put together today. */
function writeAxes(writer: Writer, { system, releases }: SystemContent): void {
  const tables = releases.findLast((r) => r.tableAxes.length > 0)
  for (const record of tables ? [...tables.tableAxes, ...tables.axisRows] : []) {
    const row = record.type === 'axisRow' ? record.row : -1
    for (const axis of record.axes) {
      axis.values.forEach((v, seq) => {
        const place = [system, record.table, row, axis.position, seq]
        writer.insert('axis_value', [...place, axis.title, v.code, v.label, orNull(v.definition)])
      })
    }
  }
  const seqOf = new Map<string, number>()
  for (const d of releases.findLast((r) => r.definitions.length > 0)?.definitions ?? []) {
    const place = `${d.section}${d.position}`
    const seq = seqOf.get(place) ?? 0
    seqOf.set(place, seq + 1)
    const words = [d.axis, d.term, orNull(d.definition), orNull(d.explanation), JSON.stringify(d.includes)]
    writer.insert('definition', [system, d.section, d.position, seq, ...words])
  }
}

function writeRelations(writer: Writer, { system, releases }: SystemContent): void {
  const seen = new Set<string>()
  for (const release of releases) {
    for (const r of release.relations) {
      const targetSystem = r.targetSystem ?? system
      const key = `${r.code} ${r.kind} ${targetSystem} ${r.target}`
      if (seen.has(key)) continue
      seen.add(key)
      writer.insert('relation', [system, r.code, r.kind, targetSystem, r.target, orNull(r.since)])
    }
  }
}
