import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { concept, release } from '../../test/release.ts'
import { CatalogBuilder } from '../catalog/builder.ts'
import { Catalog } from '../catalog/catalog.ts'
import { isoDate } from '../core/date.ts'
import { impactOf } from './impact.ts'
import { catalogLookup, flagsOf } from './lookup.ts'
import type { CodeSpec, PolicyRecord } from './model.ts'
import { PolicyStore } from './store/reader.ts'
import { PolicyWriter } from './store/writer.ts'
import { PolicyTextBuilder } from './text-builder.ts'

const folder = mkdtempSync(join(tmpdir(), 'medcodex-impact-'))
const [FY25, FY26] = [isoDate('2024-10-01'), isoDate('2025-10-01')]

const header = (code: string, title: string) => concept(code, { level: 'category', billable: false, title })
const BEFORE = release('FY2025', FY25, [
  header('K90', 'Grumbling'),
  concept('K900', { parent: 'K90', title: 'Mild grumbling' }),
  concept('K901', { parent: 'K90', title: 'Severe grumbling' }),
  concept('K902', { parent: 'K90', title: 'Grumbling at night' }),
])
const AFTER = release('FY2026', FY26, [
  header('K90', 'Grumbling'),
  concept('K900', { parent: 'K90', title: 'Mild grumbling of the gizzard' }),
  concept('K902', { parent: 'K90', title: 'Grumbling at night', billable: false, level: 'subcategory' }),
  concept('K9021', { parent: 'K902', title: 'Grumbling at night, alone' }),
  concept('K9022', { parent: 'K902', title: 'Grumbling at night, in company' }),
])

function policy(number: string, specs: readonly CodeSpec[], end?: string): PolicyRecord {
  const builder = new PolicyTextBuilder()
  const evidence = builder.paragraph('These support it.')!
  return {
    header: {
      payer: 'Harbor Plan',
      kind: 'commercial',
      number,
      title: number,
      ...(end === undefined ? {} : { end: isoDate(end) }),
    },
    text: builder.build(),
    groups: [],
    findings: specs.map((spec) => ({
      system: 'icd10cm',
      ...spec,
      disposition: 'supports-necessity',
      role: 'diagnosis',
      evidence,
    })),
    related: [],
    revisions: [],
    file: number,
    issues: [],
  }
}

describe('release impact', () => {
  const path = join(folder, 'catalog.sqlite')
  const builder = new CatalogBuilder(path)
  builder.addSystem({ system: 'icd10cm', releases: [BEFORE, AFTER] })
  builder.finish()
  const catalog = Catalog.open(path)
  const writer = new PolicyWriter(join(folder, 'policies.sqlite'))
  writer.add(policy('ALL', [{ stub: 'K90' }]))
  writer.add(policy('ONE', [{ code: 'K901' }]))
  writer.add(policy('NONE', [{ range: ['K903', 'K909'] }]))
  writer.add(policy('ENDED', [{ code: 'K901' }], '2025-01-01'))
  writer.finish()
  const store = PolicyStore.open(join(folder, 'policies.sqlite'))
  after(() => {
    store.close()
    catalog.close()
    rmSync(folder, { recursive: true })
  })

  it('lists policies in force that name what was deleted, retitled or split', () => {
    const impact = impactOf(catalog, store, { system: 'icd10cm', from: FY25, to: FY26 })
    const said = impact.map(({ version, changes }) => [
      version.number,
      changes.map(({ change }) => `${change.code} ${change.kind}`).sort(),
    ])
    assert.deepEqual(said, [
      ['ALL', ['K900 revised', 'K901 deleted', 'K902 split']],
      ['ONE', ['K901 deleted']],
    ])
    const split = impact[0]!.changes.find(({ change }) => change.kind === 'split')!.change
    assert.deepEqual(split.into, ['K9021', 'K9022'])
  })

  it('flags codes against the days a document holds', () => {
    const lookup = catalogLookup(catalog)
    const flags = (code: string, days: { effective?: string; end?: string } = {}) =>
      flagsOf(
        lookup,
        { system: 'icd10cm', code },
        {
          ...(days.effective === undefined ? {} : { effective: isoDate(days.effective) }),
          ...(days.end === undefined ? {} : { end: isoDate(days.end) }),
        },
      )
    assert.deepEqual(flags('K901'), ['deleted'])
    assert.deepEqual(flags('K901', { end: '2025-06-01' }), [])
    assert.deepEqual(flags('K901', { effective: '2010-01-01', end: '2025-06-01' }), [], 'older than all that is known')
    assert.deepEqual(flags('K9021', { effective: '2025-01-01' }), ['not-yet-valid'])
    assert.deepEqual(flags('K90'), ['not-billable'])
    assert.deepEqual(flags('Q00'), ['unknown'])
    assert.deepEqual(flagsOf(lookup, { system: 'cpt', code: '00000' }, {}), [], 'CPT is not loaded: nobody can tell')
    assert.deepEqual(flagsOf(catalogLookup(catalog, new Set(['icd10cm'])), { system: 'icd10cm', code: 'Q00' }, {}), [])
  })
})
