/**
 * The read side of `catalog.sqlite`. Every answer is as of a date. Absent things are undefined; nothing here
 * throws for an unknown code. Opened read-only; any number of processes may share the file.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { IsoDate } from '../core/date.ts'
import { AppError, problemOf } from '../core/errors.ts'
import type { SystemId } from '../core/system-id.ts'
import type { IndexKind, Level, NoteKind } from '../systems/records.ts'
import { FORMAT_VERSION } from './schema.ts'
import type { AxisMeaning, Concept, Content, IndexHit, Relation, Release, TitlePeriod } from './types.ts'

export type * from './types.ts'

type Cells = Record<string, string | number | null>

const orUndefined = <T>(value: T | null | undefined): T | undefined => value ?? undefined

/** Row of the `concept ⋈ period` queries below as a Concept on `asOf`. */
function conceptOf(row: Cells, asOf: IsoDate): Concept {
  const validTo = orUndefined(row['valid_to'] as IsoDate | null)
  const deleted = validTo !== undefined && validTo < asOf
  return {
    id: row['id'] as number,
    system: row['system'] as SystemId,
    code: row['code'] as string,
    level: row['level'] as Level,
    title: row['title'] as string,
    shortTitle: orUndefined(row['short_title'] as string | null),
    billable: row['billable'] === 1 && !deleted,
    status: deleted ? 'deleted' : row['terminated'] === 1 ? 'terminated' : 'active',
    validFrom: row['valid_from'] as IsoDate,
    validTo,
    parentId: orUndefined(row['parent_id'] as number | null),
  }
}

/** Columns of a concept with the period in force on a day, or the last one before it. */
const CONCEPT_AS_OF = `
  SELECT c.id, c.system, c.code, c.level, p.valid_from, p.valid_to, p.title, p.short_title, p.billable, p.terminated,
         p.parent_id
  FROM concept c JOIN period p ON p.concept_id = c.id
   AND p.valid_from = (SELECT max(q.valid_from) FROM period q WHERE q.concept_id = c.id AND q.valid_from <= ?)`

export class Catalog {
  readonly #db: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()
  /** All loaded releases, by system and first day. */
  readonly releases: readonly Release[]

  private constructor(db: DatabaseSync) {
    this.#db = db
    this.releases = this.#all('SELECT * FROM release ORDER BY id').map((r) => ({
      id: r['id'] as number,
      system: r['system'] as SystemId,
      label: r['label'] as string,
      validFrom: r['valid_from'] as IsoDate,
      validTo: orUndefined(r['valid_to'] as IsoDate | null),
    }))
  }

  /** Opens a catalog read-only. @throws AppError `edition-damaged`, `edition-format` */
  static open(path: string): Catalog {
    try {
      const db = new DatabaseSync(path, { readOnly: true })
      const found = (db.prepare('PRAGMA user_version').get() as Cells)['user_version'] as number
      if (found !== FORMAT_VERSION) throw new AppError('edition-format', { path, found, expected: FORMAT_VERSION })
      return new Catalog(db)
    } catch (thrown) {
      if (thrown instanceof AppError) throw thrown
      throw new AppError('edition-damaged', { path, problem: problemOf(thrown) }, { cause: thrown })
    }
  }

  close(): void {
    this.#db.close()
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql)
    if (!statement) {
      statement = this.#db.prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }

  #all(sql: string, ...values: (string | number)[]): Cells[] {
    return this.#statement(sql).all(...values) as Cells[]
  }

  #get(sql: string, ...values: (string | number)[]): Cells | undefined {
    return this.#statement(sql).get(...values) as Cells | undefined
  }

  /** The release of `system` that answers for `asOf`: the newest one in force then. */
  releaseAsOf(system: SystemId, asOf: IsoDate): Release | undefined {
    return this.releases.findLast((r) => r.system === system && r.validFrom <= asOf)
  }

  /** The concept with a stored code, or undefined when no release up to `asOf` lists it. */
  concept(system: SystemId, code: string, asOf: IsoDate): Concept | undefined {
    const row = this.#get(`${CONCEPT_AS_OF} WHERE c.system = ? AND c.code = ?`, asOf, system, code)
    return row && conceptOf(row, asOf)
  }

  conceptById(id: number, asOf: IsoDate): Concept | undefined {
    const row = this.#get(`${CONCEPT_AS_OF} WHERE c.id = ?`, asOf, id)
    return row && conceptOf(row, asOf)
  }

  /** First day `code` is listed in any loaded release, to tell "not yet" from "never". */
  firstDay(system: SystemId, code: string): IsoDate | undefined {
    const sql = `SELECT min(p.valid_from) AS day FROM concept c JOIN period p ON p.concept_id = c.id
      WHERE c.system = ? AND c.code = ?`
    return orUndefined(this.#get(sql, system, code)?.['day'] as IsoDate | null | undefined)
  }

  /** From the top of the tree down to the parent. */
  ancestors(concept: Concept, asOf: IsoDate): Concept[] {
    const chain: Concept[] = []
    let parentId = concept.parentId
    while (parentId !== undefined && chain.length < 16) {
      const parent = this.conceptById(parentId, asOf)
      if (!parent) break
      chain.unshift(parent)
      parentId = parent.parentId
    }
    return chain
  }

  /** Concepts whose parent was `id` on `asOf`, in official order; deleted ones are left out. */
  children(id: number, asOf: IsoDate): Concept[] {
    const sql = `SELECT c.id, c.system, c.code, c.level, p.valid_from, p.valid_to, p.title, p.short_title, p.billable,
        p.terminated, p.parent_id
      FROM period p JOIN concept c ON c.id = p.concept_id
      WHERE p.parent_id = ? AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?) ORDER BY c.id`
    return this.#all(sql, id, asOf, asOf).map((row) => conceptOf(row, asOf))
  }

  /** Concepts without a parent (chapters, sections, HCPCS codes) from `after` (a concept id) on, at most `limit`. */
  roots(system: SystemId, asOf: IsoDate, { after = 0, limit = 200 } = {}): Concept[] {
    const sql = `${CONCEPT_AS_OF} WHERE c.system = ? AND c.id > ? AND p.parent_id IS NULL
      AND (p.valid_to IS NULL OR p.valid_to >= ?) ORDER BY c.id LIMIT ?`
    return this.#all(sql, asOf, system, after, asOf, limit).map((row) => conceptOf(row, asOf))
  }

  /** Concepts next to `id` in official order, `span` on each side, `id` itself included. */
  neighbours(system: SystemId, id: number, { asOf, span }: { asOf: IsoDate; span: number }): Concept[] {
    const sql = `${CONCEPT_AS_OF} WHERE c.system = ? AND c.id BETWEEN ? AND ? ORDER BY c.id`
    return this.#all(sql, asOf, system, id - span, id + span).map((row) => conceptOf(row, asOf))
  }

  /** Every concept of `system` in official order, for the index builder, the sitemap and checks. */
  *concepts(system: SystemId, asOf: IsoDate): IterableIterator<Concept> {
    const sql = `${CONCEPT_AS_OF} WHERE c.system = ? ORDER BY c.id`
    for (const row of this.#statement(sql).iterate(asOf, system)) yield conceptOf(row as Cells, asOf)
  }

  /** Every period of every concept in one pass, by concept and day, for the index builder. */
  *periods(): IterableIterator<{ conceptId: number; validFrom: IsoDate; validTo: IsoDate | undefined; title: string }> {
    const sql = 'SELECT concept_id, valid_from, valid_to, title FROM period ORDER BY concept_id, valid_from'
    for (const row of this.#statement(sql).iterate() as Iterable<Cells>) {
      yield {
        conceptId: row['concept_id'] as number,
        validFrom: row['valid_from'] as IsoDate,
        validTo: orUndefined(row['valid_to'] as IsoDate | null),
        title: row['title'] as string,
      }
    }
  }

  /** Every other name in force on `asOf` in one pass, by concept, for the index builder. */
  *designations(asOf: IsoDate): IterableIterator<{ conceptId: number; text: string }> {
    const sql = `SELECT c.concept_id, d.text FROM content c JOIN designation d ON d.set_id = c.set_id
      WHERE c.valid_from <= ? AND (c.valid_to IS NULL OR c.valid_to >= ?) ORDER BY c.concept_id, d.seq`
    for (const row of this.#statement(sql).iterate(asOf, asOf) as Iterable<Cells>) {
      yield { conceptId: row['concept_id'] as number, text: row['text'] as string }
    }
  }

  /** Every Excludes1 and Excludes2 note in force on `asOf` in one pass, by the concept it stands at. */
  *excludes(
    system: SystemId,
    asOf: IsoDate,
  ): IterableIterator<{ conceptId: number; kind: 'excludes1' | 'excludes2'; text: string }> {
    const sql = `SELECT c.concept_id, n.kind, n.text FROM content c JOIN note n ON n.set_id = c.set_id
      JOIN concept k ON k.id = c.concept_id
      WHERE k.system = ? AND n.kind IN ('excludes1', 'excludes2') AND c.valid_from <= ? AND (c.valid_to IS NULL OR c.valid_to >= ?)
      ORDER BY c.concept_id, n.seq`
    for (const row of this.#statement(sql).iterate(system, asOf, asOf) as Iterable<Cells>) {
      yield {
        conceptId: row['concept_id'] as number,
        kind: row['kind'] as 'excludes1' | 'excludes2',
        text: row['text'] as string,
      }
    }
  }

  /** Ids and codes from `offset` on, for listings in pages. */
  codes(offset: number, limit: number): { system: SystemId; code: string }[] {
    return this.#all('SELECT system, code FROM concept WHERE id > ? ORDER BY id LIMIT ?', offset, limit) as unknown as {
      system: SystemId
      code: string
    }[]
  }

  /** Codes with a period that begins after `from` and by `to`, or that ended in that time, in official order. */
  changedCodes(system: SystemId, from: IsoDate, to: IsoDate): string[] {
    const sql = `SELECT DISTINCT c.id, c.code FROM concept c JOIN period p ON p.concept_id = c.id
      WHERE c.system = ? AND ((p.valid_from > ? AND p.valid_from <= ?) OR (p.valid_to >= ? AND p.valid_to < ?))
      ORDER BY c.id`
    return this.#all(sql, system, from, to, from, to).map((row) => row['code'] as string)
  }

  /** All titles and flags a concept ever had, oldest first. */
  timeline(id: number): TitlePeriod[] {
    const sql = 'SELECT valid_from, valid_to, title, billable, terminated FROM period WHERE concept_id = ? ORDER BY 1'
    return this.#all(sql, id).map((r) => ({
      validFrom: r['valid_from'] as IsoDate,
      validTo: orUndefined(r['valid_to'] as IsoDate | null),
      title: r['title'] as string,
      billable: r['billable'] === 1,
      terminated: r['terminated'] === 1,
    }))
  }

  /** Notes, other names and facts standing at the concept itself on `asOf` (or the last known before a deletion). */
  content(id: number, asOf: IsoDate): Content {
    const found = this.#get(
      'SELECT set_id FROM content WHERE concept_id = ? AND valid_from <= ? ORDER BY valid_from DESC LIMIT 1',
      id,
      asOf,
    )
    if (!found) return { notes: [], designations: [], properties: [] }
    const set = found['set_id'] as number
    return {
      notes: this.#all('SELECT kind, character, text FROM note WHERE set_id = ? ORDER BY seq', set).map((n) => ({
        kind: n['kind'] as NoteKind,
        character: orUndefined(n['character'] as string | null),
        text: n['text'] as string,
      })),
      designations: this.#all('SELECT use, text FROM designation WHERE set_id = ? ORDER BY seq', set).map((d) => ({
        use: d['use'] as string,
        text: d['text'] as string,
      })),
      properties: this.#all('SELECT name, value FROM property WHERE set_id = ? ORDER BY seq', set).map((p) => ({
        name: p['name'] as string,
        value: p['value'] as string,
      })),
    }
  }

  /** Relations from or to a code, in both directions. */
  relations(system: SystemId, code: string): Relation[] {
    // Two look-ups, each by its own index; one with OR would read all relations of the system.
    const sql = `SELECT * FROM relation WHERE system = ? AND code = ?
      UNION SELECT * FROM relation WHERE system = ? AND target = ? ORDER BY kind, code, target`
    return this.#all(sql, system, code, system, code).map((r) => ({
      code: r['code'] as string,
      kind: r['kind'] as Relation['kind'],
      target: r['target'] as string,
      since: orUndefined(r['since'] as IsoDate | null),
    }))
  }

  /** Index entries that lead to a code, or to a partial code that it begins with; at most `limit`. */
  indexHits(system: SystemId, code: string, limit = 100): IndexHit[] {
    const prefixes = Array.from({ length: Math.max(0, code.length - 3) }, (_, i) => code.slice(0, 3 + i))
    const partial =
      prefixes.length === 0 ? '' : `OR (t.partial = 1 AND t.code IN (${prefixes.map(() => '?').join(',')}))`
    const sql = `SELECT e.id, e.system, e.kind, e.nonessential, r.label, t.partial, t.heading, t.manifestation
      FROM index_target t JOIN index_entry e ON e.id = t.entry_id JOIN release r ON r.id = e.release_id
      WHERE e.system = ? AND (t.code = ? ${partial}) ORDER BY t.partial, e.id LIMIT ?`
    return this.#all(sql, system, code, ...prefixes, limit).map((row) => ({
      id: row['id'] as number,
      system: row['system'] as SystemId,
      kind: row['kind'] as IndexKind,
      release: row['label'] as string,
      path: this.#indexPath(row['id'] as number),
      nonessential: orUndefined(row['nonessential'] as string | null),
      partial: row['partial'] === 1,
      heading: orUndefined(row['heading'] as string | null),
      manifestation: orUndefined(row['manifestation'] as string | null),
    }))
  }

  /**
   * Targets of the entries around an index entry: its own and those one level below it (`below`), and those that stand
   * beside it under the same term, or at that term. Partial targets are left out; at most `limit`.
   */
  indexAround(entryId: number, limit = 200): { code: string; below: boolean }[] {
    const sql = `SELECT t.code, e.id = s.id OR coalesce(e.parent_id, 0) = s.id AS below FROM index_entry s
        JOIN index_entry e ON e.id = s.id OR e.parent_id = s.id OR e.id = s.parent_id OR e.parent_id = s.parent_id
        JOIN index_target t ON t.entry_id = e.id
      WHERE s.id = ? AND t.partial = 0 ORDER BY e.id, t.seq LIMIT ?`
    return this.#all(sql, entryId, limit).map((r) => ({ code: r['code'] as string, below: r['below'] === 1 }))
  }

  #indexPath(id: number): string[] {
    const path: string[] = []
    let at: number | undefined = id
    while (at !== undefined && path.length < 16) {
      const row = this.#get('SELECT title, parent_id FROM index_entry WHERE id = ?', at)
      if (!row) break
      if (row['title'] !== '') path.unshift(row['title'] as string)
      at = orUndefined(row['parent_id'] as number | null)
    }
    return path
  }

  /** Raw rows of the alphabetic indexes in document order, for the search index builder. */
  *indexEntries(): IterableIterator<{
    id: number
    system: SystemId
    kind: IndexKind
    parentId: number | undefined
    title: string
    nonessential: string | undefined
  }> {
    for (const row of this.#statement('SELECT * FROM index_entry ORDER BY id').iterate() as Iterable<Cells>) {
      yield {
        id: row['id'] as number,
        system: row['system'] as SystemId,
        kind: row['kind'] as IndexKind,
        parentId: orUndefined(row['parent_id'] as number | null),
        title: row['title'] as string,
        nonessential: orUndefined(row['nonessential'] as string | null),
      }
    }
  }

  /** All targets of index entries, ordered by entry. */
  *indexTargets(): IterableIterator<{
    entryId: number
    code: string
    partial: boolean
    heading: string | undefined
    manifestation: string | undefined
  }> {
    for (const row of this.#statement(
      'SELECT * FROM index_target ORDER BY entry_id, seq',
    ).iterate() as Iterable<Cells>) {
      yield {
        entryId: row['entry_id'] as number,
        code: row['code'] as string,
        partial: row['partial'] === 1,
        heading: orUndefined(row['heading'] as string | null),
        manifestation: orUndefined(row['manifestation'] as string | null),
      }
    }
  }

  /** All see / see also / use references, ordered by entry. */
  *indexReferences(): IterableIterator<{ entryId: number; kind: string; text: string; code: string | undefined }> {
    for (const row of this.#statement(
      'SELECT * FROM index_reference ORDER BY entry_id, seq',
    ).iterate() as Iterable<Cells>) {
      yield {
        entryId: row['entry_id'] as number,
        kind: row['kind'] as string,
        text: row['text'] as string,
        code: orUndefined(row['code'] as string | null),
      }
    }
  }

  /** What each character of a table-built code (ICD-10-PCS) means, or [] when no table holds it. */
  axes(system: SystemId, code: string): AxisMeaning[] {
    return this.#axisCells(system, code).map((cell) => this.#meaning(system, code, cell))
  }

  /** The axes of a table-built code by name and label alone, to compare many codes. */
  axisLabels(system: SystemId, code: string): { title: string; label: string }[] {
    return this.#axisCells(system, code).map((c) => ({ title: c['title'] as string, label: c['label'] as string }))
  }

  #axisCells(system: SystemId, code: string): Cells[] {
    const table = code.slice(0, 3)
    const free = [...code.slice(3)]
    const wanted = free.map((_, i) => `(position = ${i + 4} AND code = ?)`).join(' OR ')
    // The row that has every character of the code after the table's own three.
    const found =
      free.length === 0
        ? undefined
        : this.#get(
            `SELECT row FROM axis_value WHERE system = ? AND table_code = ? AND row >= 0 AND (${wanted})
             GROUP BY row HAVING count(*) = ${free.length} ORDER BY row LIMIT 1`,
            system,
            table,
            ...free,
          )
    if (free.length > 0 && found === undefined) return []
    const sql = `SELECT position, title, code, label, definition FROM axis_value
      WHERE system = ? AND table_code = ? AND row IN (-1, ?) ORDER BY position`
    const cells = this.#all(sql, system, table, (found?.['row'] as number | undefined) ?? -1)
    return cells.filter((cell) => cell['code'] === code[(cell['position'] as number) - 1])
  }

  #meaning(system: SystemId, code: string, cell: Cells): AxisMeaning {
    const sql = `SELECT definition, explanation, includes FROM definition
      WHERE system = ? AND section = ? AND position = ? AND term = ? LIMIT 1`
    const found = this.#get(sql, system, code[0] ?? '', cell['position'] as number, cell['label'] as string)
    return {
      position: cell['position'] as number,
      title: cell['title'] as string,
      code: cell['code'] as string,
      label: cell['label'] as string,
      definition: orUndefined((cell['definition'] ?? found?.['definition']) as string | null | undefined),
      explanation: orUndefined(found?.['explanation'] as string | null | undefined),
      includes: JSON.parse((found?.['includes'] as string | undefined) ?? '[]') as string[],
    }
  }

  /** Counts by system: codes and headers (no chapters, sections, body systems or modifiers), and those billable. */
  counts(system: SystemId, asOf: IsoDate): { codes: number; billable: number } {
    const sql = `SELECT count(*) AS codes, coalesce(sum(p.billable), 0) AS billable
      FROM concept c JOIN period p ON p.concept_id = c.id
      WHERE c.system = ? AND c.level NOT IN ('chapter', 'section', 'bodySystem', 'modifier')
        AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?)`
    return this.#get(sql, system, asOf, asOf) as unknown as { codes: number; billable: number }
  }
}
