/**
 * Canonical references and business versions: `url|version`, which version a partial or wildcard version means, and
 * which of two is later. Versions are compared as semantic versions, dates, whole numbers or plain text, as they look.
 */

export interface Canonical {
  readonly url: string
  readonly version: string | undefined
}

/** An address that ends in an expression constraint, where names stand between bars. */
const CONSTRAINED = /\?fhir_vs=ecl\//

/** Where the version begins; -1 where there is none. */
function barOf(text: string): number {
  if (!CONSTRAINED.test(text)) return text.indexOf('|')
  return text.split('|').length % 2 === 0 ? text.lastIndexOf('|') : -1
}

export function parseCanonical(text: string): Canonical {
  const bar = barOf(text)
  if (bar < 0) return { url: text, version: undefined }
  const version = text.slice(bar + 1)
  return { url: text.slice(0, bar), version: version === '' ? undefined : version }
}

export function canonicalText(url: string, version?: string | undefined): string {
  return version ? `${url}|${version}` : url
}

const WILD = new Set(['*', 'x', 'X'])

interface Semver {
  /** One to three parts, each a number or a wildcard. */
  readonly parts: readonly string[]
  readonly label: string | undefined
  readonly build: string | undefined
}

/** A semantic version, complete or partial; undefined for anything else. */
function parseSemver(text: string, allowWild: boolean): Semver | undefined {
  const found = /^([^-+]+)(?:-([^+]+))?(?:\+(.+))?$/.exec(text)
  if (!found) return undefined
  const parts = found[1]!.split('.')
  const usable = (part: string): boolean => /^(?:0|[1-9]\d*)$/.test(part) || (allowWild && WILD.has(part))
  if (parts.length > 3 || !parts.every(usable)) return undefined
  return { parts, label: found[2], build: found[3] }
}

/** A complete semantic version, as CodeSystem.version may be. */
const isSemver = (text: string): boolean => (parseSemver(text, false)?.parts.length ?? 0) >= 2

const isDate = (text: string): boolean => /^\d{4}-\d{2}(?:-\d{2})?(?:T.*)?$|^\d{6}(?:\d{2})?$/.test(text)

function partMatches(criterion: string | undefined, part: string | undefined): boolean {
  if (criterion === undefined) return part === undefined
  return WILD.has(criterion) ? part !== undefined : criterion === part
}

function semverMatches(criterion: string, version: string): boolean {
  const open = criterion.endsWith('?')
  const wanted = parseSemver(open ? criterion.slice(0, -1) : criterion, true)
  const found = parseSemver(version, false)
  if (!wanted || !found) return false
  for (let i = 0; i < 3; i++) {
    if (open && wanted.parts[i] === undefined) return true
    if (!partMatches(wanted.parts[i], found.parts[i])) return false
  }
  if (open && wanted.label === undefined && wanted.build === undefined) return true
  return wanted.label === found.label && wanted.build === found.build
}

export type VersionAlgorithm = 'semver' | 'date' | 'integer' | 'alpha' | 'natural'

/**
 * True when `version` is one that `criterion` asks for: the same, or one that fits its wildcards (`1.x.x`, `1.2?`).
 * Versions that are not semantic fit what they begin with (`2024` fits `2024-07-01`), whole numbers only themselves.
 */
export function versionMatches(criterion: string, version: string | undefined, algorithm?: VersionAlgorithm): boolean {
  if (version === undefined) return false
  if (criterion === version) return true
  switch (algorithm ?? algorithmOf(version)) {
    case 'semver':
      return semverMatches(criterion, version)
    case 'integer':
      return false
    default:
      return criterion !== '' && version.startsWith(criterion)
  }
}

function algorithmOf(version: string): VersionAlgorithm {
  if (isSemver(version)) return 'semver'
  if (isDate(version)) return 'date'
  return /^\d+$/.test(version) ? 'integer' : 'alpha'
}

const numberOrText = (a: string, b: string): number =>
  /^\d+$/.test(a) && /^\d+$/.test(b) ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0

function compareSemver(a: Semver, b: Semver): number {
  for (let i = 0; i < 3; i++) {
    const [x, y] = [a.parts[i], b.parts[i]]
    if (x === y) continue
    if (x === undefined) return -1
    if (y === undefined) return 1
    // A wildcard reaches up to the latest.
    if (WILD.has(x)) return 1
    if (WILD.has(y)) return -1
    return Number(x) - Number(y)
  }
  // A version with a label comes before the one without: 1.0.0-draft < 1.0.0.
  if (a.label !== b.label) {
    if (a.label === undefined) return 1
    if (b.label === undefined) return -1
    return numberOrText(a.label, b.label)
  }
  return 0
}

/** Negative when `a` is earlier than `b`; no version is earlier than any. */
export function compareVersions(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0
  if (a === undefined) return -1
  if (b === undefined) return 1
  if (isDate(a) && isDate(b)) return numberOrText(a.replace(/\D/g, '').slice(0, 8), b.replace(/\D/g, '').slice(0, 8))
  const [x, y] = [parseSemver(a, true), parseSemver(b, true)]
  if (x && y) return compareSemver(x, y)
  return a < b ? -1 : 1
}

/** `1.0.0`, `1.0.0 or 1.2.0`, `1.0.0, 1.1.0 and 1.2.0`, in the words of the common messages. */
export function presentVersions(versions: readonly string[]): string {
  if (versions.length <= 2) return versions.join(' or ')
  return `${versions.slice(0, -1).join(', ')} and ${versions.at(-1)}`
}

/** True for `http://…`, `urn:…` and the like. */
export function isAbsoluteUri(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text)
}
