import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { concept, note, release } from '../../test/release.ts'
import { checkRelease } from './checks.ts'
import type { ReleaseContent } from './release-content.ts'

const whole = release('FY2026', '2025-10-01', [
  concept('A00', { level: 'category', billable: false }),
  concept('A000', { parent: 'A00' }),
])

const check = (checked: ReleaseContent, previous?: ReleaseContent) =>
  checkRelease(checked, { system: { reportable: true, composition: 'classification' }, previous })

describe('checkRelease', () => {
  it('has nothing to say of a sound release', () => {
    assert.deepEqual(check(whole), { refusals: [], warnings: [] })
  })

  it('refuses orphans, cycles and a release without a billable code', () => {
    const orphan = release('FY2026', '2025-10-01', [concept('A000', { parent: 'A00' })])
    assert.match(check(orphan).refusals.join(), /1 codes whose parent is missing: A000/)
    const cycle = release('FY2026', '2025-10-01', [
      concept('A00', { parent: 'A01' }),
      concept('A01', { parent: 'A00' }),
    ])
    assert.match(check(cycle).refusals.join(), /their own ancestor: A00, A01/)
    const headers = release('FY2026', '2025-10-01', [concept('A00', { billable: false })])
    assert.match(check(headers).refusals.join(), /no code that can be billed/)
    assert.deepEqual(checkRelease(headers, { system: { reportable: false, composition: 'facts' } }).refusals, [])
  })

  it('refuses a release that shrank by a fifth, and warns of a smaller drift', () => {
    const many = (n: number) =>
      release(
        'R',
        '2024-10-01',
        Array.from({ length: n }, (_, i) => concept(`A${String(i).padStart(3, '0')}`)),
      )
    assert.match(check(many(79), many(100)).refusals.join(), /does not shrink that much/)
    assert.match(check(many(90), many(100)).warnings.join(), /90 concepts, R had 100/)
    assert.deepEqual(check(many(99), many(100)), { refusals: [], warnings: [] })
  })

  it('refuses a file that was cut off, older or newer than its neighbour, but not a list that lost codes in its midst', () => {
    const codes = Array.from({ length: 2000 }, (_, i) => `A${String(i).padStart(4, '0')}`)
    const of = (label: string, kept: readonly string[]) =>
      release(
        label,
        '2024-10-01',
        kept.map((code) => concept(code, { order: Number(code.slice(1)) })),
      )
    const [full, cut] = [of('FULL', codes), of('CUT', codes.slice(0, 1850))]
    const said = /CUT stops at A1849, where FULL goes on with 150 more/
    assert.match(check(cut, full).refusals.join(), said)
    assert.match(check(full, cut).refusals.join(), said)
    const thinned = of('THIN', [...codes.slice(0, 1700), ...codes.slice(1850)])
    assert.deepEqual(check(thinned, full).refusals, [])
    const register = { reportable: true, composition: 'register' } as const
    assert.deepEqual(checkRelease(cut, { system: register, previous: full }).refusals, [])
  })

  it('warns of notes about codes that are not listed', () => {
    const stray = release('FY2026', '2025-10-01', [concept('A00'), note('B00', 'about nothing')])
    assert.match(check(stray).warnings.join(), /notes or facts about 1 codes it does not list: B00/)
  })
})
