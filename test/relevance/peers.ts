/** What a user would pick instead, on the same names: SQLite FTS5 and MiniSearch. */
import { DatabaseSync } from 'node:sqlite'
import MiniSearch from 'minisearch'
import type { SearchIndex } from '../../src/search/index/search-index.ts'

export interface Document {
  readonly id: number
  readonly system: string
  readonly code: string
  readonly title: string
  /** Other names, a line each. */
  readonly names: string
}

/** Every concept with its title and all other names it can be found by. */
export function documentsOf(index: SearchIndex): Document[] {
  const names: string[][] = Array.from({ length: index.conceptCount }, () => [])
  for (let name = 0; name < index.nameCount; name++) {
    if (index.kindOf(name) !== 'title') names[index.nameConcept[name]!]!.push(index.textOf(name))
  }
  return names.map((list, id) => ({
    id,
    system: index.system(id),
    code: index.display(id),
    title: index.title(id),
    names: [...new Set(list)].join('\n'),
  }))
}

export interface Peer {
  readonly name: string
  /** Ids of the best documents, best first, at most `limit`. */
  search(query: string, limit: number): number[]
}

/** All words or any, the last one as a prefix, ranked by bm25: what the closest open-source peers do. */
export function createFts5(documents: readonly Document[], join: 'AND' | 'OR' = 'AND'): Peer {
  const db = new DatabaseSync(':memory:')
  db.exec(
    "CREATE VIRTUAL TABLE fts USING fts5(code, title, names, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')",
  )
  const insert = db.prepare('INSERT INTO fts (rowid, code, title, names) VALUES (?, ?, ?, ?)')
  db.exec('BEGIN')
  for (const d of documents) insert.run(d.id + 1, d.code, d.title, d.names)
  db.exec('COMMIT')
  const select = db.prepare('SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY bm25(fts, 10, 5, 2) LIMIT ?')
  return {
    name: `SQLite FTS5 (${join}, prefix, bm25)`,
    search(query, limit) {
      const words = query.match(/[\p{L}\p{N}]+/gu) ?? []
      if (words.length === 0) return []
      const match = words.map((w, i) => (i === words.length - 1 ? `"${w}"*` : `"${w}"`)).join(` ${join} `)
      return select.all(match, limit).map((row) => (row['rowid'] as number) - 1)
    },
  }
}

/** Prefix and fuzzy 0.2, with the title weighted above other names. */
export function createMiniSearch(documents: readonly Document[]): Peer {
  const index = new MiniSearch<Document>({
    fields: ['code', 'title', 'names'],
    searchOptions: { prefix: true, fuzzy: 0.2, boost: { code: 3, title: 2 } },
  })
  index.addAll(documents)
  return {
    name: 'MiniSearch (prefix, fuzzy 0.2)',
    search: (query, limit) =>
      index
        .search(query)
        .slice(0, limit)
        .map((hit) => hit.id as number),
  }
}
