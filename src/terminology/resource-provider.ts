/** Codes of a FHIR CodeSystem resource, complete or a part of one. */
import { canonicalText, type VersionAlgorithm } from './canonical.ts'
import { below, type ConceptIndex, conceptIndex, type IndexedConcept, isBelow } from './concept-index.ts'
import { type Designation, PREFERRED_USE } from './designations.ts'
import { selectConcepts } from './filters.ts'
import type {
  CodeSystemProvider,
  Concept,
  ContentMode,
  Filter,
  Property,
  PublicationStatus,
  Selection,
} from './provider.ts'
import {
  type CodeSystem,
  type CodeSystemConcept,
  EXTENSION,
  type Extension,
  extensionText,
  extensionValue,
} from './resources.ts'
import { isAbstract, isDeprecated, isInactive, statusOf } from './standard-properties.ts'
import { textMatcher } from './text-match.ts'
import { typedValueOf } from './values.ts'

/** Names that a concept of a CodeSystem resource states, in `language` where it says no other. */
export function designationsOf(
  concept: CodeSystemConcept,
  { language, source }: { language?: string | undefined; source?: string },
): Designation[] {
  const display = concept.display?.trim()
  const own: Designation[] = display ? [{ value: display, language, use: PREFERRED_USE, source }] : []
  const others = (concept.designation ?? []).map((d) => ({
    value: d.value,
    language: d.language,
    use: d.use,
    status: extensionText(d, EXTENSION.standardsStatus),
    extensions: d.extension,
    source,
  }))
  return [...own, ...others]
}

export function propertiesOf(
  concept: CodeSystemConcept,
  { definitions }: Pick<ConceptIndex, 'definitions'>,
): Property[] {
  return (concept.property ?? []).flatMap((p) => {
    const value = typedValueOf(p)
    return value ? [{ code: p.code, value, uri: definitions.find((d) => d.code === p.code)?.uri }] : []
  })
}

class ResourceConcept implements Concept {
  readonly entry: IndexedConcept
  readonly #provider: ResourceProvider
  #properties: readonly Property[] | undefined

  constructor(entry: IndexedConcept, provider: ResourceProvider) {
    this.entry = entry
    this.#provider = provider
  }

  get code(): string {
    return this.entry.concept.code
  }

  get display(): string | undefined {
    return this.entry.concept.display?.trim()
  }

  get definition(): string | undefined {
    return this.entry.concept.definition
  }

  get designations(): readonly Designation[] {
    return designationsOf(this.entry.concept, { language: this.#provider.language })
  }

  get properties(): readonly Property[] {
    this.#properties ??= propertiesOf(this.entry.concept, this.#provider.index)
    return this.#properties
  }

  get extensions(): readonly Extension[] {
    return this.entry.concept.extension ?? []
  }

  get abstract(): boolean {
    return isAbstract(this.properties, this.#provider.index.codes)
  }

  get inactive(): boolean {
    return isInactive(this.properties, this.#provider.index.codes, this.extensions)
  }

  get deprecated(): boolean {
    return isDeprecated(this.properties, this.#provider.index.codes)
  }

  get status(): string | undefined {
    return statusOf(this.properties, this.#provider.index.codes, this.extensions)
  }
}

const ALGORITHMS = new Set<string>(['semver', 'date', 'integer', 'alpha', 'natural'])

/** The algorithm a resource names for its versions. */
export function versionAlgorithmOf(
  resource: Pick<CodeSystem, 'versionAlgorithmCoding' | 'versionAlgorithmString'>,
): VersionAlgorithm | undefined {
  const named = resource.versionAlgorithmCoding?.code ?? resource.versionAlgorithmString
  return named !== undefined && ALGORITHMS.has(named) ? (named as VersionAlgorithm) : undefined
}

export function publicationOf(resource: CodeSystem): PublicationStatus {
  return {
    status: resource.status,
    standardsStatus: extensionText(resource, EXTENSION.standardsStatus),
    experimental: resource.experimental,
  }
}

export class ResourceProvider implements CodeSystemProvider {
  readonly resource: CodeSystem
  readonly #concepts = new Map<IndexedConcept, ResourceConcept>()

  constructor(resource: CodeSystem) {
    this.resource = resource
  }

  get index(): ConceptIndex {
    return conceptIndex(this.resource)
  }

  get url(): string {
    return this.resource.url ?? ''
  }

  get version(): string | undefined {
    return this.resource.version
  }

  get name(): string {
    return this.resource.name ?? ''
  }

  get title(): string | undefined {
    return this.resource.title
  }

  get contentMode(): ContentMode {
    return this.resource.content
  }

  get language(): string | undefined {
    return this.resource.language
  }

  get caseSensitive(): boolean {
    return this.resource.caseSensitive !== false
  }

  get hierarchical(): boolean {
    return this.index.hierarchical
  }

  get publication(): PublicationStatus {
    return publicationOf(this.resource)
  }

  get versionAlgorithm(): VersionAlgorithm | undefined {
    return versionAlgorithmOf(this.resource)
  }

  get versionNeeded(): boolean {
    return this.resource.versionNeeded === true
  }

  get valueSet(): string | undefined {
    return this.resource.valueSet
  }

  get properties(): ConceptIndex['definitions'] {
    return this.index.definitions
  }

  get supplements(): readonly string[] {
    return []
  }

  locate(code: string): Concept | undefined {
    const found = this.index.find(code)
    return found && this.#wrap(found)
  }

  size(): number {
    return this.index.all.length
  }

  *concepts(from = 0): IterableIterator<Concept> {
    const { all } = this.index
    for (let i = from; i < all.length; i++) yield this.#wrap(all[i]!)
  }

  *roots(): IterableIterator<Concept> {
    for (const entry of this.index.all) if (entry.parents.length === 0) yield this.#wrap(entry)
  }

  *children(concept: Concept): IterableIterator<Concept> {
    for (const entry of this.#entry(concept)?.children ?? []) yield this.#wrap(entry)
  }

  *parents(concept: Concept): IterableIterator<Concept> {
    for (const entry of this.#entry(concept)?.parents ?? []) yield this.#wrap(entry)
  }

  isBelow(concept: Concept, ancestor: Concept): boolean {
    const [entry, above] = [this.#entry(concept), this.#entry(ancestor)]
    return entry !== undefined && above !== undefined && isBelow(entry, above)
  }

  select(filter: Filter, look?: () => void): Selection | undefined {
    return selectConcepts(this, filter, look)
  }

  *search(text: string): IterableIterator<Concept> {
    const matches = textMatcher(text)
    for (const concept of this.concepts()) if (matches(concept)) yield concept
  }

  /** Concepts below `concept`, nearest first. */
  *descendants(concept: Concept): IterableIterator<Concept> {
    const entry = this.#entry(concept)
    if (entry) for (const each of below(entry)) yield this.#wrap(each)
  }

  #entry(concept: Concept): IndexedConcept | undefined {
    return concept instanceof ResourceConcept ? concept.entry : this.index.find(concept.code)
  }

  #wrap(entry: IndexedConcept): ResourceConcept {
    let concept = this.#concepts.get(entry)
    if (!concept) {
      concept = new ResourceConcept(entry, this)
      this.#concepts.set(entry, concept)
    }
    return concept
  }
}

/** `url|version` of a resource. */
export function canonicalOf(resource: { url?: string | undefined; version?: string | undefined }): string {
  return canonicalText(resource.url ?? '', resource.version)
}

/** The canonical of what a supplement adds to. */
export function supplementedBy(resource: CodeSystem): string | undefined {
  return resource.content === 'supplement' ? resource.supplements : undefined
}

/** A language pack adds names in a language, and is used without being asked for. */
export function isLanguagePack(resource: CodeSystem): boolean {
  return extensionValue(resource, EXTENSION.supplementType) === 'lang-pack'
}
