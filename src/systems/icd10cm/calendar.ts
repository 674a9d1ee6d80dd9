/** The publisher's calendar: fiscal year n is in force from 1 October of year n-1 to 30 September of year n. */
import { type IsoDate, isoDate } from '../../core/date.ts'
import type { ReleaseId } from '../system.ts'

/** The release of fiscal year `year` (four digits). */
export function releaseOfYear(year: number): ReleaseId {
  return { system: 'icd10cm', label: `FY${year}`, validFrom: isoDate(`${year - 1}-10-01`) }
}

/** The release in force on `date`. Before ICD-10-CM was used (1 October 2015) that is the year's draft. */
export function releaseInForce(date: IsoDate): ReleaseId {
  const year = Number(date.slice(0, 4))
  return releaseOfYear(date.slice(5) >= '10-01' ? year + 1 : year)
}
