import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { areOpposite } from './opposites.ts'
import { distance, Speller, soundKey } from './spelling.ts'

/** Unweighted distance by the textbook recurrence, as the slow and obvious oracle. */
function plainDistance(a: string, b: string): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  )
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      d[i]![j] = Math.min(d[i - 1]![j]! + 1, d[i]![j - 1]! + 1, d[i - 1]![j - 1]! + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        d[i]![j] = Math.min(d[i]![j]!, d[i - 2]![j - 2]! + 1)
    }
  }
  return d[a.length]![b.length]!
}

const word = fc.string({ unit: fc.constantFrom(...'abcdehiklmnoprst'), minLength: 1, maxLength: 12 })

describe('distance', () => {
  it('lies between half the plain distance and the plain distance', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const plain = plainDistance(a, b)
        const weighted = distance(a, b, 100)
        assert.ok(weighted <= plain + 1e-9 && weighted >= plain * 0.3 - 1e-9, `${a} ${b}: ${weighted} of ${plain}`)
      }),
    )
  })

  it('is symmetric and zero only for equal words', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        assert.ok(Math.abs(distance(a, b, 100) - distance(b, a, 100)) < 1e-9)
        assert.equal(distance(a, b, 100) === 0, a === b)
      }),
    )
  })

  it('says infinity past its bound', () => {
    assert.equal(distance('cholera', 'pneumonia', 2), Number.POSITIVE_INFINITY)
  })
})

describe('Speller', () => {
  const vocabulary = [
    'hysterectomy',
    'hysterotomy',
    'pneumonia',
    'diabetes',
    'diarrhea',
    'hemorrhage',
    'asthma',
    'cataract',
    'fibromyalgia',
  ]
  const speller = new Speller({ vocabulary: () => vocabulary, frequency: () => 10 })
  const first = (typed: string): string | undefined => speller.suggest(typed, 3)[0]?.word

  it('corrects the slips people make', () => {
    assert.equal(first('hysterectamy'), 'hysterectomy')
    assert.equal(first('newmonia'), 'pneumonia')
    assert.equal(first('diabetis'), 'diabetes')
    assert.equal(first('diarhea'), 'diarrhea')
    assert.equal(first('hemorage'), 'hemorrhage')
    assert.equal(first('asma'), 'asthma')
    assert.equal(first('catarcat'), 'cataract')
  })

  it('finds a word with one letter a few places from where it belongs', () => {
    assert.equal(first('athsma'), 'asthma')
    fc.assert(
      fc.property(fc.constantFrom(...vocabulary), fc.nat(), fc.integer({ min: 2, max: 4 }), (right, at, by) => {
        const from = at % right.length
        const rest = right.slice(0, from) + right.slice(from + 1)
        const to = from + by <= rest.length ? from + by : from - by
        if (to < 0) return
        const typed = rest.slice(0, to) + right[from] + rest.slice(to)
        // `hyterostomy` reads as an -ostomy, which is never taken for an -otomy.
        if (typed === right || areOpposite(typed, right)) return
        assert.ok(
          speller.suggest(typed, 5).some(({ word: found }) => found === right),
          `${typed} for ${right}`,
        )
      }),
    )
  })

  it('suggests no abbreviation for a word', () => {
    const barring = new Speller({
      vocabulary: () => ['copd', 'coped'],
      frequency: () => 1,
      barred: (w) => w === 'copd',
    })
    assert.deepEqual(
      barring.suggest('copdd', 3).map((s) => s.word),
      ['coped'],
    )
  })

  it('offers nothing for what is near nothing, for numbers and for very long words', () => {
    assert.deepEqual(speller.suggest('zzzzzz', 3), [])
    assert.deepEqual(speller.suggest('e119', 3), [])
    assert.deepEqual(speller.suggest('a'.repeat(5000), 3), [])
  })

  it('prefers the commoner of two equally near words', () => {
    const counted = new Speller({
      vocabulary: () => ['lesion', 'legion'],
      frequency: (w) => (w === 'lesion' ? 5000 : 1),
    })
    assert.equal(counted.suggest('leqion', 2)[0]?.word, 'lesion')
  })
})

describe('soundKey', () => {
  it('is the same for words that sound alike', () => {
    assert.equal(soundKey('pneumonia'), soundKey('newmonia'))
    assert.equal(soundKey('psoriasis'), soundKey('soriasis'))
  })
})
