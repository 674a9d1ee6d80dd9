/**
 * Whether what a value set rests on may be relied on: what is withdrawn, deprecated, retired, experimental or a draft is
 * named, unless the value set that refers to it is no better itself.
 */
import type { PublicationStatus } from './provider.ts'
import { EXTENSION, extensionText, type ValueSet } from './resources.ts'

export type Caution = 'deprecated' | 'withdrawn' | 'retired' | 'experimental' | 'draft'

export function valueSetPublication(valueSet: ValueSet): PublicationStatus {
  return {
    status: valueSet.status,
    standardsStatus: extensionText(valueSet, EXTENSION.standardsStatus),
    experimental: valueSet.experimental,
  }
}

/** What is to be said of `used`, which `source` refers to. */
export function cautionOf(used: PublicationStatus, source: PublicationStatus): Caution | undefined {
  if (used.standardsStatus === 'deprecated') return 'deprecated'
  if (used.standardsStatus === 'withdrawn') return 'withdrawn'
  if (used.status === 'retired') return 'retired'
  if (used.experimental) return source.experimental ? undefined : 'experimental'
  const isDraft = (p: PublicationStatus): boolean => p.status === 'draft' || p.standardsStatus === 'draft'
  return isDraft(used) && !isDraft(source) ? 'draft' : undefined
}
