/**
 * Where code systems, value sets and concept maps are found by their canonical URL. A library is a list of shelves: the
 * resources of the request stand before those loaded at start, which stand before what is always there. The first shelf
 * with a fitting version answers, with its latest.
 */
import { compareVersions, type VersionAlgorithm, versionMatches } from './canonical.ts'
import type { CodeSystemProvider, ContentMode } from './provider.ts'
import type { CodeSystem, Coding, ConceptMap, ValueSet } from './resources.ts'

/** One version of a code system; the provider is made when it is used. */
export interface CodeSystemEntry {
  readonly url: string
  readonly version: string | undefined
  readonly content: ContentMode
  readonly algorithm: VersionAlgorithm | undefined
  /** The version that holds where none is named; absent: the latest. */
  readonly isCurrent?: boolean
  provider(): CodeSystemProvider
}

/** One version of a value set. */
export interface ValueSetEntry {
  readonly version: string | undefined
  /** The version that holds where none is named; absent: the latest. */
  readonly isCurrent?: boolean
  readonly valueSet: ValueSet
}

export interface Shelf {
  /** Every version of a code system it has, supplements too. */
  codeSystems(url: string): readonly CodeSystemEntry[]
  valueSets(url: string): readonly ValueSetEntry[]
  conceptMaps(): readonly ConceptMap[]
  /** Maps it makes for one code, with what they say of it; absent where all its maps are listed. */
  mapsOf?(coding: Coding, reverse: boolean): readonly ConceptMap[]
  /** Supplements to a code system, whatever their version. */
  supplementsTo(url: string): readonly CodeSystem[]
  /** Whether it lists its resources to those that browse. */
  all(): ShelfContent
}

export interface ShelfContent {
  readonly codeSystems: readonly CodeSystemEntry[]
  readonly valueSets: readonly ValueSet[]
  /** Maps as they are listed; of those with too many rows what they lead from and to. */
  readonly conceptMaps: readonly ConceptMap[]
}

const USABLE = new Set<ContentMode>(['complete', 'fragment', 'example'])

/** The latest of those that fit `version`, or of all. */
function latest<T extends { readonly version?: string | undefined; readonly isCurrent?: boolean }>(
  list: readonly T[],
  version: string | undefined,
  algorithm: (item: T) => VersionAlgorithm | undefined,
): T | undefined {
  const exact = list.find((item) => item.version === version)
  if (version !== undefined && exact) return exact
  const current = list.find((item) => item.isCurrent)
  if (version === undefined && current) return current
  const fitting = list.filter((item) => version === undefined || versionMatches(version, item.version, algorithm(item)))
  return fitting.reduce<T | undefined>(
    (best, item) => (best && compareVersions(best.version, item.version) >= 0 ? best : item),
    undefined,
  )
}

export class Library {
  readonly #shelves: readonly Shelf[]

  constructor(shelves: readonly Shelf[]) {
    this.#shelves = shelves
  }

  /** The same library with another shelf before all others. */
  with(shelf: Shelf): Library {
    return new Library([shelf, ...this.#shelves])
  }

  /** The latest version that fits `version`, or the latest of all; supplements only where they are asked for. */
  codeSystem(url: string, version?: string | undefined, { supplement = false } = {}): CodeSystemEntry | undefined {
    let partial: CodeSystemEntry | undefined
    for (const shelf of this.#shelves) {
      const entries = shelf
        .codeSystems(url)
        .filter((e) => (supplement ? e.content === 'supplement' : USABLE.has(e.content)))
      const found = latest(entries, version, (e) => e.algorithm)
      if (found && (supplement || found.content === 'complete')) return found
      partial ??= found
    }
    return partial
  }

  /** All versions of a code system that can be used, in order. */
  versions(url: string): string[] {
    const versions = this.#shelves.flatMap((shelf) => shelf.codeSystems(url).filter((e) => e.content !== 'supplement'))
    return [...new Set(versions.flatMap((e) => (e.version === undefined ? [] : [e.version])))].sort()
  }

  valueSet(url: string, version?: string | undefined): ValueSet | undefined {
    for (const shelf of this.#shelves) {
      const found = latest(shelf.valueSets(url), version, () => undefined)
      if (found) return found.valueSet
    }
    return undefined
  }

  conceptMap(url: string, version?: string | undefined): ConceptMap | undefined {
    const maps = this.conceptMaps().filter((map) => map.url === url)
    return latest(maps, version, () => undefined)
  }

  conceptMaps(): ConceptMap[] {
    return this.#shelves.flatMap((shelf) => shelf.conceptMaps())
  }

  /** Maps made for one code. */
  mapsOf(coding: Coding, reverse: boolean): ConceptMap[] {
    return this.#shelves.flatMap((shelf) => shelf.mapsOf?.(coding, reverse) ?? [])
  }

  supplementsTo(url: string): CodeSystem[] {
    return this.#shelves.flatMap((shelf) => shelf.supplementsTo(url))
  }

  /** Everything there is, first shelf first. */
  all(): ShelfContent {
    const contents = this.#shelves.map((shelf) => shelf.all())
    return {
      codeSystems: contents.flatMap((c) => c.codeSystems),
      valueSets: contents.flatMap((c) => c.valueSets),
      conceptMaps: contents.flatMap((c) => c.conceptMaps),
    }
  }
}
