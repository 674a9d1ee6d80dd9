/**
 * `$closure`: clients keep a table of which of their codes subsume which, and ask for the rows that new codes add. The
 * server holds, by name, the codes a client has sent; tables that are not used for long are dropped.
 */
import { badRequest } from './issues.ts'
import { conceptOf, systemOf } from './lookup.ts'
import type { Coding } from './resources.ts'
import type { Session } from './session.ts'
import { subsumption } from './subsume.ts'

export interface ClosureRow {
  readonly system: string
  /** The narrower code. */
  readonly code: string
  /** The broader one. */
  readonly target: string
}

export interface ClosureAnswer {
  readonly name: string
  /** Counts the additions; a client gives the last one it has to get what it missed. */
  readonly version: number
  readonly rows: readonly ClosureRow[]
}

interface Table {
  readonly codes: Map<string, { readonly system: string; readonly version: string | undefined; readonly code: string }>
  /** Rows with the version that added them. */
  readonly rows: (ClosureRow & { readonly version: number })[]
  version: number
}

const MOST_TABLES = 200
const MOST_CODES = 5_000

export class ClosureTables {
  readonly #tables = new Map<string, Table>()

  /** Makes an empty table under `name`, or empties the one there is. */
  start(name: string): ClosureAnswer {
    this.#tables.delete(name)
    if (this.#tables.size >= MOST_TABLES) this.#tables.delete(this.#tables.keys().next().value ?? '')
    this.#tables.set(name, { codes: new Map(), rows: [], version: 0 })
    return { name, version: 0, rows: [] }
  }

  /** Adds codes. @throws TerminologyError for an unknown name or code */
  add(session: Session, name: string, codings: readonly Coding[]): ClosureAnswer {
    const table = this.#table(name)
    table.version += 1
    const added: ClosureRow[] = []
    for (const coding of codings) added.push(...this.#added(session, table, coding))
    table.rows.push(...added.map((row) => ({ ...row, version: table.version })))
    return { name, version: table.version, rows: added }
  }

  /** Rows that were added after `version`. */
  since(name: string, version: number): ClosureAnswer {
    const table = this.#table(name)
    return { name, version: table.version, rows: table.rows.filter((row) => row.version > version) }
  }

  #table(name: string): Table {
    const table = this.#tables.get(name)
    if (!table) throw badRequest(`There is no closure table "${name}"`, { status: 404, type: 'not-found' })
    // The one used last is dropped last.
    this.#tables.delete(name)
    this.#tables.set(name, table)
    return table
  }

  #added(session: Session, { codes }: Table, coding: Coding): ClosureRow[] {
    const provider = systemOf(session, coding)
    const concept = conceptOf(provider, coding.code ?? '')
    const system = provider.url
    const key = `${system}|${concept.code}`
    if (codes.has(key)) return []
    if (codes.size >= MOST_CODES) throw badRequest('The closure table is full', { status: 422, type: 'too-costly' })
    const rows: ClosureRow[] = []
    for (const other of codes.values()) {
      const there = other.system === system ? provider.locate(other.code) : undefined
      if (!there) continue
      session.step()
      const stands = subsumption(provider, concept, there)
      if (stands === 'subsumes') rows.push({ system, code: there.code, target: concept.code })
      if (stands === 'subsumed-by') rows.push({ system, code: concept.code, target: there.code })
    }
    codes.set(key, { system, version: provider.version, code: concept.code })
    return rows
  }
}
