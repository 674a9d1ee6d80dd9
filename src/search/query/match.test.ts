import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { analyze } from '../analysis/analyze.ts'
import { SearchEngine } from '../engine.ts'
import { IndexBuilder } from '../index/builder.ts'
import { SearchIndex } from '../index/search-index.ts'
import { Dictionary } from './dictionary.ts'
import { type Match, Matcher, type Only } from './match.ts'
import { typedReading } from './readings.ts'
import { scoreOf, tierOf } from './score.ts'
import { Speller } from './spelling.ts'
import { tierRank } from './tiers.ts'

const WORDS = ['acute', 'acutely', 'heart', 'failure', 'kidney', 'without', 'stone', 'stones', 'left', 'chronic']
const title = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 }).map((words) => words.join(' '))

function indexOf(titles: readonly string[]): SearchIndex {
  const builder = new IndexBuilder()
  titles.forEach((text, i) => {
    builder.addConcept({
      system: 'icd10cm',
      code: `A${i}`,
      display: `A${i}`,
      title: text,
      billable: true,
      leaf: i % 3 > 0,
      grouping: false,
      current: i % 5 > 0,
      fromDay: 0,
      toDay: 0xffff_ffff,
      group: -1,
    })
  })
  return new SearchIndex(builder.finish())
}

describe('matching', () => {
  it('finds exactly the names that hold all words, and with a bar loses none that reaches it', () => {
    fc.assert(
      fc.property(
        fc.array(title, { minLength: 1, maxLength: 40 }),
        title,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (titles, query, bar) => {
          const index = indexOf(titles)
          const speller = new Speller({ vocabulary: () => index.terms, frequency: () => 1 })
          const vocabulary = { index, dictionary: new Dictionary([]), speller, knows: () => false }
          const words = analyze(query).filter((w) => !w.stop)
          const reading = typedReading(vocabulary, words, { widen: false })
          const scoresOf = (only: Only): Map<number, number> => {
            const found = new Map<number, number>()
            const add = (name: number, match: Match): void => {
              const whole = tierOf(index, name, match, reading) < tierRank('allWords')
              found.set(name, whole ? 1 : scoreOf(index, name, match, reading))
            }
            new Matcher(index).all(reading, add, only)
            return found
          }
          const all = scoresOf({})
          const expected: number[] = []
          for (let name = 0; name < index.nameCount; name++) {
            const terms = [...index.nameTerms.subarray(index.nameStart[name]!, index.nameStart[name + 1]!)]
            const holds = reading.groups.every((g) => g.ranges.some((r) => terms.some((t) => t >= r.lo && t < r.hi)))
            if (holds) expected.push(name)
          }
          assert.deepEqual(
            [...all.keys()].sort((a, b) => a - b),
            expected,
          )
          const few = scoresOf({ bar: () => bar })
          for (const [name, score] of all) if (score >= bar) assert.equal(few.get(name), score)
        },
      ),
    )
  })
})

describe('matching among names that a filter leaves', () => {
  it('measures those, however many shorter ones of other systems hold the word', () => {
    const builder = new IndexBuilder()
    const facts = {
      billable: true,
      leaf: true,
      grouping: false,
      current: true,
      fromDay: 0,
      toDay: 0xffff_ffff,
      group: -1,
    }
    const add = (system: string, code: string, title: string): number =>
      builder.addConcept({ ...facts, system, code, display: code, title })
    for (let i = 0; i < 21_000; i++) add('icd10cm', `A${i}`, 'left')
    const wanted = ['left hand', 'left hand and foot of a walker', 'chair with a left arm rest that swings away']
    const concepts = wanted.map((title, i) => add('hcpcs', `B${i}`, title))
    const index = new SearchIndex(builder.finish())
    const hits = new SearchEngine(index).search('left', {
      limit: 10,
      filters: { systems: ['hcpcs'] },
      count: true,
    }).hits
    assert.deepEqual(
      hits.map(({ concept }) => concept),
      concepts,
    )
    for (const { score } of hits) assert.ok(score > 0, 'a name that is only counted has no score')
  })
})
