/** What this server says of itself: CapabilityStatement, TerminologyCapabilities and the versions of FHIR it speaks. */
import type { CapabilityStatement, Parameters, TerminologyCapabilities } from 'fhir/r5.js'
import { compact } from '../terminology/json.ts'
import type { Library } from '../terminology/library.ts'
import { VERSION } from '../version.ts'
import { DEFINITIONS, EXPAND, type OperationDefinition, type ResourceKind } from './definitions.ts'
import { SEARCH_PARAMETERS } from './search.ts'
import { type FhirVersion, VERSIONS } from './version.ts'

/** Day on which what is declared here last changed. */
const DECLARED = '2026-11-30'

/** Version of HL7's terminology ecosystem tests whose rules are followed. */
const TEST_VERSION = '1.8.0'

const FEATURE = 'http://hl7.org/fhir/uv/application-feature/StructureDefinition/feature'

const feature = (definition: string, value: object): object => ({
  url: FEATURE,
  extension: [
    { url: 'definition', valueCanonical: definition },
    { url: 'value', ...value },
  ],
})

const operationOf = ({ name, canonical }: OperationDefinition) => ({ name, definition: canonical })

const KINDS: readonly ResourceKind[] = ['CodeSystem', 'ConceptMap', 'ValueSet']

function head(kind: 'CapabilityStatement' | 'TerminologyCapabilities', base: string) {
  return {
    url: `${base}/${kind}/medcodex`,
    version: VERSION,
    name: `Medcodex${kind}`,
    title: `Medcodex ${kind === 'CapabilityStatement' ? 'capability statement' : 'terminology capabilities'}`,
    status: 'active' as const,
    date: DECLARED,
    kind: 'instance' as const,
    software: {
      name: 'Medcodex',
      version: VERSION,
      // The other resource has no such element.
      ...(kind === 'CapabilityStatement' && { releaseDate: DECLARED }),
    },
    implementation: { description: 'Medcodex terminology server', url: base },
  }
}

/** @param base address of the endpoint */
export function capabilityStatement(version: FhirVersion, base: string): CapabilityStatement {
  const resource = KINDS.map((type) => ({
    type,
    interaction: [{ code: 'read' as const }, { code: 'search-type' as const }],
    searchParam: Object.entries(SEARCH_PARAMETERS).map(([name, { type: kind }]) => ({ name, type: kind })),
    operation: DEFINITIONS.filter((d) => d.on.includes(type)).map(operationOf),
  }))
  const server = DEFINITIONS.filter((d) => d.on.length === 0).map(operationOf)
  return {
    resourceType: 'CapabilityStatement',
    extension: [
      feature('http://hl7.org/fhir/uv/tx-tests/FeatureDefinition/test-version', { valueCode: TEST_VERSION }),
      feature('http://hl7.org/fhir/uv/tx-ecosystem/FeatureDefinition/CodeSystemAsParameter', { valueBoolean: true }),
    ] as NonNullable<CapabilityStatement['extension']>,
    ...head('CapabilityStatement', base),
    instantiates: ['http://hl7.org/fhir/CapabilityStatement/terminology-server'],
    fhirVersion: version.number,
    format: ['application/fhir+json'],
    rest: [
      {
        mode: 'server',
        resource,
        interaction: [{ code: 'batch' }],
        operation: [...server, { name: 'versions', definition: 'http://hl7.org/fhir/OperationDefinition/-s-versions' }],
      },
    ],
  }
}

export function terminologyCapabilities(version: FhirVersion, base: string, library: Library): TerminologyCapabilities {
  const usable = library.all().codeSystems.filter((entry) => entry.content !== 'supplement')
  const codeSystem = [...Map.groupBy(usable, (entry) => entry.url)].map(([uri, entries]) => {
    const latest = library.codeSystem(uri)?.version
    return compact({
      uri,
      version: entries.flatMap(({ version: code }) =>
        code === undefined ? [] : [{ code, isDefault: code === latest }],
      ),
      // R4 has no such element.
      content: version.path === 'r5' ? entries[0]!.content : undefined,
      subsumption: true,
    })
  })
  const codeSearch = version.path === 'r5' ? 'in-compose-or-expansion' : 'all'
  return {
    resourceType: 'TerminologyCapabilities',
    ...head('TerminologyCapabilities', base),
    codeSystem: codeSystem as NonNullable<TerminologyCapabilities['codeSystem']>,
    expansion: {
      hierarchical: true,
      paging: true,
      incomplete: true,
      parameter: Object.keys(EXPAND.parameters)
        .sort()
        .map((name) => ({ name })),
      textFilter: 'Each word must begin a word of a name of the code, or the text must begin the code.',
    },
    codeSearch: codeSearch as 'in-compose',
    validateCode: { translations: false },
    translation: { needsMap: false },
    closure: { translation: false },
  }
}

export function versions(version: FhirVersion): Parameters {
  const short = ({ number }: FhirVersion): string => number.slice(0, 3)
  return {
    resourceType: 'Parameters',
    parameter: [
      ...VERSIONS.map((each) => ({ name: 'version', valueString: short(each) })),
      { name: 'default', valueString: short(version) },
    ],
  }
}
