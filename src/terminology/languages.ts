/**
 * Languages asked for and languages written down: BCP-47 tags, the `Accept-Language` syntax with qualities, and how
 * well one fits the other. Which subtags exist is asked of ICU, which Node carries.
 */

export interface LanguageTag {
  /** As it was written. */
  readonly code: string
  readonly language: string
  readonly script: string | undefined
  readonly region: string | undefined
  readonly variants: readonly string[]
}

/** One wish of an `Accept-Language` list, `*` included. */
export interface LanguageRange {
  readonly tag: LanguageTag
  readonly quality: number
  /** Added by us, not asked for; never shown. */
  readonly implicit?: boolean
}

/** How much of two tags must agree. */
export type LanguageDepth = 'full' | 'region' | 'language'

const NAMES = {
  language: new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' }),
  script: new Intl.DisplayNames(['en'], { type: 'script', fallback: 'none' }),
  region: new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' }),
}

const known = (kind: keyof typeof NAMES, subtag: string): boolean => {
  try {
    return NAMES[kind].of(subtag) !== undefined
  } catch {
    return false
  }
}

const ANY: LanguageTag = { code: '*', language: '*', script: undefined, region: undefined, variants: [] }

const parsed = new Map<string, LanguageTag | undefined>()
const MOST_PARSED = 2_000

/** The parts of a tag, or undefined for one that is not well formed or names a subtag that does not exist. */
export function parseLanguage(code: string): LanguageTag | undefined {
  if (parsed.has(code)) return parsed.get(code)
  const tag = parse(code)
  if (parsed.size >= MOST_PARSED) parsed.clear()
  parsed.set(code, tag)
  return tag
}

function parse(code: string): LanguageTag | undefined {
  if (code === '*') return ANY
  let locale: Intl.Locale
  try {
    locale = new Intl.Locale(code)
  } catch {
    return undefined
  }
  const { language, script, region, baseName } = locale
  if (!known('language', language)) return undefined
  if (script !== undefined && !known('script', script)) return undefined
  if (region !== undefined && !known('region', region)) return undefined
  const variants = baseName.split('-').filter((part) => /^(?:[a-z0-9]{5,8}|\d[a-z0-9]{3})$/i.test(part))
  return { code, language, script, region, variants: variants.filter((part) => part !== language) }
}

/**
 * A list as `Accept-Language` writes it, best first; undefined when one of the tags is not a language. With `fallback`
 * any language will do in the end, as when a display must be shown and none fits.
 */
export function parseRanges(text: string, { fallback }: { fallback: boolean }): LanguageRange[] | undefined {
  const ranges: LanguageRange[] = []
  for (const entry of text.split(',')) {
    const [code = '', ...parameters] = entry.split(';').map((part) => part.trim())
    const tag = parseLanguage(code)
    if (!tag) return undefined
    const quality = parameters.map((p) => /^q\s*=\s*([\d.]+)$/.exec(p)?.[1]).find((q) => q !== undefined)
    ranges.push({ tag, quality: quality === undefined ? 1 : Number(quality) })
  }
  if (fallback && !ranges.some((r) => r.tag.code === '*')) ranges.push({ tag: ANY, quality: 0.01, implicit: true })
  return ranges.sort((a, b) => b.quality - a.quality)
}

/** `en, en-AU; q=0.4`, for sentences. */
export function presentRanges(ranges: readonly LanguageRange[]): string {
  return ranges
    .filter((r) => !r.implicit && r.tag.code !== '*')
    .map((r) => (r.quality === 1 ? r.tag.code : `${r.tag.code}; q=${r.quality}`))
    .join(', ')
}

/** `en,en-AU;q=0.4`, as a parameter is written. */
export function rangesParameter(ranges: readonly LanguageRange[]): string {
  return ranges
    .filter((r) => !r.implicit)
    .map((r) => (r.quality === 1 ? r.tag.code : `${r.tag.code};q=${r.quality}`))
    .join(',')
}

/** True when `wanted` and `written` agree as far as `depth` looks. */
export function languagesAgree(wanted: LanguageTag, written: LanguageTag, depth: LanguageDepth): boolean {
  if (wanted.language !== written.language) return false
  if (depth === 'language') return true
  if (wanted.region !== written.region || wanted.script !== written.script) return false
  return depth === 'region' || wanted.variants.join() === written.variants.join()
}

/** True when a range accepts a text written in `written`. */
export function rangeAccepts(range: LanguageRange, written: LanguageTag | undefined, depth: LanguageDepth): boolean {
  if (range.quality <= 0) return false
  if (range.tag.code === '*') return true
  return written !== undefined && languagesAgree(range.tag, written, depth)
}
