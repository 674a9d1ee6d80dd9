import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { analyze } from '../analysis/analyze.ts'
import { numbersIn, spanFit, spansIn } from './span.ts'

const fit = (query: string, title: string): number => spanFit(numbersIn(analyze(query), query), title)
const best = (query: string, titles: readonly string[]): string | undefined =>
  titles.toSorted((a, b) => fit(query, b) - fit(query, a))[0]

describe('a span of numbers', () => {
  it('is read in every way titles write it, with its unit', () => {
    const ends = (title: string): unknown => spansIn(title).map(({ low, high, unit }) => [low, high, unit])
    assert.deepEqual(ends('Index 27.0-27.9, adult'), [[27, 27.9, undefined]])
    assert.deepEqual(ends('Newborn, 1,250-1,499 grams'), [[1250, 1499, 'gram']])
    assert.deepEqual(ends('Widgets for 31 minutes to 59 minutes'), [[31, 59, 'minute']])
    assert.deepEqual(ends('A level of 240 mg/100 ml or more'), [[240, Number.POSITIVE_INFINITY, 'milligram']])
    assert.deepEqual(ends('999 g. or less'), [[0, 999, 'gram']])
    assert.deepEqual(ends('Widget, up to 149 mg/ml'), [[0, 149, 'milligram']])
    assert.deepEqual(ends('A level ≥ 9.0%'), [[9, Number.POSITIVE_INFINITY, 'percent']])
    assert.deepEqual(ends('Less than or equal to 3 mg of it'), [[0, 3, 'milligram']])
    assert.equal(spansIn('A level > 9.0%').length, 1)
    assert.deepEqual(ends('5th percentile'), [])
    assert.deepEqual(ends('Type 2'), [])
  })

  it('leaves out the number that it must be below or above', () => {
    const [under] = spansIn('Burns of less than 10% of it')
    assert.ok(under!.high < 10 && under!.high > 9.99)
    const [over] = spansIn('more than 8 hours')
    assert.ok(over!.low > 8 && over!.low < 8.01)
  })

  it('holds a number of the query unless that is counted in something else', () => {
    const weights = ['Low weight, 1000-1249 grams', 'Low weight, 1250-1499 grams', 'Low weight']
    assert.equal(best('weight 1,300 g', weights), weights[1])
    assert.equal(best('weight 1300', weights), weights[1])
    assert.ok(
      fit('33 weeks, low weight', 'Low weight, less than 500 grams') < fit('33 weeks, low weight', 'Low weight'),
    )
    assert.equal(best('burn 25%', ['Burn 20-29% of it', 'Burn 30-39% of it']), 'Burn 20-29% of it')
    assert.equal(
      best('Widgetol-370', ['Widgetol, 300-399 mg/ml', 'Widgetol, 400 or greater']),
      'Widgetol, 300-399 mg/ml',
    )
  })

  it('is no better than the number itself, and is not asked for by a number that is a name', () => {
    assert.equal(fit('25 weeks', '25 weeks of it'), fit('25 weeks', '20-29 weeks of it'))
    assert.deepEqual(numbersIn(analyze('type 2 stage 3'), 'type 2 stage 3'), [])
  })
})
