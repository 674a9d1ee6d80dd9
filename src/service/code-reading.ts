/**
 * The codes in a query: which concepts they are, what is to be said of those that do not exist, have ended or belong to a
 * system that is not loaded, and the words beside them, which only rank.
 */
import type { Concept, Relation } from '../catalog/catalog.ts'
import { type IsoDate, longDate } from '../core/date.ts'
import { withArticle } from '../core/text.ts'
import type { Edition } from '../edition/edition.ts'
import { termsOf } from '../search/analysis/analyze.ts'
import type { CodeHit } from '../search/query/codes.ts'
import { isLicensed } from '../systems/licence.ts'
import { type AbsentCode, type CodesRead, type ReadCode, readCodes } from '../systems/read-codes.ts'
import { allSystems, findSystem, systemOf } from '../systems/registry.ts'
import type { CodeSystem } from '../systems/system.ts'
import { howToGet } from './system-words.ts'

export const NOTICE_KINDS = ['no-such-code', 'not-loaded', 'ended', 'mended', 'modifier', 'damaged'] as const

/** One sentence about a code of the query. */
export interface CodeNotice {
  readonly kind: (typeof NOTICE_KINDS)[number]
  /** As it stands in the query. */
  readonly written: string
  readonly text: string
  /** System it is about, by its id. */
  readonly system?: string
  /** Codes that took its place, as officially written. */
  readonly successors?: readonly string[]
  /** Address of the page about it. */
  readonly path?: string
}

export interface QueryCodes {
  readonly hits: readonly CodeHit[]
  /** Nothing but these codes and what is under them is looked for. */
  readonly exact: boolean
  /** The words beside codes. */
  readonly rest: string
  readonly ranges: readonly (readonly [first: string, last: string])[]
  readonly notices: readonly CodeNotice[]
}

/** Codes under one that is asked for by its beginning, of each system. */
const MOST_BELOW = 200
/** What a person may type of a code before it is whole. */
const BEGINNING = /^(?=.*\d)[A-Z0-9][A-Z0-9.-]{2,13}$/i

/** Ids of the systems a reader has, remembered for each edition. */
const remembered = new WeakMap<Edition, ReadonlySet<string>>()

function loadedIn(edition: Edition): ReadonlySet<string> {
  let loaded = remembered.get(edition)
  if (!loaded) {
    loaded = new Set(edition.catalog.releases.map((release) => release.system))
    remembered.set(edition, loaded)
  }
  return loaded
}

function conceptNumber({ engine }: Edition, system: string, code: string): number | undefined {
  return engine.index.conceptsByCode(code).find((concept) => engine.index.system(concept) === system)
}

/** Official links from newer codes to one that they replace. */
function replacements(edition: Edition, system: string, code: string): Relation[] {
  return edition.catalog
    .relations(system, code)
    .filter((r) => r.kind === 'replaces' && r.targetSystem === system && r.target === code)
    .filter((r) => conceptNumber(edition, system, r.code) !== undefined)
}

/** Reads the codes of `text` against an edition. */
export function codesIn(edition: Edition, text: string, today: IsoDate): QueryCodes {
  const loaded = loadedIn(edition)
  const read = readCodes(text, {
    systems: allSystems(),
    loaded: ({ id }) => loaded.has(id),
    // Numbers that our texts are about are known without a list of all of them.
    exists: ({ id, registerOf }, code) =>
      (loaded.has(id) || registerOf !== undefined) && conceptNumber(edition, id, code) !== undefined,
    replaced: ({ id }, code) => replacements(edition, id, code).length > 0,
    find: findSystem,
  })
  const found = new Found(edition, today)
  for (const code of read.codes) found.take(code)
  // The beginning of codes is no slip of one: the box answers while it is typed into.
  const beginning = read.absent.length === 1 && read.codes.length === 0 && found.beginnings(text)
  if (!beginning) for (const absent of read.absent) found.miss(absent)
  for (const written of read.damaged) found.damaged(written)
  const whole = found.hits.length > 0 && !found.hits.every(({ wordlike }) => wordlike)
  if (read.codes.length === 1 || read.absent.length === 1) found.below()
  if (found.hits.length === 0 && nothingRead(read)) found.beginnings(text)
  if (read.rest !== '') found.rankBy(read.rest)
  return {
    hits: found.hits,
    exact: whole || (!beginning && read.absent.length > 0) || read.damaged.length > 0,
    rest: read.rest,
    ranges: read.ranges.map(({ first, last }) => [first, last] as const),
    notices: found.notices,
  }
}

const nothingRead = ({ absent, ranges, damaged }: CodesRead): boolean =>
  absent.length + ranges.length + damaged.length === 0

class Found {
  readonly hits: CodeHit[] = []
  readonly notices: CodeNotice[] = []
  readonly #edition: Edition
  readonly #today: IsoDate
  readonly #seen = new Set<number>()
  /** Codes whose beginnings are listed after them. */
  readonly #stems: { readonly system: string; readonly code: string }[] = []

  constructor(edition: Edition, today: IsoDate) {
    this.#edition = edition
    this.#today = today
  }

  #add(system: string, code: string, { whole, wordlike = false }: { whole: boolean; wordlike?: boolean }): boolean {
    const concept = conceptNumber(this.#edition, system, code)
    if (concept === undefined || this.#seen.has(concept)) return concept !== undefined
    this.#seen.add(concept)
    this.hits.push({ concept, whole, wordlike })
    return true
  }

  take({ system, code, written, mended, modifiers }: ReadCode): void {
    const { catalog } = this.#edition
    const concept = catalog.concept(system.id, code, this.#today)
    const shown = system.grammar.display(code)
    if (concept && concept.status !== 'active') this.#ended(system, concept, written)
    // A number that only our texts tell of.
    if (!concept && system.registerOf !== undefined) this.#bare(systemOf(system.registerOf), code, written)
    this.#add(system.id, code, { whole: true, wordlike: !/\d/.test(written) })
    this.#stems.push({ system: system.id, code })
    const guessed = mended.some((mend) => mend !== 'case' && mend !== 'separators' && mend !== 'modifier')
    if (guessed)
      this.notices.push({ kind: 'mended', written, system: system.id, text: `“${written}” was read as ${shown}.` })
    for (const modifier of modifiers) this.#modifier(modifier, written)
  }

  #modifier(code: string, written: string): void {
    const { catalog } = this.#edition
    for (const id of loadedIn(this.#edition)) {
      const concept = catalog.concept(id, code, this.#today)
      if (!concept || systemOf(id).levels[concept.level]?.role !== 'modifier') continue
      this.#add(id, code, { whole: false })
      this.notices.push({ kind: 'modifier', written, system: id, text: `${code} is a modifier: ${concept.title}.` })
      return
    }
    this.notices.push({ kind: 'modifier', written, text: `${code} was read as a modifier.` })
  }

  /** What took the place of a code, first, with the day. */
  #successors(system: CodeSystem, code: string): { readonly codes: string[]; readonly since: IsoDate | undefined } {
    const newer = replacements(this.#edition, system.id, code)
    return { codes: newer.map((r) => r.code), since: newer.flatMap((r) => r.since ?? []).sort()[0] }
  }

  #ended(system: CodeSystem, concept: Concept, written: string): void {
    const { codes, since } = this.#successors(system, concept.code)
    const shown = system.grammar.display(concept.code)
    const day = concept.status === 'deleted' ? concept.validTo : undefined
    const ended = `${system.name} ${shown} ${day === undefined ? 'has ended' : `was listed until ${longDate(day)}`}.`
    this.notices.push({
      kind: 'ended',
      written,
      system: system.id,
      text: codes.length === 0 ? ended : `${ended} ${this.#replacedBy(system, codes, since)}`,
      ...(codes.length === 0 ? {} : { successors: codes.map(system.grammar.display) }),
    })
    for (const code of codes) this.#add(system.id, code, { whole: false })
  }

  #replacedBy(system: CodeSystem, codes: readonly string[], since: IsoDate | undefined): string {
    const from = since === undefined ? '' : ` from ${longDate(since)}`
    return `Its cases are coded${from} with ${codes.map(system.grammar.display).join(', ')}.`
  }

  /** Says what a code that does not exist may be, and offers what is nearest to it. */
  miss({ written, readings }: AbsentCode): void {
    const here = readings.filter(({ loaded }) => loaded)
    const [likeliest] = readings
    const most = likeliest?.certainty ?? 0
    for (const { system, code } of here) {
      const { codes, since } = this.#successors(system, code)
      if (codes.length > 0) {
        const shown = codes.map(system.grammar.display)
        const gone = `${system.name} ${system.grammar.display(code)} is in no release loaded.`
        const text = `${gone} ${this.#replacedBy(system, codes, since)}`
        this.notices.push({ kind: 'ended', written, system: system.id, text, successors: shown })
        for (const each of codes) this.#add(system.id, each, { whole: true })
        return
      }
    }
    // What is written exactly like a code of a system that is not loaded is not taken for a slip in another.
    const meantHere = here.some(({ certainty }) => certainty === most)
    const [near] = (meantHere ? here : []).flatMap(({ system, code }) => {
      const stem = this.#nearest(system, code)
      return stem === undefined ? [] : [{ system, stem }]
    })
    const elsewhere = readings.filter(({ loaded, certainty }) => !loaded && certainty === most)
    if (near) {
      const { system, stem } = near
      this.#add(system.id, stem, { whole: true })
      this.#stems.push({ system: system.id, code: stem })
      const text = `There is no ${system.name} code ${written}; ${system.grammar.display(stem)} is the nearest beginning.`
      this.notices.push({ kind: 'no-such-code', written, system: system.id, text })
      return
    }
    const [first] = here
    if (first && meantHere) {
      const text = `There is no ${first.system.name} code ${written} in what is loaded.`
      this.notices.push({ kind: 'no-such-code', written, system: first.system.id, text })
    }
    // A register says nothing that its own system's page would not say.
    const others = elsewhere.filter(({ system }) => system.registerOf === undefined).slice(0, 3)
    for (const { system, code } of others) this.#notLoaded(system, code, written)
  }

  #notLoaded(system: CodeSystem, code: string, written: string): void {
    const { id, name } = system
    if (this.#hasPage(system, code)) {
      this.#bare(system, code, written)
      return
    }
    const text = `“${written}” looks like ${withArticle(name)} code; ${name} is not loaded (${howToGet(system)}).`
    this.notices.push({ kind: 'not-loaded', written, system: id, text })
  }

  /** A number of which more is known than that it is one, without its descriptor. */
  #bare({ id, name, grammar }: CodeSystem, code: string, written: string): void {
    const text = `“${written}” is ${withArticle(name)} number. Its descriptor needs a licence; our page says what is known without it.`
    const path = `/code/${id}/${encodeURIComponent(grammar.display(code))}`
    this.notices.push({ kind: 'not-loaded', written, system: id, text, path })
  }

  /** Whether our texts or a policy tell of a number of which no list is loaded. */
  #hasPage(system: CodeSystem, code: string): boolean {
    const { explainers, policies } = this.#edition
    if (!isLicensed(system)) return false
    return explainers.index.find(system.id, code).length > 0 || (policies?.findingsOf(system.id, code).length ?? 0) > 0
  }

  /** The longest beginning of a code that exists. */
  #nearest(system: CodeSystem, code: string): string | undefined {
    for (let length = code.length - 1; length >= 3; length--) {
      const stem = code.slice(0, length).replace(/-$/, '')
      if (conceptNumber(this.#edition, system.id, stem) !== undefined) return stem
    }
    return undefined
  }

  damaged(written: string): void {
    const text = `“${written}” is what a spreadsheet makes of a long number; the code it was cannot be told from it.`
    this.notices.push({ kind: 'damaged', written, text })
  }

  /** Codes that begin with the ones found. */
  below(): void {
    const { index } = this.#edition.engine
    for (const { system, code } of this.#stems)
      for (const concept of index.conceptsByCodeRange(code, code, MOST_BELOW))
        if (index.system(concept) === system) this.#addNumber(concept)
  }

  #addNumber(concept: number): void {
    if (this.#seen.has(concept)) return
    this.#seen.add(concept)
    this.hits.push({ concept, whole: false, wordlike: false })
  }

  /** Puts codes under the one asked for in the order in which their titles hold the words beside it. */
  rankBy(words: string): void {
    const { index } = this.#edition.engine
    const wanted = termsOf(words)
    const met = ({ concept }: CodeHit): number => {
      const title = new Set(termsOf(index.title(concept)))
      return wanted.filter((term) => title.has(term)).length
    }
    const below = this.hits.filter(({ whole }) => !whole).map((hit) => ({ hit, met: met(hit) }))
    const whole = this.hits.filter((hit) => hit.whole)
    this.hits.splice(0, this.hits.length, ...whole, ...below.toSorted((a, b) => b.met - a.met).map(({ hit }) => hit))
  }

  /** Codes that begin with what was typed, in any system that writes codes so; false when there are none. */
  beginnings(text: string): boolean {
    const typed = text.trim()
    if (!BEGINNING.test(typed) || !/\d/.test(typed.slice(0, 2))) return false
    const { index } = this.#edition.engine
    const loaded = loadedIn(this.#edition)
    const seen = new Set<string>()
    for (const system of allSystems()) {
      if (!loaded.has(system.id)) continue
      const prefix = system.grammar.normalizePrefix(typed)
      if (prefix === undefined || seen.has(`${system.id} ${prefix}`)) continue
      seen.add(`${system.id} ${prefix}`)
      for (const concept of index.conceptsByCodeRange(prefix, prefix, MOST_BELOW))
        if (index.system(concept) === system.id) this.#addNumber(concept)
    }
    return this.hits.length > 0
  }
}
