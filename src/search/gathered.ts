/**
 * Searches with the engine among names that were gathered elsewhere: the same readings, tiers, scores and reasons, over an
 * overlay of the names at hand. Where the search comes to readings whose names are not there yet it says which, and is
 * run again once they are.
 */
import { Budget } from '../core/budget.ts'
import { type Meaning, SearchEngine, type SearchOptions, type SearchResult } from './engine.ts'
import { type NameRecord, Overlay } from './index/overlay.ts'
import { codeHits } from './query/codes.ts'
import { Collector } from './query/collector.ts'
import { acceptOf, type Filters } from './query/filters.ts'
import { Matcher } from './query/match.ts'
import type { Reading } from './query/reading.ts'
import { Stages } from './query/stages.ts'

/** What must be at hand before a search can go on. Thrown by `searchGathered`. */
export class Wanted {
  readonly readings: readonly Reading[]
  /** Names that meet all words of a reading, or the most. */
  readonly how: 'all' | 'most'
  /** Concepts by their numbers in the whole index. */
  readonly concepts: readonly number[]

  constructor({ readings = [], how = 'all', concepts = [] }: Partial<Wanted>) {
    this.readings = readings
    this.how = how
    this.concepts = concepts
  }
}

/** What is at hand of one search. */
export class Gathered {
  readonly records = new Map<number, NameRecord>()
  readonly #readings = new Set<string>()
  readonly #concepts = new Set<number>()

  /** Says that what was wanted is at hand now, as far as there is any. */
  fulfil({ readings, how, concepts }: Wanted, records: Iterable<NameRecord>): void {
    for (const record of records) this.records.set(record.name, record)
    for (const reading of readings) this.#readings.add(signature(reading, how))
    for (const concept of concepts) this.#concepts.add(concept)
  }

  /** @throws Wanted unless the names of all these readings are at hand */
  needReadings(readings: readonly Reading[], how: 'all' | 'most'): void {
    const missing = readings.filter((reading) => canMatch(reading, how) && !this.#readings.has(signature(reading, how)))
    if (missing.length > 0) throw new Wanted({ readings: missing, how })
  }

  /** @throws Wanted unless all these concepts are at hand */
  needConcepts(concepts: readonly number[]): void {
    const missing = concepts.filter((concept) => !this.#concepts.has(concept))
    if (missing.length > 0) throw new Wanted({ concepts: missing })
  }
}

const signature = ({ groups }: Reading, how: string): string =>
  `${how} ${groups.map(({ ranges }) => ranges.map(({ lo, hi }) => `${lo}-${hi}`).join(',')).join(' ')}`

/** False for readings with a word that nothing meets, where all must be met. */
const canMatch = ({ groups }: Reading, how: 'all' | 'most'): boolean =>
  groups.length > 0 && (how === 'most' || groups.every(({ ranges }) => ranges.length > 0))

/** True for searches that gathered names can answer: the others need the whole index. */
export function canGather(query: string, { filters }: SearchOptions): boolean {
  const { chapters = [], codeTests = [], only = [], phrases = [], without = [] } = filters
  const special = [chapters, codeTests, only, phrases, without].some((list) => list.length > 0)
  return !special && /[\p{L}\p{N}]/u.test(query)
}

/** The engine's answer among what was gathered; `whole` judges words. @throws Wanted what is not at hand yet */
export function searchGathered(
  whole: SearchEngine,
  gathered: Gathered,
  { query, options }: { query: string; options: SearchOptions },
): SearchResult {
  const codes = options.codes ?? codeHits(whole.index, query)
  gathered.needConcepts(codes.map(({ concept }) => concept))
  const overlay = new Overlay(whole.index, gathered.records.values())
  const { vocabulary } = whole
  const matcher = new Matcher(overlay)
  const collector = new Collector(overlay.conceptSystem, overlay.systems.length)
  const fetch = (readings: readonly Reading[], how: 'all' | 'most'): void => gathered.needReadings(readings, how)
  const stages = new Stages(overlay, { vocabulary, matcher, collector, fetch })
  const engine = new SearchEngine(overlay, meaningAmong(whole, gathered, { overlay, filters: options.filters }), {
    readers: whole.readers,
    parts: { vocabulary, matcher, collector, stages },
  })
  const here = <T extends { readonly concept: number }>(items: readonly T[]): T[] =>
    items.flatMap((item) => {
      const concept = overlay.here(item.concept)
      return concept === undefined ? [] : [{ ...item, concept }]
    })
  if (options.neighbours) gathered.needConcepts(options.neighbours.map(({ concept }) => concept))
  const result = engine.search(query, {
    ...options,
    codes: here(codes),
    ...(options.neighbours && { neighbours: here(options.neighbours) }),
    ...(options.budget && { budget: new Budget() }),
  })
  return { ...result, hits: result.hits.map((hit) => ({ ...hit, concept: overlay.whole(hit.concept) })) }
}

/** Likeness of meaning is found in the whole; the concepts it finds are gathered like others. */
function meaningAmong(
  whole: SearchEngine,
  gathered: Gathered,
  { overlay, filters }: { overlay: Overlay; filters: Filters },
): Meaning | undefined {
  const { meaning, index } = whole
  if (!meaning) return undefined
  return {
    knows: (word) => meaning.knows(word),
    nearest(text, limit, accept) {
      const near = meaning.nearest(text, limit, acceptOf(index, whole.allowed(filters)))
      gathered.needConcepts(near.map(({ concept }) => concept))
      return near.flatMap(({ concept, likeness }) => {
        const here = overlay.here(concept)
        return here === undefined || (accept && !accept(here)) ? [] : [{ concept: here, likeness }]
      })
    },
  }
}
