/**
 * A system as a table of NLM's Clinical Table Search Service, for the forms that ask it: the table's name and those of its
 * columns are the service's, what stands in them is what the release files say.
 */

/** One cell; several values are a list, none is `null`. */
export type TableCell = string | readonly string[] | boolean | null

/** What a column is made from: one concept, as it is on the day asked. */
export interface TableRow {
  /** As officially written. */
  readonly code: string
  readonly title: string
  readonly shortTitle: string | undefined
  /** False once the code has ended. */
  readonly active: boolean
  /** First and last day the code is listed; ISO dates, the last absent while it is open. */
  readonly since: string
  readonly until: string | undefined
  /** Values of a fact, in the order of the file. */
  facts(name: string): readonly string[]
  /** Other names. */
  names(): readonly string[]
  /** Concepts that are kinds of this one by the system's own links, with their facts. */
  kinds(): readonly TableRow[]
}

export interface TableColumn {
  /** `code` and `name` can be searched; `fact` is only shown. */
  readonly as: 'code' | 'name' | 'fact'
  cell(row: TableRow): TableCell
}

export interface ClinicalTable {
  /** Name in addresses; absent where it is the system's id. */
  readonly name?: string
  readonly columns: Readonly<Record<string, TableColumn>>
  /** The column that stands for an item (`cf`), those shown (`df`) and those searched (`sf`) when nothing is said. */
  readonly code: string
  readonly display: readonly string[]
  readonly search: readonly string[]
  /** `reportable`: what may be reported on the day. `codes`: every code and modifier, ended ones too. */
  readonly holds: 'reportable' | 'codes'
  /** Only concepts with one of these values of a fact. */
  readonly only?: { readonly fact: string; readonly values: readonly string[] }
}

export const CODE: TableColumn = { as: 'code', cell: ({ code }) => code }
export const TITLE: TableColumn = { as: 'name', cell: ({ title }) => title }
export const SHORT_TITLE: TableColumn = { as: 'name', cell: ({ shortTitle, title }) => shortTitle ?? title }

/** `2026-01-15` → `20260115`, as the service writes dates. */
export const plainDate = (date: string | undefined): string | null => date?.replaceAll('-', '') ?? null

/** The table of a system that the service has none of. */
export function usualTable(reportable: boolean): ClinicalTable {
  return {
    columns: {
      code: CODE,
      name: TITLE,
      short_name: SHORT_TITLE,
      start_date: { as: 'fact', cell: ({ since }) => plainDate(since) },
      end_date: { as: 'fact', cell: ({ until }) => plainDate(until) },
    },
    code: 'code',
    display: ['code', 'name'],
    search: ['code', 'name'],
    holds: reportable ? 'reportable' : 'codes',
  }
}
