import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { describeCodeSystem } from '../system.suite.ts'
import { records } from '../testing.ts'
import { checkDigit, grammar } from './grammar.ts'
import { loinc } from './index.ts'

const FIXTURES = join(import.meta.dirname, '../../../fixtures')

describeCodeSystem(loinc, join(FIXTURES, 'loinc'))

describe('LOINC', () => {
  it('knows its check digit', () => {
    for (const code of ['4548-4', '2345-7', '24323-8', '718-7']) assert.equal(grammar.normalize(code), code)
    assert.equal(grammar.normalize('4548-5'), undefined)
    assert.deepEqual(grammar.candidates('4548-5'), [{ code: '4548-4', certainty: 0.4, mended: ['checkDigit'] }])
  })

  it('changes the check digit with every digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 9_999_999 }), fc.nat(6), (number, at) => {
        const digits = String(number)
        const place = at % digits.length
        const other = digits.slice(0, place) + ((Number(digits[place]) + 1) % 10) + digits.slice(place + 1)
        assert.notEqual(checkDigit(digits), checkDigit(other))
      }),
    )
  })

  it('gives axes, names for people, replacements and members of panels', async () => {
    const all = await records(loinc, join(FIXTURES, 'loinc'))
    assert.ok(all.some((r) => r.type === 'property' && r.code === '4548-4' && r.name === 'system' && r.value === 'Bld'))
    assert.ok(all.some((r) => r.type === 'designation' && r.code === '2345-7' && r.use === 'consumerName'))
    assert.ok(all.some((r) => r.type === 'relation' && r.code === '718-7' && r.kind === 'replacedBy'))
    assert.ok(all.some((r) => r.type === 'relation' && r.code === '24323-8' && r.target === '2345-7'))
  })
})
