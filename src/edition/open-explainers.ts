/** The texts in an edition's folder, as they were collected when it was built. */
import { existsSync, readFileSync } from 'node:fs'
import { type ExplainerIndex, indexExplainers } from '../explain/applies.ts'
import { decodeExplainers } from '../explain/bundle.ts'
import { collectFacets, type FacetValue } from '../explain/facets.ts'
import type { Explainer } from '../explain/model.ts'

/** The texts of an open edition. */
export interface OpenExplainers {
  readonly index: ExplainerIndex
  readonly facets: readonly FacetValue[]
}

/**
 * The texts in an edition's folder, or those that another thread has read; none when it was built without. They are taken
 * apart when first asked for: looking a code up or searching by words needs none of them.
 */
export function openExplainers(path: string, shared?: Uint8Array): OpenExplainers {
  let explainers: readonly Explainer[] | undefined
  const bytes = shared ?? (existsSync(path) ? readFileSync(path) : undefined)
  const read = (): readonly Explainer[] => {
    explainers ??= bytes === undefined ? [] : decodeExplainers(bytes, path)
    return explainers
  }
  let index: ExplainerIndex | undefined
  let facets: readonly FacetValue[] | undefined
  return {
    /** @throws AppError `edition-damaged` */
    get index() {
      index ??= indexExplainers(read())
      return index
    },
    /** @throws AppError `edition-damaged` */
    get facets() {
      // Drafts got into the file only because they were asked for.
      facets ??= collectFacets(read(), { showDrafts: true })
      return facets
    },
  }
}
