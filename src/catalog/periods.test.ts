import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { concept, note, release } from '../../test/release.ts'
import { addDays, isoDate } from '../core/date.ts'
import { systemOf } from '../systems/registry.ts'
import { buildHistories } from './periods.ts'

const SYSTEM = systemOf('icd10cm')
const DATES = ['2023-10-01', '2024-10-01', '2025-10-01', '2026-10-01']

function historyOf(code: string, releases: Parameters<typeof buildHistories>[0]) {
  const found = buildHistories(releases, SYSTEM).find((h) => h.code === code)
  assert.ok(found, `${code} has no history`)
  return found
}

describe('periods', () => {
  it('run on through releases that say the same', () => {
    const { periods } = historyOf('A00', [
      release('FY2024', DATES[0]!, [concept('A00')]),
      release('FY2025', DATES[1]!, [concept('A00')]),
    ])
    assert.equal(periods.length, 1)
    assert.deepEqual([periods[0]!.validFrom, periods[0]!.validTo], ['2023-10-01', undefined])
  })

  it('end the day before a release that changes the title', () => {
    const { periods } = historyOf('A00', [
      release('FY2024', DATES[0]!, [concept('A00', { title: 'old' })]),
      release('FY2025', DATES[1]!, [concept('A00', { title: 'new' })]),
    ])
    assert.deepEqual(
      periods.map((p) => [p.title, p.validFrom, p.validTo]),
      [
        ['old', '2023-10-01', '2024-09-30'],
        ['new', '2024-10-01', undefined],
      ],
    )
  })

  it('end when a code is deleted, and begin again when it comes back', () => {
    const { periods } = historyOf('A00', [
      release('FY2024', DATES[0]!, [concept('A00'), concept('B00')]),
      release('FY2025', DATES[1]!, [concept('B00')]),
      release('FY2026', DATES[2]!, [concept('A00'), concept('B00')]),
    ])
    assert.deepEqual(
      periods.map((p) => [p.validFrom, p.validTo]),
      [
        ['2023-10-01', '2024-09-30'],
        ['2025-10-01', undefined],
      ],
    )
  })

  it('split at a termination date: billable up to that day, then terminated', () => {
    const row = concept('J2505', {
      addedOn: isoDate('2004-01-01'),
      terminatedOn: isoDate('2021-12-31'),
      billable: false,
    })
    const { periods } = historyOf('J2505', [release('2024-07', '2024-07-01', [row])])
    assert.deepEqual(
      periods.map((p) => [p.validFrom, p.validTo, p.billable, p.terminated]),
      [
        ['2004-01-01', '2021-12-31', true, false],
        ['2022-01-01', undefined, false, true],
      ],
    )
  })

  it('never overlap and never run backwards, whatever the releases say', () => {
    const row = fc.option(
      fc.record({
        title: fc.constantFrom('a', 'b'),
        billable: fc.boolean(),
        ends: fc.option(fc.constantFrom('2024-01-31', '2025-12-31')),
      }),
    )
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), (rows) => {
        if (rows.every((r) => r === null)) return
        const releases = rows.map((r, i) =>
          release(`R${i}`, DATES[i]!, [
            concept('Z99'),
            ...(r
              ? [
                  concept('A00', {
                    title: r.title,
                    billable: r.billable,
                    ...(r.ends ? { terminatedOn: isoDate(r.ends) } : {}),
                  }),
                ]
              : []),
          ]),
        )
        const { periods } = historyOf('A00', releases)
        periods.forEach((p, i) => {
          assert.ok(p.validTo === undefined || p.validFrom <= p.validTo)
          const next = periods[i + 1]
          if (next) assert.ok(p.validTo !== undefined && addDays(p.validTo, 1) <= next.validFrom)
        })
        rows.forEach((r, i) => {
          const day = isoDate(DATES[i]!)
          const covering = periods.filter((p) => p.validFrom <= day && (p.validTo === undefined || p.validTo >= day))
          assert.equal(covering.length, r ? 1 : 0)
          if (r) assert.equal(covering[0]!.title, r.title)
        })
      }),
    )
  })
})

describe('notes', () => {
  it('are kept through a release that came without any', () => {
    const { content } = historyOf('A00', [
      release('FY2024', DATES[0]!, [concept('A00'), note('A00', 'first')]),
      release('FY2025', DATES[1]!, [concept('A00')]),
    ])
    assert.deepEqual(
      content.map((c) => [c.validFrom, c.validTo]),
      [['2023-10-01', undefined]],
    )
  })

  it('change with the release that changes them', () => {
    const { content } = historyOf('A00', [
      release('FY2024', DATES[0]!, [concept('A00'), note('A00', 'first')]),
      release('FY2025', DATES[1]!, [concept('A00'), note('A00', 'second')]),
    ])
    assert.deepEqual(
      content.map((c) => [c.content.notes[0]!.text, c.validTo]),
      [
        ['first', '2024-09-30'],
        ['second', undefined],
      ],
    )
  })
})

describe('official order', () => {
  it('is the newest release’s, with older codes where they would sort', () => {
    const histories = buildHistories(
      [
        release('FY2024', DATES[0]!, [concept('A00'), concept('A01'), concept('A02')]),
        release('FY2025', DATES[1]!, [concept('A00'), concept('A02'), concept('A03')]),
      ],
      SYSTEM,
    )
    assert.deepEqual(
      histories.map((h) => h.code),
      ['A00', 'A01', 'A02', 'A03'],
    )
  })
})

describe('a release that came as a list of codes alone', () => {
  it('keeps the groups of the one before, where their codes begin', () => {
    const histories = buildHistories(
      [
        release('FY2026', DATES[2]!, [
          concept('chapter-1', { level: 'chapter', billable: false }),
          concept('A00-A09', { level: 'section', billable: false, parent: 'chapter-1' }),
          concept('A00', { parent: 'A00-A09' }),
          concept('chapter-2', { level: 'chapter', billable: false }),
          concept('C00', { parent: 'chapter-2' }),
        ]),
        release('FY2027', DATES[3]!, [concept('A00'), concept('A01'), concept('C00')]),
      ],
      SYSTEM,
    )
    assert.deepEqual(
      histories.map(({ code, periods }) => `${code} < ${periods.at(-1)!.parent} ${periods.at(-1)!.validTo ?? 'now'}`),
      [
        'chapter-1 < undefined now',
        'A00-A09 < chapter-1 now',
        'A00 < A00-A09 now',
        'A01 < undefined now',
        'chapter-2 < undefined now',
        'C00 < chapter-2 now',
      ],
    )
  })
})
