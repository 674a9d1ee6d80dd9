/** How a system, its levels and its facts are called on surfaces, which know no system themselves. */
import { LOCATIONS } from '../sources/locations.ts'
import { levelIn } from '../systems/levels.ts'
import { isLicensed, needsConsent } from '../systems/licence.ts'
import { findSystem, SYSTEMS, systemWithId } from '../systems/registry.ts'
import { type CodeSystem, shortNameOf } from '../systems/system.ts'

export interface SystemWords {
  readonly id: string
  readonly name: string
  /** For badges and narrow places. */
  readonly shortName: string
  readonly title: string
  /** What its codes are for; pages are coloured by it. */
  readonly kind: string
  /** Canonical FHIR URI; the identifier itself where nothing is known of it. */
  readonly uri: string
  /** False where nothing of it is reported on a claim. */
  readonly reportable: boolean
}

/** Words of a system; an identifier that no system has stands for itself. */
export function systemWords(id: string): SystemWords {
  const system = systemWithId(id)
  if (!system) return { id, name: id, shortName: id, title: id, kind: 'concept', uri: id, reportable: false }
  const { name, title, kind, uri, reportable } = system
  return { id, name, shortName: shortNameOf(system), title, kind, uri, reportable }
}

/** The commands that bring a system's files: those that anyone may get are fetched, others are the user's own. */
export function howToGet(system: Pick<CodeSystem, 'id' | 'licence'>): string {
  if (needsConsent(system)) return 'medcodex add FILE --i-have-a-license'
  return system.id in LOCATIONS ? `medcodex fetch ${system.id}, or medcodex add FILE` : 'medcodex add FILE'
}

/** `Body system`, and what the level does. */
export function levelWords(id: string, level: string): { readonly label: string; readonly role: string } {
  return levelIn(systemWithId(id)?.levels ?? {}, level)
}

/**
 * The name of a fact: what a system calls it, else the identifier in words (`processingNote` → `Processing note`).
 */
export function factLabel(name: string, id?: string): string {
  const systems = id === undefined ? SYSTEMS : SYSTEMS.filter((system) => system.id === id)
  const declared = systems.map((system) => system.properties?.[name]?.label).find((label) => label !== undefined)
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return declared ?? words.charAt(0).toUpperCase() + words.slice(1)
}

/** Systems whose codes are reported as services, drugs, supplies or diagnoses: what a coverage question can be about. */
export function coveredSystems(): SystemWords[] {
  const order = ['supply', 'procedure', 'diagnosis']
  return SYSTEMS.filter((system) => system.reportable && order.includes(system.kind))
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || Number(isLicensed(b)) - Number(isLicensed(a)))
    .map((system) => systemWords(system.id))
}

/** Every identifier that may stand in an address. */
export const systemIds = (): string[] => SYSTEMS.map((system) => system.id)

/** The identifier of the system that people and programs call `name`; undefined when none is called so. */
export const systemIdOf = (name: string): string | undefined => findSystem(name)?.id
