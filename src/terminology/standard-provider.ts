/** Codes of a standard that ships with the program: of a register, or of a grammar, which has no list of them. */
import type { StandardCode, StandardSystem } from '../systems/standards/standard-system.ts'
import { type Designation, PREFERRED_USE } from './designations.ts'
import { selectConcepts } from './filters.ts'
import { TerminologyError } from './issues.ts'
import type { CodeSystemProvider, Concept, Filter, Property, PropertyDefinition, Selection } from './provider.ts'
import { textMatcher } from './text-match.ts'
import { code, integer, text } from './values.ts'

const LANGUAGE = 'en'

class StandardConcept implements Concept {
  readonly entry: StandardCode
  readonly #system: StandardSystem
  readonly definition = undefined
  readonly abstract = false
  readonly inactive = false
  readonly extensions = []

  constructor(entry: StandardCode, system: StandardSystem) {
    this.entry = entry
    this.#system = system
  }

  get code(): string {
    return this.entry.code
  }

  get display(): string {
    return this.entry.display
  }

  get deprecated(): boolean {
    return this.entry.deprecated === true
  }

  get status(): string | undefined {
    return this.deprecated ? 'deprecated' : undefined
  }

  get designations(): readonly Designation[] {
    const { display, names = [] } = this.entry
    return [
      { value: display, language: LANGUAGE, use: PREFERRED_USE },
      ...names.map((value) => ({ value, language: LANGUAGE })),
    ]
  }

  get properties(): readonly Property[] {
    return Object.entries(this.entry.properties ?? {}).map(([name, value]) => ({
      code: name,
      value:
        typeof value === 'number'
          ? integer(value)
          : this.#system.properties[name]?.type === 'code'
            ? code(value)
            : text(value),
    }))
  }
}

export class StandardProvider implements CodeSystemProvider {
  readonly #system: StandardSystem
  readonly contentMode = 'complete'
  readonly language = LANGUAGE
  readonly publication = { status: 'active', experimental: false }
  readonly versionAlgorithm = undefined
  readonly versionNeeded = false
  readonly supplements = []

  constructor(system: StandardSystem) {
    this.#system = system
  }

  get url(): string {
    return this.#system.uri
  }

  get version(): string | undefined {
    return this.#system.version
  }

  get name(): string {
    return this.#system.name
  }

  get title(): string {
    return this.#system.title
  }

  get copyright(): string {
    return this.#system.copyright
  }

  get caseSensitive(): boolean {
    return this.#system.caseSensitive
  }

  get valueSet(): string {
    return this.#system.valueSets.find((each) => each.pattern === undefined)?.url ?? `${this.url}?fhir_vs`
  }

  get hierarchical(): boolean {
    return this.#all().some((each) => each.parent !== undefined)
  }

  get notEnumerable(): boolean {
    return this.#system.list === undefined
  }

  get properties(): readonly PropertyDefinition[] {
    return Object.entries(this.#system.properties).map(([name, definition]) => ({ code: name, ...definition }))
  }

  #all(): readonly StandardCode[] {
    return this.#system.list?.() ?? []
  }

  #wrap(entry: StandardCode): StandardConcept {
    return new StandardConcept(entry, this.#system)
  }

  locate(typed: string): Concept | undefined {
    const found = this.#system.find(typed)
    return found && this.#wrap(found)
  }

  size(): number {
    return this.#all().length
  }

  *concepts(from = 0): IterableIterator<Concept> {
    if (this.notEnumerable) {
      const words = `The code System '${this.url}' has a grammar, and cannot be enumerated directly`
      throw new TerminologyError({ severity: 'error', type: 'not-supported', text: words }, { status: 422 })
    }
    for (const entry of this.#all().slice(from)) yield this.#wrap(entry)
  }

  *roots(): IterableIterator<Concept> {
    for (const entry of this.#all()) if (entry.parent === undefined) yield this.#wrap(entry)
  }

  *children(concept: Concept): IterableIterator<Concept> {
    for (const entry of this.#all()) if (entry.parent === concept.code) yield this.#wrap(entry)
  }

  *parents(concept: Concept): IterableIterator<Concept> {
    const parent = this.#system.find(concept.code)?.parent
    const found = parent === undefined ? undefined : this.locate(parent)
    if (found) yield found
  }

  isBelow(concept: Concept, ancestor: Concept): boolean {
    const above = this.#system.find(concept.code)?.parent
    if (above === undefined) return false
    const parent = this.locate(above)
    return above === ancestor.code || (parent !== undefined && this.isBelow(parent, ancestor))
  }

  select(filter: Filter, look?: () => void): Selection | undefined {
    return selectConcepts(this, filter, look)
  }

  *search(words: string): IterableIterator<Concept> {
    const matches = textMatcher(words)
    for (const concept of this.concepts()) if (matches(concept)) yield concept
  }
}
