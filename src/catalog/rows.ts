/** Rows of the catalog's queries as what the catalog answers with. */
import { type IsoDate, isoDate } from '../core/date.ts'
import type { SystemId } from '../core/system-id.ts'
import { type Cells, flag, integer, optionalInteger, optionalText, text } from './connection.ts'
import type { Concept, Release } from './types.ts'

// Dates were checked when the catalog was written; that they are text is checked again.
export const date = (row: Cells, column: string): IsoDate => text(row, column) as IsoDate
export const optionalDate = (row: Cells, column: string): IsoDate | undefined =>
  optionalText(row, column) as IsoDate | undefined
export const systemIn = (row: Cells, column = 'system'): SystemId => text(row, column)

/** Columns of a concept with the period in force on a day, or the last one before it. */
export const CONCEPT_AS_OF = `
  SELECT c.id, c.system, c.code, c.level, p.valid_from, p.valid_to, p.title, p.short_title, p.billable, p.terminated,
         p.parent_id
  FROM concept c JOIN period p ON p.concept_id = c.id
   AND p.valid_from = (SELECT max(q.valid_from) FROM period q WHERE q.concept_id = c.id AND q.valid_from <= ?)`

/** Row of the `concept ⋈ period` queries as a Concept on `asOf`. */
export function conceptOf(row: Cells, asOf: IsoDate): Concept {
  const validTo = optionalDate(row, 'valid_to')
  const deleted = validTo !== undefined && validTo < asOf
  return {
    id: integer(row, 'id'),
    system: systemIn(row),
    code: text(row, 'code'),
    level: text(row, 'level'),
    title: text(row, 'title'),
    shortTitle: optionalText(row, 'short_title'),
    billable: flag(row, 'billable') && !deleted,
    status: deleted ? 'deleted' : flag(row, 'terminated') ? 'terminated' : 'active',
    validFrom: date(row, 'valid_from'),
    validTo,
    parentId: optionalInteger(row, 'parent_id'),
  }
}

export function releaseOf(row: Cells): Release {
  return {
    id: integer(row, 'id'),
    system: systemIn(row),
    label: text(row, 'label'),
    validFrom: isoDate(text(row, 'valid_from')),
    validTo: optionalDate(row, 'valid_to'),
  }
}
