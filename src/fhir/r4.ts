/**
 * R5 answers as R4 has them: concept maps name relationships otherwise, expansions have no properties in R4, and
 * `$translate` answers in other words.
 */
import { parseCanonical } from '../terminology/canonical.ts'
import { compact, isObject, type Json, objectsOf, textIn } from '../terminology/json.ts'
import { typedValueOf, valueText } from '../terminology/values.ts'

/** What R5's relationships are called in R4. */
const EQUIVALENCE: Readonly<Record<string, string>> = {
  'related-to': 'relatedto',
  equivalent: 'equivalent',
  'source-is-narrower-than-target': 'wider',
  'source-is-broader-than-target': 'narrower',
  'not-related-to': 'unmatched',
}

const FILTER_OP = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-ValueSet.compose.include.filter.op'
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

/** Operators that R4 has; R5's others are written as an extension of an empty operator. */
const R4_OPERATORS = new Set([
  '=',
  'is-a',
  'descendent-of',
  'is-not-a',
  'regex',
  'in',
  'not-in',
  'generalizes',
  'exists',
])

function filterToR4({ op, ...filter }: Json): Json {
  if (R4_OPERATORS.has(String(op))) return { ...filter, op }
  return { ...filter, _op: { extension: [{ url: FILTER_OP, valueCode: op }] } }
}

function composeToR4({ property, ...compose }: Json): Json {
  const sets = (name: string): Json[] =>
    objectsOf(compose[name]).map(({ copyright, ...set }) =>
      compact({ ...set, filter: objectsOf(set['filter']).map(filterToR4) }),
    )
  return compact({ ...compose, include: sets('include'), exclude: sets('exclude') })
}

function valueSetToR4({ scope, ...whole }: Json): Json {
  const { compose } = whole
  const valueSet = isObject(compose) ? { ...whole, compose: composeToR4(compose) } : whole
  if (!isObject(whole['expansion'])) return valueSet
  const { property, contains, extension, next, ...expansion } = whole['expansion']
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

/** What R5's ways with unmapped codes are called in R4. */
const UNMAPPED_MODE: Readonly<Record<string, string>> = {
  'use-source-code': 'provided',
  fixed: 'fixed',
  'other-map': 'other-map',
}

/** An attribute with its value: in R4 a name, a system and a code. */
function attributeToR4(each: Json): Json {
  const typed = typedValueOf(each)
  const coding = typed?.type === 'Coding' ? (typed.value as Json) : undefined
  return compact({
    property: each['attribute'],
    system: coding?.['system'],
    value: typed && valueText(typed),
    display: coding?.['display'],
  })
}

function targetToR4({ relationship, property, ...target }: Json): Json {
  return compact({
    ...target,
    equivalence: EQUIVALENCE[String(relationship)],
    product: objectsOf(target['product']).map(attributeToR4),
    dependsOn: objectsOf(target['dependsOn']).map(attributeToR4),
  })
}

function elementToR4({ noMap, property, ...element }: Json): Json {
  const target = noMap === true ? [{ equivalence: 'unmatched' }] : objectsOf(element['target']).map(targetToR4)
  return compact({ ...element, target })
}

function groupToR4(group: Json): Json {
  const side = (name: string): Json => {
    const { url, version } = parseCanonical(textIn(group, name) ?? '')
    return { [name]: url || undefined, [`${name}Version`]: version }
  }
  const unmapped = isObject(group['unmapped']) ? group['unmapped'] : undefined
  const { otherMap, mode, relationship, ...rest } = unmapped ?? {}
  return compact({
    ...group,
    ...side('source'),
    ...side('target'),
    element: objectsOf(group['element']).map(elementToR4),
    unmapped: unmapped && compact({ ...rest, mode: UNMAPPED_MODE[String(mode)], url: otherMap }),
  })
}

function conceptMapToR4({
  sourceScopeUri,
  sourceScopeCanonical,
  targetScopeUri,
  targetScopeCanonical,
  property,
  additionalAttribute,
  ...map
}: Json): Json {
  return compact({
    ...map,
    sourceUri: sourceScopeUri,
    sourceCanonical: sourceScopeCanonical,
    targetUri: targetScopeUri,
    targetCanonical: targetScopeCanonical,
    group: objectsOf(map['group']).map(groupToR4),
  })
}

/** R4 knows products as codes of an element. */
function productPartToR4({ name, ...value }: Json): Json {
  if (name === 'attribute') return { name: 'element', ...value }
  const typed = typedValueOf(value)
  return { name: 'concept', valueCoding: typed?.type === 'Coding' ? typed.value : { code: typed && valueText(typed) } }
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
      case 'product':
        return [{ name: 'product', part: objectsOf(part['part']).map(productPartToR4) }]
      case 'dependsOn':
      case 'property':
        return []
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
