/** UCUM: units of measure, as laboratory results and doses carry them: the listed units, and what is put together from them. */
import { isoDate } from '../../core/date.ts'
import { defineGrammar } from '../grammar.ts'
import { FLAT } from '../levels.ts'
import type { CodeSystem } from '../system.ts'
import { isExpression } from './expression.ts'
import { parseEssence } from './parse-essence.ts'

/** Visible ASCII without blanks, as the grammar of UCUM allows; at most as long as a reasonable expression. */
const EXPRESSION = /^[!-~]{1,40}$/
const expression = (text: string): string | undefined => (EXPRESSION.test(text) ? text : undefined)

export const ucum: CodeSystem = {
  id: 'ucum',
  name: 'UCUM',
  title: 'Unified Code for Units of Measure',
  kind: 'unit',
  uri: 'http://unitsofmeasure.org',
  oids: ['2.16.840.1.113883.6.8'],
  names: ['UCUM units', 'units of measure'],
  publisher: 'Regenstrief Institute and the UCUM Organization',
  licence: {
    access: 'notice',
    name: 'UCUM licence, free of charge',
    notice:
      'This material contains content from UCUM (http://unitsofmeasure.org). UCUM is copyright Regenstrief Institute, Inc. ' +
      'and the UCUM Organization and is available at no cost under the UCUM Copyright Notice and License.',
    url: 'https://ucum.org/license',
  },
  // Case counts: `Pa` is pascal and `pA` picoampere.
  grammar: defineGrammar({ normalize: expression, normalizePrefix: expression, caseSensitive: true, open: true }),
  levels: FLAT,
  isComposed: (code, listed) =>
    isExpression(code, (symbol) => {
      const unit = listed(symbol)
      return unit && { metric: unit.property('metric') === 'true' }
    }),
  valueSets: ['http://unitsofmeasure.org/vs', 'http://hl7.org/fhir/ValueSet/ucum-units'],
  reportable: false,
  properties: {
    symbol: { label: 'Printed as' },
    property: { label: 'Measures' },
    metric: { label: 'Prefixes', type: 'boolean', meaning: () => 'Takes metric prefixes' },
    arbitrary: { label: 'Scale', type: 'boolean', meaning: () => 'Arbitrary: not convertible to other units' },
    definition: { label: 'Equals' },
    upperCase: { label: 'Where only capitals can be written', type: 'code' },
  },
  composition: 'facts',
  pageKind: () => 'reference',
  codeRoles: [['essence']],
  releaseInForce: () => undefined,
  recognize(file, head) {
    if (!/ucum-essence.*\.xml$/i.test(file.name)) return undefined
    const version = /<root[^>]*\sversion="([\d.]+)"/.exec(head)?.[1]
    const day = /\srevision-date="(\d{4}-\d{2}-\d{2})"/.exec(head)?.[1]
    if (version === undefined || day === undefined) return undefined
    return {
      role: 'essence',
      release: { system: 'ucum', label: version.replaceAll('.', '-'), validFrom: isoDate(day) },
    }
  },
  async *load({ files }) {
    const found = files[0]
    if (found) yield* parseEssence(found.file)
  },
}
