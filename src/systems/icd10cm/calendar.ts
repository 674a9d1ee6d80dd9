/**
 * The publisher's calendar: fiscal year n is in force from 1 October of year n-1 to 30 September of year n. In some years
 * an update is in force from 1 January or 1 April; it is a release of its own.
 */
import { type IsoDate, isoDate } from '../../core/date.ts'
import type { ReleaseId } from '../system.ts'

/** First months of updates within a year. */
export type UpdateMonth = '01' | '04'

/** The release of fiscal year `year` (four digits), or its update of a month. */
export function releaseOfYear(year: number, update?: UpdateMonth): ReleaseId {
  if (update !== undefined)
    return { system: 'icd10cm', label: `FY${year}-${update}`, validFrom: isoDate(`${year}-${update}-01`) }
  return { system: 'icd10cm', label: `FY${year}`, validFrom: isoDate(`${year - 1}-10-01`) }
}

/** The release in force on `date`. Before ICD-10-CM was used (1 October 2015) that is the year's draft. */
export function releaseInForce(date: IsoDate): ReleaseId {
  const year = Number(date.slice(0, 4))
  return releaseOfYear(date.slice(5) >= '10-01' ? year + 1 : year)
}

/** Label of the release that an update amends: `FY2026` of `FY2026-04`. */
export const amendedBy = (label: string): string | undefined => /^(FY\d{4})-\d\d$/.exec(label)?.[1]
