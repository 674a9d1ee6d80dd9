import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { differencesOf, losesPlace, sayDifference, variantKey } from './title-words.ts'

const said = (mine: string, theirs: string): string[] | undefined => differencesOf(mine, theirs)?.map(sayDifference)

describe('the difference of two titles', () => {
  const cases: readonly [mine: string, theirs: string, expected: string[]][] = [
    ['Fracture of right wrist', 'Fracture of left wrist', ['Side: left instead of right']],
    ['Type 2 diabetes mellitus', 'Type 1 diabetes mellitus', ['“Type 1” instead of “Type 2”']],
    [
      'Sprain of ankle, initial encounter',
      'Sprain of ankle, subsequent encounter',
      ['Encounter: subsequent encounter instead of initial encounter'],
    ],
    [
      'Cataract with glaucoma of eye',
      'Cataract without glaucoma of eye',
      ['With or without: without glaucoma instead of with glaucoma'],
    ],
    ['Mild asthma, uncomplicated', 'Severe asthma, uncomplicated', ['Severity or stage: Severe instead of Mild']],
    ['Unspecified asthma attack', 'Other asthma attack', ['How specific: Other instead of Unspecified']],
    ['Injection, examplin, 1 mg', 'Injection, examplin, 10 mg', ['Amount: 10 mg instead of 1 mg']],
    ['Walker, folding, adjustable', 'Walker, folding (pickup), adjustable', ['adds “pickup”']],
    ['Gauze pad, small', 'Gauze pad, large', ['Size or make: large instead of small']],
  ]
  for (const [mine, theirs, expected] of cases) {
    it(`is told in their own words: ${theirs}`, () => assert.deepEqual(said(mine, theirs), expected))
  }

  it('loses a place where one title leaves out where the other is', () => {
    const loses = (mine: string, theirs: string): boolean => losesPlace(differencesOf(mine, theirs) ?? [])
    assert.ok(
      loses(
        'Fracture of unspecified part of neck of left femur, initial encounter for closed fracture',
        'Fracture of other parts of neck, initial encounter',
      ),
    )
    assert.ok(loses('Sprain of thumb', 'Sprain of thumb of left hand'))
    assert.ok(!loses('Fracture of left wrist', 'Fracture of right wrist'))
    assert.ok(!loses('Fracture of neck of left femur', 'Displaced fracture of neck of left femur'))
  })

  it('is none where only stop words and punctuation differ', () => {
    assert.deepEqual(differencesOf('Neoplasm of the breast', 'Neoplasm, breast'), [])
  })

  it('is not told of titles that have little in common', () => {
    assert.equal(differencesOf('Acute appendicitis', 'Fracture of left wrist'), undefined)
  })

  it('quotes only words that stand in the titles, and is none of a title and itself', () => {
    const word = fc.constantFrom(
      'right',
      'left',
      'with',
      'pain',
      'type',
      '2',
      '10',
      'mg',
      'of',
      '(acute)',
      'eye,',
      'other',
    )
    const title = fc.array(word, { minLength: 1, maxLength: 9 }).map((words) => words.join(' '))
    fc.assert(
      fc.property(title, title, (mine, theirs) => {
        assert.deepEqual(differencesOf(mine, mine) ?? [], [])
        for (const d of differencesOf(mine, theirs) ?? []) {
          assert.ok(d.mine !== undefined || d.theirs !== undefined)
          assert.ok(mine.includes(d.mine ?? '') && theirs.includes(d.theirs ?? ''))
        }
      }),
    )
  })
})

describe('the key of variants', () => {
  it('is one for sides, episodes and doses', () => {
    assert.equal(
      variantKey('Fracture of right wrist, initial encounter'),
      variantKey('Fracture of left wrist, sequela'),
    )
    assert.equal(variantKey('Injection, examplin, 1 mg'), variantKey('Injection, examplin, 25 mg'))
    assert.notEqual(variantKey('Disease, stage 3'), variantKey('Disease, stage 4'))
    assert.notEqual(variantKey('Fracture of wrist'), variantKey('Fracture of ankle'))
  })
})
