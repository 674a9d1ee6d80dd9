/** Passes over whole tables of the catalog, for builds: the search index, vectors, checks. Pages ask `Catalog`. */
import type { IsoDate } from '../core/date.ts'
import type { SystemId } from '../core/system-id.ts'
import type { DesignationUse, IndexKind } from '../systems/records.ts'
import { type Connection, flag, integer, optionalInteger, optionalText, text } from './connection.ts'
import { CONCEPT_AS_OF, conceptOf, date, optionalDate, systemIn } from './rows.ts'
import type { Concept, TitlePeriod } from './types.ts'

export class CatalogRows {
  readonly #db: Connection
  readonly #spans = new Map<SystemId, { readonly from: number; readonly to: number } | undefined>()

  constructor(db: Connection) {
    this.#db = db
  }

  /**
   * Every concept of `system` in official order, for the index builder, the sitemap and checks; from the concept `first` on. Read
   * in the order of their numbers, in which they are stored, so that the first comes without a look at the rest.
   */
  *concepts(system: SystemId, asOf: IsoDate, first?: number): IterableIterator<Concept> {
    const span = this.#spanOf(system)
    if (!span) return
    const sql = `${CONCEPT_AS_OF} WHERE c.id BETWEEN ? AND ? AND +c.system = ? ORDER BY c.id`
    for (const row of this.#db.iterate(sql, asOf, first ?? span.from, span.to, system)) yield conceptOf(row, asOf)
  }

  /** The numbers between which the concepts of a system stand. */
  #spanOf(system: SystemId): { readonly from: number; readonly to: number } | undefined {
    if (!this.#spans.has(system)) {
      const found = this.#db.get('SELECT min(id) AS first, max(id) AS last FROM concept WHERE system = ?', system)
      const [from, to] = [found && optionalInteger(found, 'first'), found && optionalInteger(found, 'last')]
      this.#spans.set(system, from === undefined || to === undefined ? undefined : { from, to })
    }
    return this.#spans.get(system)
  }

  /** Every period of every concept of `system` in one pass, by code and day, oldest first; for checks of whole files. */
  *timelines(system: SystemId): IterableIterator<{ code: string; period: TitlePeriod }> {
    const sql = `SELECT c.code, p.valid_from, p.valid_to, p.title, p.billable, p.terminated
      FROM concept c JOIN period p ON p.concept_id = c.id WHERE c.system = ? ORDER BY c.id, p.valid_from`
    // Who keeps all of it keeps each day once, and a title once where it did not change.
    const days = new Map<string, IsoDate>()
    const once = (day: IsoDate): IsoDate => {
      const known = days.get(day)
      if (known === undefined) days.set(day, day)
      return known ?? day
    }
    let last = { code: '', title: '' }
    for (const row of this.#db.iterate(sql, system)) {
      const [code, title, to] = [text(row, 'code'), text(row, 'title'), optionalDate(row, 'valid_to')]
      last = { code: code === last.code ? last.code : code, title: title === last.title ? last.title : title }
      const period = {
        validFrom: once(date(row, 'valid_from')),
        validTo: to && once(to),
        title: last.title,
        billable: flag(row, 'billable'),
        terminated: flag(row, 'terminated'),
      }
      yield { code: last.code, period }
    }
  }

  /** Every period of every concept in one pass, by concept and day, for the index builder. */
  *periods(): IterableIterator<{ conceptId: number; validFrom: IsoDate; validTo: IsoDate | undefined; title: string }> {
    const sql = 'SELECT concept_id, valid_from, valid_to, title FROM period ORDER BY concept_id, valid_from'
    for (const row of this.#db.iterate(sql)) {
      yield {
        conceptId: integer(row, 'concept_id'),
        validFrom: date(row, 'valid_from'),
        validTo: optionalDate(row, 'valid_to'),
        title: text(row, 'title'),
      }
    }
  }

  /** Every other name in force on `asOf` in one pass, by concept, for the index builder. */
  *designations(asOf: IsoDate): IterableIterator<{ conceptId: number; use: DesignationUse; text: string }> {
    const sql = `SELECT c.concept_id, d.use, d.text FROM content c JOIN designation d ON d.set_id = c.set_id
      WHERE c.valid_from <= ? AND (c.valid_to IS NULL OR c.valid_to >= ?) ORDER BY c.concept_id, d.seq`
    for (const row of this.#db.iterate(sql, asOf, asOf)) {
      yield { conceptId: integer(row, 'concept_id'), use: text(row, 'use') as DesignationUse, text: text(row, 'text') }
    }
  }

  /**
   * Codes of `system` with a link of one of `kinds` to codes of another system: every title and other name they ever had,
   * and where the links lead, in order of the codes.
   */
  *lenders(
    system: SystemId,
    kinds: readonly string[],
  ): IterableIterator<{ code: string; names: string[]; targets: { system: SystemId; code: string }[] }> {
    const names = `SELECT p.title AS name FROM concept c JOIN period p ON p.concept_id = c.id
      WHERE c.system = ? AND c.code = ?
      UNION SELECT d.text FROM concept c JOIN content t ON t.concept_id = c.id JOIN designation d ON d.set_id = t.set_id
      WHERE c.system = ? AND c.code = ? ORDER BY 1`
    const marks = kinds.map(() => '?').join(',')
    const sql = `SELECT code, target_system, target FROM relation
      WHERE system = ? AND target_system <> system AND kind IN (${marks}) ORDER BY code, target_system, target`
    let current: { code: string; names: string[]; targets: { system: SystemId; code: string }[] } | undefined
    for (const row of this.#db.all(sql, system, ...kinds)) {
      const code = text(row, 'code')
      if (current?.code !== code) {
        if (current) yield current
        current = {
          code,
          names: this.#db.all(names, system, code, system, code).map((n) => text(n, 'name')),
          targets: [],
        }
      }
      current.targets.push({ system: systemIn(row, 'target_system'), code: text(row, 'target') })
    }
    if (current) yield current
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
    for (const row of this.#db.iterate('SELECT * FROM index_entry ORDER BY id')) {
      yield {
        id: integer(row, 'id'),
        system: systemIn(row),
        kind: text(row, 'kind') as IndexKind,
        parentId: optionalInteger(row, 'parent_id'),
        title: text(row, 'title'),
        nonessential: optionalText(row, 'nonessential'),
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
    for (const row of this.#db.iterate('SELECT * FROM index_target ORDER BY entry_id, seq')) {
      yield {
        entryId: integer(row, 'entry_id'),
        code: text(row, 'code'),
        partial: flag(row, 'partial'),
        heading: optionalText(row, 'heading'),
        manifestation: optionalText(row, 'manifestation'),
      }
    }
  }

  /** All see / see also / use references, ordered by entry. */
  *indexReferences(): IterableIterator<{ entryId: number; kind: string; text: string; code: string | undefined }> {
    for (const row of this.#db.iterate('SELECT * FROM index_reference ORDER BY entry_id, seq')) {
      yield {
        entryId: integer(row, 'entry_id'),
        kind: text(row, 'kind'),
        text: text(row, 'text'),
        code: optionalText(row, 'code'),
      }
    }
  }
}
