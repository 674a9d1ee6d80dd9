import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { describeCodeSystem } from '../system.suite.ts'
import { records } from '../testing.ts'
import { cptNumbers } from './numbers.ts'

const FIXTURES = join(import.meta.dirname, '../../../fixtures/cpt-numbers')

describeCodeSystem(cptNumbers, FIXTURES)

describe('the register of CPT numbers', () => {
  it('titles a number by what CMS files it under, and leaves out Level II', async () => {
    const titles = (await records(cptNumbers, FIXTURES)).flatMap((r) =>
      r.type === 'concept' ? [`${r.code} ${r.title}`] : [],
    )
    assert.ok(titles.includes('99213 Office E&M - Established, Office/Outpatient Services, Evaluation & Management'))
    assert.ok(titles.includes('96425 Chemotherapy, Treatment'))
    assert.ok(!titles.some((title) => title.startsWith('J')))
  })
})
