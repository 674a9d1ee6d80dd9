import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { isExpression } from './expression.ts'

const METRIC = ['m', 'g', 's', 'L', 'l', 'U', 'Pa', 'm[H2O]', '[iU]', 'mol', 'eq', 'B[SPL]', 'By']
const PLAIN = ['%', '10*', '10^', 'min', 'h', 'd', '[in_i]', '[degF]', '[pH]', "'", '[lb_av]']

const isUnit = (text: string): boolean =>
  isExpression(text, (symbol) =>
    METRIC.includes(symbol) ? { metric: true } : PLAIN.includes(symbol) ? { metric: false } : undefined,
  )

describe('expressions of UCUM', () => {
  it('are terms of units with prefixes, exponents and annotations', () => {
    for (const unit of [
      'mg/dL',
      '10*3/uL',
      '10*-6',
      '10^3',
      'mmol/L',
      'kg.m/s2',
      'g/(24.h)',
      '/min',
      'mL/min/{1.73_m2}',
      'mg{creat}',
      '%{vol}',
      '[iU]/mL',
      'cm[H2O].s/L',
      '[in_i]',
      'u[iU]',
      'dam',
      'KiBy',
      's-1',
      'm+2',
      '{score}',
      "5.'",
      '((m))',
    ])
      assert.ok(isUnit(unit), unit)
  })

  it('are nothing else', () => {
    for (const text of [
      '',
      '/',
      'mg/',
      'mg//dL',
      '.m',
      'k%',
      'kmin',
      'kkg',
      'mg dL',
      'MG/DL',
      '(m',
      'm)',
      '(m)2',
      'm{',
      'm}',
      'm{a}{b}',
      'm{ü}',
      'm^2',
      'm2m',
      '[in_i',
      'foo',
      '2m',
    ])
      assert.ok(!isUnit(text), text)
  })

  it('grow by division and brackets, and end', () => {
    const unit = fc.constantFrom('m', 'mg', 'uL', '10*3', '{x}', 'kPa', 'min')
    fc.assert(fc.property(unit, unit, (a, b) => isUnit(`${a}/${b}`) && isUnit(`(${a}.${b})/${a}`)))
    assert.ok(!isUnit('('.repeat(100)))
    fc.assert(fc.property(fc.string({ maxLength: 60 }), (text) => typeof isUnit(text) === 'boolean'))
  })
})
