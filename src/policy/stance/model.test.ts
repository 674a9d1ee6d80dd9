/** The stance model that ships: small, quick to load, and right about plain words. */
import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import { describe, it } from 'node:test'
import { wordsOf } from './features.ts'
import { likeliest, STANCES } from './model.ts'
import { readingOf, shipped, WEIGHTS_FILE } from './shipped.ts'

describe('the stance model', () => {
  it('is a small file', () => assert.ok(statSync(WEIGHTS_FILE).size < 2_000_000))

  it('gives shares that sum to one, the same each time', () => {
    const words = 'is covered when the criteria are met'
    const [a, b] = [readingOf(readFileSync(WEIGHTS_FILE)), readingOf(readFileSync(WEIGHTS_FILE))]
    assert.deepEqual(a.stance.of(words), b.stance.of(words))
    assert.ok(Math.abs(a.stance.of(words).reduce((x, y) => x + y) - 1) < 1e-9)
    assert.equal(a.stance.of(words).length, STANCES.length)
  })

  it('refuses a file that is not its own', () => {
    const bytes = readFileSync(WEIGHTS_FILE)
    assert.throws(() => readingOf(bytes.subarray(0, bytes.length - 1)), RangeError)
    assert.throws(() => readingOf(Buffer.from('nothing of the kind')), RangeError)
  })

  it('learns nothing of any one code', () => {
    assert.deepEqual(wordsOf('J9190, J9191 and J9192 are paid'), wordsOf('E0748 and A4239 are paid'))
    assert.deepEqual(wordsOf('C50.911 supports'), wordsOf('M17.0 supports'))
  })

  const says: readonly (readonly [string, string])[] = [
    ['The service is payable for every member.', 'covers'],
    ['Services that the fund never reimburses', 'excludes'],
    ['Must be cleared with prior approval before treatment', 'needs-authorization'],
    ['is reimbursable as long as the wound is healing', 'conditional'],
    ['ICD-10-CM codes that establish necessity', 'supports-necessity'],
    ['Diagnoses that do not justify the scan', 'does-not-support'],
  ]
  for (const [words, expected] of says)
    it(`hears ${expected} in “${words}”`, () =>
      assert.equal(likeliest(shipped().stance.of(words)).disposition, expected))

  it('has a line of confidence that rises', () => {
    const { calibration } = shipped()
    for (const [i, [share, right]] of calibration.entries()) {
      const before = calibration[i - 1]
      if (before) assert.ok(share > before[0] && right >= before[1])
    }
  })
})
