import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { BLOCK, createKernel, finest, shareRows } from './kernel.ts'

const byte = fc.integer({ min: -127, max: 127 })
const fine = fc.integer({ min: -0x7fff, max: 0x7fff })

describe('the kernel', () => {
  it('gives the products that a loop gives', () => {
    const sizes = fc.record({ count: fc.integer({ min: 1, max: 9 }), eights: fc.integer({ min: 1, max: 48 }) })
    const input = sizes.chain(({ count, eights }) => {
      const dimensions = eights * 8
      return fc.record({
        dimensions: fc.constant(dimensions),
        rows: fc.array(byte, { minLength: count * dimensions, maxLength: count * dimensions }),
        query: fc.array(fine, { minLength: dimensions, maxLength: dimensions }),
      })
    })
    fc.assert(
      fc.property(input, ({ dimensions, rows, query }) => {
        const kernel = createKernel(Int8Array.from(rows), dimensions)
        assert.ok(kernel, 'this machine has SIMD')
        const plain = Array.from({ length: rows.length / dimensions }, (_, row) =>
          query.reduce((sum, value, d) => sum + value * rows[row * dimensions + d]!, 0),
        )
        const products = (from: typeof kernel, of = Int16Array.from(query)) => {
          from.ask(of)
          return [...from.above(0, -(2 ** 31))].filter((_, i) => i % 2 === 0)
        }
        assert.deepEqual(products(kernel), plain)
        const floor = plain[0]!
        const above = plain.flatMap((product, row) => (product > floor ? [product, row] : []))
        assert.deepEqual([...kernel.above(0, floor)], above)
        const shared = shareRows(Int8Array.from(rows))
        assert.ok(shared?.memory.buffer instanceof SharedArrayBuffer)
        const [one, other] = [1, 2].map(() => createKernel(Int8Array.from(rows), dimensions, shared)!)
        assert.deepEqual(products(one!), plain)
        other!.ask(new Int16Array(dimensions))
        assert.deepEqual([...one!.above(0, floor)], above)
      }),
      { numRuns: 40 },
    )
  })

  it('looks through a block at a time', () => {
    const rows = Int8Array.from({ length: (BLOCK + 5) * 8 }, (_, i) => (i % 8 === 0 ? 1 : 0))
    const kernel = createKernel(rows, 8)!
    kernel.ask(Int16Array.of(3, 0, 0, 0, 0, 0, 0, 0))
    assert.equal(kernel.above(0, 0).length, BLOCK * 2)
    const rest = [...kernel.above(BLOCK, 0)]
    assert.deepEqual(
      rest,
      [0, 1, 2, 3, 4].flatMap((i) => [3, BLOCK + i]),
    )
    assert.equal(kernel.above(0, 3).length, 0)
  })

  it('sums the greatest values there can be', () => {
    for (const dimensions of [8, 128, 384, 1024]) {
      const kernel = createKernel(new Int8Array(dimensions).fill(-127), dimensions)!
      kernel.ask(new Int16Array(dimensions).fill(finest(dimensions)))
      assert.deepEqual([...kernel.above(0, -(2 ** 31))], [-127 * finest(dimensions) * dimensions, 0])
    }
  })

  it('is not made for dimensions it cannot take eight at a time, nor for no rows', () => {
    assert.equal(createKernel(new Int8Array(20), 10), undefined)
    assert.equal(createKernel(new Int8Array(0), 16), undefined)
  })
})
