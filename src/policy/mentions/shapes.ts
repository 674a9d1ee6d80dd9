/** How the codes of each system look when they are written in a document, and their folded form. */
import type { NamedSystem } from '../model.ts'

const HCPCS = /^[A-CEGHJ-MP-V]\d{4}$/
const CDT = /^D\d{4}$/
const CPT = /^\d{5}$/
/** Categories II and III, laboratory codes, administration of vaccines: they begin with 0, but for category II. */
const CPT_LETTER = /^(?:0\d{3}[TUMA]|[0-9]\d{3}F)$/
const ICD_DOTTED = /^(?:[A-Z]\d[0-9AB]|QA\d)\.[0-9A-Z]{1,4}$/
const ICD_PLAIN = /^(?:[A-Z]\d[0-9AB]|QA\d)[0-9A-Z]{0,4}$/
const PCS = /^[0-9B-DF-HX][0-9A-HJ-NP-Z]{6}$/
/** Categories of ICD-10-CM whose third character is a letter. */
const LETTER_CATEGORIES = new Set(['C4A', 'C7A', 'C7B', 'D3A', 'I1A', 'J4A', 'M1A', 'O9A', 'Z3A'])

/** Systems a token may belong to by its shape alone; `plain` ICD-10-CM codes are told from others by context. */
export function systemsOf(token: string): NamedSystem[] {
  const code = token.toUpperCase()
  if (ICD_DOTTED.test(code)) return isCategory(code.slice(0, 3)) ? ['icd10cm'] : []
  const systems: NamedSystem[] = []
  if (HCPCS.test(code)) systems.push('hcpcs')
  if (CDT.test(code)) systems.push('cdt')
  if (CPT.test(code) || CPT_LETTER.test(code)) systems.push('cpt')
  if (PCS.test(code) && /[A-Z]/.test(code) && /\d/.test(code)) systems.push('icd10pcs')
  if (ICD_PLAIN.test(code) && isCategory(code.slice(0, 3))) systems.push('icd10cm')
  return systems
}

const isCategory = (text: string): boolean => !/[AB]$/.test(text) || LETTER_CATEGORIES.has(text)

export const isDotted = (token: string): boolean => ICD_DOTTED.test(token.toUpperCase())
export const isFiveDigits = (token: string): boolean => CPT.test(token)
export const isPcsShape = (token: string): boolean => PCS.test(token.toUpperCase())

/** Beginning of codes of `system`: what may stand before a wildcard. */
const STUBS: Partial<Record<NamedSystem, RegExp>> = {
  hcpcs: /^[A-CEGHJ-MP-V]\d{0,3}$/,
  cpt: /^\d{2,4}$/,
  cdt: /^D\d{1,3}$/,
  icd10cm: /^(?:[A-Z]\d[0-9AB]|QA\d)\.?[0-9A-Z]{0,4}$|^[A-Z]\d$/,
  icd10pcs: /^[0-9B-DF-HX][0-9A-HJ-NP-Z]{1,5}$/,
}

export const isStub = (system: NamedSystem, text: string): boolean => STUBS[system]?.test(text.toUpperCase()) ?? false

/** The form codes are compared in: capitals without dots and hyphens. */
export const fold = (text: string): string => text.replace(/[^0-9A-Za-z]/g, '').toUpperCase()

/** True when `first` to `last` can be a range of `system`: one shape, in order. */
export function isRange(system: NamedSystem, first: string, last: string): boolean {
  const [a, b] = [fold(first), fold(last)]
  if (a >= b) return false
  if (system === 'icd10cm' || system === 'icd9cm') return true
  if (a.length !== b.length) return false
  return system === 'cpt' ? a.replace(/\d/g, '') === b.replace(/\d/g, '') : a.replace(/\d+/, '').length <= a.length
}

/** A five-digit number in the part of the numbers that category I uses. */
export const inCptRange = (code: string): boolean => code >= '00100' && code <= '99607'
