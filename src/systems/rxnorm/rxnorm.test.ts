import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { describeCodeSystem } from '../system.suite.ts'
import { records } from '../testing.ts'
import { rxnorm } from './index.ts'
import { parseConso } from './parse-rrf.ts'

const FIXTURES = join(import.meta.dirname, '../../../fixtures')

describeCodeSystem(rxnorm, join(FIXTURES, 'rxnorm'))

describe('RxNorm', () => {
  it('links brand, ingredient and clinical drug one way, told from both ends', async () => {
    const links = (await records(rxnorm, join(FIXTURES, 'rxnorm'))).flatMap((r) =>
      r.type === 'relation' ? [`${r.code} ${r.kind} ${r.target}`] : [],
    )
    assert.ok(links.includes('317300 has_ingredient 1191'))
    assert.ok(links.includes('4603 has_tradename 202991'))
    assert.ok(!links.some((link) => link.includes('ingredient_of')))
  })

  it('refuses rows of sources that need a licence, without their words', async () => {
    async function* rows() {
      yield { line: 1, cells: '1|ENG||||||1|1|1||SNOMEDCT_US|PT|1|invented words||N||'.split('|') }
      yield { line: 2, cells: 'too|short'.split('|') }
    }
    const found = []
    for await (const each of parseConso(rows(), { file: 'RXNCONSO.RRF' })) found.push(each)
    assert.deepEqual(
      found.map((each) => (each.type === 'issue' ? each.code : each.type)),
      ['source-not-free', 'row-width'],
    )
    assert.ok(!JSON.stringify(found).includes('invented words'))
  })
})
