import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { countries, subdivisions } from './countries.ts'
import { currencies } from './currencies.ts'
import { STANDARD_SYSTEMS } from './index.ts'
import { languages } from './languages.ts'
import { mediaTypes } from './media-types.ts'

describe('languages', () => {
  it('are put together from registered subtags, and written as they should be', () => {
    for (const [typed, code, display] of [
      ['de', 'de', 'German'],
      ['EN-us', 'en-US', 'English (United States)'],
      ['de-ch-1996', 'de-CH-1996', 'German (Switzerland, German orthography of 1996)'],
      ['ZH-hant-tw', 'zh-Hant-TW', 'Chinese (Han (Traditional variant), Taiwan, Province of China)'],
      ['zh-yue', 'zh-yue', 'Chinese (Yue Chinese)'],
      ['i-klingon', 'i-klingon', 'Klingon'],
      ['qaa', 'qaa', 'Private use'],
      ['x-mine', 'x-mine', 'Private use (mine)'],
      ['en-x-mine', 'en-x-mine', 'English'],
    ] as const) {
      const found = languages.find(typed)
      assert.deepEqual([found?.code, found?.display], [code, display], typed)
    }
    for (const typed of ['', 'english', 'xx', 'en-AB', 'en-Xxxx', 'en-zzzzz', 'en_US', '-en', 'en-'])
      assert.equal(languages.find(typed), undefined, typed)
  })

  it('have their parts, and say what is out of use', () => {
    assert.deepEqual(languages.find('sr-Latn-RS')?.properties, { language: 'sr', script: 'Latn', region: 'RS' })
    assert.equal(languages.find('iw')?.deprecated, true)
    assert.equal(languages.find('he')?.deprecated, undefined)
    assert.match(languages.version ?? '', /^\d{4}-\d{2}-\d{2}$/)
  })
})

describe('media types', () => {
  it('are any that are well written', () => {
    for (const type of [
      'text/plain',
      'application/fhir+json',
      'text/plain; charset=utf-8',
      'text/x;a="b;c";d=e',
      'x-own/kind',
      'application/vnd.oasis.opendocument.text',
    ])
      assert.equal(mediaTypes.find(type)?.code, type)
    assert.equal(mediaTypes.find('TEXT/Html')?.code, 'text/html')
    for (const type of [
      'json',
      'text/',
      '/plain',
      'texts/plain',
      'text/plain;',
      'text/plain;x',
      'text/pl ain',
      'text/a/b',
    ])
      assert.equal(mediaTypes.find(type), undefined, type)
  })
})

describe('countries, their subdivisions and currencies', () => {
  it('are found by each of their codes', () => {
    for (const code of ['US', 'USA', '840']) assert.equal(countries.find(code)?.display, 'United States of America')
    assert.equal(countries.find('us'), undefined)
    assert.equal(subdivisions.find('US-CA')?.display, 'California')
    assert.deepEqual(currencies.find('JPY')?.properties, { numeric: '392', decimals: 0 })
  })

  it('stand below one another, parents first', () => {
    const all = subdivisions.list!()
    const place = new Map(all.map(({ code }, i) => [code, i]))
    const below = all.filter(({ parent }) => parent !== undefined)
    assert.ok(below.length > 100)
    for (const { code, parent } of below) assert.ok(place.get(parent!)! < place.get(code)!, code)
  })
})

describe('every standard', () => {
  it('finds what it lists, and breaks at nothing', () => {
    for (const system of STANDARD_SYSTEMS) {
      const all = system.list?.() ?? []
      assert.equal(new Set(all.map(({ code }) => code)).size, all.length, system.uri)
      for (const each of all) {
        assert.equal(system.find(each.code), each)
        assert.equal(each.display.trim(), each.display)
      }
      for (const name of Object.keys(all[0]?.properties ?? {})) assert.ok(name in system.properties, name)
      fc.assert(
        fc.property(fc.string({ maxLength: 30 }), (text) => {
          const found = system.find(text)
          assert.ok(found === undefined || system.find(found.code)?.code === found.code)
        }),
      )
    }
  })
})
