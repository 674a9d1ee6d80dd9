/** A shelf of FHIR resources in memory: those of a request, of files, of packages. */
import { parseCanonical } from './canonical.ts'
import type { CodeSystemEntry, Shelf, ShelfContent, ValueSetEntry } from './library.ts'
import { ResourceProvider, supplementedBy, versionAlgorithmOf } from './resource-provider.ts'
import type { CodeSystem, ConceptMap, TerminologyResource, ValueSet } from './resources.ts'

function entryOf(resource: CodeSystem): CodeSystemEntry {
  let provider: ResourceProvider | undefined
  return {
    url: resource.url ?? '',
    version: resource.version,
    content: resource.content,
    algorithm: versionAlgorithmOf(resource),
    provider() {
      provider ??= new ResourceProvider(resource)
      return provider
    },
  }
}

/** The value set of all codes of a code system, where the code system names one. */
function wholeOf({ url, version, valueSet, content, status }: CodeSystem): ValueSet[] {
  if (!url || !valueSet || content === 'supplement') return []
  const pinned = version === undefined ? {} : { version }
  return [
    { resourceType: 'ValueSet', url: valueSet, ...pinned, status, compose: { include: [{ system: url, ...pinned }] } },
  ]
}

const byUrl = <T extends { url?: string | undefined }>(list: readonly T[]): Map<string, T[]> =>
  Map.groupBy(
    list.filter((r) => r.url !== undefined),
    (r) => r.url!,
  )

export class ResourceShelf implements Shelf {
  readonly #entries: Map<string, CodeSystemEntry[]>
  readonly #valueSets: Map<string, ValueSet[]>
  readonly #maps: readonly ConceptMap[]
  readonly #supplements: Map<string, CodeSystem[]>
  /** Value sets of all codes, under the names that code systems give them. */
  readonly #whole: Map<string, ValueSet[]>

  constructor(resources: readonly TerminologyResource[]) {
    const codeSystems = resources.filter((r) => r.resourceType === 'CodeSystem')
    this.#entries = byUrl(codeSystems.map(entryOf))
    this.#valueSets = byUrl(resources.filter((r) => r.resourceType === 'ValueSet'))
    this.#whole = byUrl(codeSystems.flatMap(wholeOf))
    this.#maps = resources.filter((r) => r.resourceType === 'ConceptMap')
    this.#supplements = Map.groupBy(
      codeSystems.filter((r) => supplementedBy(r) !== undefined),
      (r) => parseCanonical(supplementedBy(r)!).url,
    )
  }

  codeSystems(url: string): readonly CodeSystemEntry[] {
    return this.#entries.get(url) ?? []
  }

  valueSets(url: string): readonly ValueSetEntry[] {
    const found = this.#valueSets.get(url) ?? this.#whole.get(url) ?? []
    return found.map((valueSet) => ({ version: valueSet.version, valueSet }))
  }

  conceptMaps(): readonly ConceptMap[] {
    return this.#maps
  }

  supplementsTo(url: string): readonly CodeSystem[] {
    return this.#supplements.get(url) ?? []
  }

  all(): ShelfContent {
    return {
      codeSystems: [...this.#entries.values()].flat(),
      valueSets: [...this.#valueSets.values()].flat(),
      conceptMaps: this.#maps,
    }
  }
}
