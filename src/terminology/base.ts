/**
 * FHIR's own small code systems that other definitions lean on everywhere, with their value sets. They are published
 * with each release of FHIR, as its version (CC0). Whoever needs the rest loads the package `hl7.fhir.r5.core`.
 */
import type { CodeSystem, TerminologyResource, ValueSet } from './resources.ts'

interface BaseSystem {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly codes: readonly (readonly [code: string, display: string])[]
}

const SYSTEMS: readonly BaseSystem[] = [
  {
    id: 'administrative-gender',
    name: 'AdministrativeGender',
    title: 'AdministrativeGender',
    codes: [
      ['male', 'Male'],
      ['female', 'Female'],
      ['other', 'Other'],
      ['unknown', 'Unknown'],
    ],
  },
  {
    id: 'publication-status',
    name: 'PublicationStatus',
    title: 'PublicationStatus',
    codes: [
      ['draft', 'Draft'],
      ['active', 'Active'],
      ['retired', 'Retired'],
      ['unknown', 'Unknown'],
    ],
  },
]

function resourcesOf({ id, name, title, codes }: BaseSystem, version: string): [CodeSystem, ValueSet] {
  const head = { id, name, title, version, status: 'active', experimental: false } as const
  const url = `http://hl7.org/fhir/${id}`
  const valueSet = `http://hl7.org/fhir/ValueSet/${id}`
  return [
    {
      resourceType: 'CodeSystem',
      ...head,
      url,
      valueSet,
      language: 'en',
      caseSensitive: true,
      content: 'complete',
      concept: codes.map(([code, display]) => ({ code, display })),
    },
    { resourceType: 'ValueSet', ...head, url: valueSet, compose: { include: [{ system: url }] } },
  ]
}

/** The resources as `version` of FHIR publishes them. */
export function baseResources(version: string): TerminologyResource[] {
  return SYSTEMS.flatMap((system) => resourcesOf(system, version))
}
