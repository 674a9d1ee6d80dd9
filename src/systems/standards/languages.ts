/**
 * Languages as the internet writes them (BCP 47, RFC 5646): subtags of IANA's register put together by a grammar.
 *
 * @source The register as the package `language-subtag-registry` ships it (CC0); its `File-Date` is the version.
 */
import { createRequire } from 'node:module'
import { parse } from 'bcp-47'
import { otherNames, type StandardCode, type StandardSystem } from './standard-system.ts'

const require = createRequire(import.meta.url)

/** One record of the register; those of whole tags have `Tag` instead of `Subtag`. */
interface Subtag {
  readonly Type: 'language' | 'extlang' | 'script' | 'region' | 'variant' | 'grandfathered' | 'redundant'
  readonly Subtag?: string
  readonly Tag?: string
  readonly Description: readonly string[]
  readonly Deprecated?: string
}

let subtags: ReadonlyMap<string, Subtag> | undefined

const keyOf = (type: string, subtag: string): string => `${type} ${subtag.toLowerCase()}`

/** Read when the first language is asked about. */
function registered(type: Subtag['Type'], subtag: string): Subtag | undefined {
  subtags ??= new Map(
    (require('language-subtag-registry/data/json/registry.json') as Subtag[]).map((each) => [
      keyOf(each.Type, each.Subtag ?? each.Tag ?? ''),
      each,
    ]),
  )
  return subtags.get(keyOf(type, subtag)) ?? privateUse(type, subtag.toLowerCase())
}

/** Ranges that the register leaves to private agreement. */
const PRIVATE: Readonly<Partial<Record<Subtag['Type'], RegExp>>> = {
  language: /^q[a-t][a-z]$/,
  script: /^qa(?:a[a-z]|b[a-x])$/,
  region: /^(?:q[m-z]|x[a-z])$/,
}

function privateUse(type: Subtag['Type'], subtag: string): Subtag | undefined {
  return PRIVATE[type]?.test(subtag) ? { Type: type, Subtag: subtag, Description: ['Private use'] } : undefined
}

const capitalized = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase()

const english = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })

/** What CLDR calls a language: `Swiss High German`. */
function usualName(code: string): string | undefined {
  try {
    return english.of(code)
  } catch {
    return undefined
  }
}

/** A tag that was registered whole, before there was a grammar: `i-klingon`. */
function whole(tag: string): StandardCode | undefined {
  const found = registered('grandfathered', tag)
  return (
    found && {
      code: found.Tag!,
      display: found.Description[0]!,
      ...(found.Deprecated && { deprecated: true as const }),
    }
  )
}

function find(tag: string): StandardCode | undefined {
  const { language, extendedLanguageSubtags, script, region, variants, extensions, privateuse, irregular, regular } =
    parse(tag, { normalize: false })
  if (irregular ?? regular) return whole(tag)
  if (!language) {
    const isPrivate = privateuse.length > 0
    return isPrivate ? { code: tag.toLowerCase(), display: `Private use (${privateuse.join('-')})` } : undefined
  }
  const parts: (readonly [type: Subtag['Type'], written: string])[] = [
    ['language', language.toLowerCase()],
    ...extendedLanguageSubtags.map((each) => ['extlang', each.toLowerCase()] as const),
    ...(script ? [['script', capitalized(script)] as const] : []),
    ...(region ? [['region', region.toUpperCase()] as const] : []),
    ...variants.map((each) => ['variant', each.toLowerCase()] as const),
  ]
  const known = parts.map(([type, written]) => registered(type, written))
  if (!known.every((each) => each !== undefined)) return undefined
  const written = (type: Subtag['Type']): string =>
    parts
      .filter(([t]) => t === type)
      .map(([, w]) => w)
      .join('-')
  const extension = extensions.map(({ singleton, extensions: list }) => [singleton, ...list].join('-')).join('-')
  const ownUse = privateuse.join('-')
  const rest = [extension, ownUse && `x-${ownUse}`]
    .filter((text) => text !== '')
    .join('-')
    .toLowerCase()
  const code = [...parts.map(([, w]) => w), ...(rest === '' ? [] : [rest])].join('-')
  const [first, ...others] = known
  const detail = others.map((each) => each.Description[0]!)
  const base = first!.Description[0]!
  const properties = {
    language: written('language'),
    'ext-lang': written('extlang'),
    script: written('script'),
    region: written('region'),
    variant: written('variant'),
    extension,
    'private-use': ownUse,
  }
  const display = detail.length === 0 ? base : `${base} (${detail.join(', ')})`
  return {
    code,
    display,
    ...otherNames(display, usualName(code)),
    properties: Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== '')),
    ...(known.some((each) => each.Deprecated !== undefined) && { deprecated: true as const }),
  }
}

const subtag = (what: string) => ({ type: 'code', description: what }) as const

export const languages: StandardSystem = {
  uri: 'urn:ietf:bcp:47',
  name: 'Languages',
  title: 'Tags for identifying languages (BCP 47)',
  publisher: 'Internet Engineering Task Force',
  get version() {
    return (require('language-subtag-registry/data/json/meta.json') as { 'File-Date': string })['File-Date']
  },
  copyright: 'The register of language subtags is published by IANA and is in the public domain.',
  caseSensitive: false,
  properties: {
    language: subtag('Subtag of the language'),
    'ext-lang': subtag('Subtag of the language within a group of languages'),
    script: subtag('Subtag of the script'),
    region: subtag('Subtag of the region'),
    variant: subtag('Subtags of the variant'),
    extension: subtag('Extensions'),
    'private-use': subtag('What is of private use'),
  },
  valueSets: [{ url: 'http://hl7.org/fhir/ValueSet/all-languages', name: 'AllLanguages', title: 'All languages' }],
  find,
}
