import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { describeCodeSystem } from '../system.suite.ts'
import { records } from '../testing.ts'
import { hasVerhoeff, isConceptId } from './grammar.ts'
import { snomed } from './index.ts'

const FIXTURES = join(import.meta.dirname, '../../../fixtures')

describeCodeSystem(snomed, join(FIXTURES, 'snomed'))

describe('SNOMED CT', () => {
  it('knows its check digit', () => {
    assert.ok(isConceptId('141000999100'))
    for (const wrong of ['141000999101', '114000999100', '12345', '0141000999100'])
      assert.ok(!isConceptId(wrong), wrong)
    assert.ok(hasVerhoeff('2363'))
  })

  it('keeps every parent, descriptions of other languages, what replaces a concept and the map', async () => {
    const all = await records(snomed, join(FIXTURES, 'snomed'))
    const two = all.find((r) => r.type === 'concept' && r.code === '141000999100')
    assert.ok(two?.type === 'concept' && two.parent === '121000999106')
    assert.ok(all.some((r) => r.type === 'relation' && r.kind === 'isA' && r.target === '131000999109'))
    assert.ok(all.some((r) => r.type === 'designation' && r.language === 'es'))
    assert.ok(all.some((r) => r.type === 'relation' && r.kind === 'replacedBy' && r.target === '171000999107'))
    assert.ok(all.some((r) => r.type === 'relation' && r.targetSystem === 'icd10cm' && r.target === 'E119'))
  })

  it('is licensed', () => assert.equal(snomed.licence.access, 'licensed'))
})
