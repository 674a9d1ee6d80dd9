import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { grammar, isStoredCode, parsePrinted, sectionCode } from './grammar.ts'

const upper = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const digits = [...'0123456789']
const category = fc.oneof(
  fc.tuple(fc.constantFrom(...upper), fc.constantFrom(...digits), fc.constantFrom(...digits, ...upper)),
  fc.tuple(fc.constantFrom(...upper), fc.constantFrom(...upper), fc.constantFrom(...digits)),
)
const code = fc
  .tuple(category, fc.array(fc.constantFrom(...digits, ...upper), { maxLength: 4 }))
  .map(([head, tail]) => [...head, ...tail].join(''))

describe('the grammar of ICD-10-CM', () => {
  it('reads codes as people type them', () => {
    const typed: [string, string][] = [
      ['e119', 'E119'],
      ['E11.9', 'E119'],
      ['i21 9', 'I219'],
      ['m17,11', 'M1711'],
      ['m17, 11', 'M1711'],
      ['  s72-001.a ', 'S72001A'],
      ['E11–9', 'E119'],
      ['E11.-', 'E11'],
      ['C50.-', 'C50'],
      ['T07.XXXA', 'T07XXXA'],
      ['qa0.0101', 'QA00101'],
      ['(I10)', 'I10'],
      ['Ｅ11.9', 'E119'],
    ]
    for (const [text, stored] of typed) assert.equal(grammar.normalize(text), stored, text)
  })

  it('reads chapters and sections', () => {
    assert.equal(grammar.normalize('Chapter 4'), 'chapter-4')
    assert.equal(grammar.normalize('chapter-22'), 'chapter-22')
    assert.equal(grammar.normalize('e08-e13'), 'E08-E13')
    assert.equal(grammar.normalize('E08 – E13'), 'E08-E13')
    assert.equal(grammar.normalize('C7A-C7A'), 'C7A-C7A')
    assert.equal(grammar.display('chapter-4'), 'Chapter 4')
    assert.equal(grammar.display('E08-E13'), 'E08-E13')
  })

  it('refuses what cannot be one code', () => {
    for (const text of [
      '',
      'E1',
      'diabetes',
      'type 2',
      '99213',
      'J9271',
      'E11.99999',
      'I10, E119',
      'E11.9; I10',
      '4',
    ]) {
      const stored = grammar.normalize(text)
      // J9271 has the shape of an ICD-10-CM code; only its release knows better.
      assert.equal(stored, text === 'J9271' ? 'J9271' : undefined, text)
    }
  })

  it('reads the beginning of a code', () => {
    assert.equal(grammar.normalizePrefix('e'), 'E')
    assert.equal(grammar.normalizePrefix('e1'), 'E1')
    assert.equal(grammar.normalizePrefix('e11.'), 'E11')
    assert.equal(grammar.normalizePrefix('qa'), 'QA')
    assert.equal(grammar.normalizePrefix('diabetes'), undefined)
    assert.equal(grammar.normalizePrefix(''), undefined)
  })

  it('displays and reads back every code', () => {
    fc.assert(
      fc.property(code, (stored) => {
        assert.ok(isStoredCode(stored))
        assert.equal(grammar.normalize(grammar.display(stored)), stored)
        assert.equal(parsePrinted(grammar.display(stored)), stored)
      }),
    )
  })

  it('reads a code with blanks, points and hyphens in odd places', () => {
    const noise = fc.array(fc.constantFrom('', '', ' ', '.', '-', ','), { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(code, noise, (stored, between) => {
        const typed = [...stored].map((character, at) => character.toLowerCase() + between[at]).join('')
        // Two categories with a hyphen are a section; that reading is the other one.
        fc.pre(!/^[a-z].{2}-[a-z].{2}[ .,-]*$/.test(typed))
        assert.equal(grammar.normalize(typed), stored)
      }),
    )
  })

  it('reads section numbers of the tabular list', () => {
    assert.equal(sectionCode('A00-A09'), 'A00-A09')
    assert.equal(sectionCode('C7A'), 'C7A-C7A')
    assert.equal(sectionCode('chapter'), undefined)
  })
})
