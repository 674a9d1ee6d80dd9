import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { describeCodeSystem } from '../system.suite.ts'
import { poa, pos } from './index.ts'

const FIXTURES = join(import.meta.dirname, '../../../fixtures')

describeCodeSystem(pos, join(FIXTURES, 'pos'))
describeCodeSystem(poa, join(FIXTURES, 'poa'))

describe('place of service', () => {
  it('puts back a lost zero', () => assert.equal(pos.grammar.candidates('2')[0]?.code, '02'))
})
