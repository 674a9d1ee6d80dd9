/**
 * The names of one concept: which is shown for the languages asked for, and whether a display that somebody wrote is
 * one of them.
 */
import { type LanguageDepth, type LanguageRange, languagesAgree, parseLanguage, rangeAccepts } from './languages.ts'
import type { Coding, Extension } from './resources.ts'

export interface Designation {
  readonly value: string
  /** BCP-47; absent where the source says none. */
  readonly language?: string | undefined
  readonly use?: Coding | undefined
  /** `active` unless the source marks the name as withdrawn, inactive or the like. */
  readonly status?: string | undefined
  readonly extensions?: readonly Extension[] | undefined
  /** Canonical of the supplement the name comes from; absent for the code system's own. */
  readonly source?: string | undefined
}

/** The use of the display of a concept, where it must be told from other designations. */
export const PREFERRED_USE: Coding = {
  system: 'http://terminology.hl7.org/CodeSystem/hl7TermMaintInfra',
  code: 'preferredForLanguage',
  display: 'Preferred For Language',
}

const DEPTHS: readonly LanguageDepth[] = ['full', 'region', 'language']

const tagOf = ({ language }: Designation) => (language ? parseLanguage(language) : undefined)

/** True for a name that may stand as the display: no use, or one that says so. */
export function isDisplay({ use }: Designation): boolean {
  return !use || (use.system === PREFERRED_USE.system && use.code === PREFERRED_USE.code)
}

const isActive = ({ status }: Designation): boolean => status !== 'withdrawn' && status !== 'inactive'

const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase()

export type DisplayFit = 'same' | 'whitespace' | 'different'

/** Languages asked for; undefined for none. */
export type Wanted = readonly LanguageRange[] | undefined

/** A name without a language fits any wish, and any name fits no wish. */
function accepted(wanted: Wanted, designation: Designation, depth: LanguageDepth): boolean {
  const written = tagOf(designation)
  if (!written || !wanted) return true
  return wanted.some((range) => rangeAccepts(range, written, depth))
}

/** True when `designation` is written in `language`. */
function writtenIn(designation: Designation, language: string | undefined): boolean {
  const [written, other] = [tagOf(designation), language ? parseLanguage(language) : undefined]
  return written !== undefined && other !== undefined && languagesAgree(written, other, 'language')
}

export class Designations {
  readonly list: readonly Designation[]

  constructor(list: readonly Designation[]) {
    this.list = list
  }

  get isEmpty(): boolean {
    return this.list.length === 0
  }

  with(more: readonly Designation[]): Designations {
    return more.length === 0 ? this : new Designations([...this.list, ...more])
  }

  /** The name to show: best language first, a current one before one that is not, a display before a synonym. */
  preferred(wanted: Wanted): Designation | undefined {
    if (!wanted) return this.#first(isDisplay) ?? this.list[0]
    for (const range of wanted) {
      for (const active of [true, false]) {
        for (const depth of DEPTHS) {
          const fits = (d: Designation): boolean => (!active || isActive(d)) && rangeAccepts(range, tagOf(d), depth)
          const found = this.list.find((d) => isDisplay(d) && fits(d)) ?? this.list.find(fits)
          if (found) return found
        }
      }
    }
    return this.list.find((d) => !d.language && isDisplay(d))
  }

  #first(test: (d: Designation) => boolean): Designation | undefined {
    return this.list.find((d) => test(d) && isActive(d)) ?? this.list.find(test)
  }

  /**
   * Whether `text` is one of the names in the languages asked for; case never matters. With `base`, names in that
   * language are accepted too; with `current`, names no longer used are not.
   */
  fit(
    text: string,
    { wanted, base, current = false }: { wanted: Wanted; base?: string | undefined; current?: boolean },
  ): DisplayFit {
    const usable = this.list.filter(
      (d) => (!current || isActive(d)) && (accepted(wanted, d, 'language') || writtenIn(d, base)),
    )
    if (usable.some((d) => d.value.toLowerCase() === text.toLowerCase())) return 'same'
    return usable.some((d) => squeeze(d.value) === squeeze(text)) ? 'whitespace' : 'different'
  }

  /** How many names fit the languages asked for as closely as any does. */
  count(wanted: Wanted, displaysOnly: boolean): number {
    for (const depth of DEPTHS) {
      const fitting = this.list.filter((d) => (!displaysOnly || isDisplay(d)) && accepted(wanted, d, depth))
      if (fitting.length > 0) return fitting.length
    }
    return 0
  }

  /** `'Display 1' (en) or 'Anzeige 1' (de)`: the displays in the languages asked for, or all where there are none. */
  present(wanted: Wanted): string {
    const displays = this.list.filter(isDisplay)
    const fitting = displays.filter((d) => accepted(wanted, d, 'language'))
    const shown = (fitting.length > 0 ? fitting : displays).map(({ value, language }) =>
      language ? `'${value}' (${language})` : `'${value}'`,
    )
    if (shown.length <= 2) return shown.join(' or ')
    return `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`
  }

  /** Current displays, each once. */
  current(): string[] {
    return [...new Set(this.list.filter((d) => isActive(d) && isDisplay(d)).map((d) => d.value))]
  }

  statusOf(text: string): string | undefined {
    return this.list.find((d) => d.value === text)?.status
  }
}
