/**
 * The read side of `catalog.sqlite` for pages. Every answer is as of a date. Absent things are undefined; nothing here
 * throws for an unknown code. Opened read-only; any number of processes may share the file. Systems under a licence are
 * not there unless the catalog was opened for those whom the licence covers.
 */
import type { IsoDate } from '../core/date.ts'
import type { SystemId } from '../core/system-id.ts'
import { isLicensed } from '../systems/licence.ts'
import type { DesignationUse, IndexKind, NoteKind } from '../systems/records.ts'
import { systemWithId } from '../systems/registry.ts'
import { CatalogRows } from './catalog-rows.ts'
import { type Cells, Connection, flag, integer, optionalInteger, optionalText, text } from './connection.ts'
import { CONCEPT_AS_OF, conceptOf, date, optionalDate, releaseOf, systemIn } from './rows.ts'
import type { AxisMeaning, Concept, Content, IndexHit, Relation, Release, TitlePeriod } from './types.ts'

export type * from './types.ts'

/** Who reads: everyone, or those whom the operator's licences cover. */
export type Readers = 'everyone' | 'entitled'

/** The character of a table-built code that says what is done, and types of it that only measure. */
const TYPE_POSITION = 3
const ASSESSES = /\bAssessment\b/

/** True for systems under a licence, and for those this program does not know: it cannot say that they are free. */
function isHidden(id: SystemId): boolean {
  const system = systemWithId(id)
  return system === undefined || isLicensed(system)
}

export class Catalog {
  readonly #db: Connection
  #spans: Map<string, Span[]> | undefined
  /** All loaded releases, by system and first day. */
  readonly releases: readonly Release[]
  /** Passes over whole tables, for builds. */
  readonly rows: CatalogRows

  private constructor(db: Connection, releases: readonly Release[]) {
    this.#db = db
    this.releases = releases
    this.rows = new CatalogRows(db)
  }

  /** Opens a catalog read-only. @throws AppError `edition-damaged`, `edition-format` */
  static open(path: string, readers: Readers = 'everyone'): Catalog {
    const db = new Connection(path)
    const read = (): Release[] => db.all('SELECT * FROM release ORDER BY id').map(releaseOf)
    const releases = read()
    const licensed = new Set(releases.map((r) => r.system).filter(isHidden))
    if (readers === 'entitled' || licensed.size === 0) return new Catalog(db, releases)
    db.hide([...licensed])
    return new Catalog(db, read())
  }

  close(): void {
    this.#db.close()
  }

  /** The release of `system` that answers for `asOf`: the newest one in force then. */
  releaseAsOf(system: SystemId, asOf: IsoDate): Release | undefined {
    return this.releases.findLast((r) => r.system === system && r.validFrom <= asOf)
  }

  /** The concept with a stored code, or undefined when no release up to `asOf` lists it. */
  concept(system: SystemId, code: string, asOf: IsoDate): Concept | undefined {
    const row = this.#db.get(`${CONCEPT_AS_OF} WHERE c.system = ? AND c.code = ?`, asOf, system, code)
    return row && conceptOf(row, asOf)
  }

  conceptById(id: number, asOf: IsoDate): Concept | undefined {
    const row = this.#db.get(`${CONCEPT_AS_OF} WHERE c.id = ?`, asOf, id)
    return row && conceptOf(row, asOf)
  }

  /** First day `code` is listed in any loaded release, to tell "not yet" from "never". */
  firstDay(system: SystemId, code: string): IsoDate | undefined {
    const sql = `SELECT min(p.valid_from) AS day FROM concept c JOIN period p ON p.concept_id = c.id
      WHERE c.system = ? AND c.code = ?`
    return optionalDate(this.#db.get(sql, system, code) ?? {}, 'day')
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

  /** Every parent of a concept: where it stands in the tree, then the further ones of systems that have several. */
  parents(concept: Concept, asOf: IsoDate): Concept[] {
    const first = concept.parentId === undefined ? undefined : this.conceptById(concept.parentId, asOf)
    const sql = `SELECT target FROM relation WHERE system = ? AND code = ? AND kind = 'isA' AND target_system = system`
    const others = this.#db
      .all(sql, concept.system, concept.code)
      .map((r) => this.concept(concept.system, text(r, 'target'), asOf))
    return [first, ...others].filter((each) => each !== undefined)
  }

  /** Whether any code of a system has further parents beside the one it stands below in the tree. */
  hasFurtherParents(system: SystemId): boolean {
    const sql = `SELECT 1 FROM relation WHERE system = ? AND kind = 'isA' AND target_system = system LIMIT 1`
    return this.#db.get(sql, system) !== undefined
  }

  /** Concepts that had `id` among their parents on `asOf`, in official order; deleted ones are left out. */
  children(id: number, asOf: IsoDate): Concept[] {
    const columns = `c.id, c.system, c.code, c.level, p.valid_from, p.valid_to, p.title, p.short_title, p.billable,
        p.terminated, p.parent_id`
    const held = 'p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?)'
    const sql = `SELECT ${columns} FROM period p JOIN concept c ON c.id = p.concept_id WHERE p.parent_id = ? AND ${held}
      UNION SELECT ${columns} FROM concept t
        JOIN relation r ON r.target_system = t.system AND r.target = t.code AND r.kind = 'isA' AND r.system = t.system
        JOIN concept c ON c.system = r.system AND c.code = r.code
        JOIN period p ON p.concept_id = c.id
      WHERE t.id = ? AND ${held} ORDER BY 1`
    return this.#db.all(sql, id, asOf, asOf, id, asOf, asOf).map((row) => conceptOf(row, asOf))
  }

  /** Concepts without a parent (chapters, sections, HCPCS codes) from `after` (a concept id) on, at most `limit`. */
  roots(system: SystemId, asOf: IsoDate, { after = 0, limit = 200 } = {}): Concept[] {
    const sql = `${CONCEPT_AS_OF} WHERE c.system = ? AND c.id > ? AND p.parent_id IS NULL
      AND (p.valid_to IS NULL OR p.valid_to >= ?) ORDER BY c.id LIMIT ?`
    return this.#db.all(sql, asOf, system, after, asOf, limit).map((row) => conceptOf(row, asOf))
  }

  /** Concepts next to `id` in official order, `span` on each side, `id` itself included. */
  neighbours(system: SystemId, id: number, { asOf, span }: { asOf: IsoDate; span: number }): Concept[] {
    const sql = `${CONCEPT_AS_OF} WHERE c.system = ? AND c.id BETWEEN ? AND ? ORDER BY c.id`
    return this.#db.all(sql, asOf, system, id - span, id + span).map((row) => conceptOf(row, asOf))
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
    for (const row of this.#db.iterate(sql, system, asOf, asOf)) {
      yield {
        conceptId: integer(row, 'concept_id'),
        kind: text(row, 'kind') as 'excludes1' | 'excludes2',
        text: text(row, 'text'),
      }
    }
  }

  /** Ids and codes from `offset` on, for listings in pages. */
  codes(offset: number, limit: number): { system: SystemId; code: string }[] {
    return this.#db
      .all('SELECT system, code FROM concept WHERE id > ? ORDER BY id LIMIT ?', offset, limit)
      .map((row) => ({ system: systemIn(row), code: text(row, 'code') }))
  }

  /** Codes with a period that begins after `from` and by `to`, or that ended in that time, in official order. */
  changedCodes(system: SystemId, from: IsoDate, to: IsoDate): string[] {
    const sql = `SELECT DISTINCT c.id, c.code FROM concept c JOIN period p ON p.concept_id = c.id
      WHERE c.system = ? AND ((p.valid_from > ? AND p.valid_from <= ?) OR (p.valid_to >= ? AND p.valid_to < ?))
      ORDER BY c.id`
    return this.#db.all(sql, system, from, to, from, to).map((row) => text(row, 'code'))
  }

  /** Days on which anything begins, or is not listed any more, ascending: between two of them every answer is the same. */
  turningDays(): IsoDate[] {
    const sql = `SELECT valid_from AS day FROM period UNION SELECT date(valid_to, '+1 day') FROM period WHERE valid_to IS NOT NULL
      ORDER BY 1`
    return this.#db.all(sql).map((row) => date(row, 'day'))
  }

  /** All titles and flags a concept ever had, oldest first. */
  timeline(id: number): TitlePeriod[] {
    const sql = 'SELECT valid_from, valid_to, title, billable, terminated FROM period WHERE concept_id = ? ORDER BY 1'
    return this.#db.all(sql, id).map((r) => ({
      validFrom: date(r, 'valid_from'),
      validTo: optionalDate(r, 'valid_to'),
      title: text(r, 'title'),
      billable: flag(r, 'billable'),
      terminated: flag(r, 'terminated'),
    }))
  }

  /** Notes, other names and facts standing at the concept itself on `asOf` (or the last known before a deletion). */
  content(id: number, asOf: IsoDate): Content {
    const set = this.#setOf(id, asOf)
    if (set === undefined) return { notes: [], designations: [], properties: [] }
    return {
      notes: this.#db.all('SELECT kind, character, text FROM note WHERE set_id = ? ORDER BY seq', set).map((n) => ({
        kind: text(n, 'kind') as NoteKind,
        character: optionalText(n, 'character'),
        text: text(n, 'text'),
      })),
      ...this.#namesAndFacts(set),
    }
  }

  /** `content` without its notes, for those who do not show them. */
  namesAndFacts(id: number, asOf: IsoDate): Omit<Content, 'notes'> {
    const set = this.#setOf(id, asOf)
    return set === undefined ? { designations: [], properties: [] } : this.#namesAndFacts(set)
  }

  #setOf(id: number, asOf: IsoDate): number | undefined {
    const sql = 'SELECT set_id FROM content WHERE concept_id = ? AND valid_from <= ? ORDER BY valid_from DESC LIMIT 1'
    const found = this.#db.get(sql, id, asOf)
    return found && integer(found, 'set_id')
  }

  #namesAndFacts(set: number): Omit<Content, 'notes'> {
    return {
      designations: this.#db
        .all('SELECT use, text, language FROM designation WHERE set_id = ? ORDER BY seq', set)
        .map((d) => {
          const language = optionalText(d, 'language')
          return {
            use: text(d, 'use') as DesignationUse,
            text: text(d, 'text'),
            ...(language !== undefined && { language }),
          }
        }),
      properties: this.#db.all('SELECT name, value FROM property WHERE set_id = ? ORDER BY seq', set).map((p) => ({
        name: text(p, 'name'),
        value: text(p, 'value'),
      })),
    }
  }

  /** Relations from or to a code, in both directions; further parents (`isA`) are in `parents`. */
  relations(system: SystemId, code: string): Relation[] {
    // Two look-ups, each by its own index; one with OR would read all relations of the system.
    const sql = `SELECT * FROM relation WHERE system = ? AND code = ? AND kind <> 'isA'
      UNION SELECT * FROM relation WHERE target_system = ? AND target = ? AND kind <> 'isA'
      ORDER BY kind, system, code, target_system, target`
    return this.#db.all(sql, system, code, system, code).map((r) => ({
      system: systemIn(r),
      code: text(r, 'code'),
      kind: text(r, 'kind'),
      targetSystem: systemIn(r, 'target_system'),
      target: text(r, 'target'),
      since: optionalDate(r, 'since'),
    }))
  }

  /** Which kinds of links lead from which system to which other one. */
  linkedSystems(): { system: SystemId; kind: string; targetSystem: SystemId }[] {
    const sql = `SELECT DISTINCT system, kind, target_system FROM relation WHERE system <> target_system
      ORDER BY system, target_system, kind`
    return this.#db
      .all(sql)
      .map((r) => ({ system: systemIn(r), kind: text(r, 'kind'), targetSystem: systemIn(r, 'target_system') }))
  }

  /** Index entries that lead to a code, or to a partial code that it begins with; at most `limit`. */
  indexHits(system: SystemId, code: string, limit = 100): IndexHit[] {
    const prefixes = Array.from({ length: Math.max(0, code.length - 3) }, (_, i) => code.slice(0, 3 + i))
    const partial =
      prefixes.length === 0 ? '' : `OR (t.partial = 1 AND t.code IN (${prefixes.map(() => '?').join(',')}))`
    const sql = `SELECT e.id, e.system, e.kind, e.nonessential, r.label, t.partial, t.heading, t.manifestation
      FROM index_target t JOIN index_entry e ON e.id = t.entry_id JOIN release r ON r.id = e.release_id
      WHERE e.system = ? AND (t.code = ? ${partial}) ORDER BY t.partial, e.id LIMIT ?`
    return this.#db.all(sql, system, code, ...prefixes, limit).map((row) => ({
      id: integer(row, 'id'),
      system: systemIn(row),
      kind: text(row, 'kind') as IndexKind,
      release: text(row, 'label'),
      path: this.#indexPath(integer(row, 'id')),
      nonessential: optionalText(row, 'nonessential'),
      partial: flag(row, 'partial'),
      heading: optionalText(row, 'heading'),
      manifestation: optionalText(row, 'manifestation'),
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
    return this.#db.all(sql, entryId, limit).map((r) => ({ code: text(r, 'code'), below: flag(r, 'below') }))
  }

  #indexPath(id: number): string[] {
    const path: string[] = []
    let at: number | undefined = id
    while (at !== undefined && path.length < 16) {
      const row = this.#db.get('SELECT title, parent_id FROM index_entry WHERE id = ?', at)
      if (!row) break
      const title = text(row, 'title')
      if (title !== '') path.unshift(title)
      at = optionalInteger(row, 'parent_id')
    }
    return path
  }

  /** What each character of a table-built code (ICD-10-PCS) means, or [] when no table holds it. */
  axes(system: SystemId, code: string): AxisMeaning[] {
    const cells = this.#axisCells(system, code)
    const type = cells.find((cell) => integer(cell, 'position') === TYPE_POSITION)
    return cells.map((cell) =>
      this.#meaning(system, cell, { code, type: type === undefined ? '' : text(type, 'label') }),
    )
  }

  /** The axes of a table-built code by name and label alone, to compare many codes. */
  axisLabels(system: SystemId, code: string): { title: string; label: string }[] {
    return this.#axisCells(system, code).map((c) => ({ title: text(c, 'title'), label: text(c, 'label') }))
  }

  #axisCells(system: SystemId, code: string): Cells[] {
    const table = code.slice(0, 3)
    const free = [...code.slice(3)]
    const wanted = free.map((_, i) => `(position = ${i + 4} AND code = ?)`).join(' OR ')
    // The row that has every character of the code after the table's own three.
    const found =
      free.length === 0
        ? undefined
        : this.#db.get(
            `SELECT row FROM axis_value WHERE system = ? AND table_code = ? AND row >= 0 AND (${wanted})
             GROUP BY row HAVING count(*) = ${free.length} ORDER BY row LIMIT 1`,
            system,
            table,
            ...free,
          )
    if (free.length > 0 && found === undefined) return []
    const sql = `SELECT position, title, code, label, definition FROM axis_value
      WHERE system = ? AND table_code = ? AND row IN (-1, ?) ORDER BY position`
    const cells = this.#db.all(sql, system, table, found === undefined ? -1 : integer(found, 'row'))
    return cells.filter((cell) => text(cell, 'code') === code[integer(cell, 'position') - 1])
  }

  #meaning(system: SystemId, cell: Cells, { code, type }: { code: string; type: string }): AxisMeaning {
    const sql = `SELECT definition, explanation, includes FROM definition
      WHERE system = ? AND section = ? AND position = ? AND term IN (?, ?) ORDER BY term = ? DESC LIMIT 1`
    const label = text(cell, 'label')
    // One label may have two definitions: the assessment of a skill, and its training under `… (Treatment)`.
    const treated = `${label} (Treatment)`
    const wanted = ASSESSES.test(type) ? [label, label, label] : [label, treated, treated]
    const found = this.#db.get(sql, system, code[0] ?? '', integer(cell, 'position'), ...wanted)
    return {
      position: integer(cell, 'position'),
      title: text(cell, 'title'),
      code: text(cell, 'code'),
      label: text(cell, 'label'),
      definition: optionalText(cell, 'definition') ?? optionalText(found ?? {}, 'definition'),
      explanation: optionalText(found ?? {}, 'explanation'),
      includes: JSON.parse(optionalText(found ?? {}, 'includes') ?? '[]') as string[],
    }
  }

  /**
   * Counts by system: concepts of `levels` that were listed on `asOf` (codes and headers, say), and those billable.
   */
  counts(system: SystemId, levels: readonly string[], asOf: IsoDate): { codes: number; billable: number } {
    this.#spans ??= this.#countedSpans()
    const held = (this.#spans.get(system) ?? []).filter(
      ({ level, from, to }) => levels.includes(level) && from <= asOf && (to === undefined || to >= asOf),
    )
    const sum = (of: 'codes' | 'billable'): number => held.reduce((total, span) => total + span[of], 0)
    return { codes: sum('codes'), billable: sum('billable') }
  }

  /** How many concepts have periods from one day to another: few rows, read once, from which any day is counted. */
  #countedSpans(): Map<string, Span[]> {
    const sql = `SELECT c.system, c.level, p.valid_from, p.valid_to, count(*) AS codes, sum(p.billable) AS billable
      FROM concept c JOIN period p ON p.concept_id = c.id
      GROUP BY c.system, c.level, p.valid_from, p.valid_to`
    const spans = this.#db.all(sql).map((row) => ({
      system: text(row, 'system'),
      level: text(row, 'level'),
      from: date(row, 'valid_from'),
      to: optionalDate(row, 'valid_to'),
      codes: integer(row, 'codes'),
      billable: integer(row, 'billable'),
    }))
    return Map.groupBy(spans, (span) => span.system)
  }

  /** Reads what the first requests would otherwise wait for. */
  warm(): void {
    this.#spans ??= this.#countedSpans()
  }
}

interface Span {
  readonly level: string
  readonly from: IsoDate
  readonly to: IsoDate | undefined
  readonly codes: number
  readonly billable: number
}
