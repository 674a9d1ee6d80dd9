/**
 * The properties that FHIR gives a meaning to, whatever code system uses them
 * (`http://hl7.org/fhir/concept-properties#…`): not selectable, inactive, deprecated, status, parent and child.
 */
import type { Property, PropertyDefinition } from './provider.ts'
import { EXTENSION, type Extension, extensionText } from './resources.ts'
import { valueText } from './values.ts'

const BASE = 'http://hl7.org/fhir/concept-properties#'

export const STANDARD_URI = {
  status: `${BASE}status`,
  notSelectable: `${BASE}notSelectable`,
  inactive: `${BASE}inactive`,
  deprecated: `${BASE}deprecated`,
  deprecationDate: `${BASE}deprecationDate`,
  retirementDate: `${BASE}retirementDate`,
  parent: `${BASE}parent`,
  child: `${BASE}child`,
  definition: `${BASE}definition`,
  label: `${BASE}label`,
  order: `${BASE}order`,
  itemWeight: `${BASE}itemWeight`,
} as const

/** Codes under which a code system uses a standard property: by its URI, or by its usual code without a definition. */
export function codesFor(
  definitions: readonly PropertyDefinition[],
  uri: string,
  usual: readonly string[],
): ReadonlySet<string> {
  const declared = definitions.filter((d) => d.uri === uri).map((d) => d.code)
  return new Set([...declared, ...usual])
}

const isTrue = (property: Property): boolean => valueText(property.value) === 'true'

export interface StandardCodes {
  readonly notSelectable: ReadonlySet<string>
  readonly inactive: ReadonlySet<string>
  readonly deprecated: ReadonlySet<string>
  readonly status: ReadonlySet<string>
  readonly deprecationDate: ReadonlySet<string>
  readonly parent: ReadonlySet<string>
  readonly child: ReadonlySet<string>
}

export function standardCodes(definitions: readonly PropertyDefinition[]): StandardCodes {
  return {
    notSelectable: codesFor(definitions, STANDARD_URI.notSelectable, ['notSelectable', 'not-selectable', 'abstract']),
    inactive: codesFor(definitions, STANDARD_URI.inactive, ['inactive']),
    deprecated: codesFor(definitions, STANDARD_URI.deprecated, ['deprecated']),
    status: codesFor(definitions, STANDARD_URI.status, ['status']),
    deprecationDate: codesFor(definitions, STANDARD_URI.deprecationDate, ['deprecationDate']),
    parent: codesFor(definitions, STANDARD_URI.parent, ['parent', 'subsumedBy']),
    child: codesFor(definitions, STANDARD_URI.child, ['child']),
  }
}

const standardsStatus = (extensions: readonly Extension[]): string | undefined =>
  extensionText({ extension: [...extensions] }, EXTENSION.standardsStatus)

export function isAbstract(properties: readonly Property[], codes: StandardCodes): boolean {
  return properties.some((p) => codes.notSelectable.has(p.code) && isTrue(p))
}

export function isInactive(
  properties: readonly Property[],
  codes: StandardCodes,
  extensions: readonly Extension[],
): boolean {
  const marked = properties.some(
    (p) =>
      (codes.inactive.has(p.code) && isTrue(p)) ||
      (codes.status.has(p.code) && ['inactive', 'retired'].includes(valueText(p.value))),
  )
  return marked || standardsStatus(extensions)?.toLowerCase() === 'withdrawn'
}

export function isDeprecated(properties: readonly Property[], codes: StandardCodes): boolean {
  return properties.some(
    (p) =>
      (codes.deprecated.has(p.code) && isTrue(p)) ||
      (codes.status.has(p.code) && ['deprecated', 'retired'].includes(valueText(p.value))),
  )
}

/** The status a code system records: the property of that name first, then what other properties amount to. */
export function statusOf(
  properties: readonly Property[],
  codes: StandardCodes,
  extensions: readonly Extension[],
): string | undefined {
  const stated = properties.find((p) => codes.status.has(p.code))
  if (stated) return valueText(stated.value)
  for (const property of properties) {
    if (codes.deprecated.has(property.code) && isTrue(property)) return 'deprecated'
    if (codes.deprecationDate.has(property.code) && new Date(valueText(property.value)) < new Date())
      return 'deprecated'
    if (codes.inactive.has(property.code) && isTrue(property)) return 'inactive'
    if (property.code === 'retired' && isTrue(property)) return 'retired'
  }
  return standardsStatus(extensions)
}
