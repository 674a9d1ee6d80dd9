/** Values that stand in fields of a claim, published by CMS: place of service and the present-on-admission indicator. */

import type { IsoDate } from '../../core/date.ts'
import { isoDate } from '../../core/date.ts'
import { foldCode } from '../../core/text.ts'
import { readCsv } from '../../sources/csv.ts'
import { codeSystemRecords, readCodeSystem } from '../fhir-code-system.ts'
import { defineGrammar, withLeadingZeros } from '../grammar.ts'
import { FLAT } from '../levels.ts'
import type { Licence } from '../licence.ts'
import type { SourceRecord } from '../records.ts'
import type { CodeSystem, ReleaseFiles } from '../system.ts'
import { parsePlaces } from './parse-places.ts'

const LICENCE: Licence = {
  access: 'public',
  name: 'US public domain',
  notice:
    'Published by the Centers for Medicare & Medicaid Services; in the public domain. The FHIR form is of HL7, CC0.',
  url: 'https://www.cms.gov/medicare/coding-billing/place-of-service-codes/code-sets',
}

const PUBLISHER = 'Centers for Medicare & Medicaid Services (CMS)'
/** The day in the name of a file or of an archive around it, else the day the copy that was checked is of. */
const dayIn = (path: string): IsoDate | undefined => {
  const found = /(20\d\d)[-_](\d\d)(?:[-_](\d\d))?/.exec(path)
  return found ? isoDate(`${found[1]}-${found[2]}-${found[3] ?? '01'}`) : undefined
}

/** Loads the file of a release: a FHIR resource or the CSV of places. */
const loader = (system: string) =>
  async function* load({ release, files }: ReleaseFiles): AsyncIterable<SourceRecord> {
    const found = files.find(({ role }) => role === 'fhir') ?? files[0]
    if (!found) return
    const { file, role } = found
    if (role === 'places') {
      yield* parsePlaces(readCsv(file, { encoding: 'utf-8-or-windows-1252' }), { file: file.path })
      return
    }
    const resource = await readCodeSystem(file)
    if (resource)
      yield* codeSystemRecords(resource, { system, file: file.path, validFrom: release.validFrom, reportable: true })
  }

/** Two digits, whatever one was typed. */
const places = defineGrammar({
  normalize: (text) => (/^\d{2}$/.test(text) ? text : undefined),
  normalizePrefix: (text) => (/^\d{1,2}$/.test(text) ? text : undefined),
  mends: [withLeadingZeros(2)],
})

export const pos: CodeSystem = {
  id: 'pos',
  name: 'Place of service',
  shortName: 'POS',
  title: 'CMS Place of Service Code Set',
  kind: 'claim',
  uri: 'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set',
  oids: ['2.16.840.1.113883.6.50'],
  names: ['POS codes', 'place of service codes', 'CMSPlaceofServiceCodes'],
  publisher: PUBLISHER,
  licence: LICENCE,
  grammar: places,
  levels: FLAT,
  reportable: true,
  properties: { definition: { label: 'Definition' }, facility: { label: 'Paid at the rate of a' } },
  composition: 'facts',
  shipsWhole: true,
  pageKind: () => 'reference',
  codeRoles: [['fhir'], ['places']],
  releaseInForce: () => undefined,
  recognize(file, head) {
    if (/CMSPlaceofService.*\.json$/i.test(file.name))
      return { role: 'fhir', release: release('pos', dayIn(file.path) ?? isoDate('2024-05-02')) }
    const csv = /\.csv$/i.test(file.name) && /^\ufeff?"?pos_code"?,/i.test(head)
    const day = csv ? dayIn(file.name) : undefined
    return day === undefined ? undefined : { role: 'places', release: release('pos', day) }
  },
  load: loader('pos'),
}

const release = (system: string, validFrom: IsoDate) => ({ system, label: validFrom, validFrom })

/** `Y`, `N`, `U`, `W` or `1`. */
const indicator = defineGrammar({
  normalize: (text) => (/^[YNUW1]$/.test(foldCode(text)) ? foldCode(text) : undefined),
  normalizePrefix: (text) => (/^[YNUW1]$/.test(foldCode(text)) ? foldCode(text) : undefined),
})

export const poa: CodeSystem = {
  id: 'poa',
  name: 'Present on admission',
  shortName: 'POA',
  title: 'CMS Present on Admission Indicator',
  kind: 'claim',
  uri: 'https://www.cms.gov/Medicare/Medicare-Fee-for-Service-Payment/HospitalAcqCond/Coding',
  oids: ['2.16.840.1.113883.6.301.11'],
  names: ['POA indicator', 'presentOnAdmission'],
  publisher: PUBLISHER,
  licence: LICENCE,
  grammar: indicator,
  levels: FLAT,
  reportable: true,
  properties: { definition: { label: 'Definition' } },
  composition: 'facts',
  shipsWhole: true,
  pageKind: () => 'reference',
  codeRoles: [['fhir']],
  releaseInForce: () => undefined,
  recognize: (file) =>
    /presentOnAdmission.*\.json$/i.test(file.name)
      ? { role: 'fhir', release: release('poa', dayIn(file.path) ?? isoDate('2020-07-14')) }
      : undefined,
  load: loader('poa'),
}
