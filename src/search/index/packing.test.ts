import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { packColumn, unpackColumn } from './packing.ts'
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
