/** The coverage question takes codes as they are written, and says what it does not count. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { coverage } from '../src/service/coverage.ts'
import { perform } from '../src/service/operation.ts'
import { type StarterEdition, starterEdition } from './starter-edition.ts'

describe('the codes of a coverage question', () => {
  let starter: StarterEdition
  before(async () => {
    starter = await starterEdition()
  })
  after(() => starter.close())

  const ask = (question: Record<string, unknown>) => perform(coverage, starter.context, question)

  for (const [written, code, modifiers] of [
    ['E0783-RR', 'E0783', ['RR']],
    ['e0783', 'E0783', []],
    ['E0783 RR KX', 'E0783', ['RR', 'KX']],
  ] as const) {
    it(`reads ${written} as the code and its modifiers`, () => {
      const answer = ask({ system: 'hcpcs', code: written, state: 'TX' })
      assert.deepEqual([answer.code, answer.modifiers], [code, modifiers])
      assert.deepEqual(answer.applies, ask({ system: 'hcpcs', code, state: 'TX' }).applies)
    })
  }

  it('takes modifiers behind numbers that it has no list of', () => {
    const { code, modifiers, applies } = ask({ system: 'cpt', code: '93306-26', state: 'WI' })
    assert.deepEqual([code, modifiers], ['93306', ['26']])
    assert.ok(applies.length > 0)
  })

  for (const list of ['E11.9,C22.0', 'e119; c220', 'E11.9 and C22.0', 'E11.9 / c22.0\nE11.9']) {
    it(`reads the list ${JSON.stringify(list)}`, () => {
      const { diagnoses } = ask({ system: 'cpt', code: '93306', state: 'WI', diagnoses: list })
      const codes = [...new Set(diagnoses.map((d) => d.code))].sort()
      assert.deepEqual(codes, ['C22.0', 'E11.9'])
      assert.ok(diagnoses.every((d) => d.counted))
    })
  }

  it('does not count a header or what is no code, and says so with the fix', () => {
    const { diagnoses, applies } = ask({ system: 'cpt', code: '93306', state: 'WI', diagnoses: 'E11, XYZ' })
    const [header, none] = diagnoses
    assert.deepEqual([header?.code, header?.counted], ['E11', false])
    assert.match(header?.problem ?? '', /category, not a complete code.*E11\.0/)
    assert.deepEqual([none?.written, none?.code, none?.counted], ['XYZ', undefined, false])
    assert.match(none?.problem ?? '', /no ICD-10-CM code/)
    assert.deepEqual(applies, ask({ system: 'cpt', code: '93306', state: 'WI' }).applies)
  })
})
