import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseExplainer } from './files/parse.ts'
import { lintExplainer } from './lint.ts'

const lint = (body: string, sources = '[{id: a, title: A}]'): string[] => {
  const text = `---\ntitle: Type 2 thing\nkind: diagnosis\napplies: [icd10cm E11*]\nsources: ${sources}\n---\n## Summary\n\n${body}\n`
  const { explainer, issues } = parseExplainer(text, { file: 'x.md', id: 'x' })
  assert.deepEqual(issues, [])
  return lintExplainer(explainer!)
}

describe('the rules for texts', () => {
  it('let a plain text with its sources pass', () => {
    assert.deepEqual(lint('Type 2 thing is common. It takes 3 days.[^a]'), [])
  })

  it('find a number without a source, but not the number of a name', () => {
    assert.equal(lint('It takes 3 days. It is so.[^a]').length, 1)
    assert.equal(lint('The A1C test and the T2 scan are done.[^a] Type 2 is one.').length, 0)
  })

  it('find advice', () => {
    for (const text of [
      'You should rest.',
      'Patients must rest.',
      'We recommend rest.',
      'Ask a doctor.',
      'Call 911.',
    ]) {
      assert.ok(
        lint(`${text}[^a]`).some((each) => each.includes('advice')),
        text,
      )
    }
  })

  it('find missing and unused sources, and hard words', () => {
    assert.deepEqual(lint('It is so.', '[]'), ['It names no sources.'])
    assert.deepEqual(lint('It is so.'), ['Its source “a” is cited nowhere.'])
    const hard =
      'Characteristic pathophysiological abnormalities necessitate multidisciplinary individualized interventions.[^a]'
    assert.ok(lint(hard).some((each) => each.includes('grade')))
  })
})
