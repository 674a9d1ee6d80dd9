/**
 * What each operation takes, as data after FHIR's OperationDefinitions (R5, with R4's names beside them): decoding and
 * the CapabilityStatement follow from it.
 */

export type ParameterType = 'text' | 'flag' | 'number' | 'coding' | 'concept' | 'resource' | 'parts'

export interface ParameterSpec {
  readonly type: ParameterType
  readonly many?: boolean
}

export type Parameters = Readonly<Record<string, ParameterSpec>>

export type ResourceKind = 'CodeSystem' | 'ValueSet' | 'ConceptMap'

export interface OperationDefinition {
  readonly name: string
  /** Types it can be asked of; empty for the server as a whole. */
  readonly on: readonly ResourceKind[]
  /** Whether it can be asked of one resource by its id. */
  readonly instance: boolean
  readonly canonical: string
  readonly parameters: Parameters
}

const text: ParameterSpec = { type: 'text' }
const texts: ParameterSpec = { type: 'text', many: true }
const flag: ParameterSpec = { type: 'flag' }
const number: ParameterSpec = { type: 'number' }
const coding: ParameterSpec = { type: 'coding' }
const concept: ParameterSpec = { type: 'concept' }
const resource: ParameterSpec = { type: 'resource' }
const resources: ParameterSpec = { type: 'resource', many: true }

/** What every terminology operation takes. */
const COMMON: Parameters = {
  'tx-resource': resources,
  'cache-id': text,
  displayLanguage: text,
  useSupplement: texts,
  'system-version': texts,
  'check-system-version': texts,
  'force-system-version': texts,
  'default-valueset-version': texts,
  'check-valueset-version': texts,
  'force-valueset-version': texts,
}

const CODED: Parameters = { code: text, coding, codeableConcept: concept, display: text }

const VALIDATION: Parameters = {
  ...COMMON,
  ...CODED,
  url: text,
  abstract: flag,
  activeOnly: flag,
  'lenient-display-validation': flag,
  'valueset-membership-only': flag,
  inferSystem: flag,
  versionsMatch: flag,
}

const definition = (kind: string, name: string): string => `http://hl7.org/fhir/OperationDefinition/${kind}-${name}`

export const LOOKUP: OperationDefinition = {
  name: 'lookup',
  on: ['CodeSystem'],
  instance: true,
  canonical: definition('CodeSystem', 'lookup'),
  parameters: { ...COMMON, code: text, system: text, version: text, coding, date: text, property: texts },
}

export const VALIDATE_IN_SYSTEM: OperationDefinition = {
  name: 'validate-code',
  on: ['CodeSystem'],
  instance: true,
  canonical: definition('CodeSystem', 'validate-code'),
  parameters: { ...VALIDATION, version: text, system: text, codeSystem: resource },
}

export const VALIDATE_IN_VALUE_SET: OperationDefinition = {
  name: 'validate-code',
  on: ['ValueSet'],
  instance: true,
  canonical: definition('ValueSet', 'validate-code'),
  parameters: {
    ...VALIDATION,
    system: text,
    systemVersion: text,
    valueSetVersion: text,
    valueSet: resource,
    context: text,
  },
}

export const BATCH_VALIDATE: OperationDefinition = {
  name: 'batch-validate-code',
  on: ['ValueSet', 'CodeSystem'],
  instance: false,
  canonical: definition('ValueSet', 'batch-validate-code'),
  parameters: {
    ...VALIDATE_IN_VALUE_SET.parameters,
    ...VALIDATE_IN_SYSTEM.parameters,
    validation: resources,
  },
}

export const EXPAND: OperationDefinition = {
  name: 'expand',
  on: ['ValueSet'],
  instance: true,
  canonical: definition('ValueSet', 'expand'),
  parameters: {
    ...COMMON,
    url: text,
    valueSet: resource,
    valueSetVersion: text,
    filter: text,
    offset: number,
    count: number,
    includeDesignations: flag,
    designation: texts,
    includeDefinition: flag,
    activeOnly: flag,
    excludeNested: flag,
    excludeNotForUI: flag,
    excludePostCoordinated: flag,
    versionsMatch: flag,
    property: texts,
    'exclude-system': texts,
  },
}

export const TRANSLATE: OperationDefinition = {
  name: 'translate',
  on: ['ConceptMap'],
  instance: true,
  canonical: definition('ConceptMap', 'translate'),
  parameters: {
    ...COMMON,
    url: text,
    conceptMap: resource,
    conceptMapVersion: text,
    sourceCode: text,
    system: text,
    version: text,
    sourceCoding: coding,
    sourceCodeableConcept: concept,
    sourceSystem: text,
    sourceScope: text,
    targetCode: text,
    targetCoding: coding,
    targetCodeableConcept: concept,
    targetScope: text,
    targetSystem: text,
    dependency: { type: 'parts', many: true },
    // R4's names.
    code: text,
    coding,
    codeableConcept: concept,
    source: text,
    target: text,
    targetsystem: text,
    reverse: flag,
  },
}

export const SUBSUMES: OperationDefinition = {
  name: 'subsumes',
  on: ['CodeSystem'],
  instance: true,
  canonical: definition('CodeSystem', 'subsumes'),
  parameters: { ...COMMON, codeA: text, codeB: text, system: text, version: text, codingA: coding, codingB: coding },
}

export const CLOSURE: OperationDefinition = {
  name: 'closure',
  on: [],
  instance: false,
  canonical: definition('ConceptMap', 'closure'),
  parameters: { ...COMMON, name: text, concept: { type: 'coding', many: true }, version: text },
}

export const DEFINITIONS: readonly OperationDefinition[] = [
  LOOKUP,
  VALIDATE_IN_SYSTEM,
  VALIDATE_IN_VALUE_SET,
  BATCH_VALIDATE,
  EXPAND,
  TRANSLATE,
  SUBSUMES,
  CLOSURE,
]
