/** Clinical categories (CCSR) beside the codes that are in them. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { medcodex } from './cli.ts'
import { licensedHome } from './licensed-edition.ts'

describe('an edition with clinical categories', () => {
  let home: Awaited<ReturnType<typeof licensedHome>>
  before(async () => {
    home = await licensedHome('icd10cm', 'dxccsr')
  })
  after(() => home.remove())

  const asked = async (...args: string[]) => {
    const { code, stdout, stderr } = await medcodex([...args, '--json'], { MEDCODEX_HOME: home.root })
    assert.equal(code, 0, stderr)
    return JSON.parse(stdout)
  }
  const linksOf = async (system: string, code: string): Promise<string[]> => {
    const shown = await asked('show', system, code)
    const answer = Array.isArray(shown) ? shown[0] : shown
    return answer.relations.map((r: { label: string; code: string }) => `${r.label}: ${r.code}`)
  }
  const found = async (query: string): Promise<string[]> =>
    (await asked('search', query)).results.map((r: { system: string; code: string }) => `${r.system} ${r.code}`)

  it('shows a category with its codes, those counted in it first', async () => {
    assert.deepEqual(await linksOf('dxccsr', 'END002'), ['Codes counted here: E11.9'])
    assert.deepEqual(await linksOf('ccsr', 'end005'), [
      'Codes that are here too: E11.22',
      'Codes that are here too: E11.9',
    ])
  })

  it('shows at a code the categories it is in', async () => {
    const links = (await linksOf('icd10cm', 'E11.9')).filter((each) => each.includes('CCSR'))
    assert.deepEqual(links, ['Clinical category (CCSR): END002', 'Also in clinical category (CCSR): END005'])
  })

  it('finds a category by its number and its words, behind the codes', async () => {
    assert.deepEqual(await found('END002'), ['dxccsr END002'])
    const both = await found('type 2 diabetes mellitus')
    assert.match(both[0] ?? '', /^icd10cm /)
    assert.ok(both.includes('dxccsr END005'), both.join(', '))
  })
})
