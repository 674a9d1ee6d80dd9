/** ICD-10-CM: diagnoses, published by CDC/NCHS and CMS for each fiscal year. */
import { CODE, TITLE, usualTable } from '../clinical-table.ts'
import type { CodeSystem } from '../system.ts'
import { amendedBy, releaseInForce } from './calendar.ts'
import { grammar } from './grammar.ts'
import { inDocuments } from './in-documents.ts'
import { load } from './load.ts'
import { recognize } from './recognize.ts'
import { subject } from './subject.ts'

export const icd10cm: CodeSystem = {
  id: 'icd10cm',
  name: 'ICD-10-CM',
  title: 'International Classification of Diseases, Tenth Revision, Clinical Modification',
  kind: 'diagnosis',
  uri: 'http://hl7.org/fhir/sid/icd-10-cm',
  oids: ['2.16.840.1.113883.6.90'],
  names: ['ICD-10', 'ICD 10 CM codes', 'ICD-10 diagnosis', 'diagnosis codes', 'dx', 'dx code', 'I10C'],
  publisher: 'Centers for Disease Control and Prevention, National Center for Health Statistics (CDC/NCHS)',
  licence: {
    access: 'public',
    name: 'US public domain',
    notice:
      'ICD-10-CM is published by CDC/NCHS and CMS and is in the public domain in the United States. ' +
      'It is based on ICD-10, copyright World Health Organization.',
    url: 'https://www.cdc.gov/nchs/icd/icd-10-cm/index.html',
  },
  grammar,
  inDocuments,
  clinicalTable: { ...usualTable(true), columns: { code: CODE, name: TITLE } },
  levels: {
    chapter: { role: 'group', label: 'Chapter', phrase: 'a chapter' },
    section: { role: 'group', label: 'Section', phrase: 'a section' },
    category: { role: 'header', label: 'Category', phrase: 'a category' },
    subcategory: { role: 'header', label: 'Subcategory', phrase: 'a subcategory' },
    code: { role: 'code', label: 'Code' },
  },
  reportable: true,
  properties: {
    poaExempt: {
      label: 'Present on admission',
      type: 'boolean',
      onClaim: true,
      meaning: () => 'Exempt from reporting',
    },
  },
  relations: {
    replaces: { label: 'Reported before with', inverse: 'Newer codes for part of what this one covered' },
  },
  composition: 'classification',
  // How an injury came about, and why somebody is seen: neither is an illness with symptoms and a treatment.
  pageKind: ({ code }) => (/^[V-Z]/.test(code) ? 'circumstance' : 'diagnosis'),
  codeRoles: [['order'], ['tabular', 'codeList']],
  releaseInForce,
  amendments: { of: amendedBy, keep: ['tabular', 'poaExempt'] },
  recognize,
  load,
  subject,
}
