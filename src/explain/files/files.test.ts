import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Block, Explainer, Sentence } from '../model.ts'
import { TEMPLATES } from '../templates.ts'
import { loadExplainers } from './load.ts'
import { parseExplainer } from './parse.ts'
import { sentencesFrom } from './sentences.ts'
import { writeExplainer } from './write.ts'

const HEAD = `---
title: Knee test
kind: procedure
applies: [cpt 99999]
sources:
  - {id: nlm, title: A page, url: "https://example.org/a"}
---
`
const parse = (text: string) => parseExplainer(text, { file: 'knee.md', id: 'knee' })
const codes = (text: string): string[] => parse(text).issues.map((each) => `${each.code}:${each.line ?? ''}`)

describe('sentences with footnotes', () => {
  it('gives a footnote to the sentence it stands at, before or after the stop', () => {
    const found = sentencesFrom('It takes an hour.[^a] Rest follows[^b][^c]. Then home.')
    assert.deepEqual(
      found.map(({ text, sources }) => [text, sources]),
      [
        ['It takes an hour.', ['a']],
        ['Rest follows.', ['b', 'c']],
        ['Then home.', []],
      ],
    )
  })

  it('does not end a sentence at an abbreviation or inside a number', () => {
    assert.equal(sentencesFrom('Pumps (e.g. The small one) hold 2.5 mL. Dr. Smith fills them.').length, 2)
    assert.equal(sentencesFrom('A dose of 0.5 mg is used').length, 1)
  })
})

describe('an explainer file', () => {
  it('is read into sections, nested ones, steps and lists', () => {
    const { explainer, issues } = parse(`${HEAD}
## Summary

A **short** test.[^nlm]

## Procedure Description

1. First
   - with care
2. Then

### Tools/Equipment

A scope & a [link](https://example.org).
`)
    assert.deepEqual(issues, [])
    assert.deepEqual(
      explainer?.sections.map((each) => each.id),
      ['summary', 'description', 'tools'],
    )
    const steps = explainer?.sections[1]?.blocks[0]
    assert.ok(steps?.type === 'steps' && steps.items.length === 2 && steps.items[0]?.blocks[0]?.type === 'list')
    const tools = explainer?.sections[2]?.blocks[0]
    assert.ok(tools?.type === 'paragraph' && tools.sentences[0]?.text === 'A scope & a link.')
  })

  it('keeps a section under a heading that no template knows, and says so', () => {
    const { explainer, issues } = parse(`${HEAD}\n## Costs\n\nThey differ.\n`)
    assert.equal(explainer?.sections[0]?.id, 'other')
    assert.equal(explainer?.sections[0]?.heading, 'Costs')
    assert.deepEqual(
      issues.map((each) => [each.code, each.line]),
      [['unknown-section', 9]],
    )
  })

  it('names file and line of what it cannot use', () => {
    assert.deepEqual(codes('no front matter'), ['no-front-matter:1'])
    assert.deepEqual(codes(`${HEAD}\nLoose text.\n\n## Summary\n\nText[^other].\n`), [
      'text-before-section:9',
      'unknown-source:13',
    ])
    assert.deepEqual(codes(`${HEAD}\n## Summary\n\n## Purpose\n\nText.\n`), ['empty-section:9'])
    assert.deepEqual(codes('---\ntitle: x\nkind: cooking\napplies: [cpt 1]\n---\n## Summary\n\nText.\n'), [
      'bad-front-matter:3',
    ])
    assert.deepEqual(codes(HEAD.replace('cpt 99999', 'icd99 A1')), ['bad-applies:4', 'no-sections:8'])
    assert.ok(parse(`${HEAD}## Summary\n\nText.\n`).issues.every((each) => each.file === 'knee.md'))
  })

  it('reads hours as minutes and a review with its day', () => {
    const more = 'facets: {duration: {min: 1, max: 2, unit: hours}}\nreviewed: {name: A. Coder, date: 2026-02-03}\n---'
    const { explainer } = parse(`${HEAD.replace(/---\n$/, `${more}\n`)}\n## Summary\n\nText.\n`)
    assert.deepEqual(explainer?.facets?.duration, { min: 60, max: 120 })
    assert.deepEqual(explainer?.reviewed, { name: 'A. Coder', date: '2026-02-03' })
  })

  it('comes back from its own file unchanged', () => {
    const word = fc.constantFrom(
      'pump',
      'the',
      'artery',
      '2',
      'mg',
      'x*y',
      'a_b',
      '<tag>',
      'A&B',
      '#1',
      '1. st',
      '[link]',
    )
    const sentence: fc.Arbitrary<Sentence> = fc
      .tuple(fc.array(word, { minLength: 1, maxLength: 6 }), fc.subarray(['s1', 's2']))
      .map(([words, sources]) => ({ text: `It ${words.join(' ')} ends.`, facts: [], sources }))
    const sentences = fc.array(sentence, { minLength: 1, maxLength: 3 })
    const paragraph = sentences.map((each): Block => ({ type: 'paragraph', sentences: each }))
    const flat = fc.record({ sentences, blocks: fc.constant([] as Block[]) })
    const nested = fc.array(flat, { minLength: 1, maxLength: 2 }).map((items): Block[] => [{ type: 'list', items }])
    const item = fc.record({ sentences, blocks: fc.oneof(fc.constant([] as Block[]), nested) })
    const list = fc
      .tuple(fc.constantFrom('steps' as const, 'list' as const), fc.array(item, { minLength: 1, maxLength: 3 }))
      .map(([type, items]): Block => ({ type, items }))
    const blocks = fc.tuple(paragraph, list, list, paragraph).map((each) => [...each])
    fc.assert(
      fc.property(
        fc.subarray(
          TEMPLATES.procedure.map((each) => each),
          { minLength: 1 },
        ),
        blocks,
        (templates, body) => {
          const explainer: Explainer = {
            id: 'knee',
            title: 'Knee: a “test”',
            kind: 'procedure',
            applies: [{ system: 'cpt', code: '99999' }],
            sections: templates.map(({ id, heading }) => ({ id, heading, blocks: body })),
            sources: ['s1', 's2'].map((id) => ({ id, title: `Page ${id}` })),
            status: 'draft',
          }
          const read = parse(writeExplainer(explainer))
          assert.deepEqual(read.issues, [])
          // By value: generated objects have no prototype.
          assert.equal(JSON.stringify(read.explainer), JSON.stringify(explainer))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('is found in a folder, in order of names; a folder that is not there has none', () => {
    const folder = mkdtempSync(join(tmpdir(), 'medcodex-explainers-'))
    try {
      writeFileSync(join(folder, 'b.md'), `${HEAD}\n## Summary\n\nText.\n`)
      writeFileSync(join(folder, 'a.md'), `${HEAD}\n## Summary\n\nText.\n`)
      writeFileSync(join(folder, 'README.md'), '# not one')
      assert.deepEqual(
        loadExplainers(folder).explainers.map((each) => each.id),
        ['a', 'b'],
      )
    } finally {
      rmSync(folder, { recursive: true })
    }
    assert.deepEqual(loadExplainers(folder), { explainers: [], issues: [] })
  })
})
