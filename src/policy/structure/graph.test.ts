/** Which words govern a place, by the kind of edge, whatever they say. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readDocument } from '../document/read.ts'
import { Graph, type Scope } from './graph.ts'

async function scopes(markdown: string, code: string): Promise<Record<string, string>> {
  const document = await readDocument({ name: 'a.md', bytes: Buffer.from(markdown) })
  const start = document.text.indexOf(code)
  const found = new Graph(document).scopesOf({ start, end: start + code.length }, () => false)
  const words = (s: Scope): string => (s.words ?? document.text.slice(s.start, s.end)).trim()
  return Object.fromEntries(found.map((s) => [`${s.edge} ${s.distance}`, words(s)]))
}

describe('the scope graph', () => {
  it('has the sentence, both sides of the code, and its neighbours', async () => {
    const found = await scopes('# T\n\nFirst said. Wug E0781 glorps well. Then more.\n', 'E0781')
    assert.equal(found['sentence 1'], 'Wug E0781 glorps well.')
    assert.equal(found['before 1'], 'Wug')
    assert.equal(found['after 1'], 'glorps well.')
    assert.equal(found['previous 1'], 'First said.')
    assert.equal(found['next 1'], 'Then more.')
  })

  it('has the lead of a list, the headings above it and the paragraph below it', async () => {
    const found = await scopes(
      '# T\n\n## Outer\n\n### Inner\n\nLead words:\n\n- E0781\n- E0784\n\nBelow words.\n',
      'E0784',
    )
    assert.equal(found['lead 1'], 'Lead words:')
    assert.equal(found['heading 1'], 'Inner')
    assert.equal(found['heading 2'], 'Outer')
    assert.equal(found['below 1'], 'Below words.')
    assert.equal(found['title 1'], 'T')
  })

  it('has the cells of a row with their headings, and that of the own column', async () => {
    const found = await scopes('# T\n\n| Wug | Status |\n|---|---|\n| E0781 | glorp |\n', 'E0781')
    assert.equal(found['cell 1'], 'Status : glorp')
    assert.equal(found['column 1'], 'Wug')
  })

  it('has what is said elsewhere of the label that a table bears', async () => {
    const found = await scopes(
      '# T\n\n## Rules\n\nAll of Table 7B is glorped.\n\n## Table 7B\n\n| Wug | Note |\n|---|---|\n| E0781 | x |\n',
      'E0781',
    )
    assert.equal(found['label 1'], 'All of Table 7B is glorped.')
  })

  it('ends a section where the next begins', async () => {
    const found = await scopes('# T\n\n## One\n\nLead:\n\n## Two\n\n- E0781\n', 'E0781')
    assert.equal(found['lead 1'], undefined)
    assert.equal(found['heading 1'], 'Two')
  })
})
