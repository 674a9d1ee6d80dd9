import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { commonStem } from './pool.ts'
import { differencesOf } from './title-words.ts'

describe('a stem that two names have', () => {
  it('is found inside words, and not where a whole word is the same', () => {
    assert.equal(
      commonStem('Injection, onabotulinumtoxina, 1 unit', 'Injection, abobotulinumtoxina, 5 units'),
      'botulinumtoxina',
    )
    assert.equal(commonStem('Injection, onabotulinumtoxina, 1 unit', 'Injection, bivalirudin, 1 mg'), undefined)
  })
})

describe('the label of a difference', () => {
  const label = (a: string, b: string) => differencesOf(a, b)?.map((each) => each.label)

  it('is “Side” only where nothing but sides differ', () => {
    assert.deepEqual(label('Fracture of right wrist', 'Fracture of left wrist'), ['Side'])
    assert.ok(!label('Contusion of left shoulder', 'Contusion of neck')?.includes('Side'))
    assert.ok(!label('Low back pain, unspecified', 'Vertebrogenic low back pain')?.includes('Side'))
  })
})
