import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { describeCodeSystem } from '../system.suite.ts'
import { ucum } from './index.ts'

const FIXTURES = join(import.meta.dirname, '../../../fixtures')

describeCodeSystem(ucum, join(FIXTURES, 'ucum'))

describe('UCUM', () => {
  it('tells large letters from small ones', () => {
    assert.equal(ucum.grammar.normalize('Pa'), 'Pa')
    assert.equal(ucum.grammar.normalize('pA'), 'pA')
    assert.equal(ucum.grammar.normalize('two words'), undefined)
  })
})
