/** `medcodex export`: every form holds the same codes, and systems whose licence forbids bulk are refused by name. */
import assert from 'node:assert/strict'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { parse } from 'csv-parse/sync'
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { EXPORT_COLUMNS, type ExportRow } from '../src/service/export.ts'
import { loadResources } from '../src/terminology/packages.ts'
import { medcodex } from './cli.ts'
import { licensedHome } from './licensed-edition.ts'

describe('medcodex export', () => {
  let home: Awaited<ReturnType<typeof licensedHome>>
  before(async () => {
    home = await licensedHome()
  })
  after(() => home.remove())

  const exported = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await medcodex(['export', ...args, '--as-of', '2026-01-15', '--home', home.root])
    assert.equal(code, 0, stderr)
    return stdout
  }

  it('writes the same codes as NDJSON, CSV and a FHIR CodeSystem', async () => {
    const lines = (await exported('icd10cm'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { code: string; title: string })
    const table = parse(await exported('ICD-10-CM', '--format', 'csv'), { columns: true }) as {
      code: string
      title: string
    }[]
    const system = JSON.parse(await exported('icd10cm', '--format', 'fhir')) as {
      resourceType: string
      url: string
      concept: { code: string; display: string; property?: { code: string; valueCode?: string }[] }[]
    }
    assert.ok(lines.length > 100)
    assert.deepEqual(
      table.map(({ code, title }) => [code, title]),
      lines.map(({ code, title }) => [code, title]),
    )
    assert.deepEqual([system.resourceType, system.url], ['CodeSystem', 'http://hl7.org/fhir/sid/icd-10-cm'])
    assert.deepEqual(
      system.concept.map(({ code, display }) => [code, display]),
      lines.map(({ code, title }) => [code, title]),
    )
    const codes = new Set(lines.map(({ code }) => code))
    const parents = system.concept.flatMap(({ property = [] }) => property.flatMap(({ valueCode }) => valueCode ?? []))
    assert.ok(parents.length > 50 && parents.every((parent) => codes.has(parent)))
  })

  it('writes the same rows as SQLite and as Parquet, with what is said of the system', async () => {
    const lines = (await exported('icd10cm'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ExportRow)
    const [sqlite, parquet] = ['codes.sqlite', 'codes.parquet'].map((name) => join(home.root, name)) as [string, string]
    await exported('icd10cm', '--format', 'sqlite', '--output', sqlite)
    await exported('icd10cm', '--format', 'parquet', '--output', parquet)
    const database = new DatabaseSync(sqlite, { readOnly: true })
    const whole = (row: Record<string, unknown>): Record<string, unknown> =>
      Object.fromEntries(EXPORT_COLUMNS.flatMap((name) => (row[name] == null ? [] : [[name, row[name]]])))
    const expected = lines.map((line) => whole({ ...line }))
    assert.deepEqual(
      database
        .prepare('SELECT * FROM codes ORDER BY rowid')
        .all()
        .map((row) => whole({ ...row, billable: row['billable'] === 1 })),
      expected,
    )
    assert.equal(
      database.prepare("SELECT value FROM about WHERE name = 'uri'").get()?.['value'],
      'http://hl7.org/fhir/sid/icd-10-cm',
    )
    database.close()
    const file = await asyncBufferFromFile(parquet)
    assert.deepEqual((await parquetReadObjects({ file })).map(whole), expected)
    const { key_value_metadata: metadata = [] } = await parquetMetadataAsync(file)
    assert.ok(metadata.some(({ key, value }) => key === 'medcodex.release' && value === 'FY2026'))
    assert.ok(expected.some(({ parent }) => parent === 'E11'))
  })

  it('writes a FHIR package that Medcodex and other tools load', async () => {
    const path = join(home.root, 'icd10cm.tgz')
    await exported('icd10cm', '--format', 'fhir-package', '--output', path)
    const { resources, issues } = await loadResources(path)
    assert.deepEqual(issues, [])
    const [system] = resources
    assert.equal(system?.url, 'http://hl7.org/fhir/sid/icd-10-cm')
    assert.equal(resources.length, 1)
  })

  it('says where a file must go, and leaves none behind that is not whole', async () => {
    const { code, stderr } = await medcodex(['export', 'icd10cm', '--format', 'parquet', '--home', home.root])
    assert.equal(code, 2)
    assert.match(stderr, /--format parquet is a file: say where it goes with --output/)
    const path = join(home.root, 'cpt.sqlite')
    const refused = await medcodex(['export', 'cpt', '--format', 'sqlite', '--output', path, '--home', home.root])
    assert.equal(refused.code, 4)
    assert.ok(!existsSync(path) && !existsSync(`${path}.part`))
  })

  it('refuses a system under a licence by its name, and writes nothing', async () => {
    const { code, stdout, stderr } = await medcodex(['export', 'cpt', '--home', home.root])
    assert.equal(code, 4)
    assert.equal(stdout, '')
    assert.match(stderr, /^CPT may not be listed in bulk under its licence\./)
  })

  it('leaves what stood there when it fails, says why in a sentence, and writes what is no file as it is', async () => {
    const path = join(home.root, 'kept.txt')
    writeFileSync(path, 'precious')
    for (const format of ['csv', 'sqlite', 'parquet', 'fhir-package']) {
      const refused = await medcodex(['export', 'cpt', '--format', format, '--output', path, '--home', home.root])
      assert.equal(refused.code, 4, refused.stderr)
      assert.equal(readFileSync(path, 'utf8'), 'precious')
      const nowhere = format === 'csv' ? home.root : join(home.root, 'no/such/file')
      const args = ['export', 'hcpcs', '--format', format, '--output', nowhere, '--home', home.root]
      const { code, stderr } = await medcodex(args)
      assert.equal(code, 7, stderr)
      assert.match(stderr, /^.* cannot be written: .*\nChoose another place with --output FILE\.\n$/)
    }
    const left = readdirSync(home.root).filter((name) => name.includes('.part'))
    assert.deepEqual(left, [])
    const pipe = join(home.root, 'pipe')
    execFileSync('mkfifo', [pipe])
    const read = text(spawn('cat', [pipe], { stdio: ['ignore', 'pipe', 'ignore'] }).stdout)
    await exported('hcpcs', '--output', pipe)
    assert.ok(lstatSync(pipe).isFIFO())
    assert.match(await read, /^\{"system":"hcpcs"/)
  })

  it('ends quietly when nobody reads on', () => {
    const main = join(import.meta.dirname, '../src/cli/main.ts')
    const line = `"${process.execPath}" "${main}" export icd10cm --home "${home.root}" | true`
    const { stderr } = spawnSync('sh', ['-c', line], { encoding: 'utf8' })
    assert.equal(stderr, '')
  })
})
