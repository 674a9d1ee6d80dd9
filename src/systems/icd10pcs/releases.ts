/** The calendar of ICD-10-PCS: a release each 1 October, named after the fiscal year, and updates on 1 April. */
import { type IsoDate, isoDate } from '../../core/date.ts'
import type { ReleaseId } from '../system.ts'

/** `FY2026`, in force from 2025-10-01. */
export function annualRelease(fiscalYear: number): ReleaseId {
  return { system: 'icd10pcs', label: `FY${fiscalYear}`, validFrom: isoDate(`${fiscalYear - 1}-10-01`) }
}

/** The April update of a fiscal year: `FY2026-04`, in force from 2026-04-01. The label sorts after `FY2026`. */
export function aprilRelease(fiscalYear: number): ReleaseId {
  return { system: 'icd10pcs', label: `FY${fiscalYear}-04`, validFrom: isoDate(`${fiscalYear}-04-01`) }
}

/**
 * The release of a file that names only its fiscal year: CMS gives October's and April's files the same names and
 * tells them apart by the archive (`april-1-2026-icd-10-pcs-order-file….zip`), so the whole path is looked at.
 */
export function releaseOf(fiscalYear: number, path: string): ReleaseId {
  return /(?:^|[^a-z])apr(?:il)?(?:[^a-z]|$)/i.test(path) ? aprilRelease(fiscalYear) : annualRelease(fiscalYear)
}

/** The annual release in force on `date`. April updates are not in every year, so the calendar cannot name them. */
export function releaseInForce(date: IsoDate): ReleaseId {
  const year = Number(date.slice(0, 4))
  return annualRelease(date.slice(5) >= '10-01' ? year + 1 : year)
}
