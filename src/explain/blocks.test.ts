/** Every shipped block keeps the rules of a text, and says what it is about and by which facts it is found. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loadExplainers, SHIPPED_BLOCKS, SHIPPED_EXPLAINERS } from './files/load.ts'
import { lintBlock, lintExplainer } from './lint.ts'
import { explainerLevel } from './reading-level.ts'

const { explainers: blocks, issues } = loadExplainers(SHIPPED_BLOCKS)
const texts = loadExplainers(SHIPPED_EXPLAINERS).explainers

describe('the blocks in content/blocks', () => {
  it('are there and parse without an issue', () => {
    assert.ok(blocks.length > 30)
    assert.deepEqual(issues, [])
  })

  it('have ids of their own, also beside the texts', () => {
    const ids = [...blocks, ...texts].map((each) => each.id)
    assert.deepEqual(
      ids.filter((id, i) => ids.indexOf(id) !== i),
      [],
    )
  })

  it('keep the rules of texts and of blocks', () => {
    const found = blocks.flatMap((each) =>
      [...lintExplainer(each), ...lintBlock(each)].map((problem) => `${each.id}: ${problem}`),
    )
    assert.deepEqual(found, [])
  })

  it('are read at grade 9 or below in the middle', () => {
    const grades = blocks.map((each) => explainerLevel(each).grade).sort((a, b) => a - b)
    const median = grades[Math.floor(grades.length / 2)]!
    assert.ok(median <= 9, `median grade ${median}`)
  })
})

describe('the lint of a block', () => {
  const block = {
    ...blocks[0]!,
    match: [{ is: { begins: ['/^A/'] }, not: {} }],
  }

  it('refuses one that is found by codes alone, has no scope, or a number without a source', () => {
    assert.match(lintBlock(block).join(' '), /codes alone/)
    const { scope: _, ...without } = blocks[0]!
    assert.match(lintBlock(without).join(' '), /no scope/)
    assert.match(lintBlock({ ...blocks[0]!, sources: [] }).join(' '), /no source/)
    const bare = { text: 'It takes 5 hours.', facts: [], sources: [] }
    const section = { id: 'duration', heading: 'Duration', blocks: [{ type: 'paragraph' as const, sentences: [bare] }] }
    assert.match(lintBlock({ ...blocks[0]!, sections: [section] }).join(' '), /without a source/)
  })
})
