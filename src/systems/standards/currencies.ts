/**
 * Currencies (ISO 4217).
 *
 * @source The package `currency-codes` (MIT), which ships the list of ISO's maintenance agency; its day is the version.
 */
import { createRequire } from 'node:module'
import { otherNames, register, type StandardSystem } from './standard-system.ts'

interface Currency {
  readonly code: string
  readonly currency: string
  readonly number: string
  readonly digits: number
}

// The package's own types are a global module that other modules cannot import.
const { data, publishDate } = createRequire(import.meta.url)('currency-codes') as {
  readonly data: readonly Currency[]
  readonly publishDate: string
}

const english = new Intl.DisplayNames('en', { type: 'currency', fallback: 'none' })

const codes = register(() =>
  data.map(({ code, currency, number, digits }) => {
    const display = currency.trim()
    return {
      code,
      display,
      ...otherNames(display, english.of(code)),
      properties: { numeric: number, decimals: digits },
    }
  }),
)

export const currencies: StandardSystem = {
  uri: 'urn:iso:std:iso:4217',
  oids: ['1.0.4217'],
  name: 'Currencies',
  title: 'Codes of currencies (ISO 4217)',
  publisher: 'International Organization for Standardization',
  version: publishDate,
  copyright: 'Currency codes are those of ISO 4217, which ISO lets everybody use free of charge.',
  caseSensitive: true,
  properties: {
    numeric: { type: 'code', description: 'Three digits' },
    decimals: { type: 'integer', description: 'Digits of the minor unit' },
  },
  valueSets: [{ url: 'http://hl7.org/fhir/ValueSet/currencies', name: 'CurrencyCodes', title: 'Currencies' }],
  ...codes,
}
