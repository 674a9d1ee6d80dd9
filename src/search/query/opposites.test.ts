import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { areOpposite } from './opposites.ts'
import { Speller } from './spelling.ts'

const PAIRS: readonly (readonly [string, string])[] = [
  ['hypotension', 'hypertension'],
  ['hypothyroidism', 'hyperthyroidism'],
  ['unilateral', 'bilateral'],
  ['internal', 'external'],
  ['intramural', 'intermural'],
  ['bradycardia', 'tachycardia'],
  ['colotomy', 'colostomy'],
  ['gastrotomy', 'gastrostomy'],
  ['gastrectomy', 'gastrostomy'],
  ['lobotomy', 'lobectomy'],
  ['stable', 'unstable'],
  ['congestion', 'decongestion'],
  ['prenatal', 'postnatal'],
  ['arthritis', 'arthrosis'],
]

describe('opposites', () => {
  it('knows beginnings and endings that turn a word round, whichever way it is asked', () => {
    for (const [a, b] of PAIRS) {
      assert.ok(areOpposite(a, b), `${a} ${b}`)
      assert.ok(areOpposite(b, a), `${b} ${a}`)
    }
  })

  it('leaves slips of one word alone', () => {
    for (const [a, b] of [
      ['hypertnsion', 'hypertension'],
      ['apendectomy', 'appendectomy'],
      ['diabetis', 'diabetes'],
      ['infecton', 'infection'],
      ['unilaterl', 'unilateral'],
    ] as const)
      assert.ok(!areOpposite(a, b), `${a} ${b}`)
  })

  it('never lets a correction cross', () => {
    const words = PAIRS.flat()
    const speller = new Speller({ vocabulary: () => words, frequency: () => 10 })
    const slip = fc.tuple(fc.constantFrom(...words), fc.nat(), fc.constantFrom(...'aeiou'))
    fc.assert(
      fc.property(slip, ([word, at, vowel]) => {
        // A slip in the middle leaves beginning and ending as they are.
        const i = 6 + (at % Math.max(1, word.length - 11))
        const typed = word.slice(0, i) + vowel + word.slice(i)
        for (const { word: found } of speller.suggest(typed, 8))
          assert.ok(!areOpposite(typed, found), `${typed}: ${found}`)
      }),
    )
  })
})
