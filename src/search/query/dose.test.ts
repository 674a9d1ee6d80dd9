import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { doseFit, doseIn } from './dose.ts'

const order = (query: string, titles: readonly string[]): string[] =>
  titles.toSorted((a, b) => doseFit(doseIn(query)!, b) - doseFit(doseIn(query)!, a))

describe('a dose', () => {
  it('is read with its unit, and nothing else is one', () => {
    assert.deepEqual({ ...doseIn('widgetol 22.5mg im') }, { amount: 22_500, measure: 'mass', upTo: false })
    assert.equal(doseIn('10,000 units of it')!.amount, 10_000)
    assert.equal(doseIn('.5 ml')!.measure, 'volume')
    assert.equal(doseIn('1 g')!.amount, doseIn('1000 mg')!.amount)
    for (const none of ['x 2 weeks', '45 year old', 'stage 3', '5 mg/ml', '3 gauge', 'mg', '0 mg'])
      assert.equal(doseIn(none), undefined, none)
  })

  it('puts first the code that needs the fewest whole units, and last one that no whole number of units makes', () => {
    const titles = [
      'Widgetol implant, 65 mg',
      'Widgetol, per 1 mg',
      'Widgetol, per 3.75 mg',
      'Widgetol, 7.5 mg',
      'Widgetol',
    ]
    assert.deepEqual(order('22.5 mg', titles), [
      'Widgetol, 7.5 mg',
      'Widgetol, per 3.75 mg',
      'Widgetol',
      'Widgetol implant, 65 mg',
      'Widgetol, per 1 mg',
    ])
    assert.deepEqual(order('1 gram', ['Widgetol, 300 mg', 'Widgetol, per 250 mg']), [
      'Widgetol, per 250 mg',
      'Widgetol, 300 mg',
    ])
  })

  it('takes "up to" at its word, and the last amount of a title for the unit', () => {
    const dose = doseIn('50 mg')!
    assert.ok(doseFit(dose, 'Widgetol, up to 20 mg') > doseFit(dose, 'Widgetol, 20 mg'))
    assert.ok(doseFit(dose, 'Widgetol (500 mg tablet), 50 mg') === 1)
    assert.equal(doseFit(dose, 'Widgetol, 5 ml'), doseFit(dose, 'Widgetol'))
  })
})
