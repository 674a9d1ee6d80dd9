/** What the code systems say of themselves (`inDocuments`), as the reading of documents asks it. */
import { ALIKE, type CodeShape, type DocumentRole, type InDocuments } from '../systems/in-documents.ts'
import { levelsOf } from '../systems/levels.ts'
import { SYSTEMS_IN_DOCUMENTS, systemWithId } from '../systems/registry.ts'
import type { NamedSystem, Role } from './model.ts'

const BY_ID = new Map(SYSTEMS_IN_DOCUMENTS.map((system) => [system.id, system.inDocuments]))

/** `name` may be a hint that is no system. */
export const inDocuments = (name: string | undefined): InDocuments | undefined => BY_ID.get(name ?? '')

/** Systems whose codes are read wherever they stand, those first whose shape tells most. */
export const SHAPED: readonly { readonly id: NamedSystem; readonly shape: CodeShape }[] = SYSTEMS_IN_DOCUMENTS.flatMap(
  ({ id, inDocuments: { shape } }) => (shape ? [{ id, shape }] : []),
).sort((a, b) => ALIKE.indexOf(a.shape.alike) - ALIKE.indexOf(b.shape.alike))

const SHAPES = new Map(SHAPED.map(({ id, shape }) => [id, shape]))

/** What else is written like codes of `system`. */
export const alikeOf = (system: NamedSystem): CodeShape['alike'] | undefined => SHAPES.get(system)?.alike

/** Whether what is written like a code of `system` may be one. */
export const mayExist = (system: NamedSystem, code: string): boolean => SHAPES.get(system)?.mayExist?.(code) ?? true

/** What a code is to a document. */
export function roleOf(system: NamedSystem, code: string, modifier: boolean): Role {
  if (modifier) return 'modifier'
  const { role = 'service', otherRoles = [] } = inDocuments(system) ?? {}
  return otherRoles.find((other) => other.codes.test(code))?.role ?? role
}

const hasRole = (name: string | undefined, role: DocumentRole): boolean => inDocuments(name)?.role === role

/** Of a system, or of a hint. */
export const isDiagnosis = (name: string | undefined): boolean => hasRole(name, 'diagnosis')
export const isProcedure = (name: string | undefined): boolean => hasRole(name, 'procedure')
/** The hint names services or a system of them. */
export const isService = (name: string | undefined): boolean => name === 'service' || hasRole(name, 'service')

/** Codes of the system are read only where it is named, and nothing is said of them but that. */
export const isReadWhereNamed = (name: string | undefined): boolean => inDocuments(name)?.whereNamed !== undefined

const WITH_MODIFIERS = SYSTEMS_IN_DOCUMENTS.filter(({ levels }) => levelsOf(levels, 'modifier').length > 0)

/** Modifiers may stand behind codes of the system. */
export const takesModifiers = (system: NamedSystem): boolean => WITH_MODIFIERS.some(({ id }) => id === system)

/** The system that a modifier of two characters is of. */
export const systemOfModifier = (text: string): NamedSystem | undefined =>
  WITH_MODIFIERS.find(({ grammar }) => grammar.normalize(text) !== undefined)?.id

/** True when `text` may stand before a wildcard in codes of `system`. */
export const isStub = (system: NamedSystem, text: string): boolean =>
  systemWithId(system)?.grammar.isStub(text) ?? false

/** True when `first` to `last` can be a range of `system`: one shape, in order. */
export const isRange = (system: NamedSystem, first: string, last: string): boolean =>
  systemWithId(system)?.grammar.isRange(first, last) ?? false
