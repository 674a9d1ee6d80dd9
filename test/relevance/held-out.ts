/** A fixed split of the alphabetic index, by a hash of its words: the same entries are held out on every machine. */
import { createHash } from 'node:crypto'
import type { Catalog } from '../../src/catalog/catalog.ts'
import type { Judged } from './judged.ts'

const ONE_IN = 40
const MOST_QUERIES = 1_000

interface Row {
  readonly id: number
  readonly parentId: number | undefined
  readonly title: string
  readonly kind: string
  readonly system: string
}

const pathOf = (entry: Row, rows: ReadonlyMap<number, Row>): string[] => {
  const parent = entry.parentId === undefined ? undefined : rows.get(entry.parentId)
  return [...(parent ? pathOf(parent, rows) : []), entry.title]
}

/** True for the entries that are left out of the index when it is tested. */
export function heldOut({ kind, title, id }: { kind: string; title: string; id: number }): boolean {
  if (kind !== 'alphabetic') return false
  return createHash('sha256').update(`${id} ${title}`).digest().readUInt32BE(0) % ONE_IN === 0
}

/** Held-out entries with a whole code, as queries in the words of their path. */
export function heldOutQueries(catalog: Catalog): Judged[] {
  const rows = new Map([...catalog.rows.indexEntries()].map((row): [number, Row] => [row.id, row]))
  const queries: Judged[] = []
  for (const target of catalog.rows.indexTargets()) {
    const entry = rows.get(target.entryId)
    if (!entry || !heldOut(entry) || queries.at(-1)?.id === `h${entry.id}`) continue
    const q = pathOf(entry, rows)
      .join(', ')
      .replace(/\bNEC\b|\bNOS\b/g, '')
      .trim()
    queries.push({
      id: `h${entry.id}`,
      q,
      kind: 'held-out',
      systems: [entry.system],
      accept: [target.code.slice(0, 4)],
    })
  }
  return queries.slice(0, MOST_QUERIES)
}
