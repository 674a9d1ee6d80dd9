import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { isoDate } from '../../core/date.ts'
import type { FetchedSystem } from '../locations.ts'
import { LOCATIONS, LocationsSchema } from '../locations.ts'
import { planSystem } from './plan.ts'
import { fileNameOf } from './store.ts'

const plan = (system: FetchedSystem, today: string, allReleases = false) =>
  planSystem(system, LOCATIONS[system]!, { today: isoDate(today), allReleases })
const releases = (system: FetchedSystem, today: string, allReleases = false) =>
  plan(system, today, allReleases).releases.map((each) => each.release)

describe('where releases are looked for', () => {
  it('is the release in force and two earlier fiscal years', () => {
    assert.deepEqual(releases('icd10cm', '2026-11-23'), ['FY2027', 'FY2026', 'FY2025'])
    assert.deepEqual(releases('icd10pcs', '2026-10-01'), ['FY2027', 'FY2026', 'FY2025'])
    assert.deepEqual(releases('icd10cm', '2026-09-30'), ['FY2026', 'FY2025', 'FY2024'])
  })

  it('is everything that is known when all releases are asked for', () => {
    const all = releases('icd10cm', '2026-11-23', true)
    assert.equal(all[0], 'FY2027')
    assert.equal(all.at(-1), 'FY2016')
    assert.deepEqual(releases('icd10pcs', '2026-11-23', true).slice(0, 3), ['FY2027', 'FY2026-04', 'FY2026'])
  })

  it('names the files of a release, the list of codes first', () => {
    const [inForce] = plan('icd10pcs', '2026-11-23').releases
    assert.deepEqual(
      inForce?.parts.map((part) => part[0]?.role),
      ['order', 'codes', 'tablesAndIndex', 'definitions'],
    )
  })

  it('is the quarter of HCPCS in force and the three before it, at the same kind of address', () => {
    const { releases: quarters, firstOnly } = plan('hcpcs', '2027-02-10')
    assert.equal(firstOnly, true)
    assert.deepEqual(
      quarters.map(({ release, parts }) => [release, parts[0]?.[0]?.url.split('/').at(-1)]),
      [
        ['2027-01', 'january-2027-alpha-numeric-hcpcs-file.zip'],
        ['2026-10', 'october-2026-alpha-numeric-hcpcs-file.zip'],
        ['2026-07', 'july-2026-alpha-numeric-hcpcs-file.zip'],
        ['2026-04', 'april-2026-alpha-numeric-hcpcs-file.zip'],
      ],
    )
    assert.equal(quarters[0]?.parts[0]?.[0]?.byAnalogy, true)
    assert.equal(quarters[1]?.parts[0]?.[0]?.byAnalogy, undefined)
  })

  it('is the newest wheel, and older ones only with all releases', () => {
    assert.deepEqual(
      plan('icd10cm', '2026-11-23').wheels.map((wheel) => wheel.version),
      ['1.5.0'],
    )
    assert.deepEqual(
      plan('icd10cm', '2026-11-23', true).wheels.map((wheel) => wheel.version),
      ['1.5.0', '1.4.0'],
    )
  })

  it('gives each file a name of its own', () => {
    for (const { publisher } of Object.values(LOCATIONS)) {
      const names = publisher.map((file) => file.name ?? fileNameOf(file.url))
      assert.equal(new Set(names).size, names.length, names.join('\n'))
      for (const name of names) assert.match(name, /[a-z].*\.(?:zip|txt)$/i)
    }
  })

  it('is data that the schema holds to', () => {
    const text = readFileSync(new URL('../locations.json', import.meta.url), 'utf8')
    assert.ok(LocationsSchema.safeParse(JSON.parse(text)).success)
    assert.equal(LocationsSchema.safeParse(JSON.parse(text.replace('"sha256"', '"sha265"'))).success, false)
  })
})

describe('the name a download is kept under', () => {
  for (const [url, name] of [
    ['https://example.org/a/icd10cm-Code%20Descriptions-2026.zip', 'icd10cm-Code Descriptions-2026.zip'],
    ['https://example.org/', 'download'],
    ['https://example.org/a.zip?x=/etc', 'a.zip'],
    ['https://example.org/%2e%2e%2fetc%2fpasswd', '_etc_passwd'],
    ['https://example.org/%zz.zip', '_zz.zip'],
  ] as const) {
    it(`is ${name} for ${url}`, () => assert.equal(fileNameOf(url), name))
  }
})
