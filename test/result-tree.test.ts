/** The rows of a search as trees: none is lost, and each stands under what its catalog says stands above it. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { SystemId } from '../src/core/system-id.ts'
import { perform } from '../src/service/operation.ts'
import { type Branch, resultTree } from '../src/service/result-tree.ts'
import { search } from '../src/service/search.ts'
import { STARTER_DAY, type StarterEdition, starterEdition } from './starter-edition.ts'

type Row = ReturnType<typeof search.run>['results'][number]

describe('a tree of results', () => {
  let starter: StarterEdition
  before(async () => {
    starter = await starterEdition()
  })
  after(() => starter.close())

  const rowsOf = (q: string, more: Record<string, unknown> = {}): readonly Row[] =>
    perform(search, starter.context, { q, limit: 200, ...more }).results

  for (const q of ['diabetes', 'chemotherapy', 'left', 'E11', '96425', 'kidney stone']) {
    it(`has each row of "${q}" once, with its rank, under what stands above it`, () => {
      const rows = rowsOf(q)
      assert.notEqual(rows.length, 0)
      const { catalog, engine } = starter.edition
      const seen: number[] = []
      const walk = (system: string, branch: Branch<Row>, above: readonly string[]): void => {
        const chain = [...above, ...branch.chain.map(({ code }) => code)]
        if (branch.found) {
          const { rank, row } = branch.found
          seen.push(rank)
          assert.equal(row, rows[rank - 1])
          assert.equal(chain.at(-1), row.code)
          assert.equal(branch.chain.at(-1)!.path, row.path)
          const [hit] = engine.entitled.search(row.code, { limit: 1, filters: { systems: [system] } }).hits
          const concept = hit && catalog.concept(system as SystemId, engine.index.code(hit.concept), STARTER_DAY)
          if (concept) assert.equal(chain.length - 1, catalog.ancestors(concept, STARTER_DAY).length, row.code)
        }
        // What has one thing below it and is no row is part of a longer chain.
        if (!branch.found) assert.notEqual(branch.children.length, 1, chain.join(' > '))
        for (const child of branch.children) walk(system, child, chain)
      }
      for (const [system, branches] of resultTree(starter.context, rows, undefined))
        for (const branch of branches) walk(system, branch, [])
      assert.deepEqual(
        seen.toSorted((a, b) => a - b),
        rows.map((_, i) => i + 1),
      )
    })
  }

  it('is of the day asked', () => {
    const asOf = '2025-11-01'
    const rows = rowsOf('diabetes', { asOf })
    const ranks = (branch: Branch<Row>): number =>
      (branch.found ? 1 : 0) + branch.children.reduce((n, child) => n + ranks(child), 0)
    const all = [...resultTree(starter.context, rows, asOf).values()].flat()
    assert.equal(
      all.reduce((n, branch) => n + ranks(branch), 0),
      rows.length,
    )
  })
})
