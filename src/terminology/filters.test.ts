import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { TerminologyError } from './issues.ts'
import { ANIMALS, animals, codesOf, valueSet } from './testing.ts'

const filtered = (property: string, op: string, value: string): string[] => {
  const filter = [{ property, op: op as 'is-a', value }]
  return codesOf(valueSet('filtered', { include: [{ system: ANIMALS, filter }] }), [animals()])
}

describe('filters', () => {
  const cases: [property: string, op: string, value: string, codes: string[]][] = [
    ['concept', 'is-a', 'mammal', ['mammal', 'cat', 'dog']],
    ['concept', 'descendent-of', 'mammal', ['cat', 'dog']],
    ['concept', 'child-of', 'animal', ['mammal', 'bird']],
    ['concept', 'descendent-leaf', 'animal', ['cat', 'dog', 'owl']],
    ['concept', 'is-not-a', 'mammal', ['animal', 'bird', 'owl', 'dodo']],
    ['concept', 'generalizes', 'owl', ['animal', 'bird', 'owl']],
    ['concept', 'is-a', 'unicorn', []],
    ['concept', '=', 'cat', ['cat']],
    ['concept', 'in', 'cat, owl', ['cat', 'owl']],
    ['concept', 'not-in', 'animal,mammal,bird,dodo', ['cat', 'dog', 'owl']],
    ['code', 'regex', '.*o.*', ['dog', 'owl', 'dodo']],
    // A pattern is for the whole code.
    ['code', 'regex', 'o', []],
    ['legs', '=', '4', ['cat', 'dog']],
    ['legs', 'in', '2,4', ['cat', 'dog', 'owl', 'dodo']],
    ['legs', 'not-in', '4', ['animal', 'mammal', 'bird', 'owl', 'dodo']],
    ['legs', 'exists', 'true', ['cat', 'dog', 'owl', 'dodo']],
    ['legs', 'exists', 'false', ['animal', 'mammal', 'bird']],
    ['legs', 'regex', '[23]', ['owl', 'dodo']],
    ['child', 'exists', 'false', ['cat', 'dog', 'owl', 'dodo']],
    ['parent', '=', 'mammal', ['cat', 'dog']],
    ['status', '=', 'retired', ['dodo']],
    ['inactive', '=', 'false', ['animal', 'mammal', 'cat', 'dog', 'bird', 'owl']],
    ['notSelectable', '=', 'true', ['animal']],
    ['display', 'regex', '[CD]..', ['cat', 'dog']],
  ]
  for (const [property, op, value, codes] of cases) {
    it(`${property} ${op} ${value}`, () => assert.deepEqual(filtered(property, op, value).sort(), [...codes].sort()))
  }

  it('that are not understood are refused, not ignored', () => {
    for (const [property, op] of [
      ['wings', '='],
      ['legs', 'is-a'],
      ['concept', 'like'],
      ['code', 'regex'],
    ] as const)
      assert.throws(() => filtered(property, op, '('), TerminologyError, `${property} ${op}`)
    assert.throws(() => filtered('legs', '=', ''), /has no value/)
  })

  it('with patterns made to hang answer at once', () => {
    const long = { code: `${'a'.repeat(60)}!`, display: 'long' }
    const filter = [{ property: 'code', op: 'regex' as const, value: '((a+)+)+$' }]
    const start = performance.now()
    const codes = codesOf(valueSet('evil', { include: [{ system: ANIMALS, filter }] }), [animals('1.0.0', [long])])
    assert.deepEqual(codes, [])
    assert.ok(performance.now() - start < 2_000)
  })
})
