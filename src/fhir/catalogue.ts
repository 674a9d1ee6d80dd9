/** The resources that can be read and searched: those that are loaded, and what a code system says of itself. */
import type { CodeSystem } from 'fhir/r5.js'
import { compact } from '../terminology/json.ts'
import type { CodeSystemEntry, Library } from '../terminology/library.ts'
import { programName } from '../terminology/program-name.ts'
import { ResourceProvider } from '../terminology/resource-provider.ts'
import type { TerminologyResource } from '../terminology/resources.ts'
import type { ResourceKind } from './definitions.ts'

/** An id as FHIR allows it, from the canonical of a resource that has none. */
function idFrom({ url, version }: { url?: string | undefined; version?: string | undefined }): string {
  const tail = (url ?? '').replace(/^https?:\/\/|^urn:/, '')
  return `${tail}${version ? `-${version}` : ''}`
    .replace(/[^A-Za-z0-9.-]+/g, '-')
    .slice(-64)
    .replace(/^-+/, '')
}

/** A code system that is no resource: what it is, without its codes. */
function described({ provider, url, version }: CodeSystemEntry): CodeSystem {
  const { name, title, caseSensitive, valueSet, properties, publication, language, copyright } = provider()
  return compact({
    resourceType: 'CodeSystem',
    id: idFrom({ url, version }),
    url,
    version,
    language,
    name: programName(name),
    title,
    status: (publication.status ?? 'active') as CodeSystem['status'],
    copyright,
    caseSensitive,
    valueSet,
    content: 'not-present',
    count: provider().notEnumerable ? undefined : provider().size(),
    property: properties.map(({ code, uri, type, description }) =>
      compact({ code, uri, type: (type ?? 'string') as 'string', description }),
    ),
  })
}

function codeSystemOf(entry: CodeSystemEntry): CodeSystem {
  const provider = entry.provider()
  const resource = provider instanceof ResourceProvider ? provider.resource : undefined
  return resource ? { ...resource, id: resource.id ?? idFrom(entry) } : described(entry)
}

/** All resources of a type, in the order of the library. */
export function* resourcesOf(library: Library, kind: ResourceKind): IterableIterator<TerminologyResource> {
  if (kind === 'CodeSystem') for (const entry of library.all().codeSystems) yield codeSystemOf(entry)
  if (kind === 'ValueSet')
    for (const valueSet of library.all().valueSets) yield { ...valueSet, id: valueSet.id ?? idFrom(valueSet) }
  if (kind === 'ConceptMap') for (const map of library.all().conceptMaps) yield { ...map, id: map.id ?? idFrom(map) }
}

export function resourceById(library: Library, kind: ResourceKind, id: string): TerminologyResource | undefined {
  for (const resource of resourcesOf(library, kind)) if (resource.id === id) return resource
  return undefined
}
