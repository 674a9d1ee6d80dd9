/** What a page says of findings that are not sure, and of rows that were lost. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { doubt, lostRows } from './policies.ts'

it('a finding that is not sure is said to be so, with what it may be', () => {
  assert.equal(String(doubt({ sure: true, confidence: 0.98 })), '')
  assert.equal(String(doubt({ sure: true })), '')
  const shown = String(doubt({ sure: false, confidence: 0.42, candidate: 'excludes' }))
  assert.match(shown, /we are not sure: it may say “not covered”/)
  assert.match(shown, /42 of 100 such findings are right/)
})

it('rows that were lost are said at the policy', () => {
  assert.equal(String(lostRows({})), '')
  const lost = { rows: 2, why: ['A cell of the row is never closed.'], text: '2 rows of its source could not be read.' }
  assert.match(String(lostRows({ lost })), /2 rows of its source could not be read.*never closed/)
})
