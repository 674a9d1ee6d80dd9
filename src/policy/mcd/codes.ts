/** Which system a code of the Coverage Database belongs to, told from its list and its shape. */
import type { NamedSystem, PolicyGroup, Role } from '../model.ts'
import { isDiagnosis, isProcedure, isService, roleOf, SHAPED, systemOfModifier } from '../systems.ts'

export interface Place {
  readonly system: NamedSystem
  /** Folded: capitals, no dot. */
  readonly code: string
  readonly role: Role
}

const isOfDiagnoses = (kind: PolicyGroup['kind']): boolean => kind === 'supports' || kind === 'does-not-support'

/** The beginning of codes of a list of diagnoses: judged as the code it would be with one more character. */
export function stubOf(text: string, kind: PolicyGroup['kind']): Place | undefined {
  const place = isOfDiagnoses(kind) ? systemOfCode(`${text}0`, kind) : undefined
  return place && { ...place, code: text.replaceAll('.', '') }
}

/** Undefined when `text` has the shape of no code its list may hold. */
export function systemOfCode(text: string, kind: PolicyGroup['kind']): Place | undefined {
  const code = text.replaceAll('.', '')
  const modifier = kind === 'modifier'
  const system = modifier ? modifierSystemOf(code) : listedSystemOf(code, kind)
  return system === undefined ? undefined : { system, code, role: roleOf(system, code, modifier) }
}

const modifierSystemOf = (code: string): NamedSystem | undefined =>
  /^[0-9A-Z]{2}$/.test(code) ? systemOfModifier(code) : undefined

function listedSystemOf(code: string, kind: PolicyGroup['kind']): NamedSystem | undefined {
  const holds = isOfDiagnoses(kind) ? isDiagnosis : kind === 'procedure' ? isProcedure : isService
  return SHAPED.find(({ id, shape }) => holds(id) && shape.listed.test(code))?.id
}
