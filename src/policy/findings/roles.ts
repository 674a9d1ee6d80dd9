/** What part a code plays, by its system and family. */
import type { NamedSystem, Role } from '../model.ts'

const DRUG = /^(?:J|Q0138|Q0139|Q2\d|Q5\d|C9[0-4]|A9[5-6]|S01|P90[4-5])/
const DEVICE = /^(?:A[4-8]|B|C1|C2|E|K|L|V[25]|Q4[0-2]|Q1)/
/** Immune globulins, vaccines and toxoids among the numbers of CPT. */
const CPT_PRODUCT = /^(?:902[89]|903\d|904[7-9]|90[567]\d|913[0-3])/

export function roleOf(system: NamedSystem, code: string, modifier: boolean): Role {
  if (modifier) return 'modifier'
  switch (system) {
    case 'icd10cm':
    case 'icd9cm':
      return 'diagnosis'
    case 'icd10pcs':
      return 'procedure'
    case 'ndc':
    case 'cvx':
      return 'drug'
    case 'hcpcs':
      return DRUG.test(code) ? 'drug' : DEVICE.test(code) ? 'device' : 'service'
    case 'cpt':
      return CPT_PRODUCT.test(code) ? 'drug' : 'service'
    default:
      return 'service'
  }
}

export const isDiagnosis = (system: NamedSystem): boolean => system === 'icd10cm' || system === 'icd9cm'
