import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { grammar, ownerOf } from './grammar.ts'

const digits = fc.array(fc.nat(9), { minLength: 4, maxLength: 4 }).map((d) => d.join(''))
const code = fc.tuple(fc.constantFrom(...'ABCEFGHIJKLMNOPQRSTUV'), digits).map(([letter, number]) => letter + number)

describe('HCPCS grammar', () => {
  it('reads codes as people type them', () => {
    for (const typed of ['J9271', 'j9271', 'j-9271', ' J 9271 ', 'J9271,', '(J9271)', 'j–9271']) {
      assert.equal(grammar.normalize(typed), 'J9271', typed)
    }
    assert.equal(grammar.normalize('g 0498'), 'G0498')
  })

  it('reads O and I among the digits as 0 and 1', () => {
    assert.equal(grammar.normalize('J9O35'), 'J9035')
    assert.equal(grammar.normalize('ai234'), 'A1234')
  })

  it('reads modifiers', () => {
    for (const typed of ['JW', 'jw', 'E1', '-RT', ' lt ']) {
      assert.equal(grammar.normalize(typed), typed.replace(/[^a-z0-9]/gi, '').toUpperCase(), typed)
    }
  })

  it('never takes a CPT number, a CPT modifier or a dental code', () => {
    for (const typed of ['99213', '0001F', '0275T', '0001U', '25', '1P', 'D0120', 'd-0120', '9921', 'D']) {
      assert.equal(grammar.normalize(typed), undefined, typed)
      assert.equal(grammar.normalizePrefix(typed), undefined, typed)
    }
  })

  it('never takes a word', () => {
    for (const typed of ['HELLO', 'COOIO', 'p.o.', 'insulin', '', 'J92711', 'W1234']) {
      assert.equal(grammar.normalize(typed), undefined, typed)
    }
  })

  it('reads the start of a code', () => {
    assert.equal(grammar.normalizePrefix('j92'), 'J92')
    assert.equal(grammar.normalizePrefix('J'), 'J')
    assert.equal(grammar.normalizePrefix('join'), undefined)
  })

  it('gives back every code that it displays', () => {
    fc.assert(fc.property(code, (c) => grammar.normalize(grammar.display(c)) === c))
  })

  it('changes nothing the second time, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const once = grammar.normalize(text)
        if (once !== undefined) assert.equal(grammar.normalize(once), once)
      }),
    )
  })

  it('takes nothing that belongs to someone else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const owner = ownerOf(grammar.normalize(text) ?? 'A1')
        assert.ok(owner === 'code' || owner === 'modifier')
      }),
    )
  })
})
