/**
 * Every loaded system of an edition under its official URI, each release as a version; and their value sets: `URI?fhir_vs`
 * for all codes, `URI?fhir_vs=isa/CODE` for a code and all below it, after the pattern that FHIR has for large systems.
 */
import type { Release } from '../catalog/types.ts'
import type { Budget } from '../core/budget.ts'
import { type IsoDate, today } from '../core/date.ts'
import type { Edition } from '../edition/edition.ts'
import { systemWithId } from '../systems/registry.ts'
import type { CodeSystem } from '../systems/system.ts'
import { describedMaps, impliedMaps } from './catalog-maps.ts'
import { CatalogProvider } from './catalog-provider.ts'
import type { CodeSystemEntry, Shelf, ShelfContent, ValueSetEntry } from './library.ts'
import type { ConceptMap } from './resources.ts'

interface LoadedSystem {
  readonly system: CodeSystem
  readonly entries: readonly CodeSystemEntry[]
}

/**
 * @param day today, which tells the release in force
 * @param budget what a search for the request at hand may cost
 */
export function catalogShelf(
  { catalog, engine, search, manifest }: Edition,
  day: () => IsoDate = today,
  budget: () => Budget | undefined = () => undefined,
): Shelf {
  const isPart = ({ system, label }: Release): boolean =>
    manifest.releases
      .filter((release) => release.system === system && release.label === label)
      .some(({ sources }) => sources.some(({ location }) => location === 'starter'))
  const byId = Map.groupBy(catalog.releases, (release) => release.system)
  const loaded = [...byId].flatMap(([id, releases]): LoadedSystem[] => {
    const system = systemWithId(id)
    if (!system) return []
    const entries = releases.map((release): CodeSystemEntry => {
      const provider = new CatalogProvider(system, release, { catalog, engine, search, today: day, budget, isPart })
      return {
        url: system.uri,
        version: release.label,
        content: provider.contentMode,
        algorithm: undefined,
        get isCurrent() {
          return catalog.releaseAsOf(id, day())?.id === release.id
        },
        provider: () => provider,
      }
    })
    return [{ system, entries }]
  })
  let maps: readonly ConceptMap[] | undefined
  const byUri = new Map(loaded.flatMap((each) => urisOf(each.system).map((uri) => [uri, each] as const)))
  return {
    codeSystems: (url) => byUri.get(url)?.entries ?? [],
    valueSets: (url) => impliedBy(url, byUri),
    conceptMaps: () => [],
    mapsOf: impliedMaps(catalog, (uri) => byUri.get(uri ?? '')?.system),
    supplementsTo: () => [],
    all: (): ShelfContent => ({
      codeSystems: loaded.flatMap((each) => each.entries),
      valueSets: loaded.flatMap((each) => wholeOf(each, undefined).map((v) => v.valueSet)),
      get conceptMaps() {
        maps ??= describedMaps(catalog)
        return maps
      },
    }),
  }
}

/** The official URI, and the object identifiers and other addresses by which programs know the system. */
function urisOf({ uri, oids = [], names = [] }: CodeSystem): string[] {
  return [uri, ...oids.map((oid) => `urn:oid:${oid}`), ...names.filter((name) => /^(?:https?|urn):/.test(name))]
}

const IMPLIED = /^(.+)\?fhir_vs(?:=isa\/(.+))?$/

function impliedBy(url: string, byUri: ReadonlyMap<string, LoadedSystem>): ValueSetEntry[] {
  const [, uri = '', root] = IMPLIED.exec(url) ?? []
  const found = byUri.get(uri)
  return found ? wholeOf(found, root) : []
}

/** A value set for each version: all codes, or `root` and all below it. */
function wholeOf({ system, entries }: LoadedSystem, root: string | undefined): ValueSetEntry[] {
  const filter = root === undefined ? {} : { filter: [{ property: 'concept', op: 'is-a' as const, value: root }] }
  return entries.map(({ version = '', isCurrent = false, provider }) => ({
    version,
    isCurrent,
    valueSet: {
      resourceType: 'ValueSet',
      url: `${system.uri}?fhir_vs${root === undefined ? '' : `=isa/${root}`}`,
      version,
      name: `${system.id}${root === undefined ? '' : `IsA${root.replace(/\W/g, '')}`}`,
      title: root === undefined ? `All codes of ${system.name}` : `${root} of ${system.name} and all below it`,
      status: 'active',
      experimental: false,
      copyright: provider().copyright ?? '',
      compose: { include: [{ system: system.uri, version, ...filter }] },
    },
  }))
}
