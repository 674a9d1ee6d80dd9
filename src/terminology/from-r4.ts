/** R4 resources as R5 has them, for what differs in terminology: concept maps, and what R4 writes as extensions. */
import { compact, isObject, type Json, objectsOf } from './json.ts'

/** R4's ConceptMap equivalences as R5 relationships. */
const RELATIONSHIP: Readonly<Record<string, string>> = {
  relatedto: 'related-to',
  equivalent: 'equivalent',
  equal: 'equivalent',
  wider: 'source-is-narrower-than-target',
  subsumes: 'source-is-narrower-than-target',
  narrower: 'source-is-broader-than-target',
  specializes: 'source-is-broader-than-target',
  inexact: 'related-to',
  unmatched: 'not-related-to',
  disjoint: 'not-related-to',
}

const UNMAPPED_MODE: Readonly<Record<string, string>> = {
  provided: 'use-source-code',
  fixed: 'fixed',
  'other-map': 'other-map',
}

function targetFromR4({ equivalence, ...target }: Json): Json {
  const attributes = (name: string): Json[] =>
    objectsOf(target[name]).map(({ property, system, value, display }) => ({
      attribute: property,
      // What names no system is a text of its own.
      ...(system === undefined ? { valueString: value } : { valueCoding: compact({ system, code: value, display }) }),
    }))
  return compact({
    ...target,
    relationship: RELATIONSHIP[String(equivalence)] ?? target['relationship'],
    product: attributes('product'),
    dependsOn: attributes('dependsOn'),
  })
}

function groupFromR4(group: Json): Json {
  const unmapped = isObject(group['unmapped']) ? group['unmapped'] : undefined
  const withVersion = (system: unknown, version: unknown): unknown =>
    system && version ? `${system}|${version}` : system
  return compact({
    ...group,
    source: withVersion(group['source'], group['sourceVersion']),
    target: withVersion(group['target'], group['targetVersion']),
    element: objectsOf(group['element']).map((e) => ({ ...e, target: objectsOf(e['target']).map(targetFromR4) })),
    unmapped:
      unmapped && compact({ ...unmapped, mode: UNMAPPED_MODE[String(unmapped['mode'])], otherMap: unmapped['url'] }),
  })
}

/** R5's operators that R4 has not are written as extensions of an empty operator. */
const FILTER_OP = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-ValueSet.compose.include.filter.op'
const VERSION_ALGORITHM = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-CanonicalResource.versionAlgorithm'

function filterFromR4(filter: Json): Json {
  const stand = isObject(filter['_op']) ? objectsOf(filter['_op']['extension']) : []
  const op = stand.find((e) => e['url'] === FILTER_OP)?.['valueCode']
  return op === undefined ? filter : { ...filter, op }
}

function valueSetFromR4(valueSet: Json): Json {
  if (!isObject(valueSet['compose'])) return valueSet
  const { compose } = valueSet
  const sets = (name: string): Json =>
    compose[name] === undefined
      ? {}
      : {
          [name]: objectsOf(compose[name]).map((set) =>
            set['filter'] === undefined ? set : { ...set, filter: objectsOf(set['filter']).map(filterFromR4) },
          ),
        }
  return { ...valueSet, compose: { ...compose, ...sets('include'), ...sets('exclude') } }
}

function codeSystemFromR4(codeSystem: Json): Json {
  const stated = objectsOf(codeSystem['extension']).find((e) => e['url'] === VERSION_ALGORITHM)
  return stated
    ? { ...codeSystem, versionAlgorithmString: stated['valueString'], versionAlgorithmCoding: stated['valueCoding'] }
    : codeSystem
}

/** An R4 resource as R5 has it. */
export function fromR4(resource: Json): Json {
  switch (resource['resourceType']) {
    case 'CodeSystem':
      return codeSystemFromR4(resource)
    case 'ValueSet':
      return valueSetFromR4(resource)
    case 'ConceptMap':
      return conceptMapFromR4(resource)
    default:
      return resource
  }
}

function conceptMapFromR4(resource: Json): Json {
  const { sourceUri, sourceCanonical, targetUri, targetCanonical, ...rest } = resource
  return compact({
    ...rest,
    sourceScopeUri: sourceUri ?? rest['sourceScopeUri'],
    sourceScopeCanonical: sourceCanonical ?? rest['sourceScopeCanonical'],
    targetScopeUri: targetUri ?? rest['targetScopeUri'],
    targetScopeCanonical: targetCanonical ?? rest['targetScopeCanonical'],
    group: objectsOf(rest['group']).map(groupFromR4),
  })
}
