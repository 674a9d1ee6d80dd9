/** The sentences that must stand wherever a system's content is: its licence, and whether a newer release is in force. */

import type { Catalog, Release } from '../catalog/catalog.ts'
import { type IsoDate, longDate } from '../core/date.ts'
import type { CodeSystem, ReleaseId } from '../systems/system.ts'

export interface Currency {
  /** The newest release loaded. */
  readonly loaded: Release
  /** The release the publisher has in force today, where there is a calendar to tell. */
  readonly inForce: ReleaseId | undefined
  /** True when they are the same, and where nobody can tell. */
  readonly isInForce: boolean
  /** `This edition has FY2026; FY2027 has been in force since 1 October 2026`, or undefined when nothing is to be said. */
  readonly notice: string | undefined
}

/** How current a system's content is on `today`; undefined when the system is not loaded. */
export function currencyOf(catalog: Catalog, system: CodeSystem, today: IsoDate): Currency | undefined {
  const loaded = catalog.releases.findLast((r) => r.system === system.id)
  if (!loaded) return undefined
  const inForce = system.releaseInForce(today)
  const isInForce = inForce === undefined || loaded.validFrom >= inForce.validFrom
  const notice = isInForce
    ? undefined
    : `This edition has ${loaded.label}; ${inForce.label} has been in force since ${longDate(inForce.validFrom)}`
  return { loaded, inForce, isInForce, notice }
}

/** Stands at the foot of every page and in every answer about a code. */
export const DISCLAIMER =
  'Medcodex is information, not medical, coding or billing advice. Check the official release before you act on it.'
