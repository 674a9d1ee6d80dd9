/**
 * A dose in a query says which of a drug's codes is meant, where each stands for an amount: 22.5 mg are three units of
 * "7.5 mg", six of "per 3.75 mg", and no whole number of "65 mg". The code that needs the fewest units is the likeliest.
 */

/** An amount in a common measure. */
export interface Dose {
  readonly amount: number
  readonly measure: 'mass' | 'volume' | 'units' | 'radioactivity'
}

/** Units as they are written, with the measure and how many of its smallest units they are. */
const UNITS: Readonly<Record<string, readonly [Dose['measure'], number]>> = {
  mcg: ['mass', 1],
  ug: ['mass', 1],
  microgram: ['mass', 1],
  mg: ['mass', 1e3],
  milligram: ['mass', 1e3],
  g: ['mass', 1e6],
  gm: ['mass', 1e6],
  gram: ['mass', 1e6],
  ml: ['volume', 1],
  cc: ['volume', 1],
  milliliter: ['volume', 1],
  l: ['volume', 1e3],
  liter: ['volume', 1e3],
  unit: ['units', 1],
  iu: ['units', 1],
  mci: ['radioactivity', 1],
  millicurie: ['radioactivity', 1],
}
const NAMES = Object.keys(UNITS)
  .toSorted((a, b) => b.length - a.length)
  .join('|')
const AMOUNT = new RegExp(`(up to )?(\\d[\\d,]*(?:\\.\\d+)?|\\.\\d+)\\s*(${NAMES})s?(?![a-z0-9/])`, 'gi')

interface Amount extends Dose {
  /** Any amount up to this one is one unit of the code. */
  readonly upTo: boolean
}

function amountsIn(text: string): Amount[] {
  return [...text.matchAll(AMOUNT)].flatMap(([, upTo, number, unit]) => {
    const [measure, size] = UNITS[unit!.toLowerCase()]!
    const amount = Number(number!.replaceAll(',', '')) * size
    return amount > 0 ? [{ amount, measure, upTo: upTo !== undefined }] : []
  })
}

/** The dose a query names; undefined when it names none. */
export const doseIn = (query: string): Dose | undefined => amountsIn(query)[0]

/** A code that no whole number of units makes the dose of. */
const BROKEN = 0.72
/** What a code that says no amount is worth beside those that do. */
const SILENT = 0.9
/** What each doubling of the number of units takes away. */
const DOUBLING = 0.025
const LEAST = 0.78

/** 0 to 1: how well a code with this title fits a dose. */
export function doseFit({ amount, measure }: Dose, title: string): number {
  // The amount a code stands for is said last: `(for depot suspension), per 3.75 mg`.
  const unit = amountsIn(title).findLast((each) => each.measure === measure)
  if (!unit) return SILENT
  const units = amount / unit.amount
  const whole = unit.upTo ? Math.ceil(units) : Math.round(units)
  if (whole < 1 || (!unit.upTo && Math.abs(units - whole) > 1e-6 * whole)) return BROKEN
  return Math.max(LEAST, 1 - DOUBLING * Math.log2(whole))
}
