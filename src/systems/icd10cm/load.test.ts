import assert from 'node:assert/strict'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { all, memoryFile } from '../../../test/tools/memory-file.ts'
import type { ConceptRecord, SourceRecord } from '../records.ts'
import { findReleases } from '../system.suite.ts'
import type { ReleaseFiles } from '../system.ts'
import { releaseOfYear } from './calendar.ts'
import { load } from './load.ts'
import { recognize } from './recognize.ts'

const FIXTURES = join(import.meta.dirname, '../../../fixtures/icd10cm')

describe('loading a release of ICD-10-CM', () => {
  let releases: readonly ReleaseFiles[] = []
  before(async () => {
    releases = await findReleases({ recognize }, FIXTURES)
  })

  function release(label: string, roles?: readonly string[]): ReleaseFiles {
    const found = releases.find((each) => each.release.label === label)
    assert.ok(found)
    return { ...found, files: found.files.filter(({ role }) => roles === undefined || roles.includes(role)) }
  }
  const conceptOf = (records: readonly SourceRecord[], code: string): ConceptRecord | undefined =>
    records.filter((record) => record.type === 'concept').find((concept) => concept.code === code)
  const issuesIn = (records: readonly SourceRecord[]): string[] =>
    records.flatMap((record) => (record.type === 'issue' ? [`${record.code}: ${record.text}`] : []))

  it('takes codes from the order file and chapters, sections and notes from the tabular list', async () => {
    const records = await all(load(release('FY2026')))
    assert.equal(conceptOf(records, 'E11')?.parent, 'E08-E13')
    assert.equal(conceptOf(records, 'E08-E13')?.parent, 'chapter-4')
    assert.equal(conceptOf(records, 'C50')?.parent, 'C50-C50')
    assert.equal(conceptOf(records, 'T07XXXA')?.parent, 'T07')
    assert.equal(conceptOf(records, 'E11321')?.shortTitle, 'Type 2 diab w mild nonprlf diabetic rtnop w macular edema')
    assert.equal(conceptOf(records, 'I10')?.level, 'code')
    assert.equal(conceptOf(records, 'S72')?.level, 'category')
    assert.equal(conceptOf(records, 'S720')?.level, 'subcategory')
    const concepts = records.filter((record) => record.type === 'concept')
    assert.deepEqual(
      concepts.slice(0, 4).map((concept) => concept.code),
      ['chapter-2', 'C00-C96', 'C50-C50', 'C50'],
    )
    const roots = concepts.filter((concept) => concept.parent === undefined)
    assert.ok(roots.every((concept) => concept.level === 'chapter'))
  })

  it('keeps notes at the element they stand at', async () => {
    const records = await all(load(release('FY2026')))
    const notes = records.filter((record) => record.type === 'note')
    const at = (code: string) =>
      notes.filter((note) => note.code === code).map((note) => `${note.kind} ${note.character ?? ''}`.trim())
    assert.deepEqual(at('chapter-4'), ['excludes1'])
    assert.deepEqual(at('I20-I25'), ['codeAlso'])
    assert.deepEqual(at('S72'), [
      'note',
      'excludes1',
      'sevenChrNote',
      'sevenChrDef A',
      'sevenChrDef B',
      'sevenChrNote B',
    ])
    const names = records.filter((record) => record.type === 'designation' && record.code === 'S7200')
    assert.equal(names.length, 2)
  })

  it('brings index, tables, POA-exempt list and conversion table along', async () => {
    const records = await all(load(release('FY2026')))
    const kinds = new Set(records.flatMap((record) => (record.type === 'indexEntry' ? [record.index] : [])))
    assert.deepEqual([...kinds].sort(), ['alphabetic', 'drug', 'externalCause', 'neoplasm'])
    assert.equal(records.filter((record) => record.type === 'property').length, 3)
    const relations = records.filter((record) => record.type === 'relation')
    assert.deepEqual(
      relations.find((relation) => relation.code === 'U071'),
      {
        type: 'relation',
        code: 'U071',
        kind: 'replaces',
        target: 'B9729',
        since: '2020-04-01',
      },
    )
    assert.deepEqual(issuesIn(records), [
      'unknown-target: The entry "Fracture, traumatic" leads to T148, which the release does not have.',
    ])
  })

  it('loads an order file alone', async () => {
    const records = await all(load(release('FY2026', ['order'])))
    assert.equal(records.length, 55)
    assert.equal(conceptOf(records, 'E11')?.parent, undefined)
    assert.equal(conceptOf(records, 'E119')?.parent, 'E11')
  })

  it('composes titles of seven characters from tabular list and code list', async () => {
    const records = await all(load(release('FY2025-04')))
    assert.equal(
      conceptOf(records, 'S72001B')?.title,
      'Fracture of unspecified part of neck of right femur, initial encounter for open fracture type I or II',
    )
    assert.equal(conceptOf(records, 'T07XXXD')?.title, 'Unspecified multiple injuries, subsequent encounter')
    assert.equal(conceptOf(records, 'T07XXXS'), undefined)
    assert.equal(conceptOf(records, 'C8410')?.title, 'Sézary disease, unspecified site')
    assert.deepEqual([conceptOf(records, 'T07')?.billable, conceptOf(records, 'T07XXXA')?.billable], [false, true])
    assert.deepEqual(issuesIn(records), [])
  })

  it('says what is missing when it cannot list codes', async () => {
    for (const roles of [['tabular'], ['index', 'drug'], []]) {
      const records = await all(load(release('FY2026', roles)))
      assert.match(issuesIn(records).join(), /incomplete-release: FY2026 has neither an order file/)
    }
  })

  it('reports codes that the files disagree about', async () => {
    const files = release('FY2025-04').files.filter(({ role }) => role !== 'codeList')
    const order = memoryFile('icd10cm_order_2025.txt', `00001 E11     0 ${'x'.padEnd(60)} Diabetes\r\n`)
    const records = await all(
      load({ ...release('FY2025-04'), files: [...files, { ...files[0]!, role: 'order', file: order }] }),
    )
    const codes = issuesIn(records).map((text) => text.slice(0, 16))
    assert.ok(codes.includes('title-differs: E') && codes.includes('unknown-code: C5'), codes.join())
  })

  it('reads the newest of two files that play the same part and says so', async () => {
    const id = releaseOfYear(2026)
    const row = (title: string): string => `00001 I10     1 ${title.padEnd(60)} ${title}\r\n`
    const october = memoryFile('icd10cm-order-2026.txt', row('October'))
    const april = memoryFile('icd10cm-order-April-2026.txt', row('April'))
    for (const pair of [
      [october, april],
      [april, october],
    ]) {
      const records = await all(
        load({ release: id, files: pair.map((file) => ({ release: id, role: 'order', file })) }),
      )
      assert.equal(conceptOf(records, 'I10')?.title, 'April')
      assert.match(issuesIn(records).join(), /superseded-file: icd10cm-order-2026\.txt is not read/)
    }
  })
})
