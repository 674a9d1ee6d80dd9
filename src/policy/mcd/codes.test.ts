import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PolicyGroup } from '../model.ts'
import { stubOf, systemOfCode } from './codes.ts'

const read = (text: string, kind: PolicyGroup['kind']): string | undefined => {
  const place = systemOfCode(text, kind)
  return place && `${place.system} ${place.code} ${place.role}`
}

describe('codes of the Coverage Database', () => {
  it('are of the system that their list holds', () => {
    assert.equal(read('E11.9', 'supports'), 'icd10cm E119 diagnosis')
    assert.equal(read('0016070', 'procedure'), 'icd10pcs 0016070 procedure')
    assert.equal(read('99213', 'service'), 'cpt 99213 service')
    assert.equal(read('90283', 'service'), 'cpt 90283 drug')
    assert.equal(read('D0120', 'other'), 'cdt D0120 service')
    assert.equal(read('J9035', 'service'), 'hcpcs J9035 drug')
    assert.equal(read('E0784', 'service'), 'hcpcs E0784 device')
    assert.equal(read('J9035', 'procedure'), undefined)
    assert.equal(read('99213', 'supports'), undefined)
  })

  it('are modifiers of CPT where they begin with a digit', () => {
    assert.deepEqual(
      ['25', '1P', 'RT', '253'].map((text) => read(text, 'modifier')),
      ['cpt 25 modifier', 'cpt 1P modifier', 'hcpcs RT modifier', undefined],
    )
  })

  it('are left open in lists of diagnoses alone', () => {
    assert.deepEqual(stubOf('C22.', 'does-not-support'), { system: 'icd10cm', code: 'C22', role: 'diagnosis' })
    assert.equal(stubOf('C22', 'service'), undefined)
    assert.equal(stubOf('99', 'supports'), undefined)
  })
})
