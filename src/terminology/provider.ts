/**
 * The contract between terminology operations and whatever holds the codes: a FHIR CodeSystem resource, a loaded
 * release of the catalog, a grammar such as BCP-47. Operations know nothing else of a code system.
 *
 * Providers MUST answer from one version only, MUST be free of side effects, and MUST answer for a code system of any
 * size without holding more than they are asked for. Absent things are undefined; a provider throws a TerminologyError
 * only for a filter that it does not understand.
 */
import type { VersionAlgorithm } from './canonical.ts'
import type { Designation } from './designations.ts'
import type { Extension } from './resources.ts'
import type { TypedValue } from './values.ts'

/** How much of the code system a provider holds, as CodeSystem.content says. */
export type ContentMode = 'complete' | 'fragment' | 'example' | 'not-present' | 'supplement'

export interface PublicationStatus {
  readonly status?: string | undefined
  readonly standardsStatus?: string | undefined
  readonly experimental?: boolean | undefined
}

export interface PropertyDefinition {
  readonly code: string
  readonly uri?: string | undefined
  readonly type?: string | undefined
  readonly description?: string | undefined
}

export interface Property {
  readonly code: string
  readonly value: TypedValue
  /** From the definition of the property; absent where it has none. */
  readonly uri?: string | undefined
}

/** One concept. Everything but the code may be read lazily; MUST stay usable after further calls to the provider. */
export interface Concept {
  /** As the code system writes it, whatever case it was asked for in. */
  readonly code: string
  readonly display: string | undefined
  readonly definition: string | undefined
  /** Not to be used as a value, only to group others. */
  readonly abstract: boolean
  readonly inactive: boolean
  readonly deprecated: boolean
  /** Status as the code system records it (`retired`, `deprecated`); undefined where it records none. */
  readonly status: string | undefined
  /** Every name, the display first. */
  readonly designations: readonly Designation[]
  readonly properties: readonly Property[]
  readonly extensions: readonly Extension[]
}

/** A filter of a value set: `property op value`. */
export interface Filter {
  readonly property: string
  readonly op: string
  readonly value: string
}

/** The concepts that pass a filter. */
export interface Selection {
  has(concept: Concept): boolean
  /** In the order of the code system; MUST NOT repeat a concept. */
  concepts(): Iterable<Concept>
}

export interface CodeSystemProvider {
  /** Canonical URL, without version. */
  readonly url: string
  readonly version: string | undefined
  readonly name: string
  readonly title?: string | undefined
  readonly contentMode: ContentMode
  /** Language of displays; undefined where the code system does not say. */
  readonly language: string | undefined
  readonly caseSensitive: boolean
  /** True when concepts have parents, so that an expansion can be nested. */
  readonly hierarchical: boolean
  readonly publication: PublicationStatus
  /** How its versions compare; undefined to judge by their looks. */
  readonly versionAlgorithm: VersionAlgorithm | undefined
  /** True when a version must be given for codes to have a meaning. */
  readonly versionNeeded: boolean
  /** Canonical of the value set of all codes. */
  readonly valueSet: string | undefined
  readonly properties: readonly PropertyDefinition[]
  /** Canonicals of the supplements that were added. */
  readonly supplements: readonly string[]
  /** A grammar makes its codes: there is no list of them. Absent for lists. */
  readonly notEnumerable?: boolean
  /** Codes can be put together from those it lists, so that no list holds all. Absent where none can. */
  readonly compositional?: boolean
  /** Codes may not be listed in bulk under the licence. Absent where they may. */
  readonly bulkRefused?: boolean
  /** What must stand where its content is shown. */
  readonly copyright?: string
  /** `search` gives the best answers and not all of them, so that they cannot be counted. */
  readonly searchesBestOnly?: boolean

  /**
   * Of a system of which only a part is here: whether `code`, which it does not have, may be one of the rest.
   * Absent where any may.
   */
  mayHave?(code: string): boolean
  /** MUST honour `caseSensitive`. */
  locate(code: string): Concept | undefined
  /** How many concepts there are; MUST be cheap. */
  size(): number
  /** All concepts, parents before their children, from the one at `from` (counted from 0) on. */
  concepts(from?: number): Iterable<Concept>
  /** Concepts without a parent. */
  roots(): Iterable<Concept>
  children(concept: Concept): Iterable<Concept>
  parents(concept: Concept): Iterable<Concept>
  /** True when `ancestor` is above `concept`, at any distance; false for a concept and itself. */
  isBelow(concept: Concept, ancestor: Concept): boolean
  /**
   * The concepts that pass, or undefined for a filter that it does not understand. MUST call `look` for every concept
   * that is looked at when they are listed, whether it passes or not.
   */
  select(filter: Filter, look?: () => void): Selection | undefined
  /** Concepts whose names fit words as typed, best first. MUST yield lazily where there may be many. */
  search(text: string): Iterable<Concept>
}
