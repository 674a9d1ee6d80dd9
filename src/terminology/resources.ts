/**
 * FHIR resources as the terminology takes them in: R5 shapes, read and never changed. R4 resources are turned into R5
 * ones by the surface before they come here. Types only, and helpers that read extensions.
 */
import type {
  CodeableConcept,
  CodeSystem,
  CodeSystemConcept,
  CodeSystemConceptProperty,
  Coding,
  ConceptMap,
  ConceptMapGroup,
  ConceptMapGroupElement,
  ConceptMapGroupElementTarget,
  Extension,
  ValueSet,
  ValueSetCompose,
  ValueSetComposeInclude,
  ValueSetComposeIncludeConcept,
  ValueSetComposeIncludeFilter,
} from 'fhir/r5.js'

export type {
  CodeableConcept,
  CodeSystem,
  CodeSystemConcept,
  CodeSystemConceptProperty,
  Coding,
  ConceptMap,
  ConceptMapGroup,
  ConceptMapGroupElement,
  ConceptMapGroupElementTarget,
  Extension,
  ValueSet,
  ValueSetCompose,
  ValueSetComposeInclude,
  ValueSetComposeIncludeConcept,
  ValueSetComposeIncludeFilter,
}

/** A resource that can be asked for by its canonical URL. */
export type TerminologyResource = CodeSystem | ValueSet | ConceptMap

/** Extensions that change what terminology operations answer. */
export const EXTENSION = {
  standardsStatus: 'http://hl7.org/fhir/StructureDefinition/structuredefinition-standards-status',
  supplement: 'http://hl7.org/fhir/StructureDefinition/valueset-supplement',
  expansionParameter: 'http://hl7.org/fhir/StructureDefinition/valueset-expansion-parameter',
  expansionParameterTools: 'http://hl7.org/fhir/tools/StructureDefinition/valueset-expansion-parameter',
  itemWeight: 'http://hl7.org/fhir/StructureDefinition/itemWeight',
  codeSystemLabel: 'http://hl7.org/fhir/StructureDefinition/codesystem-label',
  codeSystemOrder: 'http://hl7.org/fhir/StructureDefinition/codesystem-conceptOrder',
  valueSetLabel: 'http://hl7.org/fhir/StructureDefinition/valueset-label',
  valueSetOrder: 'http://hl7.org/fhir/StructureDefinition/valueset-conceptOrder',
  valueSetDeprecated: 'http://hl7.org/fhir/StructureDefinition/valueset-deprecated',
  valueSetDefinition: 'http://hl7.org/fhir/StructureDefinition/valueset-concept-definition',
  unclosed: 'http://hl7.org/fhir/StructureDefinition/valueset-unclosed',
  unclosedReason: 'http://hl7.org/fhir/StructureDefinition/valueset-unclosed-reason',
  supplementType: 'http://hl7.org/fhir/tools/StructureDefinition/codesystem-supplement-type',
  messageId: 'http://hl7.org/fhir/StructureDefinition/operationoutcome-message-id',
} as const

type Extended = { readonly extension?: readonly Extension[] | undefined } | undefined

/** All values of an element's properties named `value…`, of which FHIR allows one. */
export function extensionValueOf(element: object | undefined): unknown {
  if (!element) return undefined
  for (const [name, value] of Object.entries(element)) if (name.startsWith('value')) return value
  return undefined
}

export function extensionsOf(element: Extended, url: string): Extension[] {
  return (element?.extension ?? []).filter((e) => e.url === url)
}

/** The value of the first extension with `url`, whatever its type. */
export function extensionValue(element: Extended, url: string): unknown {
  return extensionValueOf(extensionsOf(element, url)[0])
}

export function extensionText(element: Extended, url: string): string | undefined {
  const value = extensionValue(element, url)
  return typeof value === 'string' ? value : undefined
}
