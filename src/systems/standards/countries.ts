/**
 * Countries (ISO 3166-1) by two letters, three letters and three digits, which FHIR has as one code system, and their
 * subdivisions (ISO 3166-2).
 *
 * @source The package `iso-3166` (MIT).
 */
import { iso31661, iso31662 } from 'iso-3166'
import { otherNames, register, type StandardCode, type StandardSystem } from './standard-system.ts'

const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

const capitals = (code: string): string => code.toUpperCase()

const countryCodes = register(() => {
  const forms = iso31661.map((country) => {
    const { alpha2, alpha3, numeric, name } = country
    const common = { display: name, ...otherNames(name, english.of(alpha2)), properties: { alpha2, alpha3, numeric } }
    return [alpha2, alpha3, numeric].map((code) => ({ code, ...common }))
  })
  return [0, 1, 2].flatMap((form) => forms.map((each) => each[form]!))
}, capitals)

const form = (what: string) => ({ type: 'code', description: what }) as const

const NOTICE = 'Country codes are those of ISO 3166, which ISO lets everybody use free of charge.'

export const countries: StandardSystem = {
  uri: 'urn:iso:std:iso:3166',
  oids: ['1.0.3166.1.2.2', '1.0.3166.1.2.3', '1.0.3166.1'],
  name: 'Countries',
  title: 'Codes of countries (ISO 3166-1)',
  publisher: 'International Organization for Standardization',
  copyright: NOTICE,
  caseSensitive: true,
  properties: {
    alpha2: form('Two letters'),
    alpha3: form('Three letters'),
    numeric: form('Three digits'),
  },
  valueSets: [
    {
      url: 'http://hl7.org/fhir/ValueSet/iso3166-1-2',
      name: 'CountriesTwoLetters',
      title: 'Countries by two letters',
      pattern: '[A-Z]{2}',
    },
    {
      url: 'http://hl7.org/fhir/ValueSet/iso3166-1-3',
      name: 'CountriesThreeLetters',
      title: 'Countries by three letters',
      pattern: '[A-Z]{3}',
    },
    {
      url: 'http://hl7.org/fhir/ValueSet/iso3166-1-N',
      name: 'CountriesDigits',
      title: 'Countries by three digits',
      pattern: '[0-9]{3}',
    },
  ],
  ...countryCodes,
  find: (code) => (code === capitals(code) ? countryCodes.find(code) : undefined),
}

const subdivisionCodes = register(() => {
  const listed = new Set(iso31662.map(({ code }) => code))
  // What stands below the country itself is at the top.
  const byParent = Map.groupBy(iso31662, ({ parent }) => (listed.has(parent) ? parent : ''))
  const under = (above: string): StandardCode[] =>
    (byParent.get(above) ?? []).flatMap(({ code, name }) => [
      {
        code,
        display: name,
        properties: { country: code.slice(0, 2) },
        ...(above !== '' && { parent: above }),
      },
      ...under(code),
    ])
  return under('')
})

export const subdivisions: StandardSystem = {
  uri: 'urn:iso:std:iso:3166:-2',
  oids: ['1.0.3166.2'],
  name: 'Subdivisions',
  title: 'Codes of the subdivisions of countries (ISO 3166-2)',
  publisher: 'International Organization for Standardization',
  copyright: NOTICE,
  caseSensitive: true,
  properties: { country: form('Country, by two letters') },
  valueSets: [],
  ...subdivisionCodes,
}
