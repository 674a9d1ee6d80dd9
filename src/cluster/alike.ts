/** Which names may share enough with the title of a concept to be shown beside it, as queries of OpenSearch. */
import type { SearchIndex } from '../search/index/search-index.ts'
import { MOST_TOLD, wordingOf } from '../similar/wording.ts'
import { anyOf, type Clause, type Retrieval } from './retrieve.ts'

/** Titles of the own system, those that share the most first. */
const MOST_OWN = 500
/** Names of other systems. */
const MOST_OTHER = 300
/** Sums of weights are made of other numbers there: a hair's breadth below the limit reaches it. */
const NEARLY = 0.999

const within = (system: string): Clause => ({ term: { s: system } })

export function alikeRetrievals(index: SearchIndex, concept: number, title: string): Retrieval[] {
  const { weights, fewest, least, telling } = wordingOf(index).sought(title)
  if (weights.size === 0) return []
  const own = index.system(concept)
  const holds = (term: number): Clause => ({ term: { t: index.terms[term]! } })
  const score = [...weights].map(([term, weight]) => ({ constant_score: { filter: holds(term), boost: weight } }))
  const sort = ['_score', 'n']
  const others = index.systems.filter((system) => system !== own)
  return [
    {
      query: {
        bool: {
          filter: [within(own), { term: { title: true } }, anyOf([...weights.keys()].map(holds))],
          should: score,
        },
      },
      size: MOST_OWN,
      sort,
      least: fewest * NEARLY,
    },
    {
      query: { bool: { filter: [{ terms: { s: others } }, anyOf([...weights.keys()].map(holds))], should: score } },
      size: MOST_OTHER,
      sort,
      least: least * NEARLY,
    },
    // One more than may be told of: a word that more titles hold tells nothing.
    ...telling.map((term) => ({
      query: { bool: { filter: [within(own), { term: { title: true } }, holds(term)] } },
      size: MOST_TOLD + 1,
      sort: ['n'],
    })),
  ]
}
