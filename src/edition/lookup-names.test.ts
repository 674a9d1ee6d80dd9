import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { concept, release } from '../../test/release.ts'
import { CatalogBuilder } from '../catalog/builder.ts'
import { Catalog } from '../catalog/catalog.ts'
import type { ReleaseContent } from '../catalog/release-content.ts'
import { SearchEngine } from '../search/engine.ts'
import { SearchIndex } from '../search/index/search-index.ts'
import { systemOf } from '../systems/registry.ts'
import type { CodeSystem } from '../systems/system.ts'
import { buildSearch } from './build-search.ts'

const folder = mkdtempSync(join(tmpdir(), 'medcodex-lookup-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const own = systemOf('icd10cm')
/** A system whose codes are mapped to ICD-10-CM by one link that lends names and one that does not. */
const older: CodeSystem = {
  ...systemOf('hcpcs'),
  name: 'Older',
  relations: {
    mapsTo: { label: 'Maps to', inverse: 'Mapped from', lendsNames: true },
    seeAlso: { label: 'See also', inverse: 'Seen from' },
  },
}

const of = (system: string, content: ReleaseContent): ReleaseContent => ({
  ...content,
  release: { ...content.release, system },
})

const path = join(folder, 'catalog.sqlite')
const builder = new CatalogBuilder(path)
builder.addSystem({
  system: 'icd10cm',
  releases: [
    release('FY2026', '2025-10-01', [
      concept('M12879', { title: 'Other specific arthropathies, unspecified ankle and foot' }),
      concept('I10', { title: 'Essential (primary) hypertension' }),
    ]),
  ],
})
builder.addSystem({
  system: 'hcpcs',
  releases: [
    of(
      'hcpcs',
      release('2024-07', '2024-07-01', [
        concept('A0001', { title: 'Fleeting joint trouble of the foot' }),
        concept('A0002', { title: 'Bronze pressure' }),
        { type: 'relation', code: 'A0001', kind: 'mapsTo', target: 'M12879', targetSystem: 'icd10cm' },
        { type: 'relation', code: 'A0002', kind: 'seeAlso', target: 'I10', targetSystem: 'icd10cm' },
      ]),
    ),
  ],
})
builder.finish()
const catalog = Catalog.open(path)
after(() => catalog.close())

const search = (q: string, lookups: boolean) => {
  const bytes = buildSearch(catalog, { systems: [own, older], rewrites: [], lookups })
  const { hits } = new SearchEngine(new SearchIndex(bytes)).search(q, { limit: 5, filters: { systems: ['icd10cm'] } })
  return hits.map(({ code, why }) => ({ code, name: why.name?.text }))
}

describe('names that other systems lend', () => {
  it('find the codes they are mapped to, and say whose names they are', () => {
    assert.deepEqual(search('fleeting joint trouble of the foot', true), [
      { code: 'M12.879', name: 'Older A0001, Fleeting joint trouble of the foot' },
    ])
  })

  it('are lent only by links that are maps', () => {
    assert.deepEqual(search('bronze pressure', true), [])
  })

  it('can be left out, to measure what is found without them', () => {
    assert.notEqual(
      search('fleeting joint trouble of the foot', false)[0]?.name,
      'Older A0001, Fleeting joint trouble of the foot',
    )
  })
})
