/** Vaccines (CVX) and their manufacturers (MVX), CDC's codes for immunization records. */
import { isoDate } from '../../core/date.ts'
import type { SourceFile } from '../../sources/source-file.ts'
import { defineGrammar, withLeadingZeros } from '../grammar.ts'
import { FLAT } from '../levels.ts'
import type { CodeSystem, RecognizedFile } from '../system.ts'
import { loadManufacturers, loadVaccines } from './load.ts'
import { isMvx } from './parse-cvx.ts'

const LICENCE = {
  access: 'public',
  name: 'US public domain',
  notice: 'CVX and MVX are published by the Centers for Disease Control and Prevention; in the public domain.',
  url: 'https://www2.cdc.gov/vaccines/iis/iisstandards/vaccines.asp',
} as const

const PUBLISHER = 'Centers for Disease Control and Prevention (CDC)'

/** Files carry no date: the day in the path, or of the member in its archive. */
function releaseOf(system: string, file: SourceFile) {
  const found = /(20\d\d)[-_/]?(\d\d)[-_/]?(\d\d)/.exec(file.path)
  const day = found ? isoDate(`${found[1]}-${found[2]}-${found[3]}`) : (file.modified ?? UNDATED)
  return { system, label: day, validFrom: day }
}

/** Day of lists of which nothing tells the day: that of the oldest that was checked. */
const UNDATED = isoDate('2025-01-01')

const recognizer =
  (system: string, roles: readonly (readonly [role: string, name: RegExp, head: RegExp])[]) =>
  (file: SourceFile, head: string): Omit<RecognizedFile, 'file'> | undefined => {
    const role = roles.find(([, name, shape]) => name.test(file.name) && shape.test(head))?.[0]
    return role === undefined ? undefined : { role, release: releaseOf(system, file) }
  }

/** `08`, `208`; a lost zero is put back. */
const vaccineNumbers = defineGrammar({
  normalize(text) {
    const digits = text.replace(/^CVX[\s:#-]*/i, '').trim()
    return /^\d{2,3}$/.test(digits) ? digits : undefined
  },
  normalizePrefix: (text) => (/^\d{1,3}$/.test(text) ? text : undefined),
  mends: [withLeadingZeros(2)],
})

export const cvx: CodeSystem = {
  id: 'cvx',
  name: 'CVX',
  title: 'CDC Vaccines Administered',
  kind: 'vaccine',
  uri: 'http://hl7.org/fhir/sid/cvx',
  oids: ['2.16.840.1.113883.12.292'],
  names: ['CVX codes', 'vaccine codes', 'Vaccines administered'],
  publisher: PUBLISHER,
  licence: LICENCE,
  grammar: vaccineNumbers,
  inDocuments: { words: /\bCVX\b/gi, heading: /\bCVX/i, role: 'drug', whereNamed: /^\d{1,3}$/ },
  levels: FLAT,
  reportable: false,
  properties: {
    status: { label: 'Status' },
    notes: { label: 'Notes' },
    nonVaccine: { label: 'Kind', type: 'boolean', meaning: () => 'Not a vaccine' },
    tradeName: { label: 'Trade name' },
    vaccineGroup: { label: 'Vaccine group' },
    updated: { label: 'Last changed', type: 'date' },
  },
  relations: { madeBy: { label: 'Made by', inverse: 'Makes' } },
  shortTitlesDiffer: true,
  composition: 'facts',
  pageKind: () => 'drug',
  codeRoles: [['cvx']],
  releaseInForce: () => undefined,
  recognize: recognizer('cvx', [
    ['cvx', /^cvx.*\.txt$/i, /^\ufeff?\d{2,3} *\|[^|\n]*\|[^|\n]*\|[^\n]*\|(?:True|False)\b/i],
    ['tradeNames', /^tradename.*\.txt$/i, /^\ufeff?[^|\n]+\|[^|\n]*\|\d{2,3} *\|/],
    ['groups', /^VG\b.*\.txt$/i, /^\ufeff?[^|\n]+\|\d{2,3} *\|[^|\n]*\|[^|\n]+\|/],
  ]),
  load: loadVaccines,
}

const makerCode = (text: string): string | undefined => {
  const code = text
    .replace(/^MVX[\s:#-]*/i, '')
    .trim()
    .toUpperCase()
  return isMvx(code) ? code : undefined
}

export const mvx: CodeSystem = {
  id: 'mvx',
  name: 'MVX',
  title: 'CDC Manufacturers of Vaccines',
  kind: 'vaccine',
  uri: 'http://hl7.org/fhir/sid/mvx',
  oids: ['2.16.840.1.113883.12.227'],
  names: ['MVX codes', 'vaccine manufacturers'],
  publisher: PUBLISHER,
  licence: LICENCE,
  grammar: defineGrammar({
    open: true,
    normalize: makerCode,
    normalizePrefix: (text) => (/^[A-Z0-9]{1,4}$/i.test(text) ? text.toUpperCase() : undefined),
  }),
  levels: FLAT,
  reportable: false,
  properties: {
    status: { label: 'Status' },
    notes: { label: 'Notes' },
    updated: { label: 'Last changed', type: 'date' },
  },
  composition: 'facts',
  pageKind: () => 'reference',
  codeRoles: [['mvx']],
  releaseInForce: () => undefined,
  recognize: recognizer('mvx', [
    ['mvx', /^mvx.*\.txt$/i, /^\ufeff?[A-Z0-9]{2,4} *\|[^|\n]+\|[^\n]*\|(?:Active|Inactive)/i],
  ]),
  load: loadManufacturers,
}
