/** A system as one file: a SQLite database, a Parquet table, or a FHIR package. Each is whole or not there. */
import { DatabaseSync } from 'node:sqlite'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type BasicType, fileWriter, parquetWriteRows } from 'hyparquet-writer'
import { pack } from 'tar-stream'
import type { Catalog } from '../catalog/catalog.ts'
import { EXPORT_COLUMNS, type Exported, type ExportOptions, exported, exportLines } from '../service/export.ts'
import { streamInto, wholeFile } from './whole-file.ts'

export const FILE_FORMATS = ['sqlite', 'parquet', 'fhir-package'] as const
export type FileFormat = (typeof FILE_FORMATS)[number]

/** Writes what `exported` gives to `path`, which is replaced. @throws AppError as `exported`, `output-failed` */
export async function exportFile(
  catalog: Catalog,
  options: ExportOptions,
  { format, path }: { readonly format: FileFormat; readonly path: string },
): Promise<void> {
  const what = exported(catalog, options)
  await wholeFile(path, async (part) => {
    if (format === 'sqlite') writeSqlite(what, part)
    else if (format === 'parquet') await writeParquet(what, part)
    else await writePackage(what, [...exportLines(catalog, options, 'fhir')].join('\n'), part)
  })
}

/** What is said of the file beside its rows. */
const about = ({ system, release }: Exported): Record<string, string> => ({
  system: system.id,
  uri: system.uri,
  title: system.title,
  release: release ?? '',
  publisher: system.publisher,
  notice: system.licence.notice ?? '',
})

/** Table `codes` with a row a code, and `about` with what is said of the system. */
function writeSqlite(what: Exported, path: string): void {
  const database = new DatabaseSync(path)
  try {
    database.exec(`
      CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
      CREATE TABLE codes (${EXPORT_COLUMNS.map((column) => `${column} ${column === 'billable' ? 'INTEGER' : 'TEXT'}`).join(', ')}) STRICT;
      BEGIN`)
    const fact = database.prepare('INSERT INTO about VALUES (?, ?)')
    for (const [name, value] of Object.entries(about(what))) fact.run(name, value)
    const code = database.prepare(`INSERT INTO codes VALUES (${EXPORT_COLUMNS.map(() => '?').join(', ')})`)
    for (const row of what.rows())
      code.run(
        ...EXPORT_COLUMNS.map((column) => (column === 'billable' ? Number(row.billable) : (row[column] ?? null))),
      )
    database.exec('COMMIT; CREATE INDEX codes_by_code ON codes (code); CREATE INDEX codes_by_parent ON codes (parent)')
  } finally {
    database.close()
  }
}

/** A column for each of the row; what is said of the system is the file's metadata. */
async function writeParquet(what: Exported, path: string): Promise<void> {
  const type = (column: string): BasicType => (column === 'billable' ? 'BOOLEAN' : 'STRING')
  await parquetWriteRows({
    writer: fileWriter(path),
    rows: what.rows(),
    columns: EXPORT_COLUMNS.map((name) => ({ name, type: type(name), nullable: name !== 'billable' })),
    kvMetadata: Object.entries(about(what)).map(([key, value]) => ({ key: `medcodex.${key}`, value })),
    createdBy: 'medcodex',
  })
}

/** A package as FHIR tools load it: its manifest and one CodeSystem. */
async function writePackage(what: Exported, codeSystem: string, path: string): Promise<void> {
  const { system, release } = what
  const manifest = {
    name: `medcodex.${system.id}`,
    version: versionOf(release),
    canonical: system.uri,
    title: system.title,
    description: `${system.title} ${release ?? ''}: ${system.licence.notice ?? ''}`.trim(),
    author: system.publisher,
    fhirVersions: ['4.0.1', '5.0.0'],
    dependencies: {},
    type: 'Conformance',
  }
  const tar = pack()
  tar.entry({ name: 'package/package.json' }, JSON.stringify(manifest, null, 2))
  tar.entry({ name: `package/CodeSystem-${system.id}.json` }, codeSystem)
  tar.finalize()
  await pipeline(tar, createGzip(), streamInto(path))
}

/** A release's label as a version of a package: three numbers, those of its own first. */
const versionOf = (release = ''): string =>
  [...(release.match(/\d+/g) ?? []), '0', '0', '0'].slice(0, 3).map(Number).join('.')
