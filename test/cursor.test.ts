/** Pages of a search: every row once, in one order, and no cursor for another search. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { isoDate } from '../src/core/date.ts'
import { perform } from '../src/service/operation.ts'
import { search } from '../src/service/search.ts'
import { type StarterEdition, starterEdition } from './starter-edition.ts'

describe('pages of a search', () => {
  let starter: StarterEdition
  before(async () => {
    starter = await starterEdition()
  })
  after(() => starter.close())

  const page = (q: string, cursor: string, more: Record<string, string> = {}) =>
    perform(search, starter.context, { q, cursor, limit: '20', ...more })

  function pagesOf(q: string, more: Record<string, string> = {}): { rows: string[]; pages: number } {
    const rows: string[] = []
    let cursor: string | undefined = '*'
    let pages = 0
    for (; cursor !== undefined; pages++) {
      const { results, next } = page(q, cursor, more)
      assert.ok(results.length > 0 || pages === 0)
      rows.push(...results.map(({ system, code }) => `${system} ${code}`))
      cursor = next
    }
    return { rows, pages }
  }

  for (const q of [
    'left',
    'diabetes',
    'chemotherapy infusion pump',
    'my tummy hurts',
    'E11',
    'introduction of substance',
  ])
    it(`show every row of "${q}" once, in one order whatever their length`, () => {
      const { rows, pages } = pagesOf(q)
      assert.equal(new Set(rows).size, rows.length)
      assert.equal(pages, Math.max(1, Math.ceil(rows.length / 20)))
      assert.deepEqual(pagesOf(q, { limit: '7' }).rows, rows)
      assert.deepEqual(pagesOf(q, { limit: '200' }).rows, rows)
    })

  it('are of one search, one edition and one day', () => {
    const { next } = page('left', '*')
    assert.ok(next)
    const refused = { code: 'invalid-input', message: /cursor is of another search/ }
    assert.throws(() => page('right', next), refused)
    assert.throws(() => page('left', next, { system: 'icd10cm' }), refused)
    for (const wrong of ['', 'nonsense', Buffer.from('-5 x').toString('base64url')])
      assert.throws(() => page('left', wrong), refused)
    const tomorrow = { ...starter.context, today: () => isoDate('2026-10-02') }
    assert.throws(() => perform(search, tomorrow, { q: 'left', cursor: next, limit: '20' }), refused)
    assert.equal(perform(search, starter.context, { q: 'left' }).next, undefined)
  })
})
