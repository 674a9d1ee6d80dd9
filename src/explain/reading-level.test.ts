import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { readingLevel, syllables } from './reading-level.ts'

/** Counted by hand. */
const COUNTED: Readonly<Record<number, string>> = {
  1: 'the skin nurse heart vein blood eye ear knee used moved cleaned tongue league hops',
  2: 'patient little table needed changes boxes hours kidney during swelling nation vision muscle cycle science quiet',
  3: 'procedure area artery catheter infusion surgery biopsy hospital serious cardiac idea nausea oxygen reaction',
  4: 'radiation anesthesia operation diabetes pneumonia anxiety usually material bacteria medication oncologist',
  5: 'chemotherapy antibiotic radiologist',
}

describe('syllables', () => {
  it('agrees with counting by hand', () => {
    for (const [count, words] of Object.entries(COUNTED)) {
      for (const word of words.split(' ')) assert.equal(syllables(word), Number(count), word)
    }
  })

  it('knows no word that is a name of JavaScript', () => assert.equal(syllables('constructor'), 3))

  it('is at least one and never more than the letters', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abcdeilmnorstuy'), minLength: 1, maxLength: 14 }), (word) => {
        assert.ok(syllables(word) >= 1 && syllables(word) <= word.length * 2)
      }),
    )
  })
})

describe('the reading level', () => {
  it('is the Flesch-Kincaid grade', () => {
    // 6 words, 1 sentence, 6 syllables: 0.39 × 6 + 11.8 × 1 − 15.59 = −1.45
    assert.equal(readingLevel(['The cat sat on the mat.']).grade, -1.4)
    // 4 words, 14 syllables: 1.56 + 41.3 − 15.59 = 27.27
    assert.equal(readingLevel(['Radiation chemotherapy medication anesthesia.']).syllables, 17)
  })

  it('rises with longer sentences and longer words, and falls when names are left out', () => {
    const short = readingLevel(['The pump is small.', 'It runs for days.']).grade
    const joined = readingLevel(['The pump is small and it runs for days.']).grade
    assert.ok(joined > short)
    const text = ['The interventional radiologist places the catheter.']
    assert.ok(readingLevel(text, new Set(['interventional', 'radiologist'])).grade < readingLevel(text).grade)
  })

  it('of nothing is zero', () => assert.equal(readingLevel(['', '…']).grade, 0))
})
