/** Searches within a budget: never more than it, the same answer each time, and said when it was not enough. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { queryIn } from '../../test/query-grammar.ts'
import { type StarterEdition, starterEdition } from '../../test/starter-edition.ts'
import { Budget } from '../core/budget.ts'
import { hasFacet } from '../explain/facets.ts'
import { perform } from '../service/operation.ts'
import { search } from '../service/search.ts'

describe('a search with a budget', () => {
  let starter: StarterEdition
  before(async () => {
    starter = await starterEdition()
  })
  after(() => starter.close())

  const found = (q: string, steps: number) => {
    const budget = new Budget(steps)
    const { hits, partial, total } = starter.edition.engine.search(q, { limit: 20, filters: {}, count: true, budget })
    return { codes: hits.map((h) => h.code), partial, total, exceeded: budget.exceeded }
  }

  it('says that it is partial exactly when the budget was not enough, and answers the same each time', () => {
    fc.assert(
      fc.property(queryIn(starter.edition.engine.index), fc.integer({ min: 0, max: 2_000 }), (q, steps) => {
        const once = found(q, steps)
        assert.deepEqual(found(q, steps), once)
        assert.equal(once.partial, once.exceeded)
        const whole = found(q, Number.POSITIVE_INFINITY)
        assert.equal(whole.partial, false)
        if (!once.partial) assert.deepEqual(once, whole)
        assert.ok(once.total <= whole.total)
      }),
      { numRuns: 300 },
    )
  })

  it('is told to the asker', () => {
    const q = 'diabetes with complication'
    assert.equal(perform(search, starter.context, { q }).partial, undefined)
    const short = { ...starter.context, budget: new Budget(10) }
    assert.equal(search.run(short, search.input.parse({ q })).partial, true)
  })

  it('finds the codes of a facet without trying every code, and finds the same', () => {
    const { engine, explainers } = starter.edition
    const { index } = engine
    const asked = explainers.facets.filter(({ facet }) => ['setting', 'anesthesia', 'duration'].includes(facet))
    assert.ok(asked.length > 5)
    for (const value of asked) {
      let held = 0
      for (let c = 0; c < index.conceptCount; c++) if (hasFacet(value, index.system(c), index.code(c))) held++
      assert.equal(perform(search, starter.context, { q: `${value.facet}:${value.value}` }).total, held, value.value)
    }
  })

  it('reads long queries and many instructions no further than it says', () => {
    const many = Array.from(
      { length: 400 },
      (_, i) => `-w${'abcdefghij'[i % 10]}${'klmnopqrst'[Math.floor(i / 10) % 10]}`,
    ).join(' ')
    const { reading } = perform(search, starter.context, { q: `diabetes ${many} ${'x'.repeat(2_000)}` })
    assert.match(reading ?? '', /Only the first 2,000 characters were read\./)
    assert.match(reading ?? '', /Only the first 24 excluded words were followed\./)
    assert.throws(() => perform(search, starter.context, { q: 'x'.repeat(20_001) }), /20001 characters in q/)
  })
})
