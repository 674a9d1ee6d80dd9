import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { compareVersions, parseCanonical, presentVersions, versionMatches } from './canonical.ts'

describe('versions', () => {
  const cases: [criterion: string, version: string, fits: boolean][] = [
    ['1.0.0', '1.0.0', true],
    ['1.0.x', '1.0.7', true],
    ['1.0.x', '1.1.0', false],
    ['1.x.x', '1.9.3', true],
    ['1.X.*', '1.9.3', true],
    // Parts that are not named are not there.
    ['1', '1.0.0', false],
    ['1.0', '1.0.0', false],
    // A question mark leaves the rest open.
    ['1?', '1.4.2', true],
    ['1.4?', '1.4.2', true],
    ['1.4?', '1.5.0', false],
    ['1.0.0', '1.0.0-draft', false],
    // Dates and labels fit what they begin with, whole numbers only themselves.
    ['2024', '2024-07-01', true],
    ['2024-07', '2024-07-01', true],
    ['2024-08', '2024-07-01', false],
    ['FY20', 'FY2026', true],
    ['2', '20', false],
  ]
  for (const [criterion, version, fits] of cases) {
    it(`${criterion} ${fits ? 'asks for' : 'does not ask for'} ${version}`, () => {
      assert.equal(versionMatches(criterion, version), fits)
    })
  }

  it('are compared by what they look like', () => {
    const sorted = ['1.0.0-draft', '1.0.0', '1.2.0', '1.10.0', '2.0.0']
    assert.deepEqual([...sorted].reverse().sort(compareVersions), sorted)
    assert.ok(compareVersions('2024-07', '2025-01') < 0)
    assert.ok(compareVersions('20240701', '2024-07-02') < 0)
    assert.ok(compareVersions('FY2025', 'FY2026') < 0)
    assert.ok(compareVersions(undefined, '0.1') < 0)
    assert.ok(compareVersions('1.0.x', '1.0.9') > 0)
  })

  it('compare the same way from both ends, and a version fits itself', () => {
    const part = fc.nat({ max: 30 }).map(String)
    const version = fc.oneof(
      fc.tuple(part, part, part).map((p) => p.join('.')),
      fc.string({ minLength: 1, maxLength: 8 }),
    )
    fc.assert(
      fc.property(version, version, (a, b) => {
        assert.equal(Math.sign(compareVersions(a, b)), -Math.sign(compareVersions(b, a)) || 0)
        assert.ok(versionMatches(a, a))
      }),
    )
  })

  it('are listed in words', () => {
    assert.equal(presentVersions(['1']), '1')
    assert.equal(presentVersions(['1', '2']), '1 or 2')
    assert.equal(presentVersions(['1', '2', '3']), '1, 2 and 3')
  })
})

describe('canonicals', () => {
  it('have a version behind the bar, or none', () => {
    assert.deepEqual(parseCanonical('http://a|1.0'), { url: 'http://a', version: '1.0' })
    assert.deepEqual(parseCanonical('http://a'), { url: 'http://a', version: undefined })
    assert.deepEqual(parseCanonical('http://a|'), { url: 'http://a', version: undefined })
  })
})
