/** All real releases in one edition: counts, periods and what it costs to build. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { isoDate } from '../src/core/date.ts'
import { currentEditionPath, type Edition, openEdition } from '../src/edition/edition.ts'
import { missing } from './full-data.ts'
import { addAlphabeticIndex, EARLIER_FILES, FULL_FILES, homeWith } from './full-edition.ts'
import type { BuildCost } from './tools/measure-build.ts'

const MEASURE = join(import.meta.dirname, 'tools/measure-build.ts')
const home = await homeWith('all', [...FULL_FILES, ...EARLIER_FILES])
const lacking = 'missing' in home ? home.missing : (await addAlphabeticIndex(home))?.missing
const skip = lacking === undefined ? false : missing(lacking)

const [FY2025, FY2026] = [isoDate('2025-01-01'), isoDate('2026-01-01')]

describe('three years of ICD-10-CM, two of ICD-10-PCS and HCPCS in one edition', { skip }, () => {
  let edition: Edition
  let cost: BuildCost
  before(async () => {
    if ('missing' in home) return
    const { stdout } = await promisify(execFile)(process.execPath, [MEASURE, home.root])
    cost = JSON.parse(stdout) as BuildCost
    edition = openEdition(currentEditionPath(home))
  })
  after(() => edition?.close())

  it('is built within a gigabyte of memory', (t) => {
    t.diagnostic(
      `built in ${cost.seconds.toFixed(1)} s, peak ${(cost.memory / 1e6).toFixed(0)} MB, files ${JSON.stringify(cost.files)}`,
    )
    assert.ok(cost.memory < 1024 ** 3, `${cost.memory} bytes`)
  })

  it('holds every code of every release', () => {
    const counted = edition.manifest.releases.map((r) => [r.system, r.label, r.codes, r.billable, r.rejected])
    assert.deepEqual(counted, [
      ['icd10cm', 'FY2024', 97_296, 74_044, 0],
      ['icd10cm', 'FY2025', 97_584, 74_260, 0],
      ['icd10cm', 'FY2026', 98_186, 74_719, 0],
      ['icd10cm', 'FY2026-04', 98_186, 74_719, 0],
      ['icd10pcs', 'FY2025', 79_856, 78_948, 0],
      ['icd10pcs', 'FY2026', 80_029, 79_115, 0],
      ['hcpcs', '2024-07', 8_033, 6_975, 0],
      // From the starter set, which serves what no other file lists.
      ['pos', '2024-06-01', 52, 52, 0],
      ['poa', '2020-07-14', 5, 5, 0],
    ])
  })

  it('knows what FY2026 added and deleted', () => {
    const on = (day: typeof FY2025): Set<string> =>
      new Set(
        [...edition.catalog.rows.concepts('icd10cm', day)]
          .filter((c) => c.status === 'active' && c.level !== 'chapter' && c.level !== 'section')
          .map((c) => c.code),
      )
    const [before2026, after2026] = [on(FY2025), on(FY2026)]
    assert.deepEqual([before2026.size, after2026.size], [97_584, 98_186])
    assert.equal([...after2026].filter((code) => !before2026.has(code)).length, 614)
    assert.equal([...before2026].filter((code) => !after2026.has(code)).length, 12)
  })

  it('answers as of a day for a code that came with FY2026', () => {
    const concept = edition.catalog.concept('icd10cm', 'E11A', FY2026)
    assert.equal(concept?.validFrom, '2025-10-01')
    assert.equal(edition.catalog.concept('icd10cm', 'E11A', FY2025), undefined)
  })

  it('keeps terminated HCPCS codes: found, dated and not billable', () => {
    const terminated = [...edition.catalog.rows.concepts('hcpcs', FY2026)].filter((c) => c.status === 'terminated')
    assert.equal(terminated.length, 1_058)
    const code = edition.catalog.concept('hcpcs', 'J2505', FY2026)
    assert.deepEqual([code?.billable, code?.validFrom], [false, '2022-01-01'])
    assert.equal(edition.catalog.concept('hcpcs', 'J2505', isoDate('2021-06-01'))?.billable, true)
    assert.equal(edition.engine.search('J2505', { limit: 1, filters: {} }).hits[0]?.current, false)
  })

  it('gives every ICD-10-PCS code its seven axes', () => {
    const codes = [...edition.catalog.rows.concepts('icd10pcs', FY2026)].filter((c) => c.level === 'code')
    for (const { code } of codes.filter((_, i) => i % 997 === 0)) {
      assert.equal(edition.catalog.axes('icd10pcs', code).length, 7, code)
    }
  })
})
