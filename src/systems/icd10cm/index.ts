/** ICD-10-CM: diagnoses, published by CDC/NCHS and CMS for each fiscal year. */
import type { CodeSystem } from '../system.ts'
import { releaseInForce } from './calendar.ts'
import { grammar } from './grammar.ts'
import { load } from './load.ts'
import { recognize } from './recognize.ts'

export const icd10cm: CodeSystem = {
  id: 'icd10cm',
  name: 'ICD-10-CM',
  title: 'International Classification of Diseases, Tenth Revision, Clinical Modification',
  kind: 'diagnosis',
  uri: 'http://hl7.org/fhir/sid/icd-10-cm',
  publisher: 'Centers for Disease Control and Prevention, National Center for Health Statistics (CDC/NCHS)',
  licence: {
    name: 'US public domain',
    notice:
      'ICD-10-CM is published by CDC/NCHS and CMS and is in the public domain in the United States. ' +
      'It is based on ICD-10, copyright World Health Organization.',
    url: 'https://www.cdc.gov/nchs/icd/icd-10-cm/index.html',
  },
  grammar,
  codeRoles: [['order'], ['tabular', 'codeList']],
  releaseInForce,
  recognize,
  load,
}
