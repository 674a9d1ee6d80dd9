/**
 * Codes in any text that a person or a program puts into a search box: alone, in lists, behind the name of their system,
 * before a label, with modifiers, mended where that is safe. Every system's own grammar does the reading; whether a code
 * exists is asked of the caller, so that one reader serves search, coverage questions and help for what is not there.
 *
 *   ICD10: E78.5      E11.65, I10      A41.9 - Sepsis, unspecified     http://hl7.org/fhir/sid/icd-10-cm|M54.51
 *   J1885-JW          99680Z           K80.00^Cholelithiasis^I10       J9000-J9100
 */
import { type CodeCandidate, plainCharacters } from './grammar.ts'
import type { CodeSystem } from './system.ts'

export interface ReadCode {
  readonly system: CodeSystem
  /** Stored form. */
  readonly code: string
  /** As it stands in the text. */
  readonly written: string
  readonly certainty: number
  readonly mended: CodeCandidate['mended']
  readonly modifiers: readonly string[]
}

/** What a code that is not there may be a code of. */
export interface AbsentReading {
  readonly system: CodeSystem
  readonly code: string
  readonly certainty: number
  readonly loaded: boolean
}

/** Written like a code, and in no release that is loaded. */
export interface AbsentCode {
  readonly written: string
  /** Systems whose codes look so, likeliest first, with the stored form. */
  readonly readings: readonly AbsentReading[]
}

export interface CodeRange {
  readonly system: CodeSystem
  readonly first: string
  readonly last: string
}

export interface CodesRead {
  /** In the order of the text. One stretch may be a code of several systems. */
  readonly codes: readonly ReadCode[]
  readonly ranges: readonly CodeRange[]
  readonly absent: readonly AbsentCode[]
  /** The words that are neither codes nor names of systems before them. */
  readonly rest: string
  /** A number as a spreadsheet writes it, `1.10E+12`: the code it was is lost. */
  readonly damaged: readonly string[]
}

export interface Reader {
  /** Every system the program knows, in the order in which codes of several are told. */
  readonly systems: readonly CodeSystem[]
  /** True for systems of which a release is loaded. */
  loaded(system: CodeSystem): boolean
  exists(system: CodeSystem, code: string): boolean
  /** True for codes that no loaded release lists but an official table says what took their place. */
  replaced(system: CodeSystem, code: string): boolean
  /** The system that is called so, if any. */
  find(name: string): CodeSystem | undefined
}

interface Token {
  /** As it stands. */
  readonly text: string
  /** Without brackets and punctuation around it. */
  readonly bare: string
}

const AROUND = /^[\s()[\]{}"'“”‘’`,;:*#<>=|]+|[\s()[\]{}"'“”‘’`,;:*#<>=|.!?]+$/g
const bare = (text: string): string => text.replace(AROUND, '')
/** What stands between codes of a list. */
const JOINING = /^(?:and|or|und|y|plus|with|w\/|vs\.?|&|\+|\/|-|–|to|through)$/i
/** Words that stand between the name of a system and its code, or before a code, and mean nothing by themselves. */
const LEADING = /^(?:codes?|dx|diagnosis|no\.?|number|num|is|for|the|of|a|cm)$/i
/** A number before one of these is an amount. */
const MEASURED =
  /^(?:mg|mcg|ug|g|gm|grams?|kg|ml|cc|l|units?|iu|meq|mmol|mci|%|days?|weeks?|months?|years?|yo|y\/o|hours?|hrs?|minutes?|x)$/i
const DAMAGED = /^\d(?:[.,]\d+)?E\+\d+$/i
/** More tokens than this are not read one by one for codes. */
const MOST_TOKENS = 60
/** A name of a system has at most so many words. */
const NAME_WORDS = 4
/** A code typed with blanks in it has at most so many pieces. */
const CODE_PIECES = 4
/** Readings less sure than this count only where the system is named, or the text is nothing else. */
const SURE = 0.75

/** Takes `code^display^system` and `system|code` apart; undefined when the text is neither. */
function coded(text: string, reader: Reader): { readonly name: string; readonly code: string } | undefined {
  const parts = text.split('^')
  if (parts.length >= 3 && parts[0]!.trim() !== '') return { code: parts[0]!.trim(), name: parts[2]!.trim() }
  const bar = /^(.+)\|([^|]+)(?:\|.*)?$/.exec(text)
  if (bar && reader.find(bar[1]!)) return { name: bar[1]!, code: bar[2]!.trim() }
  return undefined
}

/** Names of coding systems in HL7 version 2 (table 0396), where they are codes of their own elsewhere. */
const HL7_NAMES: Readonly<Record<string, string>> = { I10: 'ICD-10-CM', I9: 'ICD-9-CM', L: '', C4: 'CPT' }

class Scan {
  readonly codes: ReadCode[] = []
  readonly ranges: CodeRange[] = []
  readonly absent: AbsentCode[] = []
  readonly damaged: string[] = []
  readonly rest: string[] = []
  readonly #reader: Reader
  readonly #tokens: readonly Token[]

  constructor(reader: Reader, text: string) {
    this.#reader = reader
    const pieces = text
      .split(/\s+|(?<=[,;])|(?<=\w)\/(?=[A-Z]\d)|(?<=:)(?=[A-Za-z]{0,2}\d)/)
      .filter((piece) => piece !== '')
    this.#tokens = pieces.slice(0, MOST_TOKENS).map((piece) => ({ text: piece, bare: bare(piece) }))
  }

  run(): void {
    const tokens = this.#tokens
    for (let at = 0; at < tokens.length; ) {
      const { text, bare: word } = tokens[at]!
      if (word === '') at += 1
      else if (DAMAGED.test(word)) {
        this.damaged.push(word)
        at += 1
      } else {
        const used = this.#named(at) || this.#range(at) || this.#pieces(at) || this.#single(at)
        if (used === 0) this.rest.push(text)
        at += Math.max(1, used)
      }
    }
  }

  /** A name of a system and the codes behind it; how many tokens they take. */
  #named(at: number): number {
    const tokens = this.#tokens
    for (let words = Math.min(NAME_WORDS, tokens.length - at - 1); words > 0; words--) {
      const name = tokens
        .slice(at, at + words)
        .map((token) => token.bare)
        .join(' ')
      const system = this.#reader.find(name)
      // `I10` is a code before it is a name.
      if (!system || this.#existing(name).length > 0) continue
      let from = at + words
      while (from < tokens.length && LEADING.test(tokens[from]!.bare)) from++
      for (let pieces = Math.min(CODE_PIECES, tokens.length - from); pieces > 0; pieces--) {
        const written = bare(
          tokens
            .slice(from, from + pieces)
            .map((token) => token.text)
            .join(' '),
        )
        const named = this.#asNamed(system).flatMap((each) => this.#of(each, written))
        if (this.#take(written, named, true)) return from + pieces - at
      }
      const written = tokens[from]?.bare ?? ''
      const [reading] = system.grammar.candidates(written)
      if (reading && /\d/.test(written) && reading.certainty > 0.5) {
        const { code, certainty } = reading
        const loaded = this.#asNamed(system).some((each) => this.#reader.loaded(each))
        this.absent.push({ written, readings: [{ system, code, certainty, loaded }] })
        return from + 1 - at
      }
    }
    return 0
  }

  /** A system and the register of its numbers. */
  #asNamed({ id }: CodeSystem): CodeSystem[] {
    return this.#reader.systems.filter((each) => each.id === id || each.registerOf === id)
  }

  /** `E08-E13`, `J9000 to J9100`, `J9000-J9100`: the ends of a range of one system. */
  #range(at: number): number {
    const joined = /^([A-Z0-9.]{3,8})[-–]([A-Z0-9.]{3,8})$/i.exec(plainCharacters(this.#tokens[at]!.bare))
    const [first, middle, last] = this.#tokens.slice(at, at + 3).map((token) => token.bare)
    const apart = /^(?:-|–|to|through|thru)$/i.test(middle ?? '') ? [first!, last ?? ''] : undefined
    const ends = joined ? [joined[1]!, joined[2]!] : apart
    if (!ends) return 0
    const [from = '', to = ''] = ends
    for (const system of this.#reader.systems) {
      if (!this.#reader.loaded(system) || !system.grammar.isRange(from, to)) continue
      const codes = ends.map((end) => system.grammar.normalizePrefix(end))
      const [a, b] = codes
      if (a === undefined || b === undefined || !/\d/.test(a) || !/[A-Z]/i.test(a)) continue
      if (joined && this.#existing(joined[0]).length > 0) return 0
      this.ranges.push({ system, first: a, last: b })
      return joined ? 1 : 3
    }
    return 0
  }

  /** A code typed with blanks in it, where the text is nothing else: `E 11 9`, `0002 8215 01`. */
  #pieces(at: number): number {
    const count = this.#tokens.length
    if (at !== 0 || count < 2 || count > CODE_PIECES) return 0
    const written = this.#tokens.map((token) => token.bare).join(' ')
    if (!/\d/.test(written)) return 0
    if (!this.#tokens.every(({ bare: piece }) => piece.length <= 6 && /^[A-Z0-9.-]+$/i.test(piece))) return 0
    // The first piece alone may be a code with words behind it: then all of it must be one as it stands.
    const sure = this.#existing(this.#tokens[0]!.bare).length > 0 ? 0.9 : 0
    const found = this.#existing(written).filter(({ certainty }) => certainty >= sure)
    return this.#take(written, found, false) ? count : 0
  }

  #single(at: number): number {
    const { bare: word } = this.#tokens[at]!
    const isWord = !/\d/.test(word)
    if (isWord && this.#tokens.length > 1) return 0
    const alone = this.#alone(at)
    const found = this.#existing(word)
    if (isWord) return alone && this.#take(word, found, alone) ? 1 : 0
    // Numbers of few digits stand beside drugs, ages and days: alone or in a list of codes they are codes.
    if (/^\d{1,4}$/.test(word) && !alone) return 0
    if (/^[\d,.]+$/.test(word) && MEASURED.test(this.#tokens[at + 1]?.bare ?? '')) return 0
    // What took the place of a code is told before the code is taken for a slip.
    if (this.#wasReplaced(word, found)) return 1
    const usable = alone ? found : found.filter(({ system }) => !/^\d+$/.test(word) || system.reportable)
    if (this.#take(word, usable, alone)) return 1
    return this.#isAbsent(word, alone) ? 1 : 0
  }

  #wasReplaced(written: string, found: readonly ReadCode[]): boolean {
    if (found.some(({ certainty }) => certainty >= 0.9)) return false
    const readings = this.#reader.systems.flatMap((system) => {
      const [first] = system.grammar.candidates(written)
      if (!first || first.certainty < 0.9 || !this.#reader.loaded(system)) return []
      return this.#reader.replaced(system, first.code) ? [{ system, ...first, loaded: true }] : []
    })
    if (readings.length > 0) this.absent.push({ written, readings })
    return readings.length > 0
  }

  /** True when the text holds nothing but codes and what joins them. */
  #alone(at: number): boolean {
    return this.#tokens.every(
      ({ bare: word }, i) =>
        i === at || word === '' || JOINING.test(word) || LEADING.test(word) || this.#existing(word).length > 0,
    )
  }

  #of(system: CodeSystem, written: string): ReadCode[] {
    return system.grammar
      .candidates(written)
      .filter(({ code }) => this.#reader.exists(system, code))
      .map(({ code, certainty, mended, modifiers = [] }) => ({ system, code, written, certainty, mended, modifiers }))
  }

  readonly #known = new Map<string, ReadCode[]>()

  #existing(written: string): ReadCode[] {
    let found = this.#known.get(written)
    if (!found) {
      found = this.#reader.systems.flatMap((system) => this.#of(system, written))
      this.#known.set(written, found)
    }
    return found
  }

  /** Takes the surest readings, one a system; false when none is sure enough. */
  #take(written: string, found: readonly ReadCode[], free: boolean): boolean {
    const best = Math.max(0, ...found.map(({ certainty }) => certainty))
    if (best === 0 || (!free && best < SURE)) return false
    const taken = new Set<CodeSystem>()
    // Beside a code as it is printed, or nearly so, one that took more mending is not meant.
    const least = best === 1 ? 0.97 : best >= 0.95 ? 0.9 : 0
    for (const each of found.toSorted((a, b) => b.certainty - a.certainty)) {
      // A reading that had to be mended says nothing beside one that did not.
      if (taken.has(each.system) || each.certainty < Math.min(best, SURE) || each.certainty < least) continue
      taken.add(each.system)
      this.codes.push({ ...each, written })
    }
    return true
  }

  /** Notes what is written like a code of some system and is none. */
  #isAbsent(word: string, alone: boolean): boolean {
    const readings = this.#reader.systems.flatMap((system) => {
      const [first] = system.grammar.candidates(word)
      if (!first || first.certainty < 0.9 || system.grammar.open) return []
      return [{ system, code: first.code, loaded: this.#reader.loaded(system), certainty: first.certainty }]
    })
    // Digits alone could be anything; with a point or a hyphen, or as a whole query, they are meant as a code.
    const shaped =
      /^[A-Z]{1,2}\d[0-9A-Z]*\.[0-9A-Z]{1,4}$|^[A-Z]\d{4}$|^\d{3}\.\d{1,2}$|^\d{1,7}-\d$|^\d{4,5}-\d{3,4}(?:-\d{1,2})?$/i
    if (readings.length === 0 || !(shaped.test(word) || (alone && word.length >= 4))) return false
    const sorted = readings.toSorted((a, b) => b.certainty - a.certainty || Number(b.loaded) - Number(a.loaded))
    this.absent.push({ written: word, readings: sorted })
    return true
  }
}

/** Reads the codes of `text`. Never throws; a text without any comes back as its own rest. */
export function readCodes(text: string, reader: Reader): CodesRead {
  const plain = plainCharacters(text).trim()
  const triplet = coded(plain, reader)
  if (triplet) {
    const name = HL7_NAMES[triplet.name.toUpperCase()] ?? triplet.name
    return scan(`${reader.find(name)?.name ?? ''} ${triplet.code}`, reader)
  }
  return scan(plain, reader)
}

function scan(text: string, reader: Reader): CodesRead {
  const found = new Scan(reader, text)
  found.run()
  const { codes, ranges, absent, damaged, rest } = found
  const any = codes.length + ranges.length + absent.length > 0
  // What joined codes is no word to look for.
  const words = any ? rest.filter((word) => !JOINING.test(bare(word)) && !LEADING.test(bare(word))) : rest
  return { codes, ranges, absent, damaged, rest: words.join(' ') }
}
