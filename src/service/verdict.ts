/**
 * Whether a written code can be used on a day, for one code or for millions: what was read is remembered, so that a code
 * costs its first question only.
 */
import { z } from 'zod'
import type { Catalog, TitlePeriod } from '../catalog/catalog.ts'
import { type IsoDate, isoDate } from '../core/date.ts'
import type { Suggestion } from '../core/errors.ts'
import type { CodeSystem } from '../systems/system.ts'
import { MOST_SUGGESTIONS, suggestionsFor } from './suggestions.ts'

/**
 * - `valid`: listed on the day, and it may be reported where anything of its system is
 * - `header`: listed, but only what stands below it is reported
 * - `ended`, `future`: not listed any more, not yet
 * - `unknown`: in no release loaded
 */
export const VERDICTS = ['valid', 'header', 'ended', 'future', 'unknown'] as const
export type VerdictStatus = (typeof VERDICTS)[number]

export const SuggestionSchema = z.object({
  kind: z.string(),
  text: z.string().describe('what is wrong, and the fix'),
  system: z.string().optional(),
  code: z.string().optional(),
  title: z.string().optional(),
  path: z.string().optional(),
})

export interface Verdict {
  readonly status: VerdictStatus
  readonly billable: boolean
  /** As officially written; absent for unknown codes. */
  readonly code?: string
  readonly title?: string
  /** True when what was written is not how the code is officially written. */
  readonly mended: boolean
  /** Last day of a code that has ended, where the releases loaded tell. */
  readonly endedOn?: IsoDate
  /** First day of a code that is not listed yet. */
  readonly startsOn?: IsoDate
  /** What to do instead, looked for each time it is read; empty for valid codes. */
  readonly suggestions: readonly Suggestion[]
  /** Room for what a reader of very many verdicts makes of this one, so that it is made once. */
  made?: unknown
}

/** A code as it is remembered: everything that any day can ask of it. */
interface Known {
  readonly shown: string
  readonly mended: boolean
  /** Oldest first, never empty. */
  readonly periods: readonly TitlePeriod[]
  /** The verdict of each period in which it is valid, once given. */
  readonly verdicts: (Verdict | undefined)[]
}

const LAST_DAY = isoDate('9999-12-31')
/** Codes, and verdicts of codes that are not valid, that are remembered; past it, all is forgotten and read anew. */
const MOST_REMEMBERED = 250_000

/** Verdicts on codes that are not valid: few of them come again and again. */
const MOST_WRONG = 20_000

/** A copy of its own: a piece cut from a large text would keep all of that text in memory. */
export const detached = (text: string): string => Buffer.from(text).toString()

class Memory<V> {
  readonly #values = new Map<string, V>()
  readonly #most: number

  constructor(most = MOST_REMEMBERED) {
    this.#most = most
  }

  get(key: string, make: () => V): V {
    let value = this.#values.get(key)
    if (value === undefined) {
      value = make()
      if (this.#values.size >= this.#most) this.#values.clear()
      this.#values.set(detached(key), value)
    }
    return value
  }
}

/** Gives verdicts from one catalog. */
export class Checker {
  readonly #catalog: Catalog
  readonly #known = new Map<CodeSystem, Memory<Known | 'unknown'>>()
  readonly #held = new Map<string, ReadonlyMap<string, readonly TitlePeriod[]>>()
  readonly #others = new Memory<Verdict>(MOST_WRONG)

  readonly #most: number
  #turns: readonly IsoDate[] | undefined
  readonly #turnOf = new Map<IsoDate, number>()

  /** `most`: suggestions wanted with each verdict. */
  constructor(catalog: Catalog, most = MOST_SUGGESTIONS) {
    this.#catalog = catalog
    this.#most = most
  }

  /** Number of the stretch of days around `day` in which nothing changes. */
  #stretch(day: IsoDate): number {
    let stretch = this.#turnOf.get(day)
    if (stretch === undefined) {
      this.#turns ??= this.#catalog.turningDays()
      stretch = this.#turns.findLastIndex((turn) => turn <= day)
      if (this.#turnOf.size >= MOST_REMEMBERED) this.#turnOf.clear()
      this.#turnOf.set(day, stretch)
    }
    return stretch
  }

  /** Reads all codes of a system at once, where they are few enough to be held: for files of very many rows. */
  prepare({ id }: CodeSystem): void {
    const held = new Map<string, TitlePeriod[]>()
    for (const { code, period } of this.#catalog.rows.timelines(id)) {
      const periods = held.get(code)
      if (periods) periods.push(period)
      else if (held.size >= MOST_REMEMBERED) return
      else held.set(code, [period])
    }
    this.#held.set(id, held)
  }

  /** Says no only where all codes of the system are held. */
  readonly #exists = (id: string, code: string): boolean => this.#held.get(id)?.has(code) !== false

  #periodsOf(id: string, code: string): readonly TitlePeriod[] | undefined {
    const held = this.#held.get(id)
    if (held) return held.get(code)
    const concept = this.#catalog.concept(id, code, LAST_DAY)
    return concept && this.#catalog.timeline(concept.id)
  }

  /** The verdict on `written`, for `system`, as of `day`. */
  check(system: CodeSystem, written: string, day: IsoDate): Verdict {
    const known = this.#knownAs(system, written)
    if (known === 'unknown')
      return this.#other(system, written, day, () => ({ status: 'unknown', billable: false, mended: false }))
    const { periods, shown, mended } = known
    const place = periods.findLastIndex(({ validFrom }) => validFrom <= day)
    const at = periods[place]
    if (at === undefined) {
      const [first] = periods
      const { title, validFrom: startsOn } = first!
      return this.#other(system, written, day, () => ({
        status: 'future',
        billable: false,
        code: shown,
        title,
        mended,
        startsOn,
      }))
    }
    const isListed = !at.terminated && (at.validTo === undefined || at.validTo >= day)
    if (isListed && (at.billable || !system.reportable)) return this.#validOf(place, known)
    const { title } = at
    if (isListed)
      return this.#other(system, written, day, () => ({
        status: 'header',
        billable: false,
        code: shown,
        title,
        mended,
      }))
    const last = periods.findLast((period) => !period.terminated && period.validFrom <= day)
    return this.#other(system, written, day, () => ({
      status: 'ended',
      billable: false,
      code: shown,
      title,
      mended,
      ...(last?.validTo === undefined ? {} : { endedOn: last.validTo }),
    }))
  }

  #validOf(at: number, { shown: code, mended, periods, verdicts }: Known): Verdict {
    const { title, billable } = periods[at]!
    verdicts[at] ??= { status: 'valid', billable, code, title, mended, suggestions: [] }
    return verdicts[at]
  }

  #other(system: CodeSystem, written: string, day: IsoDate, make: () => Omit<Verdict, 'suggestions'>): Verdict {
    const [catalog, most, exists] = [this.#catalog, this.#most, this.#exists]
    return this.#others.get(`${system.id} ${written} ${this.#stretch(day)}`, () => {
      const own = detached(written)
      return {
        ...make(),
        get suggestions() {
          return suggestionsFor(catalog, { written: own, system, asOf: day, most, exists })
        },
      }
    })
  }

  #knownAs(system: CodeSystem, written: string): Known | 'unknown' {
    let memory = this.#known.get(system)
    if (!memory) {
      memory = new Memory()
      this.#known.set(system, memory)
    }
    return memory.get(written, () => this.#read(system, written))
  }

  /** The code that is written there: as it stands, or tidied; what must be guessed is a suggestion, not a verdict. */
  #read({ id, grammar }: CodeSystem, written: string): Known | 'unknown' {
    const code = grammar.normalize(written)
    const periods = code === undefined ? undefined : this.#periodsOf(id, code)
    if (code === undefined || !periods) return 'unknown'
    const shown = grammar.display(code)
    return { shown, mended: shown !== written, periods, verdicts: [] }
  }
}
