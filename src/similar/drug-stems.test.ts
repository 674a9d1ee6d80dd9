import assert from 'node:assert/strict'
import { it } from 'node:test'
import { drugStem } from './drug-stems.ts'

it('the class of a drug is read from the stem of its name', () => {
  assert.equal(drugStem('Injection, ceftriaxone sodium, per 250 mg'), 'cef-')
  assert.equal(drugStem('Injection, cefazolin sodium, 500 mg'), 'cef-')
  assert.equal(drugStem('Injection, carboplatin, 50 mg'), '-platin')
  assert.equal(drugStem('Injection, remimazolam, 1 mg'), '-azolam')
})

it('salts, other words and antibodies of any kind are no class', () => {
  assert.equal(drugStem('Injection, phenytoin sodium, per 50 mg'), undefined)
  assert.equal(drugStem('Injection, trastuzumab, 10 mg'), undefined)
  assert.equal(drugStem('Knee orthosis, adjustable knee joints'), undefined)
})
