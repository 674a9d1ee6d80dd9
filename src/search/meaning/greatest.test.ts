/** The greatest of many numbers are those that sorting finds. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { Greatest } from './greatest.ts'

it('keeps what sorting would keep, equal numbers in the order of their rows', () => {
  const number = fc.oneof(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), fc.integer({ min: -3, max: 3 }))
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 400 }), fc.integer({ min: 1, max: 40 }), (numbers, n) => {
      const wanted = Math.min(n, numbers.length)
      const greatest = new Greatest(wanted, numbers.length)
      numbers.forEach((each, row) => {
        greatest.offer(each, row)
      })
      const sorted = numbers
        .map((each, row) => ({ row, number: each }))
        .sort((a, b) => b.number - a.number || a.row - b.row)
      assert.deepEqual(greatest.sorted(), sorted.slice(0, wanted))
      assert.ok(greatest.floor <= sorted[wanted - 1]!.number)
    }),
  )
})
