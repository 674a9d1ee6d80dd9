/** The calendar of HCPCS Level II: a release each quarter, named after its first month. */
import { type IsoDate, isoDate } from '../../core/date.ts'
import type { ReleaseId } from '../system.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH = /(?:^|[^a-z])(jan(?:uary)?|apr(?:il)?|jul(?:y)?|oct(?:ober)?)(?=[^a-z]|$)/i

/** The release of the quarter that holds month 1 to 12 of `year`: `2024-07`, in force from 2024-07-01. */
export function quarterRelease(year: number, month: number): ReleaseId {
  const first = month - ((month - 1) % 3)
  const label = `${year}-${String(first).padStart(2, '0')}`
  return { system: 'hcpcs', label, validFrom: isoDate(`${label}-01`) }
}

/** The release of the quarter of `date`. */
export function releaseInForce(date: IsoDate): ReleaseId {
  return quarterRelease(Number(date.slice(0, 4)), Number(date.slice(5, 7)))
}

/**
 * The release a file's name tells, or undefined without a year. `HCPC2020_OCT_ANWEB` is October; `HCPC2020_ANWEB` and
 * `HCPC2019_CONTR_ANWEB` are the annual files of January. A name with a year and no month, as `proc_notes_2026.txt`,
 * takes the month of the archive it came in (`october-2026-alpha-numeric-hcpcs-file.zip`) when that is of the same year.
 */
export function releaseOf(name: string, path: string): ReleaseId | undefined {
  const numeric = /(?:^|\D)(20\d\d)[-_](0[1-9]|1[0-2])(?:\D|$)/.exec(name)
  if (numeric) return quarterRelease(Number(numeric[1]), Number(numeric[2]))
  const year = yearOf(name)
  if (year === undefined) return undefined
  const month = monthOf(name)
  if (month !== undefined) return quarterRelease(year, month)
  const container = path
    .split(/[!/\\]/)
    .slice(0, -1)
    .findLast((part) => yearOf(part) === year && monthOf(part) !== undefined)
  return quarterRelease(year, (container === undefined ? undefined : monthOf(container)) ?? 1)
}

function yearOf(text: string): number | undefined {
  const year = /(?:^|\D)(20\d\d)(?:\D|$)/.exec(text)?.[1]
  return year === undefined ? undefined : Number(year)
}

function monthOf(text: string): number | undefined {
  const month = MONTH.exec(text)?.[1]
  return month === undefined ? undefined : MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1
}
