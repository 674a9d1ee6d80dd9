import assert from 'node:assert/strict'
import { it } from 'node:test'
import { aim } from './aims.ts'

it('operations of one aim are told from those of another, and from what does the opposite', () => {
  const [excision, resection, drainage] = ['0UB90ZZ', '0UT90ZZ', '0U990ZZ'].map(aim)
  assert.equal(excision, resection)
  assert.notEqual(excision, drainage)
  const [dilation, occlusion, restriction] = ['057B3ZZ', '05LB3ZZ', '05VB3ZZ'].map(aim)
  assert.equal(occlusion, restriction)
  assert.notEqual(dilation, occlusion)
})

it('sections with operations of their own, and headers, have no aim', () => {
  assert.equal(aim('4A023N7'), undefined)
  assert.equal(aim('0UT'), undefined)
})
