import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { describeCodeSystem } from '../system.suite.ts'
import { records } from '../testing.ts'
import { elevenDigits, grammar } from './grammar.ts'
import { ndc } from './index.ts'

const FIXTURES = join(import.meta.dirname, '../../../fixtures')

describeCodeSystem(ndc, join(FIXTURES, 'ndc'))

describe('NDC grammar', () => {
  const readings = (text: string): string[] => grammar.candidates(text).map(({ code }) => code)

  it('reads ten digits with hyphens as they stand', () => {
    assert.deepEqual(grammar.candidates('0002-8215-01')[0], { code: '0002-8215-01', certainty: 1, mended: [] })
    assert.equal(grammar.normalize('NDC 50090-001-30'), '50090-001-30')
  })

  it('reads eleven digits as every writing that they may stand for', () => {
    assert.deepEqual(readings('00002821501'), ['0002-8215-01', '00002-8215-1'])
    assert.deepEqual(readings('50090-0001-30'), ['50090-0001-30', '50090-001-30'])
    assert.ok(readings('50090002001').includes('50090-0020-1'))
  })

  it('reads ten digits without hyphens in three shapes', () => {
    assert.deepEqual(readings('0002821501'), ['0002-8215-01', '00028-215-01', '00028-2150-1'])
  })

  it('finds the writing again from the eleven digits of every shape', () => {
    for (const code of ['0002-8215-01', '50090-001-30', '50090-0020-1'])
      assert.ok(readings(elevenDigits(code)!).includes(code), code)
  })

  it('takes no other number', () => {
    for (const text of ['123', '123456789012', '0002-82-01', 'J9190']) assert.deepEqual(readings(text), [], text)
  })
})

describe('NDC records', () => {
  it('name labeler, product and package, with strength, class and claim form', async () => {
    const all = await records(ndc, join(FIXTURES, 'ndc'))
    const of = (code: string, name: string): string[] =>
      all.flatMap((r) => (r.type === 'property' && r.code === code && r.name === name ? [r.value] : []))
    assert.deepEqual(of('50090-0020', 'strength'), ['OXYCODONE HYDROCHLORIDE 5 mg/1', 'ACETAMINOPHEN 325 mg/1'])
    assert.deepEqual(of('50090-0020', 'schedule'), ['CII'])
    assert.deepEqual(of('50090-001-30', 'elevenDigits'), ['50090000130'])
    assert.deepEqual(of('50090-0021', 'route'), ['TOPICAL', 'CUTANEOUS'])
    const brand = all.find((r) => r.type === 'designation' && r.code === '50090-0021' && r.use === 'brandName')
    assert.ok(brand?.type === 'designation' && brand.text === 'Crème Anodine')
  })
})
