/**
 * Which codes have which structured values, so that search can filter on them. The values are from our texts and not from
 * a code set, and an answer that used one has to say so.
 */
import { appliesTo } from './applies.ts'
import { ANESTHESIA, type Applies, type Explainer, type Facets, SETTINGS } from './model.ts'

export const FACET_NAMES = ['setting', 'anesthesia', 'duration', 'personnel', 'equipment'] as const
export type FacetName = (typeof FACET_NAMES)[number]

/** Lengths of time people ask for. Upper ends are exclusive, in minutes. */
export const DURATION_BANDS = [
  { name: 'under-30-minutes', from: 0, to: 30 },
  { name: '30-to-60-minutes', from: 30, to: 60 },
  { name: '1-to-3-hours', from: 60, to: 180 },
  { name: 'over-3-hours', from: 180, to: Number.POSITIVE_INFINITY },
] as const

/** One value of one facet with every code pattern that has it. */
export interface FacetValue {
  readonly facet: FacetName
  readonly value: string
  readonly applies: readonly Applies[]
  /** Texts that say so. */
  readonly explainers: readonly string[]
}

const fold = (text: string): string => text.trim().toLowerCase()

function bandsOf({ duration }: Facets): string[] {
  if (duration === undefined) return []
  const { min, max } = duration
  return DURATION_BANDS.filter(({ from, to }) => min < to && (max >= from || (min === max && min >= from))).map(
    (b) => b.name,
  )
}

/** Values of one text by facet. */
export function facetValues(facets: Facets): { readonly facet: FacetName; readonly value: string }[] {
  const all: Record<FacetName, readonly string[]> = {
    setting: facets.setting ?? [],
    anesthesia: facets.anesthesia ?? [],
    duration: bandsOf(facets),
    personnel: (facets.personnel ?? []).map(fold),
    equipment: (facets.equipment ?? []).map(fold),
  }
  return FACET_NAMES.flatMap((facet) => [...new Set(all[facet])].map((value) => ({ facet, value })))
}

const listed: Partial<Record<FacetName, readonly string[]>> = {
  setting: SETTINGS,
  anesthesia: ANESTHESIA,
  duration: DURATION_BANDS.map((band) => band.name),
}

/** Every facet value with the codes that have it, in the order of the lists, else by name. Drafts count only if asked. */
export function collectFacets(explainers: readonly Explainer[], { showDrafts = false } = {}): FacetValue[] {
  const found = new Map<string, { facet: FacetName; value: string; applies: Applies[]; explainers: string[] }>()
  for (const { id, facets, applies, status } of explainers) {
    if (facets === undefined || (status === 'draft' && !showDrafts)) continue
    for (const { facet, value } of facetValues(facets)) {
      const key = `${facet} ${value}`
      const entry = found.get(key) ?? { facet, value, applies: [], explainers: [] }
      entry.applies.push(...applies)
      entry.explainers.push(id)
      found.set(key, entry)
    }
  }
  const rank = ({ facet, value }: FacetValue): number => listed[facet]?.indexOf(value) ?? 0
  return [...found.values()].sort(
    (a, b) =>
      FACET_NAMES.indexOf(a.facet) - FACET_NAMES.indexOf(b.facet) || rank(a) - rank(b) || (a.value < b.value ? -1 : 1),
  )
}

/** True when a stored code has the facet value. */
export const hasFacet = (value: FacetValue, system: string, code: string): boolean =>
  value.applies.some((entry) => appliesTo(entry, system, code))
