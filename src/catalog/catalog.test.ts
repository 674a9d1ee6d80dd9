import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, describe, it } from 'node:test'
import { concept, note, release } from '../../test/release.ts'
import { isoDate } from '../core/date.ts'
import { CatalogBuilder } from './builder.ts'
import { Catalog } from './catalog.ts'
import { INDEXES, TABLES } from './schema.ts'

const folder = mkdtempSync(join(tmpdir(), 'medcodex-catalog-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const RELEASES = [
  release('FY2025', '2024-10-01', [
    concept('A00', { level: 'category', billable: false, title: 'Cholera' }),
    concept('A000', { parent: 'A00', title: 'Cholera, classical' }),
    concept('A001', { parent: 'A00', title: 'Cholera, eltor' }),
    note('A00', 'cholera of every kind'),
    note('A000', 'only this one'),
  ]),
  release('FY2026', '2025-10-01', [
    concept('A00', { level: 'category', billable: false, title: 'Cholera' }),
    concept('A000', { parent: 'A00', title: 'Cholera due to Vibrio cholerae 01, biovar cholerae' }),
    note('A00', 'cholera of every kind'),
    note('A000', 'only this one'),
  ]),
]

function build(name: string): string {
  const path = join(folder, name)
  const builder = new CatalogBuilder(path)
  builder.addSystem({ system: 'icd10cm', releases: RELEASES })
  builder.finish()
  return path
}

const path = build('catalog.sqlite')
const catalog = Catalog.open(path)
after(() => catalog.close())
const [FY2025, FY2026] = [isoDate('2025-01-01'), isoDate('2026-01-01')]

describe('a catalog', () => {
  it('has exactly the tables and indexes of the schema', () => {
    const db = new DatabaseSync(path, { readOnly: true })
    const stored = db
      .prepare('SELECT sql FROM sqlite_master WHERE sql IS NOT NULL')
      .all()
      .map((r) => r['sql'])
    db.close()
    assert.deepEqual(new Set(stored), new Set([...Object.values(TABLES), ...Object.values(INDEXES)]))
  })

  it('is the same bytes for the same releases', () => {
    assert.ok(readFileSync(path).equals(readFileSync(build('again.sqlite'))))
  })

  it('answers as of a day', () => {
    assert.equal(catalog.concept('icd10cm', 'A000', FY2025)?.title, 'Cholera, classical')
    assert.equal(
      catalog.concept('icd10cm', 'A000', FY2026)?.title,
      'Cholera due to Vibrio cholerae 01, biovar cholerae',
    )
    assert.equal(catalog.concept('icd10cm', 'A000', isoDate('2020-01-01')), undefined)
  })

  it('still knows a deleted code, and says that it is deleted', () => {
    assert.equal(catalog.concept('icd10cm', 'A001', FY2025)?.status, 'active')
    const gone = catalog.concept('icd10cm', 'A001', FY2026)
    assert.deepEqual([gone?.status, gone?.billable, gone?.validTo], ['deleted', false, '2025-09-30'])
  })

  it('lists children of the day and ancestors from the top', () => {
    const header = catalog.concept('icd10cm', 'A00', FY2025)!
    assert.deepEqual(
      catalog.children(header.id, FY2025).map((c) => c.code),
      ['A000', 'A001'],
    )
    assert.deepEqual(
      catalog.children(header.id, FY2026).map((c) => c.code),
      ['A000'],
    )
    const leaf = catalog.concept('icd10cm', 'A000', FY2026)!
    assert.deepEqual(
      catalog.ancestors(leaf, FY2026).map((c) => c.code),
      ['A00'],
    )
  })

  it('keeps notes with the code they stand at', () => {
    const leaf = catalog.concept('icd10cm', 'A000', FY2026)!
    assert.deepEqual(
      catalog.content(leaf.id, FY2026).notes.map((n) => n.text),
      ['only this one'],
    )
  })

  it('counts what is valid on the day', () => {
    assert.deepEqual({ ...catalog.counts('icd10cm', ['category', 'code'], FY2025) }, { codes: 3, billable: 2 })
    assert.deepEqual({ ...catalog.counts('icd10cm', ['category', 'code'], FY2026) }, { codes: 2, billable: 1 })
  })

  it('tells the history of a code', () => {
    const leaf = catalog.concept('icd10cm', 'A000', FY2026)!
    assert.deepEqual(
      catalog.timeline(leaf.id).map((p) => [p.validFrom, p.validTo]),
      [
        ['2024-10-01', '2025-09-30'],
        ['2025-10-01', undefined],
      ],
    )
  })
})

describe('opening a catalog', () => {
  it('refuses another format with the command that fixes it', () => {
    const other = build('old.sqlite')
    const db = new DatabaseSync(other)
    db.exec('PRAGMA user_version = 999')
    db.close()
    assert.throws(() => Catalog.open(other), { code: 'edition-format' })
  })

  it('refuses a file that is no database', () => {
    const broken = join(folder, 'broken.sqlite')
    writeFileSync(broken, 'not a database, but long enough to look at. '.repeat(200))
    assert.throws(() => Catalog.open(broken), { code: 'edition-damaged' })
    assert.throws(() => Catalog.open(join(folder, 'absent.sqlite')), { code: 'edition-damaged' })
  })
})
