/**
 * Searches with the engine among names that were gathered elsewhere: the same readings, tiers, scores and reasons, over an
 * overlay of the names at hand. Where the search comes to readings whose names are not there yet it says which, and is
 * run again once they are.
 */
import { SearchEngine, type SearchOptions, type SearchResult } from './engine.ts'
import { type NameRecord, Overlay } from './index/overlay.ts'
import { Matcher } from './query/match.ts'
import type { Reading } from './query/reading.ts'
import { Stages } from './query/stages.ts'

/** What must be at hand before a search can go on: names that meet all words of these readings, or the most. */
export class Wanted {
  readonly readings: readonly Reading[]
  readonly how: 'all' | 'most'

  constructor(readings: readonly Reading[], how: 'all' | 'most') {
    this.readings = readings
    this.how = how
  }
}

/** What is at hand of one search. */
export class Gathered {
  readonly records = new Map<number, NameRecord>()
  /** Readings whose words must all be met that were gathered, in their order. */
  readonly whole: Reading[] = []
  readonly #readings = new Set<string>()

  /** Says that what was wanted is at hand now, as far as there is any. */
  fulfil({ readings, how }: Wanted, records: Iterable<NameRecord>): void {
    for (const record of records) this.records.set(record.name, record)
    for (const reading of readings) this.#readings.add(signature(reading, how))
    if (how === 'all') this.whole.push(...readings)
  }

  /** @throws Wanted unless the names of all these readings are at hand */
  needReadings(readings: readonly Reading[], how: 'all' | 'most'): void {
    const missing = readings.filter((reading) => canMatch(reading, how) && !this.#readings.has(signature(reading, how)))
    if (missing.length > 0) throw new Wanted(missing, how)
  }
}

const signature = ({ groups }: Reading, how: string): string =>
  `${how} ${groups.map(({ ranges }) => ranges.map(({ lo, hi }) => `${lo}-${hi}`).join(',')).join(' ')}`

/** False for readings with a word that nothing meets, where all must be met. */
const canMatch = ({ groups }: Reading, how: 'all' | 'most'): boolean =>
  groups.length > 0 && (how === 'most' || groups.every(({ ranges }) => ranges.length > 0))

/** The engine's answer among what was gathered; `whole` judges words and knows codes. @throws Wanted what is not at hand yet */
export function searchGathered(
  whole: SearchEngine,
  gathered: Gathered,
  { query, options }: { query: string; options: SearchOptions },
): SearchResult {
  const overlay = new Overlay(whole.index, gathered.records.values())
  const { vocabulary, collector } = whole.parts
  const matcher = new Matcher(overlay)
  const fetch = (readings: readonly Reading[], how: 'all' | 'most'): void => gathered.needReadings(readings, how)
  const stages = new Stages(overlay, { vocabulary, matcher, collector, fetch })
  const engine = new SearchEngine(overlay, whole.meaning, {
    readers: whole.readers,
    parts: { vocabulary, matcher, collector, stages },
  })
  return engine.search(query, options)
}
