import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { fullData, missing } from '../../../test/full-data.ts'
import { decodeHead, readHead } from '../../sources/head.ts'
import { walkSources } from '../../sources/walk.ts'
import type { AxisRowRecord, SourceRecord } from '../records.ts'
import type { RecognizedFile } from '../system.ts'
import { axesOf, expandRow } from './axes.ts'
import { icd10pcs } from './index.ts'

const ORDER_2026 = 'icd10pcs/cms_2026_pr.zip'
const ORDER_2025 = 'icd10pcs/cms_2025_pr.zip'
const TABLES = 'icd10pcs/icd10pcs_tables_2026.xml.gz'
const DEFINITIONS = 'icd10pcs/icd10pcs_definitions_2026.xml'
const INDEX = 'icd10pcs/icd10pcs_index_2024.reconstructed.xml.gz'

/** Every record of the release files at these places, or undefined (and the test skipped) when one is missing. */
async function loaded(t: TestContext, ...places: string[]): Promise<SourceRecord[] | undefined> {
  const files: RecognizedFile[] = []
  for (const place of places) {
    const path = fullData(place)
    if (path === undefined) {
      t.skip(missing(place))
      return undefined
    }
    for await (const file of walkSources(path, (issue) => assert.fail(issue.text))) {
      const found = icd10pcs.recognize(file, decodeHead(await readHead(file, 4096)))
      if (found) files.push({ ...found, file })
    }
  }
  const release = files[0]?.release
  assert.ok(release)
  assert.ok(files.every((file) => file.release.label === release.label))
  const records: SourceRecord[] = []
  for await (const record of icd10pcs.load({ release, files })) records.push(record)
  return records
}

function count(records: readonly SourceRecord[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const record of records) {
    const kind = record.type === 'concept' ? record.level : record.type
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}

describe('the ICD-10-PCS releases', () => {
  it('FY2026 has 79,115 codes under 914 tables, which make exactly these codes', async (t) => {
    const records = await loaded(t, ORDER_2026, TABLES, DEFINITIONS)
    if (!records) return
    // No Issue at all; 17 sections, 115 body systems.
    assert.deepEqual(count(records), {
      tableAxes: 914,
      axisRow: 2733,
      section: 17,
      bodySystem: 115,
      table: 914,
      code: 79_115,
      definition: 1090,
    })
    const made = records.flatMap((r) => (r.type === 'axisRow' ? expandRow(r) : []))
    const listed = records.flatMap((r) => (r.type === 'concept' && r.billable ? [r.code] : []))
    assert.deepEqual(made.toSorted(), listed)
  })

  it('FY2026 definitions hold 1,138 titles: 1,090 terms, 31 axes, 16 sections and the document', async (t) => {
    const records = await loaded(t, DEFINITIONS)
    if (!records) return
    const definitions = records.filter((r) => r.type === 'definition')
    assert.equal(definitions.length, 1138 - 31 - 16 - 1)
    assert.equal(new Set(definitions.map((d) => d.section)).size, 16)
    const resection = definitions.find((d) => d.section === '0' && d.position === 3 && d.term === 'Resection')
    assert.equal(resection?.definition, 'Cutting out or off, without replacement, all of a body part')
  })

  it('every FY2026 code has seven axis values', async (t) => {
    const records = await loaded(t, TABLES)
    if (!records) return
    const tables = records.filter((r) => r.type === 'tableAxes')
    const byTable = new Map<string, AxisRowRecord[]>()
    for (const r of records) if (r.type === 'axisRow') byTable.set(r.table, [...(byTable.get(r.table) ?? []), r])
    for (const [table, rows] of byTable) {
      const own = tables.filter((t) => t.table === table)
      for (const code of rows.flatMap(expandRow)) assert.equal(axesOf(code, own, rows)?.length, 7, code)
    }
  })

  it('FY2026 table titles made from axis labels equal the order file but for X0Z', async (t) => {
    const fromOrder = await loaded(t, ORDER_2026)
    const fromLabels = await loaded(t, TABLES)
    if (!fromOrder || !fromLabels) return
    const official = new Map(fromOrder.flatMap((r) => (r.type === 'concept' ? [[r.code, r.title]] : [])))
    const different = fromLabels.flatMap((r) =>
      r.type === 'concept' && r.level === 'table' && official.get(r.code) !== r.title ? [r.code] : [],
    )
    assert.deepEqual(different, ['X0Z'])
  })

  it('FY2025 has 78,948 codes under 908 tables', async (t) => {
    const records = await loaded(t, ORDER_2025)
    if (!records) return
    assert.deepEqual(count(records), { table: 908, code: 78_948 })
  })

  it('the FY2024 index has 3,079 main terms and 21,253 terms', async (t) => {
    const records = await loaded(t, INDEX)
    if (!records) return
    const entries = records.filter((r) => r.type === 'indexEntry')
    assert.equal(entries.length, records.length)
    assert.equal(entries.filter((e) => e.parent === undefined).length, 3079)
    assert.equal(entries.filter((e) => e.parent !== undefined).length, 21_253)
    const targets = entries.flatMap((e) => e.targets)
    const references = entries.flatMap((e) => e.references)
    assert.equal(targets.filter((target) => !target.partial).length, 2814)
    // 12,102 codes and 1,381 tables stand in the file, in terms or inside see and use.
    const partial = targets.filter((target) => target.partial).length
    assert.equal(partial + references.filter((r) => r.code !== undefined).length, 12_102 + 1381)
    assert.equal(references.filter((r) => r.kind === 'use').length, 2137 + 133)
    assert.equal(references.filter((r) => r.kind === 'see').length, 1051 + 440 + 264)
    assert.ok(entries.every((e) => e.title !== '' || e.targets.length + e.references.length > 0))
  })
})
