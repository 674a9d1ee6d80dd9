/** Calendar dates as ISO text, so that comparing strings compares days. No time of day, no zone. */

/** A date as `YYYY-MM-DD`. Lexical order is calendar order. */
export type IsoDate = string & { readonly __brand: 'IsoDate' }

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/

/** `text` as a date, or undefined when it is not a real calendar day written `YYYY-MM-DD`. */
export function parseIsoDate(text: string): IsoDate | undefined {
  const m = ISO.exec(text)
  if (!m) return undefined
  const day = new Date(`${text}T00:00:00Z`)
  return Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text ? undefined : (text as IsoDate)
}

/** A date known to be well formed (a literal, a computed value). Throws a RangeError on anything else. */
export function isoDate(text: string): IsoDate {
  const date = parseIsoDate(text)
  if (date === undefined) throw new RangeError(`not a calendar date: ${text}`)
  return date
}

/** A date written `YYYYMMDD`, as CMS fixed-width files do; blanks and zeros mean absent. */
export function parseCompactDate(text: string): IsoDate | undefined {
  const t = text.trim()
  return /^\d{8}$/.test(t) ? parseIsoDate(`${t.slice(0, 4)}-${t.slice(4, 6)}-${t.slice(6)}`) : undefined
}

/** The day `days` after (or before, when negative) `date`. */
export function addDays(date: IsoDate, days: number): IsoDate {
  const at = new Date(`${date}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10) as IsoDate
}

const DAY_MS = 86_400_000
let written = { day: Number.NaN, date: '' as IsoDate }

/** Today's date in UTC. The only clock in `core/`; callers pass dates everywhere else. */
export function today(): IsoDate {
  const day = Math.floor(Date.now() / DAY_MS)
  // Every request asks, and it is written once a day.
  if (day !== written.day) written = { day, date: new Date(day * DAY_MS).toISOString().slice(0, 10) as IsoDate }
  return written.date
}

const LONG = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

/** `1 October 2026` for `2026-10-01`. */
export const longDate = (date: IsoDate): string => LONG.format(new Date(`${date}T00:00:00Z`))
