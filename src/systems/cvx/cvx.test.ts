import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { describeCodeSystem } from '../system.suite.ts'
import { records } from '../testing.ts'
import { cvx, mvx } from './index.ts'

const FIXTURES = join(import.meta.dirname, '../../../fixtures')

describeCodeSystem(cvx, join(FIXTURES, 'cvx'))
describeCodeSystem(mvx, join(FIXTURES, 'mvx'))

describe('CVX', () => {
  it('reads a number with its name before it, and one without its zero', () => {
    assert.equal(cvx.grammar.normalize('CVX 208'), '208')
    assert.equal(cvx.grammar.candidates('8')[0]?.code, '08')
  })

  it('gives trade names with their makers, and the vaccine group', async () => {
    const all = await records(cvx, join(FIXTURES, 'cvx'))
    assert.ok(all.some((r) => r.type === 'designation' && r.code === '03' && r.text === 'M-M-R II'))
    assert.ok(
      all.some((r) => r.type === 'relation' && r.code === '62' && r.target === 'MSD' && r.targetSystem === 'mvx'),
    )
    assert.ok(
      all.some((r) => r.type === 'property' && r.code === '08' && r.name === 'vaccineGroup' && r.value === 'HepB'),
    )
  })
})
