/**
 * What one unit of a HCPCS code is, read from the end of its description. Only forms that leave no doubt are read: an
 * amount that stands last, or a `per` or `each` phrase. Everything else says nothing.
 */

export interface Unit {
  /** The words of the description that say it. */
  readonly words: string
  /** The sentence in plain words. */
  readonly sentence: string
}

const MEASURES =
  'mg|mcg|microgram|micrograms|milligram|milligrams|gram|grams|gm|g|ml|cc|iu|i\\.u\\.|international units?|units?|usp units?|million units?|millicuries?|microcuries?|meq|mmol|vial|billion vector genomes|mu|million iu'

/** `per` or `each` followed by what one unit is. */
const COUNTED: readonly (readonly [pattern: RegExp, one: string])[] = [
  // Further time is counted in its own steps, whatever period they fall into (`each additional 15 minutes, per month`).
  [/\beach additional (\d+) minutes\b/i, 'One unit is $1 minutes.'],
  [/\bper diem\b/i, 'One unit is one day (“per diem”).'],
  [/\b(?:per|each) (\d+) minutes\b/i, 'One unit is $1 minutes.'],
  [/\b(?:per|each) (?:additional )?hour\b/i, 'One unit is one hour.'],
  [/\bper (?:calendar )?month\b/i, 'One unit is one month.'],
  [/\bper week\b/i, 'One unit is one week.'],
  [/\bper (?:statute )?mile\b/i, 'One unit is one mile.'],
  [/\bper (?:square|sq\.?) (?:centimeter|cm)\b/i, 'One unit is one square centimeter.'],
  [/\bper (?:square|sq\.?) inch\b/i, 'One unit is one square inch.'],
  [/\bper (?:cubic|cu\.?) centimeter\b/i, 'One unit is one cubic centimeter.'],
  [/\bper (?:study|treatment) dose\b/i, 'One unit is one dose as used for one study or treatment.'],
  [/\bper therapeutic dose\b/i, 'One unit is one therapeutic dose.'],
  [/\bper dose\b/i, 'One unit is one dose.'],
  [/\bper session\b/i, 'One unit is one session.'],
  [/\bper visit\b/i, 'One unit is one visit.'],
  [/\bper encounter\b/i, 'One unit is one encounter.'],
  [/\bper trip\b/i, 'One unit is one trip.'],
  [/\bper lens\b/i, 'One unit is one lens.'],
  [
    /\bper (?:shoe|pair|foot|yard|ounce|gallon|pound|box|set|kit|package|bottle|vial|tablet|capsule|insert)\b/i,
    'One unit is one {it}.',
  ],
  [/\bper iu\b/i, 'One unit is one international unit (IU).'],
  [/\beach unit$/i, 'One unit is one unit of the product.'],
  [/\bper unit$/i, 'One unit is one unit of the product.'],
  [/\beach dressing$/i, 'One unit is one dressing.'],
  [/, pair$/i, 'One unit is one pair.'],
  [/, (?:each|ea)$/i, 'One unit is one item (“each”).'],
]

const AMOUNT = new RegExp(
  `(?:^|,|;|\\s)\\s*(per|up to|each)?\\s*((?:\\d[\\d,]*(?:\\.\\d+)?|\\.\\d+)\\s*(?:${MEASURES}))\\s*(?:\\([^)]*\\))?\\s*$`,
  'i',
)

/** Two amounts, comparisons and equations in one description leave it open what the unit is. */
const DOUBTFUL =
  /less than|greater than|more than|or more|over|between|equal|=|not to exceed|minimum|\d\s*-\s*\d+\s*(?:mg|ml)|\band \d/i

/** The amount of a container is its size. */
const VESSEL = /\b(?:syringe|bag|tube|tubing|bottle|canister|container|catheter|cartridge|reservoir)s?\b/i

const PER_AMOUNT = new RegExp(`\\b(?:per|each)\\s+(?!units?\\b)(${MEASURES})\\s*(?:\\([^)]*\\))?$`, 'i')

/** The unit of a description, when it says so without doubt. */
export function unitOf(description: string): Unit | undefined {
  const text = description.trim().replace(/[.;,\s]+$/, '')
  const amount = AMOUNT.exec(text)
  // `per 100 microcuries, up to 999`: the last amount is a limit, and the unit is named before it.
  if (amount && /up to/i.test(amount[1] ?? '') && /\bper\b/i.test(text.slice(0, amount.index))) {
    return unitOf(text.slice(0, amount.index))
  }
  if (amount && !DOUBTFUL.test(amount[0]) && !VESSEL.test(text)) {
    const before = text.slice(0, amount.index)
    if (!DOUBTFUL.test(before.slice(-24))) {
      const words = amount[2]!.replace(/\s+/g, ' ')
      const most = /up to/i.test(amount[1] ?? '')
      // `1 unit` of a product whose strength is counted in units: not the unit of the code again.
      if (/\d\s*units?$/i.test(words)) {
        const many = most ? `any amount up to ${words}` : words
        return { words: amount[0].trim(), sentence: `One unit of this code is ${many} of the product.` }
      }
      return {
        words: amount[0].trim(),
        sentence: most ? `One unit is any amount up to ${words}.` : `One unit is ${words}.`,
      }
    }
  }
  const per = PER_AMOUNT.exec(text)
  if (per && /[,;()]\s*$/.test(text.slice(0, per.index)))
    return { words: per[0], sentence: `One unit is one ${per[1]!.toLowerCase()}.` }
  for (const [pattern, one] of COUNTED) {
    const found = pattern.exec(text)
    // Inside a phrase (`50 ml or greater per hour`) it is no unit.
    if (!found || !(found[0].startsWith(',') || /(?:^|[,;()])\s*$/.test(text.slice(0, found.index)))) continue
    const it = found[0].split(' ').at(-1)!.toLowerCase()
    return { words: found[0], sentence: one.replace('$1', found[1] ?? '').replace('{it}', it) }
  }
  return undefined
}
