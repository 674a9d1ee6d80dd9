/**
 * What surfaces ask to find codes by words: completions, searches and counts are options of one call. Two adapters answer
 * alike: the engine over the index that this process holds (engine.ts), and one over an index that a cluster holds.
 */
import type { SearchOptions, SearchResult } from './engine.ts'
import type { SearchIndex } from './index/search-index.ts'

export interface SearchPort {
  /** Ranked answers to `query`. Never throws for any text, unless it must ask elsewhere first. */
  search(query: string, options: SearchOptions): SearchResult
  /** An index with the names that may be like the title of a concept, among which similar codes are chosen. */
  alike(concept: number, title: string): SearchIndex
}
