import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { packColumn, unpackColumn, unpackInto } from './packing.ts'
import { Strings, StringsBuilder } from './strings.ts'

describe('a packed column', () => {
  it('comes back as it was, whatever the numbers', () => {
    const number = fc.oneof(fc.nat(300), fc.integer({ min: 0, max: 0xffff_ffff }))
    fc.assert(
      fc.property(fc.array(number), (numbers) => {
        const column = Uint32Array.from(numbers)
        assert.deepEqual(unpackColumn(packColumn(column), column.length), column)
      }),
    )
  })

  it('that is cut off, or is any bytes at all, is refused or read to its end', () => {
    const whole = packColumn(Uint32Array.from({ length: 50 }, (_, i) => i * 1_000_003))
    for (let length = 0; length < whole.length; length++)
      assert.throws(() => unpackColumn(whole.subarray(0, length), 50), /shorter than it says/)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(40), (bytes, length) => {
        // A number ends with a byte below 128; the last may be cut off, and then it is missing.
        const there = bytes.filter((byte) => byte < 128).length
        const read = (): Uint32Array => unpackColumn(bytes, length)
        if (length > there) assert.throws(read, /shorter than it says/)
        else assert.equal(read().length, length)
        const into = new Uint32Array(length)
        if (length > there) assert.throws(() => unpackInto(bytes, into), /fewer than it says/)
        else unpackInto(bytes, into)
      }),
    )
  })

  it('takes a byte a number where each is a little more than the one before', () => {
    assert.equal(packColumn(Uint32Array.from({ length: 1000 }, (_, i) => i * 3)).length, 1000)
  })
})

describe('stored strings', () => {
  it('come back as they were, with blanks of every number and letters of every alphabet', () => {
    const word = fc.oneof(
      fc.constantFrom('acute', 'kidney,', 'É', '', '中'),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    )
    const text = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '))
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        const builder = new StringsBuilder()
        const ids = texts.map((each) => builder.add(each))
        const { sections, count } = builder.finish()
        const strings = new Strings((name) => sections[name]!, unpackColumn(sections['stringEnds']!, count))
        assert.deepEqual(
          ids.map((id) => strings.at(id)),
          texts,
        )
        assert.equal(count, new Set(texts).size)
      }),
    )
  })
})
