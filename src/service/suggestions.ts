/**
 * Help for a code that is not there, or cannot be used as it stands: what may have been meant, and why. One function for
 * every face of the program (pages, REST, MCP, the command line, files that are checked), so that all say the same.
 */
import type { Catalog, Concept } from '../catalog/catalog.ts'
import { addDays, type IsoDate, isoDate, longDate } from '../core/date.ts'
import type { Suggestion } from '../core/errors.ts'
import { withArticle } from '../core/text.ts'
import { plainWordsBeyond, said } from '../search/index/default-leaf.ts'
import { plainCharacters } from '../systems/grammar.ts'
import { levelIn } from '../systems/levels.ts'
import { allSystems } from '../systems/registry.ts'
import type { CodeCandidate, CodeSystem, Mend } from '../systems/system.ts'
import { codePath } from './code-path.ts'
import { howToGet } from './system-words.ts'

/** Suggestions of one answer. */
export const MOST_SUGGESTIONS = 5
/** Codes below a header that are offered. */
const MOST_BELOW = 3
/** A reading less sure than this is not taken for a code of another system. */
const SURE = 0.9
/** Beginnings shorter than this say little about a code. */
const SHORTEST_STEM = 3
/** Characters of what was written; no code is longer. */
const LONGEST = 60
/** Levels of a tree walked down in search of codes that can be reported. */
const DEEPEST = 5
/** After every release. */
const LAST_DAY = isoDate('9999-12-31')
/** What a spreadsheet makes of a long number. */
const DAMAGED = /^\d(?:[.,]\d+)?E\+\d+$/i

export interface Asked {
  /** As somebody wrote it. */
  readonly written: string
  /** The system it was written for; absent where nobody said. */
  readonly system?: CodeSystem | undefined
  readonly asOf: IsoDate
  /** How many are wanted; five when absent. */
  readonly most?: number
  /** False for codes that are known not to be there, so that the catalog need not be asked. */
  exists?(system: string, code: string): boolean
}

/** What was mended, the weightiest first, with its kind and words. */
const MENDS: readonly (readonly [Mend, kind: string, words: string])[] = [
  ['lookalikes', 'lookalike', 'has the letters O and I where digits stand, or the other way round'],
  ['padding', 'placeholder', 'has placeholders X missing or too many'],
  ['shape', 'ndc-shape', 'is another written shape of the same number'],
  ['leadingZero', 'leading-zero', 'lost its leading zeros'],
  ['checkDigit', 'check-digit', 'has a wrong check digit'],
  ['modifier', 'modifier', 'has modifiers behind it'],
  ['characters', 'form', 'has odd characters in it'],
  ['separators', 'form', 'has its point or hyphens in other places'],
  ['case', 'form', 'is written in other letters'],
]

class Helper {
  readonly found: Suggestion[] = []
  readonly #catalog: Catalog
  readonly #asked: Asked
  readonly #seen = new Set<string>()
  readonly #loaded: ReadonlySet<string>

  constructor(catalog: Catalog, asked: Asked) {
    this.#catalog = catalog
    this.#asked = asked
    this.#loaded = new Set(catalog.releases.map(({ system }) => system))
  }

  get #isFull(): boolean {
    return this.found.length >= (this.#asked.most ?? MOST_SUGGESTIONS)
  }

  get #systems(): CodeSystem[] {
    return allSystems().filter(({ id }) => this.#loaded.has(id))
  }

  #add(kind: string, text: string, at?: { system: CodeSystem; concept: Concept }): void {
    const code = at?.system.grammar.display(at.concept.code)
    const key = at ? `${at.system.id} ${code}` : text
    if (this.#seen.has(key) || this.#isFull) return
    this.#seen.add(key)
    const { title } = at?.concept ?? {}
    this.found.push({
      kind,
      text,
      ...(at && code !== undefined && title !== undefined
        ? { system: at.system.id, code, title, path: codePath(at.system, at.concept.code, title) }
        : {}),
    })
  }

  #known({ id }: CodeSystem, code: string): Concept | undefined {
    if (this.#asked.exists?.(id, code) === false) return undefined
    return this.#catalog.concept(id, code, LAST_DAY)
  }

  #now({ id }: CodeSystem, code: string): Concept | undefined {
    if (this.#asked.exists?.(id, code) === false) return undefined
    return this.#catalog.concept(id, code, this.#asked.asOf)
  }

  /** True when it can stand on a claim on the day asked; where nothing is claimed, when it is there. */
  #usable(system: CodeSystem, concept: Concept | undefined): concept is Concept {
    return concept?.status === 'active' && (concept.billable || !system.reportable)
  }

  #isUsable(system: CodeSystem, code: string): boolean {
    return this.#usable(system, this.#now(system, code))
  }

  /** Everything that is known of `asked`, surest first. */
  run(): void {
    const { written, system } = this.#asked
    if (DAMAGED.test(written)) {
      this.#add(
        'damaged',
        `“${written}” is what a spreadsheet makes of a long number; look the code up where it came from.`,
      )
      return
    }
    const here = system ? [system] : this.#systems
    const readings = here
      .flatMap((each) => each.grammar.candidates(written).map((candidate) => ({ system: each, candidate })))
      .sort((a, b) => b.candidate.certainty - a.candidate.certainty)
    const [best] = readings
    if (best && best.candidate.mended.length === 0 && this.#isUsable(best.system, best.candidate.code)) return
    for (const reading of readings) this.#reading(reading.system, reading.candidate)
    if (this.found.length > 0) return
    for (const each of here) this.#replaced(each)
    if (this.found.length > 0) return
    for (const each of here) this.#transposed(each)
    if (this.#isFull) return
    if (system) this.#elsewhere(system)
    if (this.#isFull) return
    if (this.found.length === 0) this.#notLoaded()
    for (const each of here) this.#nearest(each)
  }

  #reading(system: CodeSystem, candidate: CodeCandidate): void {
    const concept = this.#known(system, candidate.code)
    if (!concept) return
    const now = this.#now(system, candidate.code)
    const shown = `${system.name} ${system.grammar.display(concept.code)}`
    if (!now) {
      const from = this.#catalog.firstDay(system.id, concept.code)
      this.#add('future', `${shown} is listed from ${from ? longDate(from) : 'a later day'} on.`, { system, concept })
      for (const { target } of this.#links(system, concept.code).filter(({ code }) => code === concept.code))
        this.#offer(
          'before',
          system,
          target,
          `Before that its cases were coded with ${system.grammar.display(target)}.`,
        )
    } else if (now.status !== 'active') this.#ended(system, now)
    else if (system.reportable && !now.billable) this.#below(system, now)
    else if (candidate.mended.length > 0) {
      const [, kind, words] = MENDS.find(([mend]) => candidate.mended.includes(mend)) ?? MENDS.at(-1)!
      this.#add(kind, `“${this.#asked.written}” ${words}; ${shown} is meant.`, { system, concept: now })
    }
  }

  #links(system: CodeSystem, code: string): { code: string; target: string }[] {
    return this.#catalog.relations(system.id, code).filter((r) => r.kind === 'replaces' && r.targetSystem === system.id)
  }

  #offer(kind: string, system: CodeSystem, code: string, text: string): void {
    const concept = this.#now(system, code)
    if (concept?.status === 'active') this.#add(kind, text, { system, concept })
  }

  #successors(system: CodeSystem, code: string): void {
    const shown = system.grammar.display(code)
    for (const link of this.#links(system, code).filter(({ target }) => target === code))
      this.#offer('successor', system, link.code, `${system.grammar.display(link.code)} took the place of ${shown}.`)
  }

  #ended(system: CodeSystem, concept: Concept): void {
    this.#successors(system, concept.code)
    const last = endOf(this.#catalog, concept)
    const when = last === undefined ? 'has ended' : `was listed until ${longDate(last)}`
    this.#add('ended', `${system.name} ${system.grammar.display(concept.code)} ${when}.`, { system, concept })
  }

  /** Codes under a header that can be reported. */
  #below(system: CodeSystem, header: Concept): void {
    const shown = system.grammar.display(header.code)
    const below = this.#usableBelow(system, header)
    const { label, role } = levelIn(system.levels, header.level)
    if (role === 'group' && below.length === 0) return
    for (const concept of below.slice(0, MOST_BELOW)) {
      const isLonger = concept.code.length === FULL_LENGTH && concept.code.startsWith(header.code)
      const seventh = isLonger && header.code.length > SHORTEST_STEM
      const text = seventh
        ? `${shown} needs a 7th character; ${system.grammar.display(concept.code)} has one.`
        : `${shown} is a ${label.toLowerCase()} and cannot be reported; ${system.grammar.display(concept.code)} stands below it.`
      this.#add(seventh ? 'seventh-character' : 'header', text, { system, concept })
    }
  }

  #usableBelow(system: CodeSystem, header: Concept): Concept[] {
    let level: readonly Concept[] = [header]
    for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
      const next = level.slice(0, 20).flatMap(({ id }) => this.#catalog.children(id, this.#asked.asOf))
      const usable = next.filter((concept) => this.#usable(system, concept))
      if (usable.length > 0) return plainFirst(header, usable)
      level = next
    }
    return []
  }

  /** In no release loaded, but an official table says what took its place. */
  #replaced(system: CodeSystem): void {
    const [first] = system.grammar.candidates(this.#asked.written)
    if (first && first.certainty >= SURE) this.#successors(system, first.code)
  }

  /** Two neighbouring characters typed in the wrong order. */
  #transposed(system: CodeSystem): void {
    const { written } = this.#asked
    const text = plainCharacters(written)
    for (let i = 0; i + 1 < text.length && !this.#isFull; i++) {
      const [a, b] = [text[i]!, text[i + 1]!]
      if (a === b || !/[0-9A-Z]/i.test(a) || !/[0-9A-Z]/i.test(b)) continue
      const swapped = text.slice(0, i) + b + a + text.slice(i + 2)
      const [reading] = system.grammar.candidates(swapped)
      const concept = reading && reading.certainty >= SURE ? this.#now(system, reading.code) : undefined
      if (this.#usable(system, concept)) {
        const shown = system.grammar.display(concept.code)
        this.#add('transposed', `“${a}${b}” may have changed places: ${system.name} ${shown}.`, { system, concept })
      }
    }
  }

  /** A code of another system that is loaded. */
  #elsewhere(asked: CodeSystem): void {
    for (const system of this.#systems) {
      if (system.id === asked.id || system.registerOf === asked.id) continue
      for (const { code, certainty } of system.grammar.candidates(this.#asked.written)) {
        const concept = certainty >= SURE ? this.#now(system, code) : undefined
        if (concept?.status !== 'active') continue
        const text = `${system.grammar.display(code)} is ${withArticle(system.name)} code, not ${withArticle(asked.name)} code.`
        this.#add('other-system', text, { system, concept })
      }
    }
  }

  /** Written exactly like a code of a system that is not loaded. */
  #notLoaded(): void {
    const { written } = this.#asked
    for (const system of allSystems()) {
      if (this.#loaded.has(system.id) || system.grammar.open || system.registerOf !== undefined) continue
      const [first] = system.grammar.candidates(written)
      if (!first || first.certainty < 1 || !/\d/.test(first.code)) continue
      const how = howToGet(system)
      this.#add(
        'not-loaded',
        `“${written}” is written like ${withArticle(system.name)} code; ${system.name} is not loaded (${how}).`,
      )
    }
  }

  /** The longest beginning that is a code, and what stands below it. */
  #nearest(system: CodeSystem): void {
    const [reading] = system.grammar.candidates(this.#asked.written)
    const code = reading?.code ?? system.grammar.normalizePrefix(this.#asked.written.slice(0, -1)) ?? ''
    for (let length = code.length - (reading ? 1 : 0); length >= SHORTEST_STEM; length--) {
      const concept = this.#now(system, code.slice(0, length).replace(/-$/, ''))
      if (concept?.status !== 'active') continue
      const shown = system.grammar.display(concept.code)
      if (this.#usable(system, concept))
        this.#add('nearest', `${system.name} ${shown} is the nearest code.`, { system, concept })
      else this.#below(system, concept)
      return
    }
  }
}

/** Codes under a header, the one to report when nothing more is known before the others. */
function plainFirst(header: Concept, codes: readonly Concept[]): Concept[] {
  const of = said(header.title)
  const beyond = new Map(codes.map(({ id, title }) => [id, plainWordsBeyond(of, title) ?? Number.POSITIVE_INFINITY]))
  const least = Math.min(...beyond.values())
  const plain = codes.filter(({ id }) => beyond.get(id) === least)
  if (least === Number.POSITIVE_INFINITY || plain.length > 1) return [...codes]
  return [...plain, ...codes.filter((code) => code !== plain[0])]
}

/** Characters of an ICD-10 code that has all it can have. */
const FULL_LENGTH = 7

/** The last day an ended code was listed, where the releases loaded tell. */
export function endOf(catalog: Catalog, concept: Concept): IsoDate | undefined {
  if (concept.status === 'deleted') return concept.validTo
  const [first] = catalog.timeline(concept.id)
  return first && first.validFrom < concept.validFrom ? addDays(concept.validFrom, -1) : undefined
}

/** What may have been meant, at most five, best first; empty for a code that can be used as it stands. */
export function suggestionsFor(catalog: Catalog, asked: Asked): Suggestion[] {
  const written = asked.written.trim()
  if (written === '' || written.length > LONGEST) return []
  const helper = new Helper(catalog, { ...asked, written })
  helper.run()
  return helper.found
}
