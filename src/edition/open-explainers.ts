/** The texts in an edition's folder, as they were collected when it was built. */
import { existsSync, readFileSync } from 'node:fs'
import { type ExplainerIndex, indexExplainers } from '../explain/applies.ts'
import { decodeExplainers } from '../explain/bundle.ts'
import { collectFacets, type FacetValue } from '../explain/facets.ts'

/** The texts of an open edition. */
export interface OpenExplainers {
  readonly index: ExplainerIndex
  readonly facets: readonly FacetValue[]
}

/** The texts in an edition's folder; none when it was built without. @throws AppError `edition-damaged` */
export function openExplainers(path: string): OpenExplainers {
  const explainers = existsSync(path) ? decodeExplainers(readFileSync(path, 'utf8'), path) : []
  // Drafts got into the file only because they were asked for.
  return { index: indexExplainers(explainers), facets: collectFacets(explainers, { showDrafts: true }) }
}
