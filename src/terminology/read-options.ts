/**
 * Reads options from named values: those of a request, and those that a value set states for its own expansion. What
 * the request says stands before what the value set says; what may repeat adds up.
 */
import { parseCanonical } from './canonical.ts'
import { badRequest, issue, TerminologyError } from './issues.ts'
import { type LanguageRange, parseRanges } from './languages.ts'
import type { NamedValue, Options, VersionRule } from './options.ts'
import { EXTENSION, type ValueSet } from './resources.ts'
import { type TypedValue, text as textValue, typedValueOf } from './values.ts'

const RULES: Readonly<Record<string, Pick<VersionRule, 'mode' | 'of'>>> = {
  'system-version': { mode: 'default', of: 'system' },
  'check-system-version': { mode: 'check', of: 'system' },
  'force-system-version': { mode: 'force', of: 'system' },
  'default-valueset-version': { mode: 'default', of: 'valueset' },
  'check-valueset-version': { mode: 'check', of: 'valueset' },
  'force-valueset-version': { mode: 'force', of: 'valueset' },
}

const FLAGS: Readonly<Record<string, keyof Options>> = {
  activeOnly: 'activeOnly',
  excludeNested: 'excludeNested',
  includeDesignations: 'includeDesignations',
  includeDefinition: 'includeDefinition',
  excludeNotForUI: 'excludeNotForUI',
  excludePostCoordinated: 'excludePostCoordinated',
  'lenient-display-validation': 'lenientDisplay',
  'valueset-membership-only': 'membershipOnly',
  abstract: 'abstractAllowed',
  inferSystem: 'inferSystem',
  versionsMatch: 'versionsMatch',
}

const NUMBERS: Readonly<Record<string, keyof Options>> = { count: 'count', offset: 'offset' }

const LISTS: Readonly<Record<string, 'designations' | 'properties' | 'excludedSystems' | 'supplements'>> = {
  designation: 'designations',
  property: 'properties',
  'exclude-system': 'excludedSystems',
  useSupplement: 'supplements',
}

const textOf = ({ value }: TypedValue): string => String(value)

function ruleOf(name: string, text: string): VersionRule {
  const { url, version } = parseCanonical(text)
  if (version === undefined) throw badRequest(`Unable to understand ${name} "${text}": it must be url|version`)
  return { ...RULES[name]!, url, version }
}

function languagesIn(text: string, fallback: boolean): LanguageRange[] {
  const ranges = parseRanges(text, { fallback })
  if (ranges) return ranges
  const found = issue(
    'INVALID_DISPLAY_NAME',
    { language: text },
    { severity: 'error', type: 'processing', detail: 'invalid-display' },
  )
  throw new TerminologyError(found, { status: 400 })
}

function numberOf(name: string, value: TypedValue): number {
  const number = Number(value.value)
  if (!Number.isInteger(number) || number < 0)
    throw badRequest(`The parameter ${name} must be a whole number, not "${textOf(value)}"`)
  return number
}

/** `options` with `values`, of which those that are set already are left alone. */
export function addOptions(
  options: Options,
  values: readonly NamedValue[],
  { fallback }: { fallback: boolean },
): Options {
  const single: Record<string, unknown> = {}
  const rules = [...options.versionRules]
  const lists = {
    designations: [...options.designations],
    properties: [...options.properties],
    excludedSystems: [...options.excludedSystems],
    supplements: [...options.supplements],
  }
  const set = (name: keyof Options, read: () => unknown): void => {
    if (options[name] === undefined && single[name] === undefined) single[name] = read()
  }
  for (const { name, value } of values) {
    const text = textOf(value)
    const [flag, number, list] = [FLAGS[name], NUMBERS[name], LISTS[name]]
    if (name in RULES) rules.push(ruleOf(name, text))
    else if (flag) set(flag, () => text === 'true')
    else if (number) set(number, () => numberOf(name, value))
    else if (list) {
      if (!lists[list].includes(text)) lists[list].push(text)
    } else if (name === 'displayLanguage') set('displayLanguages', () => languagesIn(text, fallback))
    else if (name === 'filter') set('filter', () => (text.trim() === '' ? undefined : text))
  }
  return { ...options, ...(single as Partial<Options>), ...lists, versionRules: rules }
}

/** Parameters that a value set states for its own expansion. */
export function declaredBy({ compose }: ValueSet): NamedValue[] {
  const stated = (compose?.extension ?? []).flatMap((extension) => {
    if (extension.url !== EXTENSION.expansionParameter && extension.url !== EXTENSION.expansionParameterTools) return []
    const part = (name: string): TypedValue | undefined => {
      const found = extension.extension?.find((e) => e.url === name)
      return found && typedValueOf(found)
    }
    const [name, value] = [part('name'), part('value')]
    return name && value ? [{ name: textOf(name), value }] : []
  })
  const properties = Array.isArray(compose?.property) ? compose.property.filter((p) => typeof p === 'string') : []
  return [...stated, ...properties.map((p) => ({ name: 'property', value: textValue(p) }))]
}

/** `options` with what `valueSet` says of itself: its expansion parameters, and its language. */
export function withDeclared(options: Options, valueSet: ValueSet, { fallback }: { fallback: boolean }): Options {
  const added = addOptions(options, declaredBy(valueSet), { fallback })
  if (added.acceptLanguages || !valueSet.language) return added
  const own = parseRanges(valueSet.language, { fallback })
  return own ? { ...added, acceptLanguages: own } : added
}
