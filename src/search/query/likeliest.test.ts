import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Budget } from '../../core/budget.ts'
import { IndexBuilder } from '../index/builder.ts'
import { SearchIndex } from '../index/search-index.ts'
import { Likeliest } from './likeliest.ts'
import { Postings } from './postings.ts'
import type { Group } from './reading.ts'

const WORDS = ['heart', 'failure', 'kidney', 'stone', 'acute']

function indexOf(titles: readonly string[]): SearchIndex {
  const builder = new IndexBuilder()
  const facts = { system: 'icd10cm', billable: true, leaf: true, grouping: false, current: true, group: -1 }
  titles.forEach((title, i) => {
    builder.addConcept({ ...facts, code: `A${i}`, display: `A${i}`, title, fromDay: 0, toDay: 0xffff_ffff })
  })
  return new SearchIndex(builder.finish())
}

function groupsOf(index: SearchIndex, masses: readonly number[]): Group[] {
  return masses.flatMap((mass, i): Group[] => {
    const id = index.termId(WORDS[i]!)
    return id === undefined
      ? []
      : [{ word: WORDS[i]!, ranges: [{ lo: id, hi: id + 1, weight: 1, how: 'exact' }], mass }]
  })
}

describe('the likeliest names', () => {
  it('are those that meet enough of a reading, the most first', () => {
    const title = fc.uniqueArray(fc.constantFrom(...WORDS, 'left', 'right'), { minLength: 1, maxLength: 5 })
    const masses = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: WORDS.length })
    fc.assert(
      fc.property(
        fc.array(title, { minLength: 1, maxLength: 40 }),
        masses,
        fc.integer({ min: 1, max: 20 }),
        (titles, weights, least) => {
          const index = indexOf(titles.map((words) => words.join(' ')))
          const groups = groupsOf(index, weights)
          const mass = groups.reduce((sum, group) => sum + group.mass, 0)
          const met = (name: number): number => {
            const terms = [...index.nameTerms.subarray(index.nameStart[name]!, index.nameStart[name + 1]!)]
            return groups.reduce((sum, group) => (terms.includes(group.ranges[0]!.lo) ? sum + group.mass : sum), 0)
          }
          const wanted = Array.from({ length: index.nameCount }, (_, name) => name).filter(
            (name) => met(name) >= least && met(name) > 0,
          )
          const likeliest = new Likeliest(new Postings(index))
          const all = likeliest.choose(groups, { mass, least, room: 1000 }, Budget.unlimited())!
          assert.deepEqual(
            [...all.names].sort((a, b) => a - b),
            wanted,
          )
          assert.deepEqual(
            [...all.names].map(met),
            [...all.names].map(met).sort((a, b) => b - a),
          )
          const room = Math.ceil(wanted.length / 2)
          const few = likeliest.choose(groups, { mass, least, room }, Budget.unlimited())!
          assert.equal(few.names.length, room, 'there is nothing left of the choice before, and no room is wasted')
          const kinds = new Set(few.names.length === 0 ? [] : [met(few.names[0]!)])
          if (wanted.length > 0) assert.ok(kinds.has(Math.max(...wanted.map(met))), 'the heaviest are never left out')
        },
      ),
    )
  })

  it('have some of every kind, where one kind has more names than there is room for', () => {
    const index = indexOf([...Array.from({ length: 50 }, (_, i) => `heart ${i}`), 'kidney', 'kidney stone'])
    const groups = groupsOf(index, [9, 1, 5])
    const { names } = new Likeliest(new Postings(index)).choose(
      groups,
      { mass: 15, least: 1, room: 10 },
      Budget.unlimited(),
    )!
    const titles = [...names].map((name) => index.textOf(name))
    assert.equal(titles.filter((title) => title.startsWith('heart')).length, 8)
    assert.ok(titles.includes('kidney') && titles.includes('kidney stone'))
  })

  it('are not looked for without steps', () => {
    const index = indexOf(Array.from({ length: 200 }, () => 'heart'))
    const wanted = { mass: 1, least: 0, room: 10 }
    assert.equal(new Likeliest(new Postings(index)).choose(groupsOf(index, [1]), wanted, new Budget(1)), undefined)
  })
})
