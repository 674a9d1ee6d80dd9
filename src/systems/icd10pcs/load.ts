/** Reads the files of one ICD-10-PCS release into records, whatever combination of them there is. */
import type { Issue } from '../../core/issue.ts'
import { readCsv } from '../../sources/csv.ts'
import { readLines } from '../../sources/lines.ts'
import type { SourceFile } from '../../sources/source-file.ts'
import { readXml } from '../../sources/xml.ts'
import type { AxisRowRecord, ConceptRecord, SourceRecord, TableAxesRecord } from '../records.ts'
import type { ReleaseFiles } from '../system.ts'
import { problem } from './context.ts'
import { parseDefinitions } from './parse-definitions.ts'
import { parseIndex } from './parse-index.ts'
import { parseOrder } from './parse-order.ts'
import { parseTables } from './parse-tables.ts'
import { parseTitles } from './parse-titles.ts'
import { codesOf, type Tables, Tree } from './tree.ts'

/**
 * Tables and rows first, then the concepts in code order (section, body system, table, code), then definitions and
 * index. Sections and body systems come from the tables XML alone. Without an order file the codes are those of the
 * titles list; a code that only the tables make has no official title and is left out (notice `untitled-codes`).
 */
export async function* load(release: ReleaseFiles): AsyncIterable<SourceRecord> {
  const files = new Map<string, SourceFile>()
  yield* choose(release, files)

  const tables = new Map<string, { axes: TableAxesRecord; rows: AxisRowRecord[] }>()
  const tablesFile = files.get('tables')
  if (tablesFile) {
    for await (const record of parseTables(readXml(tablesFile), { file: tablesFile.path })) {
      if (record.type === 'tableAxes') {
        if (tables.has(record.table)) {
          const text = `Table ${record.table} stands more than once in the file; its rows are read together.`
          yield problem({ file: tablesFile.path }, { code: 'duplicate-table', severity: 'warning', text })
          continue
        }
        tables.set(record.table, { axes: record, rows: [] })
      } else if (record.type === 'axisRow') {
        const rows = tables.get(record.table)?.rows ?? []
        // A table split in two starts counting its rows anew; within a release a row number stands once.
        const row = { ...record, row: rows.length }
        rows.push(row)
        yield row
        continue
      }
      yield record
    }
  }

  const order = files.get('order')
  const titles = files.get('titles')
  const tree = new Tree(tables)
  if (order) {
    yield* inOrder(order, tree)
    yield* compared(order, { tables, tree })
  } else {
    yield* fromTitles(titles, { tables, tree })
    const listed = titles ?? tablesFile
    if (listed) yield* compared(listed, { tables, tree })
  }

  const definitions = files.get('definitions')
  if (definitions) yield* parseDefinitions(readXml(definitions), { file: definitions.path })
  const index = files.get('index')
  if (index) yield* parseIndex(readXml(index), { file: index.path })
}

/** One file per role into `files`: of several the one whose name sorts last. What is not read is said. */
function* choose(release: ReleaseFiles, files: Map<string, SourceFile>): Iterable<Issue> {
  const sorted = [...release.files].sort((a, b) => (a.file.name < b.file.name ? 1 : a.file.name > b.file.name ? -1 : 0))
  for (const { role, file } of sorted) {
    const chosen = files.get(role) ?? (role === 'titles' ? sorted.find((f) => f.role === 'order')?.file : undefined)
    if (chosen === undefined) files.set(role, file)
    else {
      const text = `Not read: ${chosen.path} holds the same part of ${release.release.label}.`
      yield problem({ file: file.path }, { code: 'file-superseded', severity: 'notice', text })
    }
  }
}

/** Concepts as the order file lists them, with sections and body systems in front. */
async function* inOrder(file: SourceFile, tree: Tree): AsyncIterable<ConceptRecord | Issue> {
  for await (const record of parseOrder(readLines(file), { file: file.path })) {
    if (record.type === 'issue') yield record
    else if (tree.has(record.code)) yield duplicate(file, record.code)
    else yield* tree.place(record)
  }
}

interface Read {
  readonly tables: Tables
  readonly tree: Tree
}

/** Concepts of a plain titles list and the tables' headers, brought into code order. `file` may be absent. */
async function* fromTitles(file: SourceFile | undefined, { tables, tree }: Read): AsyncIterable<ConceptRecord | Issue> {
  const titled = new Map<string, ConceptRecord>()
  if (file) {
    for await (const record of parseTitles(readCsv(file), { file: file.path })) {
      if (record.type === 'issue') yield record
      else if (titled.has(record.code)) yield duplicate(file, record.code)
      else titled.set(record.code, record)
    }
  }
  // Digits sort before letters, as in the official order; a header sorts before the codes that start with it.
  for (const code of [...titled.keys(), ...tables.keys()].sort()) {
    const concept = titled.get(code)
    yield* concept ? tree.place(concept) : tree.headers(code, 3)
  }
}

/** What the list of codes in `file` and the tables disagree on, one Issue per table and direction. */
function* compared(file: SourceFile, { tables, tree }: Read): Iterable<Issue> {
  for (const table of tables.keys()) {
    const missing = [...codesOf(tables, table)].filter((code) => !tree.has(code)).length
    if (missing === 0) continue
    const text = `Codes of table ${table} left out because there is no official title for them: ${missing}.`
    yield problem({ file: file.path }, { code: 'untitled-codes', severity: 'notice', text })
  }
  if (tables.size === 0) return
  for (const [table, codes] of tree.codesByTable()) {
    const made = codesOf(tables, table)
    const strange = codes.filter((code) => !made.has(code)).length
    if (strange === 0) continue
    const text = `Codes that start with ${table} which are listed but which no row of the tables makes (kept): ${strange}.`
    yield problem({ file: file.path }, { code: 'not-in-tables', severity: 'warning', text })
  }
}

function duplicate(file: SourceFile, code: string): Issue {
  const text = `${code} stands more than once; the first row is kept.`
  return problem({ file: file.path }, { code: 'duplicate-code', severity: 'error', text })
}
