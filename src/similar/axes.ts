/** Codes that are built from tables: the same operation with one axis changed, and its neighbours on each axis. */
import type { AxisMeaning, Catalog } from '../catalog/catalog.ts'
import type { SystemId } from '../core/system-id.ts'
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

const sameAxes = (a: string, b: string): number =>
  SAME.reduce((sum, worth, i) => sum + (a[i] === b[i] ? worth : 0), 0)

export const isTableBuilt = (code: string): boolean => code.length === LENGTH

/**
 * Codes of the same operation on the same part; the same code on other parts; other operations on the same part. Codes
 * are put together and looked up: a table may hold thousands.
 */
export function addAxisNeighbours(pool: Pool): void {
  const { code } = pool.seed.concept
  const offer = (other: string, number: number | undefined): void => {
    if (number !== undefined) pool.add(number, { points: sameAxes(code, other) - 1 })
  }
  const { index } = pool.seed
  for (const number of pool.under(code.slice(0, 4), MOST_OF_FAMILY)) offer(index.code(number), number)
  for (const value of VALUES) {
    const elsewhere = `${code.slice(0, 3)}${value}${code.slice(4)}`
    if (value !== code[3]) offer(elsewhere, pool.numberOf(elsewhere))
    if (value === code[2]) continue
    for (const number of pool.under(`${code.slice(0, 2)}${value}${code[3]}`, MOST_OF_PART)) {
      offer(index.code(number), number)
    }
  }
}

/** How many axes two codes differ on, from the first that differs. */
export function differingAxes(a: string, b: string): number[] {
  return [...a].flatMap((character, i) => (character === b[i] ? [] : [i + 1]))
}

export class AxisReader {
  readonly #catalog: Catalog
  readonly #system: SystemId
  readonly #mine: readonly AxisMeaning[]

  constructor(catalog: Catalog, system: SystemId, code: string) {
    this.#catalog = catalog
    this.#system = system
    this.#mine = catalog.axes(system, code)
  }

  /** Axis by axis how `other` differs; undefined when a table is missing or too much differs. */
  differences(other: string): Difference[] | undefined {
    const theirs = this.#catalog.axes(this.#system, other)
    if (this.#mine.length !== LENGTH || theirs.length !== LENGTH) return undefined
    const out = this.#mine.flatMap((axis, i): Difference[] => {
      const label = theirs[i]!.label
      return axis.label === label ? [] : [{ label: axis.title, mine: axis.label, theirs: label }]
    })
    return out.length === 0 || out.length > MOST_AXES ? undefined : out
  }
}
