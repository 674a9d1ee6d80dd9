/** Differences put back together give both texts, whatever they are, and cost what their length says. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Budget } from '../core/budget.ts'
import { diffTexts } from './text-diff.ts'

const of = (a: string, b: string, budget = Budget.unlimited()) => diffTexts(a, b, budget)
const lines = fc.array(
  fc
    .array(fc.constantFrom('pump', 'is', 'covered', 'not', 'pain.', 'when;', 'x'), { maxLength: 6 })
    .map((w) => w.join(' ')),
  { maxLength: 30 },
)
const text = lines.map((list) => list.join('\n'))

describe('how two texts differ', () => {
  it('gives both texts back', () => {
    fc.assert(
      fc.property(text, text, fc.integer({ min: 0, max: 2_000 }), (a, b, steps) => {
        const { changes } = of(a, b, new Budget(steps))
        const without = (kind: string): string =>
          changes
            .filter((c) => c.kind !== kind)
            .map((c) => c.text)
            .join('')
        // Words are compared without the blanks between them.
        const bare = (t: string): string => t.replace(/\s+/g, '')
        assert.equal(bare(without('added')), bare(a))
        assert.equal(bare(without('removed')), bare(b))
      }),
    )
  })

  it('says nothing changed where nothing did', () => {
    fc.assert(fc.property(text, (a) => of(a, a).changes.every((c) => c.kind === 'same')))
  })

  it('names the words that changed within a line, and leaves the others alone', () => {
    const { changes, partial } = of('One.\nA pump is covered.\nEnd.\n', 'One.\nA pump is not covered.\nEnd.\nMore.\n')
    assert.equal(partial, false)
    assert.deepEqual(
      changes.map(({ kind, text }) => [kind, text.trim()]),
      [
        ['same', 'One.\nA pump is'],
        ['added', 'not'],
        ['same', 'covered.\nEnd.'],
        ['added', 'More.'],
      ],
    )
  })

  it('keeps lines that moved as removed here and added there', () => {
    const { changes } = of('a b\nc d\ne f\n', 'e f\na b\nc d\n')
    assert.deepEqual(
      changes.map((c) => c.kind),
      ['added', 'same', 'removed'],
    )
  })

  it('compares passages as wholes once its steps are spent, and says so', () => {
    const { changes, partial } = of('a pump\n', 'a bed\n', new Budget(0))
    assert.equal(partial, true)
    assert.deepEqual(changes, [
      { kind: 'removed', text: 'a pump\n' },
      { kind: 'added', text: 'a bed\n' },
    ])
  })

  it('takes no longer for texts that have nothing in common', () => {
    const words = (n: number, word: string): string => Array.from({ length: n }, (_, i) => `${word}${i}`).join(' ')
    const before = process.cpuUsage()
    of(words(40_000, 'a'), words(40_000, 'b'), new Budget())
    assert.ok(process.cpuUsage(before).user < 1_000_000)
  })
})
