/** ICD-10-PCS, the procedure classification of CMS for US inpatient hospital claims. */
import type { CodeSystem } from '../system.ts'
import { aim } from './aims.ts'
import { family } from './family.ts'
import { grammar } from './grammar.ts'
import { inDocuments } from './in-documents.ts'
import { load } from './load.ts'
import { narrow } from './narrow.ts'
import { recognize } from './recognize.ts'
import { releaseInForce } from './releases.ts'

export { type AxisMeaning, axesOf, rowOf } from './axes.ts'

export const icd10pcs: CodeSystem = {
  id: 'icd10pcs',
  name: 'ICD-10-PCS',
  title: 'International Classification of Diseases, Tenth Revision, Procedure Coding System',
  kind: 'procedure',
  uri: 'http://www.cms.gov/Medicare/Coding/ICD10',
  oids: ['2.16.840.1.113883.6.4'],
  names: [
    'PCS',
    'ICD-10 procedure',
    'http://hl7.org/fhir/sid/icd-10-pcs',
    'inpatient procedure codes',
    '10PCS',
    'I10P',
  ],
  publisher: 'Centers for Medicare & Medicaid Services (CMS)',
  licence: {
    access: 'public',
    name: 'US public domain',
    notice:
      'ICD-10-PCS is made and published by the Centers for Medicare & Medicaid Services and is in the public domain.',
    url: 'https://www.cms.gov/medicare/coding-billing/icd-10-codes',
  },
  grammar,
  inDocuments,
  levels: {
    section: { role: 'group', label: 'Section', phrase: 'a section' },
    bodySystem: { role: 'group', label: 'Body system', phrase: 'a body system' },
    table: { role: 'frame', label: 'Table', phrase: 'a table' },
    code: { role: 'code', label: 'Code' },
  },
  reportable: true,
  composition: 'tables',
  pageKind: () => 'procedure',
  family,
  narrow,
  aim,
  codeRoles: [['order'], ['titles']],
  releaseInForce,
  recognize,
  load,
}
