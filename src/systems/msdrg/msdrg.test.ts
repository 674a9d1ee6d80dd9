import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { describeCodeSystem } from '../system.suite.ts'
import { records } from '../testing.ts'
import { msdrg } from './index.ts'

const FIXTURES = join(import.meta.dirname, '../../../fixtures')

describeCodeSystem(msdrg, join(FIXTURES, 'msdrg'))

describe('MS-DRG', () => {
  it('reads a number with its name before it, and one without its zeros', () => {
    for (const typed of ['DRG 470', 'MS-DRG 470', 'drg470', '470']) assert.equal(msdrg.grammar.normalize(typed), '470')
    assert.equal(msdrg.grammar.candidates('39')[0]?.code, '039')
  })

  it('names the version in force on a day', () => {
    assert.equal(msdrg.releaseInForce('2026-09-30' as never)?.label, 'v43')
    assert.equal(msdrg.releaseInForce('2026-10-01' as never)?.label, 'v44')
  })

  it('keeps weights and lengths of stay as the table gives them', async () => {
    const all = await records(msdrg, join(FIXTURES, 'msdrg'))
    const facts = all.flatMap((r) => (r.type === 'property' && r.code === '470' ? [`${r.name}=${r.value}`] : []))
    assert.deepEqual(facts, [
      'mdc=08',
      'type=SURG',
      'weight=1.9000',
      'weightCapped=1.9000',
      'geometricMeanStay=1.8',
      'arithmeticMeanStay=2.1',
      'postAcute=Yes',
      'specialPay=No',
    ])
  })
})
