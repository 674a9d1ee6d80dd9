import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { appliesTo, indexExplainers, parseApplies, writeApplies } from './applies.ts'
import type { Applies, Explainer } from './model.ts'

const text = (id: string, ...applies: string[]): Explainer => ({
  id,
  title: id,
  kind: 'procedure',
  applies: applies.map((entry) => parseApplies(entry) as Applies),
  sections: [],
  sources: [],
  status: 'authored',
})

describe('applies', () => {
  it('reads codes, beginnings and ranges in any written form', () => {
    assert.deepEqual(parseApplies('cpt 96425'), { system: 'cpt', code: '96425' })
    assert.deepEqual(parseApplies('icd10cm e11.*'), { system: 'icd10cm', prefix: 'E11' })
    assert.deepEqual(parseApplies('hcpcs J9000..J9999'), { system: 'hcpcs', first: 'J9000', last: 'J9999' })
    assert.deepEqual(parseApplies('icd10cm E08.0..E13.9'), { system: 'icd10cm', first: 'E080', last: 'E139' })
  })

  it('says what is wrong with the rest', () => {
    for (const wrong of [
      'cpt',
      'icd11 1A00',
      'hcpcs J9999..J9000',
      'hcpcs J9..J9999',
      'hcpcs J9*..K1',
      '',
      'cpt 96 425',
    ]) {
      assert.ok('problem' in parseApplies(wrong), wrong)
    }
  })

  it('takes everything below a beginning, but not the block that begins alike', () => {
    const entry = parseApplies('icd10cm E11*') as Applies
    assert.ok(appliesTo(entry, 'icd10cm', 'E11'))
    assert.ok(appliesTo(entry, 'icd10cm', 'E1165'))
    assert.ok(!appliesTo(entry, 'icd10cm', 'E11-E13'))
    assert.ok(!appliesTo(entry, 'icd10pcs', 'E11'))
  })

  it('counts codes below the last one of a range', () => {
    const entry = parseApplies('icd10cm E10..E11') as Applies
    assert.ok(appliesTo(entry, 'icd10cm', 'E119'))
    assert.ok(!appliesTo(entry, 'icd10cm', 'E12'))
    assert.ok(!appliesTo(entry, 'icd10cm', 'E09'))
  })

  it('puts the closest text first: code, then longer beginnings', () => {
    const index = indexExplainers([
      text('letter', 'icd10pcs 3*'),
      text('range', 'icd10pcs 3E05000..3E06ZZZ'),
      text('family', 'icd10pcs 3E05*'),
      text('code', 'icd10pcs 3E05305'),
    ])
    const ids = index.find('icd10pcs', '3E05305').map((each) => each.id)
    assert.deepEqual(ids, ['code', 'family', 'range', 'letter'])
    assert.deepEqual(index.find('cpt', '3E05305'), [])
  })

  it('finds what asking every entry finds, and writes entries as it read them', () => {
    const code = fc.string({ unit: fc.constantFrom('A', 'B', '1', '2'), minLength: 1, maxLength: 4 })
    const entry: fc.Arbitrary<Applies> = fc.oneof(
      code.map((each) => ({ system: 'hcpcs' as const, code: each })),
      code.map((each) => ({ system: 'hcpcs' as const, prefix: each })),
      fc.tuple(code, code).map(([a, b]) => {
        const length = Math.min(a.length, b.length)
        const [first, last] = [a.slice(0, length), b.slice(0, length)].sort()
        return { system: 'hcpcs' as const, first: first!, last: last! }
      }),
    )
    fc.assert(
      fc.property(fc.array(fc.array(entry, { minLength: 1, maxLength: 3 }), { maxLength: 6 }), code, (lists, asked) => {
        const explainers = lists.map((applies, i) => ({ ...text(`t${i}`), applies }))
        const found = indexExplainers(explainers).find('hcpcs', asked)
        const slow = explainers.filter((each) => each.applies.some((one) => appliesTo(one, 'hcpcs', asked)))
        assert.deepEqual(found.map((each) => each.id).sort(), slow.map((each) => each.id).sort())
        for (const one of lists.flat()) assert.deepEqual(parseApplies(writeApplies(one)), one)
      }),
    )
  })
})
