/**
 * Collects the members of a value set: what its includes name, without what its excludes name. Each include is a code
 * system, or some of its codes, or those that pass filters, and only what is in the value sets it names as well.
 */
import { canonicalText, compareVersions, parseCanonical, versionMatches } from './canonical.ts'
import { Designations } from './designations.ts'
import { ExpansionParameters } from './expansion.ts'
import { type IssueSpec, issue, TerminologyError } from './issues.ts'
import { type Member, Members } from './members.ts'
import type { CodeSystemProvider, Concept, PublicationStatus } from './provider.ts'
import { cautionOf, valueSetPublication } from './publication.ts'
import { withDeclared } from './read-options.ts'
import { canonicalOf } from './resource-provider.ts'
import type { ValueSet, ValueSetComposeInclude } from './resources.ts'
import { selectAll } from './selections.ts'
import type { Session } from './session.ts'
import { storedMembers } from './stored-expansion.ts'
import { textMatcher } from './text-match.ts'
import { boolean, uri } from './values.ts'

export interface Collected {
  readonly members: Members
  /** What was used, and what is to be said of it. */
  readonly parameters: ExpansionParameters
  readonly unclosed: string[]
  /** False where collecting stopped once there were enough. */
  readonly complete: boolean
}

export interface CollectOptions {
  /** Enough members; more may be left out. */
  readonly enough?: number | undefined
}

/** Codes that a filter may list of a system whose licence lets nobody list it whole. */
const MOST_OF_LICENSED = 200

const ENOUGH = Symbol('enough')

/** Members of `valueSet`. @throws TerminologyError where something it needs is missing or not understood */
export function collect(session: Session, valueSet: ValueSet, options: CollectOptions = {}): Collected {
  return session.inside(valueSet, () => {
    const own = session.withOptions(withDeclared(session.options, valueSet, { fallback: true }))
    own.requireSupplementsOf(valueSet)
    return new Collector(own, valueSet, options).run()
  })
}

/** `include[0]` with its place, for messages. */
interface Placed {
  readonly set: ValueSetComposeInclude
  readonly at: string
}

const placed = (sets: readonly ValueSetComposeInclude[] | undefined, name: string): Placed[] =>
  (sets ?? []).map((set, i) => ({ set, at: `ValueSet.compose.${name}[${i}]` }))

/** Later versions of a system first: their names stand for the code. */
function byVersion(a: Placed, b: Placed): number {
  if (a.set.system !== b.set.system || !a.set.version || !b.set.version) return 0
  return compareVersions(b.set.version, a.set.version)
}

/** True when includes and excludes name different versions of one system, so that versions matter. */
export function namesVersions({ compose }: ValueSet): boolean {
  const versions = new Map<string, string | undefined>()
  for (const { system, version } of [...(compose?.include ?? []), ...(compose?.exclude ?? [])]) {
    if (!system) continue
    if (versions.has(system) && versions.get(system) !== version) return true
    versions.set(system, version)
  }
  return false
}

/**
 * True when every include and exclude names a version of the same system and none is included and excluded: excluding
 * by version would then exclude nothing, so codes are meant whatever their version.
 */
function excludesOtherVersions({ compose }: ValueSet): boolean {
  const [includes, excludes] = [compose?.include ?? [], compose?.exclude ?? []]
  const system = includes[0]?.system
  const all = [...includes, ...excludes]
  if (excludes.length === 0 || !all.every((set) => set.system === system && set.version)) return false
  return !includes.some((i) => excludes.some((e) => e.version === i.version))
}

class Collector {
  readonly #session: Session
  readonly #valueSet: ValueSet
  readonly #publication: PublicationStatus
  readonly #parameters = new ExpansionParameters()
  readonly #unclosed: string[] = []
  readonly #members: Members
  readonly #enough: number | undefined
  #licensed = 0
  #complete = true
  readonly #activeOnly: boolean
  readonly #text: ((concept: Pick<Concept, 'code' | 'designations'>) => boolean) | undefined

  constructor(session: Session, valueSet: ValueSet, { enough }: CollectOptions) {
    const { options } = session
    this.#session = session
    this.#valueSet = valueSet
    this.#publication = valueSetPublication(valueSet)
    this.#activeOnly = options.activeOnly === true || valueSet.compose?.inactive === false
    this.#text = options.filter === undefined ? undefined : textMatcher(options.filter)
    const merges = options.versionsMatch ?? excludesOtherVersions(valueSet)
    if (merges) this.#parameters.add('versionsMatch', boolean(true))
    this.#members = new Members(namesVersions(valueSet) && !merges)
    // What is excluded is known before, so any member that is added stays.
    this.#enough = enough
  }

  run(): Collected {
    const valueSet = this.#valueSet
    this.#caution(valueSetPublication(valueSet), canonicalOf(valueSet))
    try {
      if (valueSet.compose) this.#compose()
      else if (valueSet.expansion) this.#stored()
    } catch (thrown) {
      if (thrown !== ENOUGH) throw thrown
      this.#complete = false
    }
    return {
      members: this.#members,
      parameters: this.#parameters,
      unclosed: this.#unclosed,
      complete: this.#complete,
    }
  }

  #compose(): void {
    const { compose } = this.#valueSet
    const includes = placed(compose?.include, 'include')
    const excludes = placed(compose?.exclude, 'exclude')
    // What is missing is said before anything is collected.
    for (const { set } of [...includes, ...excludes]) for (const each of set.valueSet ?? []) this.#import(each)
    for (const each of excludes) this.#exclude(each)
    for (const each of includes.toSorted(byVersion)) this.#include(each)
  }

  #stored(): void {
    this.#members.flat = true
    for (const member of storedMembers(this.#session, this.#valueSet)) this.#add(member)
  }

  /** Says what must be known of something the value set rests on. */
  #caution(used: PublicationStatus, canonical: string): void {
    const caution = cautionOf(used, this.#publication)
    if (caution && canonical !== '') this.#parameters.add(`warning-${caution}`, uri(canonical))
  }

  /** A value set that an include or exclude names. @throws TerminologyError when there is none */
  #import(canonical: string): ValueSet {
    const pinned = this.#session.pinned(canonical)
    const found = this.#session.valueSet(pinned, this.#valueSet)
    if (found) return found
    const { url, version } = parseCanonical(pinned)
    const spec: IssueSpec = { severity: 'error', type: 'not-found', detail: 'not-found' }
    const id = version === undefined ? 'VS_EXP_IMPORT_UNK' : 'VS_EXP_IMPORT_UNK_PINNED'
    throw new TerminologyError(issue(id, { url, version }, spec), { status: 422 })
  }

  /** Members of a value set that is named, and what its own expansion would say. */
  #imported(canonical: string): Members {
    const valueSet = this.#import(canonical)
    const { members, parameters, unclosed } = collect(this.#session, valueSet)
    for (const { name, value } of parameters.list) this.#parameters.add(name, value)
    for (const reason of unclosed) if (!this.#unclosed.includes(reason)) this.#unclosed.push(reason)
    this.#caution(valueSetPublication(valueSet), canonicalOf(valueSet))
    if (!canonical.startsWith('#')) this.#parameters.add('used-valueset', uri(canonicalOf(valueSet)))
    return members
  }

  #provider({ system = '', version }: ValueSetComposeInclude): CodeSystemProvider {
    const session = this.#session
    const provider = session.codeSystem(system, version)
    if (!provider) throw this.#unknownSystem(system, session.versionFor(system, version))
    session.checkVersion(provider)
    const canonical = canonicalText(provider.url, provider.version)
    this.#caution(provider.publication, canonical)
    this.#parameters.add('used-codesystem', uri(canonical))
    for (const supplement of provider.supplements) this.#parameters.add('used-supplement', uri(supplement))
    if (provider.contentMode !== 'complete') {
      this.#parameters.add(`used-${provider.contentMode}`, uri(canonical))
      this.#unclosed.push(`This extension is based on a fragment of the code system ${provider.url}`)
    }
    if (provider.compositional)
      this.#unclosed.push(`More codes of ${provider.url} can be put together from those listed`)
    return provider
  }

  #unknownSystem(system: string, version: string | undefined): TerminologyError {
    const spec: IssueSpec = { severity: 'error', type: 'not-found', detail: 'not-found' }
    const known = this.#session.knownVersions(system)
    const id =
      version === undefined
        ? 'UNKNOWN_CODESYSTEM_EXP'
        : known === ''
          ? 'UNKNOWN_CODESYSTEM_VERSION_EXP_NONE'
          : 'UNKNOWN_CODESYSTEM_VERSION_EXP'
    return new TerminologyError(issue(id, { system, version, known }, spec), {
      status: 422,
      unknownSystem: canonicalText(system, version),
    })
  }

  #exclude({ set, at }: Placed): void {
    const members = this.#members
    if (set.valueSet || set.concept || (set.filter?.length ?? 0) > 1) members.flat = true
    if (!set.system) {
      const [first, ...others] = (set.valueSet ?? []).map((each) => this.#imported(each))
      for (const { provider, concept } of first?.all ?? [])
        if (others.every((other) => other.find(provider, concept))) members.exclude(provider, concept)
      return
    }
    const provider = this.#provider(set)
    const imports = (set.valueSet ?? []).map((each) => this.#imported(each))
    if (!set.concept && !set.filter && imports.length === 0 && (members.byVersion || !namesVersions(this.#valueSet))) {
      members.excludeSystem(provider)
      return
    }
    for (const concept of this.#named(provider, set, at)) {
      this.#session.step()
      if (imports.every((each) => each.find(provider, concept))) members.exclude(provider, concept)
    }
  }

  /** Concepts that an include or exclude names in its code system, whatever else must hold. */
  *#named(provider: CodeSystemProvider, set: ValueSetComposeInclude, at: string): IterableIterator<Concept> {
    if (set.concept) {
      for (const { code } of set.concept) {
        const found = provider.locate(code)
        if (found) yield found
      }
    }
    if (set.filter) yield* selectAll(provider, set, at, () => this.#session.step()).concepts()
    if (!set.concept && !set.filter) yield* provider.concepts()
  }

  #include({ set, at }: Placed): void {
    const session = this.#session
    if (set.valueSet || set.concept || (set.filter?.length ?? 0) > 1) this.#members.flat = true
    if (!set.system) {
      const [first, ...others] = (set.valueSet ?? []).map((each) => this.#imported(each))
      for (const member of first?.all ?? [])
        if (others.every((other) => other.find(member.provider, member.concept))) this.#add({ ...member, children: [] })
      return
    }
    const provider = this.#provider(set)
    if (this.#isLeftOut(provider)) return
    const imports = (set.valueSet ?? []).map((each) => this.#imported(each))
    const add = (concept: Concept, more: Partial<Member> = {}, parent?: Member): Member | undefined =>
      imports.every((each) => each.find(provider, concept))
        ? this.#add({ session, provider, concept, children: [], ...more }, parent)
        : undefined
    if (set.concept) {
      for (const listed of set.concept) {
        const concept = provider.locate(listed.code)
        if (concept) add(concept, { listed: { concept: listed, valueSet: this.#valueSet } })
      }
    }
    if (set.filter) {
      for (const concept of selectAll(provider, set, at, () => this.#session.step()).concepts()) {
        const parent = provider.hierarchical && !this.#members.flat ? this.#parentOf(provider, concept) : undefined
        add(concept, {}, parent)
      }
    }
    if (!set.concept && !set.filter) this.#whole(provider, add)
  }

  /** @throws TerminologyError for `size` codes of a system whose licence lets nobody list it */
  #checkBulk({ bulkRefused, url }: CodeSystemProvider, size: number): void {
    if (!bulkRefused || size <= MOST_OF_LICENSED) return
    const text = `${url} may not be listed in bulk under its licence: ask for single codes, for fewer, or with a filter`
    throw new TerminologyError({ severity: 'error', type: 'not-supported', text }, { status: 403 })
  }

  /** The member that a concept stands below. */
  #parentOf(provider: CodeSystemProvider, concept: Concept): Member | undefined {
    for (const parent of provider.parents(concept)) return this.#members.find(provider, parent)
    return undefined
  }

  /** A code system as a whole, as a tree; or, with words, what fits them. */
  #whole(
    provider: CodeSystemProvider,
    add: (c: Concept, more?: Partial<Member>, parent?: Member) => Member | undefined,
  ): void {
    if (provider.notEnumerable) {
      const text = `The code System '${provider.url}' has a grammar, and cannot be enumerated directly`
      throw new TerminologyError({ severity: 'error', type: 'not-supported', text }, { status: 422 })
    }
    const { filter, count } = this.#session.options
    if (filter !== undefined) {
      this.#members.flat = true
      if (provider.searchesBestOnly) this.#complete = false
      for (const concept of provider.search(filter)) add(concept)
      return
    }
    this.#checkBulk(provider, Number.POSITIVE_INFINITY)
    // A page of many is a list.
    const isPaged = count !== undefined && provider.size() > count
    if (!provider.hierarchical || this.#members.flat || isPaged) {
      for (const concept of provider.concepts()) add(concept)
      return
    }
    const seen = new Set<string>()
    const walk = (concepts: Iterable<Concept>, parent: Member | undefined): void => {
      for (const concept of concepts) {
        if (seen.has(concept.code)) this.#members.flat = true
        else {
          seen.add(concept.code)
          walk(provider.children(concept), add(concept, {}, parent) ?? parent)
        }
      }
    }
    walk(provider.roots(), undefined)
  }

  #add(member: Member, parent?: Member): Member | undefined {
    const { provider, concept, listed } = member
    this.#session.step()
    if (this.#activeOnly && concept.inactive) return undefined
    if (this.#session.options.excludeNotForUI && concept.abstract) return undefined
    if (this.#members.isExcluded(provider, concept) || this.#isLeftOut(provider)) return undefined
    if (this.#text && !this.#fits(concept, listed)) return undefined
    const added = this.#members.add(member, parent)
    if (added && !listed && provider.bulkRefused) this.#checkBulk(provider, ++this.#licensed)
    if (added && this.#enough !== undefined && this.#members.all.length >= this.#enough) throw ENOUGH
    return added
  }

  /** True for a code system that the request wants no codes of. */
  #isLeftOut({ url, version }: CodeSystemProvider): boolean {
    return this.#session.options.excludedSystems.some((canonical) => {
      const excluded = parseCanonical(canonical)
      return excluded.url === url && (excluded.version === undefined || versionMatches(excluded.version, version))
    })
  }

  /** True when words fit a name of the concept, or one the value set gives it; a provider's own search has judged. */
  #fits(concept: Concept, listed: Member['listed']): boolean {
    if (this.#isSearched) return true
    const own = new Designations(concept.designations)
    const more = listed?.concept.display ? [{ value: listed.concept.display }] : []
    const others = (listed?.concept.designation ?? []).map(({ value, language }) => ({ value, language }))
    return this.#text!({ code: concept.code, designations: own.with([...more, ...others]).list })
  }

  /** Every include is a whole code system, which answers words itself. */
  get #isSearched(): boolean {
    return (this.#valueSet.compose?.include ?? []).every((set) => !set.concept && !set.filter && !set.valueSet)
  }
}
