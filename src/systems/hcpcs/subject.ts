/** What sort of thing a code of HCPCS Level II stands for, by its section and, where sections are mixed, its wording. */
import type { Subject } from '../../core/subject.ts'

/** Quality data codes and the sets they are gathered in: G8000-G9999 but for a few services, M1000 and up, G4. */
const MEASURE = /^(?:G[89]|M1|M00|G4)\d/
/** Statements for a measure stand in the other G codes too. */
const STATEMENT = /^(?:documentation of|patients? (?:who|with|not|age)|episodes? where)\b/i
/** J: drugs by injection, inhalation and mouth. Q: temporary codes, nearly all biologicals, contrast and products. */
const DRUG = /^[JQ]\d|^A9[5-7]\d|^P9\d/
/** Sections in which drugs stand among services. */
const MIXED = /^[CSG]\d/
const DRUG_WORDS = /^(?:injection|infusion)\b|\b\d+(?:\.\d+)? ?(?:mg|mcg|millicurie)s?\b/i
/** A, B, E, K, L, V: supplies, nutrition, equipment, orthotics and prosthetics, vision and hearing; C1: devices. */
const SUPPLY = /^[ABEKLV]\d|^C[12]\d/

const FULL_LENGTH = 5

export function subject(code: string, title: string): Subject {
  if (MEASURE.test(code) || STATEMENT.test(title)) return 'measure'
  if (DRUG.test(code) || (MIXED.test(code) && DRUG_WORDS.test(title))) return 'drug'
  return SUPPLY.test(code) ? 'supply' : 'service'
}

/** C: hospital outpatient departments; H and T: Medicaid; S: payers other than Medicare; A4651 to A4932: dialysis alone. */
export const narrow = (code: string): boolean =>
  /^[CHST]/.test(code) || (code.length === FULL_LENGTH && code >= 'A4651' && code <= 'A4932')
