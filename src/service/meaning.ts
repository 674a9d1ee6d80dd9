/**
 * Likeness of meaning for searches, where the edition has vectors. Embedding takes time and may ask a server, so it is
 * done before an operation runs; the operation then finds the nearest concepts ready.
 */
import type { Edition } from '../edition/edition.ts'
import type { Embedder } from '../search/meaning/embedder.ts'
import type { Neighbour } from '../search/meaning/vectors.ts'

export interface Meaning {
  /** Embeds a query. Never rejects: a search without meaning is whole. */
  prepare(query: string): Promise<void>
  /** Concepts near in meaning to a query that was prepared, nearest first; undefined when it was not. */
  nearest(query: string): readonly Neighbour[] | undefined
}

const NEIGHBOURS = 200
/** Below this likeness two texts have nothing to do with each other. */
const LEAST_LIKENESS = 0.45
/** Prepared queries wait for their operation only; more than this are never under way. */
const MOST_WAITING = 64

/** Meaning for the edition that `edition` gives; `open` finds the embedder that made its vectors, if there is one. */
export function createMeaning(
  edition: () => Edition,
  open: (edition: Edition) => Promise<Embedder | undefined>,
): Meaning {
  const embedders = new WeakMap<Edition, Promise<Embedder | undefined>>()
  const waiting = new Map<string, readonly Neighbour[]>()
  return {
    async prepare(query) {
      const current = edition()
      if (!current.vectors) return
      let embedder = embedders.get(current)
      if (!embedder) {
        embedder = open(current)
        embedders.set(current, embedder)
      }
      try {
        const [vector] = (await (await embedder)?.embed([query])) ?? []
        if (!vector || waiting.size >= MOST_WAITING) return
        const near = current.vectors.nearest(vector, NEIGHBOURS)
        waiting.set(
          query,
          near.filter((n) => n.likeness >= LEAST_LIKENESS),
        )
      } catch {
        // Said once by the embedder's own rest; the words go on answering.
      }
    },
    nearest(query) {
      const found = waiting.get(query)
      waiting.delete(query)
      return found
    },
  }
}
