/** LOINC: tests, measurements and documents. Brought by the user, since its licence asks to be accepted first. */
import { isoDate } from '../../core/date.ts'
import type { SourceFile } from '../../sources/source-file.ts'
import { FLAT } from '../levels.ts'
import type { CodeSystem, RecognizedFile, ReleaseId } from '../system.ts'
import { grammar } from './grammar.ts'
import { load } from './load.ts'

const ROLES: readonly (readonly [role: string, name: RegExp, head: RegExp])[] = [
  ['table', /^Loinc\.csv$/i, /^\ufeff?"?LOINC_NUM"?,/],
  ['consumerNames', /^ConsumerName\.csv$/i, /^\ufeff?"?LoincNumber"?,"?ConsumerName/],
  ['mapTo', /^MapTo\.csv$/i, /^\ufeff?"?LOINC"?,"?MAP_TO/],
  ['panels', /^PanelsAndForms\.csv$/i, /^\ufeff?"?ParentId"?,"?ParentLoinc/],
]

/** Two versions a year: an even one in February, an odd one in August. 2.80 is of February 2025. */
function releaseOfVersion(version: number): ReleaseId {
  const half = version - 80
  const year = 2025 + Math.floor(half / 2)
  return { system: 'loinc', label: `2-${version}`, validFrom: isoDate(`${year}-${half % 2 === 0 ? '02' : '08'}-01`) }
}

/** A release whose path does not name the version (`Loinc_2.80.zip`): no file of it says which it is. */
const UNDATED: ReleaseId = { system: 'loinc', label: 'undated', validFrom: isoDate('2024-08-01') }

function recognize(file: SourceFile, head: string): Omit<RecognizedFile, 'file'> | undefined {
  const role = ROLES.find(([, name, shape]) => name.test(file.name) && shape.test(head))?.[0]
  if (role === undefined) return undefined
  const version = /Loinc_2[._](\d\d)/i.exec(file.path)?.[1]
  return { role, release: version === undefined ? UNDATED : releaseOfVersion(Number(version)) }
}

const CLASS_TYPES: Readonly<Record<string, string>> = {
  '1': 'Laboratory',
  '2': 'Clinical',
  '3': 'Claims attachment',
  '4': 'Survey',
}

export const loinc: CodeSystem = {
  id: 'loinc',
  name: 'LOINC',
  title: 'Logical Observation Identifiers Names and Codes',
  kind: 'laboratory',
  uri: 'http://loinc.org',
  oids: ['2.16.840.1.113883.6.1'],
  names: ['LN', 'LOINC codes', 'LOINC number'],
  publisher: 'Regenstrief Institute',
  licence: {
    access: 'notice',
    name: 'LOINC licence, free of charge',
    notice:
      'This material contains content from LOINC (http://loinc.org). LOINC is copyright Regenstrief Institute, Inc. and the ' +
      'LOINC Committee and is available at no cost under the license at http://loinc.org/license. LOINC is a registered ' +
      'trademark of Regenstrief Institute, Inc.',
    url: 'https://loinc.org/license/',
  },
  grammar,
  valueSets: ['http://loinc.org/vs'],
  levels: FLAT,
  reportable: false,
  properties: {
    component: { label: 'Component' },
    property: { label: 'Property' },
    timeAspect: { label: 'Time' },
    system: { label: 'System (specimen)' },
    scale: { label: 'Scale' },
    method: { label: 'Method' },
    class: { label: 'Class', type: 'code' },
    classType: { label: 'Class type', type: 'code', meaning: (value) => CLASS_TYPES[value] },
    definition: { label: 'Definition' },
    status: { label: 'Status', type: 'code' },
    orderOrObservation: { label: 'Order or observation' },
    units: { label: 'Example units', type: 'code' },
    panelType: { label: 'Panel' },
    commonTestRank: { label: 'Rank by use', type: 'decimal' },
    firstReleased: { label: 'First released' },
    lastChanged: { label: 'Last changed' },
    externalCopyright: { label: 'Copyright of others' },
  },
  relations: {
    replacedBy: { label: 'Replaced by', inverse: 'Replaces' },
    hasMember: { label: 'Panel with', inverse: 'In the panel' },
  },
  shortTitlesDiffer: true,
  composition: 'facts',
  pageKind: () => 'laboratory',
  codeRoles: [['table']],
  releaseInForce: () => undefined,
  recognize,
  load,
}
