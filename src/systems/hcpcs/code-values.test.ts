import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { describeProperty } from './code-values.ts'
import { FIELDS } from './fields.ts'

describe('the meaning of HCPCS field values', () => {
  it('is known for documented values', () => {
    assert.equal(describeProperty('coverage', 'M'), 'Non-covered by Medicare')
    assert.equal(describeProperty('pricingIndicator', '51'), 'Drugs')
    assert.equal(describeProperty('betos', 'Z2'), 'Undefined codes')
    assert.equal(describeProperty('typeOfService', 'R'), 'Rental of DME')
    assert.equal(describeProperty('actionCode', 'D'), 'Code or modifier discontinued')
  })

  it('is absent for values and fields that the layout does not explain', () => {
    assert.equal(describeProperty('coverage', 'X'), undefined)
    assert.equal(describeProperty('statute', '1833(t)'), undefined)
    assert.equal(describeProperty('constructor', 'name'), undefined)
    assert.equal(describeProperty('coverage', 'constructor'), undefined)
  })
})

describe('the fields of the HCPCS record', () => {
  it('stand one after the other without overlap and end at column 293', () => {
    let end = 119
    for (const { name, from, width, slots } of FIELDS) {
      assert.ok(from > end, name)
      end = from + width * slots - 1
    }
    assert.equal(end, 293)
  })
})
