import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import type { SourceRecord } from '../records.ts'
import { describeCodeSystem, findReleases } from '../system.suite.ts'
import { records } from '../testing.ts'
import { dxccsr, prccsr } from './index.ts'

const FIXTURES = join(import.meta.dirname, '../../../fixtures')
const DX = join(FIXTURES, 'dxccsr')
const PR = join(FIXTURES, 'prccsr')

describeCodeSystem(dxccsr, DX)
describeCodeSystem(prccsr, PR)

const linksOf = (all: readonly SourceRecord[], code: string): string[] =>
  all.flatMap((r) => (r.type === 'relation' && r.target === code ? [`${r.code} ${r.kind} ${r.targetSystem}`] : []))

describe('CCSR', () => {
  it('says where a code of several categories is counted', async () => {
    const all = await records(dxccsr, DX)
    assert.deepEqual(linksOf(all, 'E119'), ['END002 defaultFor icd10cm', 'END005 contains icd10cm'])
    assert.deepEqual(linksOf(all, 'Z0000'), [
      'FAC014 outpatientDefaultFor icd10cm',
      'XXX000 inpatientDefaultFor icd10cm',
    ])
  })

  it('refuses a row whose category is none, and keeps nothing of it', async () => {
    const all = await records(dxccsr, DX)
    assert.deepEqual(linksOf(all, 'E1165'), [])
    const refused = all.flatMap((r) => (r.type === 'issue' ? [`${r.line} ${r.text}`] : []))
    assert.deepEqual(refused, ['8 "E1165" has no category that can be read: "END2".'])
  })

  it('reads a name that stands unquoted with its commas', async () => {
    const all = await records(prccsr, PR)
    const domains = all.flatMap((r) => (r.type === 'property' && r.code === 'ENT017' ? [r.value] : []))
    assert.deepEqual(domains, ['Ear, Nose, and Throat Procedures'])
    assert.deepEqual(linksOf(all, '0DTJ4ZZ'), ['GIS008 contains icd10pcs'])
  })

  it('names categories that a list of codes only numbers, and says which it cannot', async () => {
    const [release] = await findReleases(dxccsr, DX)
    const all: SourceRecord[] = []
    for await (const each of dxccsr.load(release!)) all.push(each)
    assert.deepEqual(linksOf(all, 'A0101'), ['NVS001 defaultFor icd10cm'])
    assert.ok(all.some((r) => r.type === 'issue' && r.code === 'no-title' && r.text.startsWith('INF003 ')))
  })

  it('reads its names before a number', () => {
    for (const typed of ['CCSR END002', 'DXCCSR: end002', 'END 002']) {
      assert.equal(dxccsr.grammar.normalize(typed), 'END002')
    }
  })
})
