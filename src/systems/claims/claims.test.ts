import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { needsConsent } from '../licence.ts'
import { describeCodeSystem } from '../system.suite.ts'
import { records } from '../testing.ts'
import { carc, cdt, nucc, rarc, rev } from './index.ts'

const FIXTURES = join(import.meta.dirname, '../../../fixtures')

for (const system of [nucc, rev, carc, rarc, cdt]) describeCodeSystem(system, join(FIXTURES, system.id))

describe('code sets of claims', () => {
  it('are read only on the word of the operator', () => {
    for (const system of [nucc, rev, carc, rarc, cdt]) assert.ok(needsConsent(system), system.id)
  })

  it('put back the zero of a revenue code', async () => {
    const codes = (await records(rev, join(FIXTURES, 'rev'))).flatMap((r) => (r.type === 'concept' ? [r.code] : []))
    assert.deepEqual(codes, ['0901', '0902', '0450'])
  })
})
