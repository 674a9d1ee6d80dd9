/** HCPCS Level II, CMS's codes for supplies, drugs and services outside CPT, and their modifiers. */
import type { CodeSystem } from '../system.ts'
import { clinicalTable } from './clinical-table.ts'
import { grammar } from './grammar.ts'
import { inDocuments } from './in-documents.ts'
import { load } from './load.ts'
import { matterOf } from './measures.ts'
import { pageKind } from './page-kind.ts'
import { PROPERTIES } from './properties.ts'
import { recognize } from './recognize.ts'
import { releaseInForce } from './releases.ts'
import { narrow, subject } from './subject.ts'

export const hcpcs: CodeSystem = {
  id: 'hcpcs',
  name: 'HCPCS Level II',
  shortName: 'HCPCS',
  title: 'Healthcare Common Procedure Coding System, Level II',
  kind: 'supply',
  otherKinds: [{ kind: 'drug', prefixes: ['J'] }],
  uri: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
  oids: ['2.16.840.1.113883.6.285', '2.16.840.1.113883.6.14'],
  names: [
    'HCPCS II',
    'HCPC',
    'HCP',
    'HCPCS codes',
    'Level II',
    'http://terminology.hl7.org/CodeSystem/HCPCS-all-codes',
  ],
  publisher: 'Centers for Medicare & Medicaid Services (CMS)',
  licence: {
    access: 'public',
    name: 'US public domain',
    notice:
      'HCPCS Level II is made and published by the Centers for Medicare & Medicaid Services and is in the public domain. ' +
      'Dental codes (CDT) and CPT codes are not part of it here. A code is no promise of coverage or payment.',
    url: 'https://www.cms.gov/medicare/coding-billing/healthcare-common-procedure-system',
  },
  grammar,
  inDocuments,
  clinicalTable,
  levels: {
    code: { role: 'code', label: 'Code' },
    modifier: { role: 'modifier', label: 'Modifier', phrase: 'a modifier' },
  },
  reportable: true,
  properties: PROPERTIES,
  relations: { crossReference: { label: 'Cross-reference to', inverse: 'Cross-referenced from' } },
  composition: 'register',
  pageKind,
  matter: matterOf,
  shortTitlesDiffer: true,
  codeRoles: [['anweb'], ['anwebSheet'], ['register']],
  releaseInForce,
  recognize,
  load,
  subject,
  narrow,
}
