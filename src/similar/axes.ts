/** Codes that are built from tables: the same operation with one axis changed, and its neighbours on each axis. */
import type { Catalog } from '../catalog/catalog.ts'
import type { SystemId } from '../core/system-id.ts'
import { termsOf } from '../search/analysis/analyze.ts'
import type { CodeSystem } from '../systems/system.ts'
import type { Pool } from './pool.ts'
import type { Difference } from './reasons.ts'

/** Characters of a table-built code; shorter codes are headers. */
const LENGTH = 7
/** Every character a code may have. */
const VALUES = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const MOST_OF_PART = 60
const MOST_OF_FAMILY = 400
/** What it is worth that an axis is the same, by position from 1. */
const SAME = [0.2, 0.25, 0.5, 0.6, 0.25, 0.25, 0.15]
/** Codes that differ from the one asked for on more axes than this are not told axis by axis. */
const MOST_AXES = 3

const sameAxes = (a: string, b: string): number => SAME.reduce((sum, worth, i) => sum + (a[i] === b[i] ? worth : 0), 0)

/** What it is worth that two operations are defined in the same words (`cutting out or off, without replacement`). */
const SAME_DEFINITION = 0.6
/** What it costs that another substance is given, where the substance is what the code is about. */
const OTHER_SUBSTANCE = -0.5
/** What it is worth that two operations on one part have one aim, and what it costs that they have not. */
const SAME_AIM = 0.3
const OTHER_AIM = -0.7
/** Values of an axis stand in the order of the body: what is this many places away counts that much less. */
const PLACE_AWAY = 0.012

export const isTableBuilt = (code: string): boolean => code.length === LENGTH

/** Definitions of operations by section and character, remembered because a table is read for each. */
const remembered = new WeakMap<Catalog, Map<string, ReadonlySet<string>>>()

/** Words of the definition of the operation that `code` is built on; none for headers without one. */
function definitionOf(catalog: Catalog, system: SystemId, code: string): ReadonlySet<string> {
  const known = remembered.get(catalog) ?? new Map<string, ReadonlySet<string>>()
  remembered.set(catalog, known)
  const key = `${system} ${code[0]}${code[2]}`
  let words = known.get(key)
  if (!words) {
    const axis = catalog.axes(system, code.slice(0, 3)).find((a) => a.position === 3)
    words = new Set(termsOf(axis?.definition ?? ''))
    known.set(key, words)
  }
  return words
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = [...a].filter((word) => b.has(word)).length
  return both === 0 ? 0 : both / (a.size + b.size - both)
}

/** What the aims of two operations say; nothing where the system groups none. */
function aimed({ aim }: CodeSystem, mine: string, theirs: string): number {
  const [a, b] = [aim?.(mine), aim?.(theirs)]
  if (a === undefined || b === undefined) return 0
  return a === b ? SAME_AIM : OTHER_AIM
}

/**
 * Codes of the same operation on the same part; the same code on other parts; other operations on the same part. Codes
 * are put together and looked up: a table may hold thousands.
 */
export function addAxisNeighbours(pool: Pool): void {
  const { catalog, index, system, concept } = pool.seed
  const { code } = concept
  const mine = definitionOf(catalog, system.id, code)
  const offer = (other: string, { number, extra }: { number: number; extra: number }): void =>
    pool.add(number, { points: sameAxes(code, other) - 1 + extra })
  for (const number of pool.under(code.slice(0, 4), MOST_OF_FAMILY)) {
    const other = index.code(number)
    offer(other, { number, extra: system.family?.(other) === system.family?.(code) ? 0 : OTHER_SUBSTANCE })
  }
  const at = VALUES.indexOf(code[3]!)
  for (const [place, value] of [...VALUES].entries()) {
    const elsewhere = `${code.slice(0, 3)}${value}${code.slice(4)}`
    const number = value === code[3] ? undefined : pool.numberOf(elsewhere)
    if (number !== undefined) offer(elsewhere, { number, extra: -PLACE_AWAY * Math.abs(place - at) })
    if (value === code[2]) continue
    const same = pool.under(`${code.slice(0, 2)}${value}${code[3]}`, MOST_OF_PART)
    if (same.length === 0) continue
    const first = index.code(same[0]!)
    const extra = SAME_DEFINITION * overlap(mine, definitionOf(catalog, system.id, first)) + aimed(system, code, first)
    for (const each of same) offer(index.code(each), { number: each, extra })
  }
}

/** How many axes two codes differ on, from the first that differs. */
export function differingAxes(a: string, b: string): number[] {
  return [...a].flatMap((character, i) => (character === b[i] ? [] : [i + 1]))
}

export class AxisReader {
  readonly #catalog: Catalog
  readonly #system: SystemId
  readonly #mine: readonly { title: string; label: string }[]

  constructor(catalog: Catalog, system: SystemId, code: string) {
    this.#catalog = catalog
    this.#system = system
    this.#mine = catalog.axisLabels(system, code)
  }

  /** Axis by axis how `other` differs; undefined when a table is missing or too much differs. */
  differences(other: string): Difference[] | undefined {
    const theirs = this.#catalog.axisLabels(this.#system, other)
    if (this.#mine.length !== LENGTH || theirs.length !== LENGTH) return undefined
    const out = this.#mine.flatMap((axis, i): Difference[] => {
      const label = theirs[i]!.label
      return axis.label === label ? [] : [{ label: axis.title, mine: axis.label, theirs: label }]
    })
    return out.length === 0 || out.length > MOST_AXES ? undefined : out
  }
}
