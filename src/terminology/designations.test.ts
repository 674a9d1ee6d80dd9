import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Designations, PREFERRED_USE } from './designations.ts'
import { parseLanguage, parseRanges, presentRanges, rangesParameter } from './languages.ts'

const ranges = (text: string, fallback = false) => parseRanges(text, { fallback })

describe('languages', () => {
  it('are tags whose parts exist', () => {
    assert.equal(parseLanguage('de-CH')?.region, 'CH')
    assert.equal(parseLanguage('zh-Hant-TW')?.script, 'Hant')
    for (const wrong of ['-', 'xq', 'en-QQQQ', 'de_CH', '']) assert.equal(parseLanguage(wrong), undefined, wrong)
  })

  it('are asked for as HTTP does, best first', () => {
    const asked = ranges('en-AU; q=0.4, de')
    assert.deepEqual(
      asked?.map((r) => r.tag.code),
      ['de', 'en-AU'],
    )
    assert.equal(presentRanges(asked!), 'de, en-AU; q=0.4')
    assert.equal(rangesParameter(ranges('de', true)!), 'de')
    assert.equal(ranges('de, -'), undefined)
  })
})

describe('names of a concept', () => {
  const names = new Designations([
    { value: 'Cat', language: 'en', use: PREFERRED_USE },
    { value: 'Katze', language: 'de' },
    { value: 'Büsi', language: 'de-CH' },
    { value: 'Moggy', language: 'en', status: 'withdrawn', use: { code: 'synonym' } },
  ])

  it('are shown in the language asked for, most exactly first', () => {
    const shown = (text: string, fallback = false) => names.preferred(ranges(text, fallback))?.value
    assert.equal(names.preferred(undefined)?.value, 'Cat')
    assert.equal(shown('de'), 'Katze')
    assert.equal(shown('de-CH'), 'Büsi')
    assert.equal(shown('de-AT'), 'Katze')
    assert.equal(shown('fr'), undefined)
    assert.equal(shown('fr', true), 'Cat')
    assert.equal(shown('fr, de;q=0.5'), 'Katze')
  })

  it('fit a display whatever its case, and white space is told apart', () => {
    const wanted = ranges('en')
    assert.equal(names.fit('cat', { wanted }), 'same')
    assert.equal(names.fit(' cat ', { wanted }), 'whitespace')
    assert.equal(names.fit('Katze', { wanted }), 'different')
    assert.equal(names.fit('Katze', { wanted: undefined }), 'same')
    assert.equal(names.fit('Moggy', { wanted }), 'same')
    assert.equal(names.fit('Moggy', { wanted, current: true }), 'different')
  })

  it('are listed as choices', () => {
    assert.equal(names.present(ranges('de')), "'Katze' (de) or 'Büsi' (de-CH)")
    assert.equal(names.count(ranges('de'), true), 1)
    assert.equal(names.count(ranges('fr'), true), 0)
  })
})
