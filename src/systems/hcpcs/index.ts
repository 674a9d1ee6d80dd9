/** HCPCS Level II, CMS's codes for supplies, drugs and services outside CPT, and their modifiers. */
import type { CodeSystem } from '../system.ts'
import { describeProperty } from './code-values.ts'
import { grammar } from './grammar.ts'
import { load } from './load.ts'
import { recognize } from './recognize.ts'
import { releaseInForce } from './releases.ts'

export const hcpcs: CodeSystem = {
  id: 'hcpcs',
  name: 'HCPCS Level II',
  title: 'Healthcare Common Procedure Coding System, Level II',
  kind: 'supply',
  uri: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
  publisher: 'Centers for Medicare & Medicaid Services (CMS)',
  licence: {
    name: 'US public domain',
    notice:
      'HCPCS Level II is made and published by the Centers for Medicare & Medicaid Services and is in the public domain. ' +
      'Dental codes (CDT) and CPT codes are not part of it here. A code is no promise of coverage or payment.',
    url: 'https://www.cms.gov/medicare/coding-billing/healthcare-common-procedure-system',
  },
  grammar,
  shortTitlesDiffer: true,
  describeProperty,
  codeRoles: [['anweb'], ['anwebSheet'], ['register']],
  releaseInForce,
  recognize,
  load,
}
