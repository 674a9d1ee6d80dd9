/**
 * The official maps between code systems that an edition holds (ICD-9-CM to ICD-10-CM by CMS's general equivalence
 * mappings, SNOMED CT to ICD-10-CM) as concept maps. A map has tens of thousands of rows, so one is made for each code that
 * is asked for, with the rows of that code alone. Their address is `SOURCE?fhir_cm=TARGET`, with the URIs of both systems.
 */
import type { Catalog } from '../catalog/catalog.ts'
import { systemWithId } from '../systems/registry.ts'
import type { CodeSystem } from '../systems/system.ts'
import { impliedBase } from './implied-address.ts'
import { programName } from './program-name.ts'
import type { Coding, ConceptMap, ConceptMapGroupElement } from './resources.ts'

const IMPLIED = /^([^?]+)\?fhir_cm=(.+)$/

/** True for an address that a map of an edition may have. */
export const isImpliedMap = (url: string): boolean => IMPLIED.test(url)

/** The maps that say something of a coding, each with its rows of that code; `reverse`: as a target. */
export function mapsOf(
  catalog: Catalog,
  { system, code }: { system: CodeSystem; code: string },
  reverse: boolean,
): ConceptMap[] {
  const stored = system.grammar.normalize(code)
  if (stored === undefined) return []
  const maps = new Map<string, { source: CodeSystem; target: CodeSystem; elements: ConceptMapGroupElement[] }>()
  for (const relation of catalog.relations(system.id, stored)) {
    const isSource = relation.system === system.id && relation.code === stored
    const [source, target] = [systemWithId(relation.system), systemWithId(relation.targetSystem)]
    const relationship = source?.relations?.[relation.kind]?.maps
    if (isSource === reverse || !source || !target || source.id === target.id || relationship === undefined) continue
    const key = `${source.id} ${target.id}`
    const map = maps.get(key) ?? { source, target, elements: [] }
    maps.set(key, map)
    map.elements.push({
      code: source.grammar.display(relation.code),
      target: [{ code: target.grammar.display(relation.target), relationship }],
    })
  }
  return [...maps.values()].map(conceptMap)
}

/** The maps of an edition as they are listed: what they lead from and to, without their rows. */
export function describedMaps(catalog: Catalog): ConceptMap[] {
  const maps = new Map<string, ConceptMap>()
  for (const { system, kind, targetSystem } of catalog.linkedSystems()) {
    const [source, target] = [systemWithId(system), systemWithId(targetSystem)]
    if (!source || !target || source.relations?.[kind]?.maps === undefined) continue
    const { group, ...map } = conceptMap({ source, target, elements: [] })
    maps.set(`${system} ${targetSystem}`, {
      ...map,
      id: `${source.id}-to-${target.id}`,
      description: `Asked a code at a time: ConceptMap/$translate?url=${map.url}`,
      sourceScopeUri: `${impliedBase(source)}?fhir_vs`,
      targetScopeUri: `${impliedBase(target)}?fhir_vs`,
    })
  }
  return [...maps.values()]
}

function conceptMap(map: { source: CodeSystem; target: CodeSystem; elements: ConceptMapGroupElement[] }): ConceptMap {
  const { source, target, elements } = map
  return {
    resourceType: 'ConceptMap',
    url: `${impliedBase(source)}?fhir_cm=${impliedBase(target)}`,
    name: programName(`${source.name}To${target.name}`),
    title: `${source.name} to ${target.name}`,
    status: 'active',
    group: [{ source: source.uri, target: target.uri, element: elements }],
  }
}

/** A coding's system, by any of the addresses that the shelf knows. */
export type SystemOf = (uri: string | undefined) => CodeSystem | undefined

/** What a shelf answers when it is asked for the maps of a coding. */
export const impliedMaps =
  (catalog: Catalog, systemOf: SystemOf) =>
  ({ system: uri, code }: Coding, reverse: boolean): ConceptMap[] => {
    const system = systemOf(uri)
    return system && code !== undefined ? mapsOf(catalog, { system, code }, reverse) : []
  }
