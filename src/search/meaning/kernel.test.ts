import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { createKernel, shareRows } from './kernel.ts'

const byte = fc.integer({ min: -127, max: 127 })

describe('the kernel', () => {
  it('gives the products that a loop gives', () => {
    const sizes = fc.record({ count: fc.integer({ min: 1, max: 9 }), sixteens: fc.integer({ min: 1, max: 24 }) })
    const input = sizes.chain(({ count, sixteens }) => {
      const dimensions = sixteens * 16
      return fc.record({
        dimensions: fc.constant(dimensions),
        rows: fc.array(byte, { minLength: count * dimensions, maxLength: count * dimensions }),
        query: fc.array(byte, { minLength: dimensions, maxLength: dimensions }),
      })
    })
    fc.assert(
      fc.property(input, ({ dimensions, rows, query }) => {
        const kernel = createKernel(Int8Array.from(rows), dimensions)
        assert.ok(kernel, 'this machine has SIMD')
        const plain = Array.from({ length: rows.length / dimensions }, (_, row) =>
          query.reduce((sum, value, d) => sum + value * rows[row * dimensions + d]!, 0),
        )
        assert.deepEqual([...kernel(Int8Array.from(query))], plain)
        const shared = shareRows(Int8Array.from(rows))
        assert.ok(shared?.memory.buffer instanceof SharedArrayBuffer)
        const [one, other] = [1, 2].map(() => createKernel(Int8Array.from(rows), dimensions, shared)!)
        assert.deepEqual([...one!(Int8Array.from(query))], plain)
        other!(new Int8Array(dimensions))
        assert.deepEqual([...one!(Int8Array.from(query))], plain)
      }),
      { numRuns: 40 },
    )
  })

  it('is not made for dimensions it cannot take sixteen at a time, nor for no rows', () => {
    assert.equal(createKernel(new Int8Array(20), 10), undefined)
    assert.equal(createKernel(new Int8Array(0), 16), undefined)
  })
})
