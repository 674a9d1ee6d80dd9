/** Answers of the terminology as FHIR R5 JSON. Pure: no request, no version of the address. */
import type {
  ConceptMap,
  Parameters,
  ParametersParameter,
  ValueSet,
  ValueSetExpansion,
  ValueSetExpansionContains,
} from 'fhir/r5.js'
import type { ClosureAnswer } from '../terminology/closure.ts'
import type { Designation } from '../terminology/designations.ts'
import type { Entry, Expansion } from '../terminology/expansion.ts'
import { compact } from '../terminology/json.ts'
import type { Lookup } from '../terminology/lookup.ts'
import { programName } from '../terminology/program-name.ts'
import { EXTENSION, type Extension } from '../terminology/resources.ts'
import type { Subsumption } from '../terminology/subsume.ts'
import type { AttributeValue, Translation, Translations } from '../terminology/translate.ts'
import type { Validation } from '../terminology/validation.ts'
import type { TypedValue } from '../terminology/values.ts'
import { outcomeOf } from './outcome.ts'

const memberOf = ({ type }: TypedValue): string => `value${type[0]!.toUpperCase()}${type.slice(1)}`

/** `{valueCode: 'a'}` */
export const valueJson = (value: TypedValue): Record<string, unknown> => ({ [memberOf(value)]: value.value })

/** A parameter; none where there is no value. */
function parameter(name: string, type: TypedValue['type'], value: unknown): ParametersParameter[] {
  return value === undefined ? [] : [{ name, ...valueJson({ type, value }) }]
}

/** Extensions of designations that mean something to those that show them. */
const DESIGNATION_EXTENSIONS = new Set<string>([
  EXTENSION.standardsStatus,
  'http://hl7.org/fhir/StructureDefinition/coding-sctdescid',
  'http://hl7.org/fhir/StructureDefinition/rendering-style',
  'http://hl7.org/fhir/StructureDefinition/rendering-xhtml',
  'http://hl7.org/fhir/StructureDefinition/codesystem-alternate',
])

function designationJson({ value, language, use, extensions }: Designation) {
  const kept = (extensions ?? []).filter((e) => DESIGNATION_EXTENSIONS.has(e.url))
  return compact({ extension: kept as Extension[], language, use, value })
}

function entryJson(entry: Entry): ValueSetExpansionContains {
  return compact({
    extension: [...entry.extensions],
    system: entry.system,
    abstract: entry.abstract || undefined,
    inactive: entry.inactive || undefined,
    version: entry.version,
    code: entry.code,
    display: entry.display,
    designation: entry.designations.map(designationJson),
    property: entry.properties.map(({ code, value }) => ({ code, ...valueJson(value) })),
    contains: entry.contains.map(entryJson),
  }) as ValueSetExpansionContains
}

function expansionJson(expansion: Expansion, { identifier, timestamp }: Stamp): ValueSetExpansion {
  const unclosed = expansion.unclosed.map((valueString) => ({ url: EXTENSION.unclosedReason, valueString }))
  return compact({
    extension: unclosed.length === 0 ? [] : [{ url: EXTENSION.unclosed, valueBoolean: true }, ...unclosed],
    identifier,
    timestamp,
    total: expansion.total,
    offset: expansion.offset,
    parameter: expansion.parameters.map(({ name, value }) => ({ name, ...valueJson(value) })),
    property: expansion.properties.map(({ code, uri }) => compact({ code, uri })),
    contains: expansion.entries.map(entryJson),
  }) as ValueSetExpansion
}

/** What makes one expansion another than the next. */
export interface Stamp {
  /** `urn:uuid:…` */
  readonly identifier: string
  readonly timestamp: string
}

/** The value set with its expansion; with its definition where that was asked for. */
export function expandedJson(
  valueSet: ValueSet,
  expansion: Expansion,
  { includeDefinition, stamp }: { includeDefinition: boolean; stamp: Stamp },
): ValueSet {
  const { id, url, version, name, title, status, experimental, date, language, meta, ...rest } = valueSet
  const head = {
    resourceType: 'ValueSet',
    id,
    language,
    url,
    version,
    name,
    title,
    status,
    experimental,
    date,
  } as const
  const defined = includeDefinition ? { ...rest, meta } : {}
  return compact({ ...defined, ...head, text: undefined, expansion: expansionJson(expansion, stamp) }) as ValueSet
}

export function validationJson(validation: Validation): Parameters {
  const { issues, concept, unknownSystems } = validation
  return {
    resourceType: 'Parameters',
    parameter: [
      ...parameter('result', 'boolean', validation.result),
      ...parameter('system', 'uri', validation.system),
      ...unknownSystems.flatMap(({ canonical, caused }) =>
        parameter(caused ? 'x-caused-by-unknown-system' : 'x-unknown-system', 'canonical', canonical),
      ),
      ...parameter('normalized-code', 'code', validation.normalizedCode),
      ...parameter('code', 'code', validation.code),
      ...parameter('version', 'string', validation.version),
      ...parameter('display', 'string', validation.display),
      ...parameter('inactive', 'boolean', validation.inactive),
      ...parameter('status', 'code', validation.status),
      ...parameter('message', 'string', validation.message),
      ...parameter('codeableConcept', 'CodeableConcept', concept),
      ...(issues.length > 0 ? [{ name: 'issues', resource: outcomeOf(issues) }] : []),
    ],
  }
}

export function lookupJson(found: Lookup): Parameters {
  return {
    resourceType: 'Parameters',
    parameter: [
      ...parameter('name', 'string', found.name),
      ...parameter('code', 'code', found.code),
      ...parameter('system', 'uri', found.system),
      ...parameter('version', 'string', found.version),
      ...parameter('display', 'string', found.display),
      ...parameter('definition', 'string', found.definition),
      ...parameter('abstract', 'boolean', found.abstract),
      ...found.supplements.flatMap((s) => parameter('used-supplement', 'canonical', s)),
      ...found.properties.map(({ code, value, description }) => ({
        name: 'property',
        part: [
          ...parameter('code', 'code', code),
          { name: 'value', ...valueJson(value) },
          ...parameter('description', 'string', description),
        ],
      })),
      ...found.designations.map(({ value, language, use, source }) => ({
        name: 'designation',
        part: [
          ...parameter('language', 'code', language),
          ...parameter('use', 'Coding', use),
          ...parameter('value', 'string', value),
          ...parameter('source', 'canonical', source),
        ],
      })),
    ],
  }
}

export const subsumptionJson = (outcome: Subsumption): Parameters => ({
  resourceType: 'Parameters',
  parameter: parameter('outcome', 'code', outcome),
})

const attributeJson = (name: string, { attribute, value }: AttributeValue): ParametersParameter => ({
  name,
  part: [...parameter('attribute', 'uri', attribute), { name: 'value', ...valueJson(value) }],
})

function matchJson(match: Translation, reverse: boolean): ParametersParameter {
  return {
    name: 'match',
    part: [
      ...parameter('relationship', 'code', match.relationship),
      ...parameter('concept', 'Coding', match.concept),
      ...(reverse ? parameter('source', 'Coding', match.source) : []),
      ...parameter('message', 'string', match.comment),
      ...match.properties.map(({ uri, value }) => ({
        name: 'property',
        part: [...parameter('uri', 'uri', uri), { name: 'value', ...valueJson(value) }],
      })),
      ...match.products.map((each) => attributeJson('product', each)),
      ...match.dependsOn.map((each) => attributeJson('dependsOn', each)),
      ...parameter('originMap', 'canonical', match.map),
    ],
  }
}

export function translationsJson(
  { result, message, matches, usedMaps }: Translations,
  { reverse }: { reverse: boolean },
): Parameters {
  return {
    resourceType: 'Parameters',
    parameter: [
      ...parameter('result', 'boolean', result),
      ...parameter('message', 'string', message),
      ...usedMaps.flatMap((map) => parameter('used-conceptmap', 'canonical', map)),
      ...matches.map((match) => matchJson(match, reverse)),
    ],
  }
}

/** Rows of a closure table as a ConceptMap: each code to the broader ones it is subsumed by. */
export function closureJson({ name, version, rows }: ClosureAnswer, timestamp: string): ConceptMap {
  const bySystem = Map.groupBy(rows, (row) => row.system)
  const map: ConceptMap = {
    resourceType: 'ConceptMap',
    name: programName(name),
    title: name,
    version: String(version),
    status: 'active',
    experimental: true,
    date: timestamp,
    group: [...bySystem].map(([system, list]) => ({
      source: system,
      target: system,
      element: [...Map.groupBy(list, (row) => row.code)].map(([code, targets]) => ({
        code,
        target: targets.map((row) => ({ code: row.target, relationship: 'source-is-narrower-than-target' as const })),
      })),
    })),
  }
  return compact(map)
}
