/** Numbers, days and codes as a reader sees them. */
import { type IsoDate, longDate, parseIsoDate } from '../core/date.ts'
import { slug } from '../core/text.ts'

/** `98,186` */
export function count(n: number): string {
  return n.toLocaleString('en-US')
}

/** `1 code`, `98,186 codes` */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`
}

/** `1 October 2025` for `2025-10-01`; anything else as it is. */
export function day(text: string): string {
  const date = parseIsoDate(text)
  return date === undefined ? text : longDate(date)
}

/** The day before, which is the last day of a period when the next begins on `date`. */
export function dayBefore(text: string): string {
  const at = new Date(`${text}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() - 1)
  return at.toISOString().slice(0, 10) as IsoDate
}

/**
 * Page of a code from an answer that carries no path. Says the same as the service's own paths; were it ever
 * different, the page redirects.
 */
export function codeHref(system: string, code: string, title = ''): string {
  const words = slug(title)
  return `/code/${system}/${encodeURIComponent(code)}${words === '' ? '' : `-${words}`}`
}

/** A query string in a fixed order, empty values left out. */
export function withQuery(path: string, values: Readonly<Record<string, string | number | undefined>>): string {
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`${name}=${encodeURIComponent(value)}`],
  )
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`
}
