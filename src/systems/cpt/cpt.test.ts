import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import type { SourceRecord } from '../records.ts'
import { describeCodeSystem, findReleases } from '../system.suite.ts'
import { grammar } from './grammar.ts'
import { cpt } from './index.ts'
import { parseFixed, parseTabbed } from './parse-descriptors.ts'

const FIXTURES = join(import.meta.dirname, '../../../fixtures/cpt')

describeCodeSystem(cpt, FIXTURES)

describe('a CPT release', () => {
  it('joins long descriptors, takes the short ones and the consumer’s words beside them', async () => {
    const [release] = await findReleases(cpt, FIXTURES)
    const records: SourceRecord[] = []
    for await (const record of cpt.load(release!)) records.push(record)
    const first = records.find((r) => r.type === 'concept' && r.code === '9991A')
    assert.deepEqual(first, {
      type: 'concept',
      code: '9991A',
      level: 'code',
      title:
        'Widget adjustment, right hand, including the first polish, with a report of at least one page that goes on for so long',
      shortTitle: 'WIDGET ADJ RT',
      billable: true,
      order: 3,
    })
    assert.ok(records.some((r) => r.type === 'concept' && r.level === 'modifier' && r.code === '9X'))
    assert.ok(records.some((r) => r.type === 'property' && r.name === 'consumerDescriptor' && r.code === '9992A'))
    assert.equal(records.filter((r) => r.type === 'issue').length, 0)
  })

  it('names lines that it cannot read, and leaves the terms at the head alone', () => {
    const lines = ['Terms of 2026', '9990A One', 'no code here', '9991A Two'].map((text, i) => ({
      text,
      number: i + 1,
    }))
    const found = [...parseFixed(lines, { file: 'f', modifiers: false })]
    assert.deepEqual(found.map((each) => ('type' in each ? `issue ${each.line}` : each.code)).sort(), [
      '9990A',
      '9991A',
      'issue 3',
    ])
    const rows = ['CPT Code\tLong', '9990A\tOne', 'X\tTwo'].map((text, i) => ({ text, number: i + 1 }))
    assert.deepEqual(
      [...parseTabbed(rows, { file: 'f' })].map((each) => ('type' in each ? each.line : each.long)),
      ['One', 3],
    )
  })

  it('takes five characters for a code and never a ZIP code with a hyphen for more', () => {
    assert.equal(grammar.normalize('96425'), '96425')
    assert.equal(grammar.normalize('0075t'), '0075T')
    assert.equal(grammar.normalize('96425-1234'), undefined)
    assert.equal(grammar.normalize('E0783'), undefined)
  })
})
