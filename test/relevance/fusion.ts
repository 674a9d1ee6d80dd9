/** Ways to join what words find with what meaning finds, tried outside the engine so that they can be compared. */
import type { Hit, SearchEngine } from '../../src/search/engine.ts'
import type { SearchIndex } from '../../src/search/index/search-index.ts'
import type { Neighbour, Vectors } from '../../src/search/meaning/vectors.ts'
import type { Answer } from './judged.ts'

/** What both found for one query. */
export interface Found {
  readonly hits: readonly Hit[]
  /** Nearest first. */
  readonly near: readonly Neighbour[]
}

export type Fuse = (found: Found) => Answer[]

export interface Corpus {
  readonly engine: SearchEngine
  readonly vectors: Vectors
}

/** Codes of each family, by its number. */
export function familyCodes(index: SearchIndex): Map<number, string[]> {
  const codes = new Map<number, string[]>()
  for (let c = 0; c < index.conceptCount; c++) {
    const family = index.conceptFamily[c]!
    if (family === 0) continue
    const members = codes.get(family)
    if (members) members.push(index.display(c))
    else codes.set(family, [index.display(c)])
  }
  return codes
}

/** Rows of meaning that words rank by; more than are ever shown, so that most hits have a likeness. */
const DEPTH = 1_500

/** Both searches for one query. */
export function findBoth({ engine, vectors }: Corpus, query: string, vector: Float32Array): Found {
  const { hits } = engine.search(query, { limit: 50, filters: {} })
  return { hits, near: vectors.nearest(vector, DEPTH) }
}

/** Makes the variants for one edition. */
export function fusions(index: SearchIndex): Record<string, Fuse> {
  const families = familyCodes(index)
  const key = (concept: number): string => {
    const family = index.conceptFamily[concept]!
    return family === 0 ? `c${concept}` : `f${family}`
  }
  const ofHit = (hit: Hit): Answer => ({ system: hit.system, codes: hit.members ?? [hit.code] })
  const ofNeighbour = ({ concept }: Neighbour): Answer => {
    const codes = families.get(index.conceptFamily[concept]!) ?? [index.display(concept)]
    return { system: index.system(concept), codes }
  }
  /** `answers` of hits, then neighbours that are not among them. */
  const append = (hits: readonly Hit[], near: readonly Neighbour[]): Answer[] => {
    const there = new Set(hits.map((hit) => key(hit.concept)))
    return [...hits.map(ofHit), ...near.filter((n) => !there.has(key(n.concept))).map(ofNeighbour)].slice(0, 10)
  }
  const likenessOf = (near: readonly Neighbour[]): ((hit: Hit) => number) => {
    const known = new Map(near.map((n) => [key(n.concept), n.likeness]))
    const least = near.at(-1)?.likeness ?? 0
    return (hit) => known.get(key(hit.concept)) ?? Math.min(least, 0.2)
  }
  const variants: Record<string, Fuse> = {
    'words alone': ({ hits }) => hits.slice(0, 10).map(ofHit),
    'meaning alone': ({ near }) => near.slice(0, 10).map(ofNeighbour),
    'a: meaning after all others': ({ hits, near }) => append(hits.slice(0, 10), near),
  }
  for (const w of [0, 0.1, 0.2, 0.3]) {
    variants[`b: most words reordered, w ${w}`] = ({ hits, near }) => {
      const likeness = likenessOf(near)
      const mixed = (hit: Hit): number => hit.score * (1 - w) + likeness(hit) * w
      const first = hits.filter((hit) => hit.tier !== 'mostWords')
      const most = hits.filter((hit) => hit.tier === 'mostWords').sort((a, b) => mixed(b) - mixed(a))
      return append([...first, ...most].slice(0, 10), near)
    }
  }
  for (const w of [0.2, 0.3, 0.5]) {
    variants[`c: meaning among most words, w ${w}`] = ({ hits, near }) => {
      const likeness = likenessOf(near)
      const first = hits.filter((hit) => hit.tier !== 'mostWords')
      const most = hits.filter((hit) => hit.tier === 'mostWords')
      const there = new Set(hits.map((hit) => key(hit.concept)))
      const pool = [
        ...most.map((hit) => ({ answer: ofHit(hit), score: hit.score * (1 - w) + likeness(hit) * w })),
        ...near
          .filter((n) => !there.has(key(n.concept)))
          .map((n) => ({ answer: ofNeighbour(n), score: n.likeness * w })),
      ].sort((a, b) => b.score - a.score)
      return [...first.map(ofHit), ...pool.map(({ answer }) => answer)].slice(0, 10)
    }
  }
  return variants
}
