/**
 * ICD-9-CM: diagnoses (volumes 1 and 2) and procedures (volume 3), reported in the US until 30 September 2015. The two
 * halves use the same numbers for other things, so each is a system; they share their files and the shape of their pages.
 */
import { type IsoDate, isoDate } from '../../core/date.ts'
import type { SourceFile } from '../../sources/source-file.ts'
import { type ClinicalTable, CODE, SHORT_TITLE, TITLE } from '../clinical-table.ts'
import type { CodeSystem, RecognizedFile, ReleaseId } from '../system.ts'
import { diagnosisGrammar, isDiagnosis, isProcedure, procedureGrammar } from './grammar.ts'
import { type Half, load } from './load.ts'

/** Version 32 is of fiscal year 2015, the last. */
const LAST_VERSION = 32

function releaseOf(system: string, version: number): ReleaseId {
  return { system, label: `v${version}`, validFrom: isoDate(`${version + 1982}-10-01`) }
}

/** Version from `CMS32_DESC…`, `v32`, or the two-digit fiscal year of the tabular lists (`dtab12`). */
function versionOf(name: string): number | undefined {
  const version = /(?:^CMS|_v)(\d\d)[_.]/i.exec(name)?.[1]
  if (version !== undefined) return Number(version)
  const year = /^[dp]tab(\d\d)\./i.exec(name)?.[1]
  return year === undefined ? undefined : 2000 + Number(year) - 1983
}

/** Files of the half whose lists end in `half` (DX, SG) and whose tabular list begins with `letter`. */
function recognizer(system: string, { list, tabular, gem }: { list: RegExp; tabular: RegExp; gem: RegExp }) {
  return (file: SourceFile): Omit<RecognizedFile, 'file'> | undefined => {
    const { name } = file
    if (gem.test(name)) return { role: 'gem', release: releaseOf(system, LAST_VERSION) }
    const role = tabular.test(name) ? 'tabular' : list.exec(name)?.[1]?.toLowerCase()
    const version = role === undefined ? undefined : versionOf(name)
    return role === undefined || version === undefined ? undefined : { role, release: releaseOf(system, version) }
  }
}

const LICENCE = {
  access: 'public',
  name: 'US public domain',
  notice:
    'ICD-9-CM was published by CDC/NCHS and CMS and is in the public domain in the United States. It is based on ICD-9, ' +
    'copyright World Health Organization. It has not been reported since 1 October 2015.',
  url: 'https://www.cms.gov/medicare/coding-billing/icd-10-codes/icd-9-cm-diagnosis-procedure-codes-abbreviated-and-full-code-titles',
} as const

/** ICD-9-CM has not changed since version 32. */
function releaseInForce(system: string) {
  return (date: IsoDate): ReleaseId => {
    const year = Number(date.slice(0, 4)) - (date.slice(5) >= '10-01' ? 0 : 1)
    return releaseOf(system, Math.min(LAST_VERSION, year - 1982))
  }
}

const RELATIONS = {
  mapsTo: { label: 'Same as', inverse: 'Same as', lendsNames: true, maps: 'equivalent' },
  approximatelyMapsTo: {
    label: 'About the same as',
    inverse: 'About the same as',
    lendsNames: true,
    maps: 'related-to',
  },
  partlyMapsTo: { label: 'One of several that together are about the same', inverse: 'Part of', maps: 'related-to' },
} as const

const SHARED = {
  publisher: 'CDC/NCHS (diagnoses) and CMS (procedures)',
  licence: LICENCE,
  levels: {
    chapter: { role: 'group', label: 'Chapter', phrase: 'a chapter' },
    section: { role: 'group', label: 'Section', phrase: 'a section' },
    category: { role: 'header', label: 'Category', phrase: 'a category' },
    code: { role: 'code', label: 'Code' },
  },
  reportable: true,
  relations: RELATIONS,
  // Out of use since 2015-10-01: its names lead to the codes of today and stand behind them.
  subject: () => 'retired',
  shortTitlesDiffer: true,
  composition: 'facts',
  codeRoles: [['long'], ['short']],
} as const satisfies Partial<CodeSystem>

/** Both halves have the same columns in the public service. */
const table = (name: string): ClinicalTable => ({
  name,
  columns: { code_dotted: CODE, long_name: TITLE, short_name: SHORT_TITLE },
  code: 'code_dotted',
  display: ['code_dotted', 'long_name'],
  search: ['code_dotted', 'long_name'],
  // None is reported any more.
  holds: 'codes',
})

const DIAGNOSES: Half = { system: 'icd9cm', target: 'icd10cm', procedures: false, isCode: isDiagnosis }
const PROCEDURES: Half = { system: 'icd9proc', target: 'icd10pcs', procedures: true, isCode: isProcedure }

export const icd9cm: CodeSystem = {
  ...SHARED,
  id: 'icd9cm',
  name: 'ICD-9-CM',
  title: 'International Classification of Diseases, Ninth Revision, Clinical Modification',
  kind: 'diagnosis',
  uri: 'http://hl7.org/fhir/sid/icd-9-cm',
  oids: ['2.16.840.1.113883.6.103', '2.16.840.1.113883.6.2'],
  names: ['ICD-9', 'ICD9 diagnosis', 'icd9cm_dx', 'ICD-9-CM diagnoses', 'I9C', 'I9CDX'],
  grammar: diagnosisGrammar,
  inDocuments: {
    words: /\bICD[-\s]?9(?:[-\s]?CM)?\b/gi,
    heading: /ICD-?9/i,
    role: 'diagnosis',
    whereNamed: /^(?:\d{3}(?:\.\d{1,2})?|\d{2}\.\d{1,2}|V\d{2}(?:\.\d{1,2})?|E\d{3}(?:\.\d)?)$/i,
  },
  clinicalTable: table('icd9cm_dx'),
  pageKind: () => 'reference',
  releaseInForce: releaseInForce('icd9cm'),
  recognize: recognizer('icd9cm', {
    list: /_DESC_(LONG|SHORT)_DX\.txt$/i,
    tabular: /^dtab\d\d\.txt/i,
    gem: /^(?:20\d\d_I9gem|gem_i9cm)\.txt/i,
  }),
  load: (release) => load(release, DIAGNOSES),
}

export const icd9proc: CodeSystem = {
  ...SHARED,
  id: 'icd9proc',
  name: 'ICD-9-CM procedures',
  shortName: 'ICD-9 Proc',
  title: 'International Classification of Diseases, Ninth Revision, Clinical Modification, Volume 3',
  kind: 'procedure',
  uri: 'urn:oid:2.16.840.1.113883.6.104',
  oids: ['2.16.840.1.113883.6.104'],
  names: ['ICD-9 procedures', 'icd9cm_sg', 'icd9pcs', 'ICD-9-CM Volume 3', 'I9CP'],
  grammar: procedureGrammar,
  clinicalTable: table('icd9cm_sg'),
  pageKind: () => 'reference',
  releaseInForce: releaseInForce('icd9proc'),
  recognize: recognizer('icd9proc', {
    list: /_DESC_(LONG|SHORT)_SG\.txt$/i,
    tabular: /^ptab\d\d\.txt/i,
    gem: /^gem_i9pcs\.txt/i,
  }),
  load: (release) => load(release, PROCEDURES),
}
