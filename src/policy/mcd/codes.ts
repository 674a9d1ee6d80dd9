/** Which system a code of the Coverage Database belongs to, told from its list and its shape. */
import { roleOf } from '../findings/roles.ts'
import type { NamedSystem, PolicyGroup, Role } from '../model.ts'

export interface Place {
  readonly system: NamedSystem
  /** Folded: capitals, no dot. */
  readonly code: string
  readonly role: Role
}

/** The beginning of codes of a list of diagnoses or services. */
export function stubOf(text: string, kind: PolicyGroup['kind']): Place | undefined {
  const code = text.replaceAll('.', '')
  if (kind !== 'supports' && kind !== 'does-not-support') return undefined
  return /^[A-Z]\d[0-9A-Z]{0,4}$/.test(code) ? { system: 'icd10cm', code, role: 'diagnosis' } : undefined
}

/** Undefined when `text` has the shape of no code its list may hold. */
export function systemOfCode(text: string, kind: PolicyGroup['kind']): Place | undefined {
  const code = text.replaceAll('.', '')
  if (kind === 'supports' || kind === 'does-not-support') {
    return /^[A-Z]\d[0-9A-Z]{1,5}$/.test(code) ? { system: 'icd10cm', code, role: 'diagnosis' } : undefined
  }
  if (kind === 'procedure') {
    return /^[0-9A-HJ-NP-Z]{7}$/.test(code) ? { system: 'icd10pcs', code, role: 'procedure' } : undefined
  }
  if (kind === 'modifier') {
    if (!/^[0-9A-Z]{2}$/.test(code)) return undefined
    return { system: /^\d\d$/.test(code) ? 'cpt' : 'hcpcs', code, role: 'modifier' }
  }
  if (/^(?:\d{5}|\d{4}[A-Z])$/.test(code)) return { system: 'cpt', code, role: 'service' }
  if (/^D\d{4}$/.test(code)) return { system: 'cdt', code, role: 'service' }
  return /^[A-V]\d{4}$/.test(code) ? { system: 'hcpcs', code, role: roleOf('hcpcs', code, false) } : undefined
}
