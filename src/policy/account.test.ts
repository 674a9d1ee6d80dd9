/** The account of a finding: what governs the place, what was weighed, what was decided. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { accountOf } from './account.ts'
import type { Extraction } from './extract.ts'
import { extract } from './extract.ts'

const HEADER = { payer: 'x', kind: 'commercial', number: '1', title: 'x' } as const
const read = async (name: string, text: string): Promise<Extraction> =>
  extract({ name, bytes: Buffer.from(text) }, HEADER)

describe('the account of a place', () => {
  it('names the scopes with their words, the rules, the evidence and the decision', async () => {
    const { places, text } = await read(
      'a.md',
      '# Pumps\n\n## Not covered\n\n| HCPCS | Note |\n|---|---|\n| E0781 | pump |\n',
    )
    const account = accountOf(places[0]!, text).join('\n')
    assert.match(account, /hcpcs E0781 at \d+/)
    assert.match(account, /a heading above “Not covered”: excludes 0\.\d\d/)
    assert.match(account, /the rules say: excludes, from the heading above “Not covered”/)
    assert.match(account, /the evidence: excludes 0\.\d\d/)
    assert.match(account, /decided: excludes, as the rules say; \d+ of 100 such findings are right/)
  })

  it('has a place for every code that is found', async () => {
    const { places, findings } = await read(
      'a.txt',
      'HCPCS E0781 and E0784 are covered. E0784 needs prior authorization.',
    )
    assert.equal(findings.length, 3)
    assert.deepEqual(
      places.map((p) => p.mention.code),
      ['E0781', 'E0784', 'E0784'],
    )
  })
})

describe('a finding that is not likely', () => {
  it('is named, and what it may be stands beside it', async () => {
    const words = ['The committee looked at HCPCS E0781 in some detail and found arguments on either side.']
    const { findings } = await read('a.txt', `# Minutes\n\n${words.join(' ')}\n`)
    for (const f of findings) {
      assert.equal(f.disposition, 'mentions')
      assert.ok(f.confidence !== undefined)
    }
  })
})
