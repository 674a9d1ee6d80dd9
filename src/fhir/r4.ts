/**
 * R5 answers as R4 has them: concept maps name relationships otherwise, expansions have no properties in R4, and
 * `$translate` answers in other words.
 */
import { compact, isObject, type Json, objectsOf, textIn } from '../terminology/json.ts'

/** What R5's relationships are called in R4. */
const EQUIVALENCE: Readonly<Record<string, string>> = {
  'related-to': 'relatedto',
  equivalent: 'equivalent',
  'source-is-narrower-than-target': 'wider',
  'source-is-broader-than-target': 'narrower',
  'not-related-to': 'unmatched',
}

const EXPANSION_PROPERTY = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-ValueSet.expansion.property'
const ENTRY_PROPERTY = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-ValueSet.expansion.contains.property'

/** A property of an expansion as an extension of it. */
function propertyExtension(url: string, property: Json): Json {
  const part = (name: string, member: string): Json => ({
    url: name,
    [member]: property[member === 'valueUri' ? 'uri' : member],
  })
  const value = Object.keys(property).find((key) => key.startsWith('value'))
  return {
    url,
    extension: [
      { url: 'code', valueCode: property['code'] },
      ...(property['uri'] ? [part('uri', 'valueUri')] : []),
      ...(value ? [part('value', value)] : []),
    ],
  }
}

function entryToR4({ property, contains, extension, ...entry }: Json): Json {
  const added = objectsOf(property).map((p) => propertyExtension(ENTRY_PROPERTY, p))
  return compact({
    ...entry,
    extension: [...objectsOf(extension), ...added],
    contains: objectsOf(contains).map(entryToR4),
  })
}

function valueSetToR4(valueSet: Json): Json {
  if (!isObject(valueSet['expansion'])) return valueSet
  const { property, contains, extension, ...expansion } = valueSet['expansion']
  const added = objectsOf(property).map((p) => propertyExtension(EXPANSION_PROPERTY, p))
  return {
    ...valueSet,
    expansion: compact({
      ...expansion,
      extension: [...objectsOf(extension), ...added],
      contains: objectsOf(contains).map(entryToR4),
    }),
  }
}

function conceptMapToR4({
  sourceScopeUri,
  sourceScopeCanonical,
  targetScopeUri,
  targetScopeCanonical,
  ...map
}: Json): Json {
  const target = ({ relationship, ...rest }: Json): Json => ({
    ...rest,
    equivalence: EQUIVALENCE[String(relationship)],
  })
  return compact({
    ...map,
    sourceUri: sourceScopeUri,
    sourceCanonical: sourceScopeCanonical,
    targetUri: targetScopeUri,
    targetCanonical: targetScopeCanonical,
    group: objectsOf(map['group']).map((group) => ({
      ...group,
      element: objectsOf(group['element']).map((e) => ({ ...e, target: objectsOf(e['target']).map(target) })),
    })),
  })
}

/** A match of `$translate` in R4: an equivalence, and the map as `source`, unless that names the source concept. */
function matchToR4(match: Json): Json {
  const isReverse = objectsOf(match['part']).some((part) => part['name'] === 'source')
  const parts = objectsOf(match['part']).flatMap((part): Json[] => {
    switch (part['name']) {
      case 'relationship':
        return [{ name: 'equivalence', valueCode: EQUIVALENCE[textIn(part, 'valueCode') ?? ''] }]
      case 'originMap':
        return isReverse ? [] : [{ name: 'source', valueUri: part['valueCanonical'] }]
      default:
        return [part]
    }
  })
  return { ...match, part: parts }
}

function parametersToR4(parameters: Json): Json {
  const list = objectsOf(parameters['parameter']).map((parameter): Json => {
    if (parameter['name'] === 'match') return matchToR4(parameter)
    return isObject(parameter['resource']) ? { ...parameter, resource: toR4(parameter['resource']) } : parameter
  })
  return { ...parameters, parameter: list }
}

/** An R5 resource as R4 has it. */
export function toR4(resource: Json): Json {
  switch (resource['resourceType']) {
    case 'ValueSet':
      return valueSetToR4(resource)
    case 'ConceptMap':
      return conceptMapToR4(resource)
    case 'Parameters':
      return parametersToR4(resource)
    case 'Bundle': {
      const entry = objectsOf(resource['entry']).map((each) =>
        isObject(each['resource']) ? { ...each, resource: toR4(each['resource']) } : each,
      )
      // FHIR knows no empty lists.
      return entry.length > 0 ? { ...resource, entry } : resource
    }
    default:
      return resource
  }
}
