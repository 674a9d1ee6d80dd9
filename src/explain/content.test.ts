/** Every shipped text keeps the rules: it parses, names its sources, reads easily, gives no advice and no bare numbers. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loadExplainers, SHIPPED_EXPLAINERS } from './files/load.ts'
import { lintExplainer } from './lint.ts'
import { explainerLevel } from './reading-level.ts'

const { explainers, issues } = loadExplainers(SHIPPED_EXPLAINERS)

describe('the texts in content/explainers', () => {
  it('are there and parse without an issue', () => {
    assert.ok(explainers.length > 0)
    assert.deepEqual(issues, [])
  })

  it('say their scope', () => {
    assert.deepEqual(
      explainers.filter((each) => each.scope === undefined).map((each) => each.id),
      [],
    )
  })

  it('have ids of their own', () => {
    assert.equal(new Set(explainers.map((each) => each.id)).size, explainers.length)
  })

  it('keep the rules of docs/explain.md', () => {
    const found = explainers.flatMap((each) => lintExplainer(each).map((problem) => `${each.id}: ${problem}`))
    assert.deepEqual(found, [])
  })

  it('are read at grade 9 or below in the middle', () => {
    const grades = explainers.map((each) => explainerLevel(each).grade).sort((a, b) => a - b)
    const median = grades[Math.floor(grades.length / 2)]!
    assert.ok(median <= 9, `median grade ${median}`)
  })
})
