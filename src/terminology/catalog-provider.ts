/**
 * Codes of one release of a loaded system. The only file of the terminology that knows the catalog and the search index:
 * a concept is one that the release lists, as it stood in the release.
 */
import type { Catalog, Concept as CatalogConcept, Content, Release } from '../catalog/catalog.ts'
import type { Budget } from '../core/budget.ts'
import type { IsoDate } from '../core/date.ts'
import { dayOf } from '../edition/build-search.ts'
import type { SearchEngine } from '../search/engine.ts'
import type { SearchPort } from '../search/port.ts'
import { levelIn } from '../systems/levels.ts'
import { allowsBulk } from '../systems/licence.ts'
import { type CodeSystem, qualifierOf } from '../systems/system.ts'
import { type Designation, PREFERRED_USE } from './designations.ts'
import { selectByConstraint } from './ecl/select.ts'
import { lookedAt, selectBy, selectConcepts } from './filters.ts'
import { impliedBase } from './implied-address.ts'
import type { CodeSystemProvider, Concept, Filter, Property, PropertyDefinition, Selection } from './provider.ts'
import type { Coding } from './resources.ts'
import { boolean, code, type TypedValue, text } from './values.ts'

/** Codes that search hands over for words, best first: as many as a page needs, and then as many as there may be. */
const FOUND = [40, 200] as const

/** Codes asked for lately that are kept with all that was read of them. */
const MOST_HELD = 8_000

/** Codes between two whose place is remembered. */
const MARK_EVERY = 1_000

const isListed = ({ status }: CatalogConcept): boolean => status !== 'deleted'

/** Children that are kept with a code. */
const MOST_KEPT_CHILDREN = 100

const LANGUAGE = 'en'

/** What stands at a code beside its row; notes are not said over FHIR. */
type Names = Pick<Content, 'designations' | 'properties'>

/** What a name is, where it is not the title. */
const useOf = (name: string): Coding => ({ system: 'urn:medcodex:designation-use', code: name })

/** Properties that every system has, beside its own. */
const COMMON: readonly PropertyDefinition[] = [
  { code: 'level', type: 'code', description: 'Where the concept stands in the system' },
  { code: 'billable', type: 'boolean', description: 'Whether it can be reported in this release' },
  { code: 'validFrom', type: 'dateTime', description: 'First day on which it stands as it does' },
  { code: 'shortTitle', type: 'string', description: 'Official short title' },
]

const TYPES = { string: 'string', code: 'code', boolean: 'boolean', decimal: 'decimal', date: 'dateTime' } as const

export interface CatalogSource {
  readonly catalog: Catalog
  readonly engine: SearchEngine
  readonly search: SearchPort
  /** Today, which decides how the newest release stands. */
  today(): IsoDate
  /** Steps that a search for the request at hand may take; no end when absent. */
  budget?(): Budget | undefined
  /** True where only some of the release's codes are loaded, as with the starter set. */
  isPart?(release: Release): boolean
}

class ListedConcept implements Concept {
  readonly row: CatalogConcept
  readonly #provider: CatalogProvider
  #content: Names | undefined
  #parents: readonly ListedConcept[] | undefined
  #children: readonly ListedConcept[] | undefined
  #designations: readonly Designation[] | undefined
  #properties: readonly Property[] | undefined

  constructor(row: CatalogConcept, provider: CatalogProvider) {
    this.row = row
    this.#provider = provider
  }

  get code(): string {
    return this.#provider.system.grammar.display(this.row.code)
  }

  get display(): string {
    return this.row.title
  }

  readonly definition = undefined
  readonly deprecated = false
  readonly extensions = []

  /** Chapters and the like only arrange codes. */
  get abstract(): boolean {
    const { role } = levelIn(this.#provider.system.levels, this.row.level)
    return role === 'group' || role === 'frame'
  }

  get inactive(): boolean {
    return this.row.status !== 'active'
  }

  get status(): string | undefined {
    return this.inactive ? 'retired' : undefined
  }

  get designations(): readonly Designation[] {
    this.#designations ??= this.#named()
    return this.#designations
  }

  #named(): Designation[] {
    const { title, shortTitle } = this.row
    const named = (value: string, use: Coding): Designation => ({ value, language: LANGUAGE, use })
    const short = shortTitle === undefined || shortTitle === title ? [] : [named(shortTitle, useOf('shortTitle'))]
    const others = this.#contents().designations.map(({ text, use, language = LANGUAGE }) => ({
      value: text,
      language,
      use: useOf(use),
    }))
    return [named(title, PREFERRED_USE), ...short, ...others]
  }

  get properties(): readonly Property[] {
    this.#properties ??= [...this.rowProperties, ...this.#provider.contentProperties(this.row, this.#contents())]
    return this.#properties
  }

  /** Those that stand with the code itself. */
  get rowProperties(): readonly Property[] {
    const { level, billable, validFrom, shortTitle } = this.row
    return [
      { code: 'level', value: code(level) },
      { code: 'billable', value: boolean(billable) },
      { code: 'validFrom', value: { type: 'dateTime', value: validFrom } },
      ...(shortTitle === undefined ? [] : [{ code: 'shortTitle', value: text(shortTitle) }]),
    ]
  }

  /** Whether it is a code of this release, and not of another. */
  isOf(provider: CatalogProvider): boolean {
    return this.#provider === provider
  }

  get parents(): readonly ListedConcept[] {
    this.#parents ??= this.#provider.parentsOf(this.row)
    return this.#parents
  }

  /** Kept where they are few: a chapter with all that stands below it would hold much of the system. */
  get children(): readonly ListedConcept[] {
    if (this.#children) return this.#children
    const children = this.#provider.childrenOf(this.row)
    if (children.length <= MOST_KEPT_CHILDREN) this.#children = children
    return children
  }

  #contents(): Names {
    this.#content ??= this.#provider.contentOf(this.row)
    return this.#content
  }
}

/** A code that is put together from listed ones: the publisher gives it no name. */
class ComposedConcept implements Concept {
  readonly code: string
  readonly display = undefined
  readonly definition = undefined
  readonly abstract = false
  readonly inactive = false
  readonly deprecated = false
  readonly status = undefined
  readonly designations = []
  readonly properties = []
  readonly extensions = []

  constructor(code: string) {
    this.code = code
  }
}

export class CatalogProvider implements CodeSystemProvider {
  readonly system: CodeSystem
  readonly release: Release
  readonly #source: CatalogSource
  #hierarchical: boolean | undefined
  #tree: boolean | undefined
  #held: { readonly day: IsoDate | undefined; readonly concepts: Map<string, ListedConcept> } = {
    day: undefined,
    concepts: new Map(),
  }
  /** Numbers of each so many-th code, so that a page far into the system begins where it begins. */
  #marks: { readonly day: IsoDate | undefined; readonly ids: number[] } = { day: undefined, ids: [] }
  #size: { readonly day: IsoDate; readonly count: number } | undefined

  readonly language = LANGUAGE
  readonly publication = { status: 'active', experimental: false }
  readonly versionAlgorithm = undefined
  readonly versionNeeded = false
  readonly supplements = []
  readonly searchesBestOnly = true

  constructor(system: CodeSystem, release: Release, source: CatalogSource) {
    this.system = system
    this.release = release
    this.#source = source
  }

  get url(): string {
    return this.system.uri
  }

  get version(): string {
    return this.release.label
  }

  get name(): string {
    return this.system.name
  }

  get title(): string {
    return this.system.title
  }

  /** A part of a release says nothing of codes that it does not have. */
  get contentMode(): 'complete' | 'fragment' {
    return this.#source.isPart?.(this.release) === true ? 'fragment' : 'complete'
  }

  get compositional(): boolean {
    return this.system.isComposed !== undefined
  }

  get caseSensitive(): boolean {
    return this.system.grammar.caseSensitive
  }

  get copyright(): string {
    return this.system.licence.notice
  }

  get bulkRefused(): boolean {
    return !allowsBulk(this.system)
  }

  get valueSet(): string {
    return `${impliedBase(this.system)}?fhir_vs`
  }

  get hierarchical(): boolean {
    this.#hierarchical ??= Object.keys(this.system.levels).length > 1 || this.#hasParents()
    return this.#hierarchical
  }

  get properties(): readonly PropertyDefinition[] {
    const own = Object.entries(this.system.properties ?? {}).map(([name, { label, type = 'string' }]) => ({
      code: name,
      type: TYPES[type],
      description: label,
    }))
    const relations = Object.entries(this.system.relations ?? {}).map(([name, { label }]) => ({
      code: name,
      type: 'code',
      description: label,
    }))
    return [...COMMON, ...own, ...relations]
  }

  /** The day for which the release answers: today, or its last day, or its first while it lies ahead. */
  get #day(): IsoDate {
    const { validFrom, validTo } = this.release
    const now = this.#source.today()
    if (now < validFrom) return validFrom
    return validTo !== undefined && validTo < now ? validTo : now
  }

  /** What is not written as a code of the system is none, in whatever part of a release. */
  mayHave(typed: string): boolean {
    const { grammar } = this.system
    const code = grammar.normalize(typed)
    return code !== undefined && grammar.display(code).toLowerCase() === typed.toLowerCase()
  }

  locate(typed: string): Concept | undefined {
    const stored = this.system.grammar.normalize(typed) ?? typed
    const found = this.#stored(stored)
    // Only as officially written: a code without its point is another text in FHIR.
    const isSame = this.caseSensitive ? found?.code === typed : found?.code.toLowerCase() === typed.toLowerCase()
    return isSame ? found : this.#composed(typed)
  }

  /** A code that is not listed, but put together from those that are. */
  #composed(typed: string): Concept | undefined {
    const isGood = this.system.isComposed?.(typed, (code) => {
      const listed = this.#stored(code)
      return listed && { property: (name) => this.contentOf(listed.row).properties.find((p) => p.name === name)?.value }
    })
    return isGood ? new ComposedConcept(typed) : undefined
  }

  size(): number {
    const day = this.#day
    if (this.#size?.day !== day) {
      const { codes } = this.#source.catalog.counts(this.system.id, Object.keys(this.system.levels), day)
      this.#size = { day, count: codes }
    }
    return this.#size.count
  }

  *concepts(from = 0): IterableIterator<Concept> {
    const day = this.#day
    if (this.#marks.day !== day) this.#marks = { day, ids: [] }
    const { ids } = this.#marks
    const mark = Math.min(Math.floor(from / MARK_EVERY), ids.length)
    let at = mark * MARK_EVERY
    for (const row of this.#source.catalog.rows.concepts(this.system.id, day, ids[mark - 1])) {
      if (!isListed(row)) continue
      if (at === (ids.length + 1) * MARK_EVERY) ids.push(row.id)
      if (at++ >= from) yield new ListedConcept(row, this)
    }
  }

  *roots(): IterableIterator<Concept> {
    const limit = 500
    let after = 0
    for (;;) {
      const rows = this.#source.catalog.roots(this.system.id, this.#day, { after, limit })
      yield* this.#all(rows)
      const last = rows.at(-1)
      if (!last || rows.length < limit) return
      after = last.id
    }
  }

  children(concept: Concept): readonly Concept[] {
    const known = this.#known(concept)
    return known === undefined ? [] : known.isOf(this) ? known.children : this.childrenOf(known.row)
  }

  parents(concept: Concept): readonly Concept[] {
    const known = this.#known(concept)
    return known === undefined ? [] : known.isOf(this) ? known.parents : this.parentsOf(known.row)
  }

  childrenOf({ id }: CatalogConcept): ListedConcept[] {
    return [...this.#all(this.#source.catalog.children(id, this.#day))]
  }

  parentsOf(row: CatalogConcept): ListedConcept[] {
    return [...this.#all(this.#parentRows(row))]
  }

  /** Whether every code has one parent at most, so that one pass in official order knows who stands below whom. */
  get #isTree(): boolean {
    this.#tree ??= !this.#source.catalog.hasFurtherParents(this.system.id)
    return this.#tree
  }

  #parentRows(row: CatalogConcept): CatalogConcept[] {
    const { catalog } = this.#source
    if (!this.#isTree) return catalog.parents(row, this.#day)
    const parent = row.parentId === undefined ? undefined : catalog.conceptById(row.parentId, this.#day)
    return parent ? [parent] : []
  }

  isBelow(concept: Concept, ancestor: Concept): boolean {
    const [row, above] = [this.#row(concept), this.#row(ancestor)]
    if (!row || !above) return false
    const seen = new Set<number>()
    const stack = this.#parentRows(row)
    for (let next = stack.pop(); next; next = stack.pop()) {
      if (next.id === above.id) return true
      if (seen.has(next.id)) continue
      seen.add(next.id)
      stack.push(...this.#parentRows(next))
    }
    return false
  }

  select(filter: Filter, look?: () => void): Selection | undefined {
    const { property, op } = filter
    if (property === 'constraint' && op === '=' && this.system.constraints !== undefined)
      return selectByConstraint(this, filter.value, look)
    if (property === 'concept' && (op === 'is-a' || op === 'descendent-of') && this.#isTree) {
      const usual = selectConcepts(this, filter)
      return usual && { has: (c) => usual.has(c), concepts: () => this.#below(filter) }
    }
    const isOfRow = ['level', 'billable', 'shortTitle'].includes(filter.property)
    if (!isOfRow || filter.op !== '=') return selectConcepts(this, filter, look)
    // Answered from the row alone, so that a whole system can be read through.
    const holds = (c: Concept): boolean =>
      (c as ListedConcept).rowProperties.some(
        (p) => p.code === filter.property && String(p.value.value) === filter.value,
      )
    return selectBy(
      () => lookedAt(this.concepts(), look),
      (c) => c instanceof ListedConcept && holds(c),
    )
  }

  /** All below a code in one pass, since parents come before their children. */
  *#below({ op, value }: Filter): IterableIterator<Concept> {
    const root = this.locate(value)
    if (!(root instanceof ListedConcept)) return
    if (op === 'is-a') yield root
    const ids = new Set([root.row.id])
    for (const row of this.#source.catalog.rows.concepts(this.system.id, this.#day)) {
      if (row.parentId === undefined || !ids.has(row.parentId)) continue
      ids.add(row.id)
      const concept = this.#listed(row)
      if (concept) yield concept
    }
  }

  *search(words: string): IterableIterator<Concept> {
    // Marks alone name nothing; a search would list everything for them.
    if (!/[\p{L}\p{N}]/u.test(words)) return
    const { engine, search, budget } = this.#source
    const filters = { systems: [this.system.id], day: dayOf(this.#day) }
    let done = 0
    for (const limit of FOUND) {
      const { hits } = search.search(words, { limit, filters, reasons: false, loosely: false, budget: budget?.() })
      // Names that have all words, also those that a search ranks low because they only mention them.
      for (const hit of hits.slice(done)) {
        const first = this.#stored(engine.index.code(hit.concept))
        if (first) yield first
        // Codes of one family stand in one row of search; here each is a code of its own.
        for (const member of (hit.members ?? []).slice(1)) {
          const concept = this.locate(member)
          if (concept) yield concept
        }
      }
      if (hits.length < limit) return
      done = hits.length
    }
  }

  /** Whether any code stands below another, in a system of one level. */
  #hasParents(): boolean {
    for (const { parentId } of this.#source.catalog.rows.concepts(this.system.id, this.#day))
      if (parentId !== undefined) return true
    return false
  }

  contentOf({ id }: CatalogConcept): Names {
    return this.#source.catalog.namesAndFacts(id, this.#day)
  }

  /** Facts of a code and its links, as properties. */
  contentProperties(row: CatalogConcept, { properties }: Names): Property[] {
    const typed = (name: string, value: string): TypedValue => {
      switch (this.system.properties?.[name]?.type) {
        case 'boolean':
          return boolean(value !== 'false' && value !== 'N')
        case 'decimal':
          return { type: 'decimal', value: Number(value) }
        case 'code':
          return code(value)
        case 'date':
          return { type: 'dateTime', value }
        default:
          return text(value)
      }
    }
    const links = this.#source.catalog
      .relations(this.system.id, row.code)
      .filter((r) => r.system === this.system.id && r.code === row.code && r.targetSystem === this.system.id)
      .map((r) => ({ code: qualifierOf(r.kind) ?? r.kind, value: code(this.system.grammar.display(r.target)) }))
    return [...properties.map((p) => ({ code: p.name, value: typed(p.name, p.value) })), ...links]
  }

  *#all(rows: Iterable<CatalogConcept>): IterableIterator<ListedConcept> {
    for (const row of rows) {
      const concept = this.#listed(row)
      if (concept) yield concept
    }
  }

  /** The concept with a stored code, from those asked for lately where it is one of them. */
  #stored(stored: string): ListedConcept | undefined {
    const day = this.#day
    if (this.#held.day !== day) this.#held = { day, concepts: new Map() }
    const { concepts } = this.#held
    const held = concepts.get(stored)
    if (held) return held
    const found = this.#listed(this.#source.catalog.concept(this.system.id, stored, day))
    if (!found) return undefined
    if (concepts.size >= MOST_HELD) concepts.delete(concepts.keys().next().value!)
    concepts.set(stored, found)
    return found
  }

  /** What the release still lists; a code that it no longer has is none of its codes. */
  #listed(row: CatalogConcept | undefined): ListedConcept | undefined {
    return row && isListed(row) ? new ListedConcept(row, this) : undefined
  }

  #row(concept: Concept): CatalogConcept | undefined {
    return this.#known(concept)?.row
  }

  /** A listed concept, for one that may be of another kind of provider. */
  #known(concept: Concept): ListedConcept | undefined {
    if (concept instanceof ListedConcept) return concept
    const found = this.locate(concept.code)
    return found instanceof ListedConcept ? found : undefined
  }
}
