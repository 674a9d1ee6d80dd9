/** The code systems of standards bodies that ship with the program, with the value sets that FHIR has of them. */
import { STANDARD_SYSTEMS } from '../systems/standards/index.ts'
import type { StandardSystem } from '../systems/standards/standard-system.ts'
import type { CodeSystemEntry, Shelf } from './library.ts'
import type { ValueSet } from './resources.ts'
import { StandardProvider } from './standard-provider.ts'

interface Placed {
  readonly system: StandardSystem
  readonly entry: CodeSystemEntry
  readonly valueSets: readonly ValueSet[]
}

function placed(system: StandardSystem): Placed {
  const provider = new StandardProvider(system)
  const { uri: url, version } = system
  const pinned = version === undefined ? {} : { version }
  const implied = { url: `${url}?fhir_vs`, name: `All${system.name}`, title: `All of: ${system.title}` }
  return {
    system,
    entry: { url, version, content: 'complete', algorithm: undefined, provider: () => provider },
    valueSets: [implied, ...system.valueSets].map(({ url: address, name, title, ...more }) => ({
      resourceType: 'ValueSet',
      url: address,
      name,
      title,
      ...pinned,
      status: 'active',
      experimental: false,
      copyright: system.copyright,
      compose: {
        include: [
          {
            system: url,
            ...('pattern' in more &&
              more.pattern !== undefined && { filter: [{ property: 'code', op: 'regex', value: more.pattern }] }),
          },
        ],
      },
    })),
  }
}

let shelf: Shelf | undefined

export function standardShelf(): Shelf {
  shelf ??= made(STANDARD_SYSTEMS.map(placed))
  return shelf
}

function made(all: readonly Placed[]): Shelf {
  const byUri = new Map(
    all.flatMap((each) =>
      [each.system.uri, ...(each.system.oids ?? []).map((oid) => `urn:oid:${oid}`)].map((uri) => [uri, each] as const),
    ),
  )
  const valueSets = all.flatMap((each) => each.valueSets)
  return {
    codeSystems: (url) => {
      const found = byUri.get(url)
      return found ? [found.entry] : []
    },
    valueSets: (url) =>
      valueSets.filter((each) => each.url === url).map((valueSet) => ({ version: valueSet.version, valueSet })),
    conceptMaps: () => [],
    supplementsTo: () => [],
    all: () => ({ codeSystems: all.map((each) => each.entry), valueSets, conceptMaps: [] }),
  }
}
