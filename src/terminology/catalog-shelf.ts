/**
 * Every loaded system of an edition under its official URI, each release as a version; and their value sets: `URI?fhir_vs`
 * for all codes, `URI?fhir_vs=isa/CODE` for a code and all below it, `URI?fhir_vs=ecl/…` for what a constraint selects, after
 * the pattern that FHIR has for large systems.
 */
import type { Release } from '../catalog/types.ts'
import type { Budget } from '../core/budget.ts'
import { type IsoDate, today } from '../core/date.ts'
import type { Edition } from '../edition/edition.ts'
import { systemWithId } from '../systems/registry.ts'
import type { CodeSystem } from '../systems/system.ts'
import { describedMaps, impliedMaps } from './catalog-maps.ts'
import { CatalogProvider } from './catalog-provider.ts'
import { impliedBase } from './implied-address.ts'
import type { CodeSystemEntry, Shelf, ShelfContent, ValueSetEntry } from './library.ts'
import { programName } from './program-name.ts'
import type { ConceptMap, ValueSet, ValueSetComposeIncludeFilter } from './resources.ts'

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
  const whole = new Map(
    loaded.flatMap((each) => (each.system.valueSets ?? []).map((address) => [address, each] as const)),
  )
  return {
    codeSystems: (url) => byUri.get(url)?.entries ?? [],
    valueSets: (url) => {
      const named = whole.get(url)
      return named ? setsOf(named, { url }) : impliedBy(url, byUri)
    },
    conceptMaps: () => [],
    mapsOf: impliedMaps(catalog, (uri) => byUri.get(uri ?? '')?.system),
    supplementsTo: () => [],
    all: (): ShelfContent => ({
      codeSystems: loaded.flatMap((each) => each.entries),
      valueSets: loaded.flatMap((each) => setsOf(each, {}).map((v) => v.valueSet)),
      get conceptMaps() {
        maps ??= describedMaps(catalog)
        return maps
      },
    }),
  }
}

/** The official URI, and the object identifiers and other addresses by which programs know the system. */
function urisOf(system: CodeSystem): string[] {
  const { uri, oids = [], names = [] } = system
  return [
    uri,
    impliedBase(system),
    ...oids.map((oid) => `urn:oid:${oid}`),
    ...names.filter((name) => /^(?:https?|urn):/.test(name)),
  ]
}

/** Which codes of a system a value set has; absent: all. `suffix` is how its address says so. */
interface Part {
  readonly suffix: string
  readonly title: string
  readonly filter: ValueSetComposeIncludeFilter
}

const IMPLIED = /^(.+)\?fhir_vs(?:=(.+))?$/s

/** `isa/E11`, `ecl/< 404684003`, `refset/…`; undefined for what is none of a system's value sets. */
function partOf(system: CodeSystem, asked: string): Part | undefined {
  const [, kind, value] = /^(isa|ecl|refset)(?:\/(.+))?$/s.exec(asked) ?? []
  const part = (title: string, filter: ValueSetComposeIncludeFilter): Part => ({ suffix: `=${asked}`, title, filter })
  if (kind === 'isa' && value !== undefined)
    return part(`${value} of ${system.name} and all below it`, { property: 'concept', op: 'is-a', value })
  if (system.constraints === undefined || (kind === 'ecl' && value === undefined)) return undefined
  const constraint = kind === 'ecl' ? decoded(value!) : kind === 'refset' ? `^ ${value ?? '*'}` : undefined
  if (constraint === undefined) return undefined
  return part(`${constraint} of ${system.name}`, { property: 'constraint', op: '=', value: constraint })
}

/** Constraints may come with what addresses cannot hold written in percent signs. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function impliedBy(url: string, byUri: ReadonlyMap<string, LoadedSystem>): ValueSetEntry[] {
  const [, uri = '', asked] = IMPLIED.exec(url) ?? []
  const found = byUri.get(uri)
  if (!found) return []
  if (asked === undefined) return setsOf(found, {})
  const part = partOf(found.system, asked)
  return part ? setsOf(found, { part }) : []
}

/** A value set for each version: all codes, or a part of them; under `url` where FHIR has an address for it. */
function setsOf({ system, entries }: LoadedSystem, { part, url }: { part?: Part; url?: string }): ValueSetEntry[] {
  const filter = part === undefined ? {} : { filter: [part.filter] }
  return entries.map((entry) => {
    const { version = '', provider } = entry
    return {
      version,
      get isCurrent() {
        return entry.isCurrent === true
      },
      // Of several versions one is wanted.
      get valueSet(): ValueSet {
        return {
          resourceType: 'ValueSet',
          url: url ?? `${impliedBase(system)}?fhir_vs${part?.suffix ?? ''}`,
          version,
          name: programName(`${system.name}${part === undefined ? '' : part.suffix}`),
          title: part?.title ?? `All codes of ${system.name}`,
          status: 'active',
          experimental: false,
          copyright: provider().copyright ?? '',
          compose: { include: [{ system: system.uri, version, ...filter }] },
        }
      },
    }
  })
}
