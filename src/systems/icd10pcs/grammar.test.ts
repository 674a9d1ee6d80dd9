import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { grammar } from './grammar.ts'

const VALUES = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const code = fc.array(fc.constantFrom(...VALUES), { minLength: 7, maxLength: 7 }).map((c) => c.join(''))

describe('ICD-10-PCS grammar', () => {
  it('reads O and I as the digits they stand for', () => {
    assert.equal(grammar.normalize('1OD00Z1'), '10D00Z1')
    assert.equal(grammar.normalize('iod00zi'), '10D00Z1')
  })

  it('reads codes in lower case, with blanks, hyphens and brackets', () => {
    for (const typed of ['0dtj4zz', ' 0DT J4ZZ ', '0DT-J4ZZ', '0DTJ4ZZ.', '(0DTJ4ZZ)', '0DT–J4ZZ']) {
      assert.equal(grammar.normalize(typed), '0DTJ4ZZ', typed)
    }
  })

  it('reads the headers of the tree', () => {
    for (const header of ['0', '0D', '0DT', 'GZB', 'DM', 'B']) assert.equal(grammar.normalize(header), header)
    for (const typed of ['0dt', ' gzb ', 'dm']) assert.equal(grammar.normalize(typed), typed.trim().toUpperCase())
  })

  it('corrects nothing in a text as short as a header', () => {
    for (const word of ['OT', 'odt', 'gi', 'I', '0-D-T']) assert.equal(grammar.normalize(word), undefined, word)
  })

  it('refuses what cannot be a whole code', () => {
    for (const typed of ['', ' ', '0DTJ', '0DTJ4Z', '0DTJ4ZZZ', '0DTJ4Z*', 'appendix', 'é', '0DT/J4ZZ']) {
      assert.equal(grammar.normalize(typed), undefined, typed)
    }
  })

  it('reads the start of a code', () => {
    assert.equal(grammar.normalizePrefix('0dtj'), '0DTJ')
    assert.equal(grammar.normalizePrefix('1od'), '10D')
    assert.equal(grammar.normalizePrefix(''), undefined)
    assert.equal(grammar.normalizePrefix('0DTJ4ZZZ'), undefined)
  })

  it('gives back every code that it displays', () => {
    fc.assert(fc.property(code, (c) => grammar.normalize(grammar.display(c)) === c))
  })

  it('gives the same for a code in lower case with a blank anywhere', () => {
    fc.assert(
      fc.property(code, fc.nat(7), (c, at) => {
        assert.equal(grammar.normalize(`${c.slice(0, at)} ${c.slice(at)}`.toLowerCase()), c)
      }),
    )
  })

  it('changes nothing the second time, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const once = grammar.normalize(text)
        if (once !== undefined) assert.equal(grammar.normalize(once), once)
        const prefix = grammar.normalizePrefix(text)
        if (prefix !== undefined) assert.equal(grammar.normalizePrefix(prefix), prefix)
      }),
    )
  })
})
