/**
 * A read-only connection to `catalog.sqlite`. Systems under a licence are hidden here, below every query: for each table
 * stands a view of the same name without their rows, so that a method added to the read side later cannot leak them.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { AppError, problemOf } from '../core/errors.ts'
import type { SystemId } from '../core/system-id.ts'
import { FORMAT_VERSION, OWNED_BY } from './schema.ts'

/** One row as SQLite gives it. */
export type Cells = Readonly<Record<string, unknown>>
export type Value = string | number

/** A column that must be text. */
export function text(row: Cells, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw unexpected(column, value)
  return value
}

/** A column that must be a whole number. */
export function integer(row: Cells, column: string): number {
  const value = row[column]
  if (typeof value !== 'number') throw unexpected(column, value)
  return value
}

export const flag = (row: Cells, column: string): boolean => integer(row, column) === 1

export function optionalText(row: Cells, column: string): string | undefined {
  return row[column] === null || row[column] === undefined ? undefined : text(row, column)
}

export function optionalInteger(row: Cells, column: string): number | undefined {
  return row[column] === null || row[column] === undefined ? undefined : integer(row, column)
}

function unexpected(column: string, value: unknown): AppError {
  return new AppError('edition-damaged', { path: 'catalog.sqlite', problem: `${column} holds a ${typeof value}` })
}

export class Connection {
  readonly path: string
  readonly #db: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  /** Opens a catalog file. @throws AppError `edition-damaged`, `edition-format` */
  constructor(path: string) {
    this.path = path
    try {
      this.#db = new DatabaseSync(path, { readOnly: true })
      const found = integer(this.#db.prepare('PRAGMA user_version').get() ?? {}, 'user_version')
      if (found !== FORMAT_VERSION) throw new AppError('edition-format', { path, found, expected: FORMAT_VERSION })
    } catch (thrown) {
      if (thrown instanceof AppError) throw thrown
      throw new AppError('edition-damaged', { path, problem: problemOf(thrown) }, { cause: thrown })
    }
  }

  /** Puts a view without the rows of `systems` in front of every table. Nothing was prepared before. */
  hide(systems: readonly SystemId[]): void {
    const names = systems.map((id) => `'${id.replaceAll("'", "''")}'`).join(', ')
    const ranges = this.all(`SELECT kind, first, last FROM main.system_range WHERE system IN (${names})`)
    this.#statements.clear()
    for (const [table, owner] of Object.entries(OWNED_BY)) {
      const conditions =
        'range' in owner
          ? ranges
              .filter((range) => text(range, 'kind') === owner.range)
              .map((range) => `${owner.column} NOT BETWEEN ${integer(range, 'first')} AND ${integer(range, 'last')}`)
          : [`${owner.column} NOT IN (${names})`]
      this.#db.exec(`CREATE TEMP VIEW ${table} AS SELECT * FROM main.${table} WHERE ${conditions.join(' AND ')}`)
    }
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql)
    if (!statement) {
      statement = this.#db.prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }

  all(sql: string, ...values: readonly Value[]): Cells[] {
    return this.#statement(sql).all(...values)
  }

  get(sql: string, ...values: readonly Value[]): Cells | undefined {
    return this.#statement(sql).get(...values)
  }

  /** Row after row, for passes over whole tables. */
  iterate(sql: string, ...values: readonly Value[]): IterableIterator<Cells> {
    return this.#statement(sql).iterate(...values)
  }

  close(): void {
    this.#db.close()
  }
}
