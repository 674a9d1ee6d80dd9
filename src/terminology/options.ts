/** What a request may ask for, beside the code or value set itself. Undefined means that the request does not say. */
import type { LanguageRange } from './languages.ts'
import type { TypedValue } from './values.ts'

/**
 * Which version of a code system or value set to use: `default` where none is named, `check` to refuse any other,
 * `force` over what value sets name.
 */
export interface VersionRule {
  readonly mode: 'default' | 'check' | 'force'
  readonly of: 'system' | 'valueset'
  readonly url: string
  readonly version: string
}

/** The parameter that states a rule, as expansions report it. */
export const RULE_PARAMETER: Readonly<Record<VersionRule['of'], Readonly<Record<VersionRule['mode'], string>>>> = {
  system: { default: 'system-version', check: 'check-system-version', force: 'force-system-version' },
  valueset: { default: 'default-valueset-version', check: 'check-valueset-version', force: 'force-valueset-version' },
}

export interface Options {
  readonly versionRules: readonly VersionRule[]
  /** Of the parameter `displayLanguage`; stands before `acceptLanguages`. */
  readonly displayLanguages?: readonly LanguageRange[] | undefined
  /** Of the HTTP header, or of the value set itself. */
  readonly acceptLanguages?: readonly LanguageRange[] | undefined
  /** `system|code` of uses, or `urn:ietf:bcp:47|de` of languages, of the designations to return; empty for all. */
  readonly designations: readonly string[]
  /** Codes of properties to return; `*` for all. */
  readonly properties: readonly string[]
  /** Canonicals of code systems whose codes are left out of an expansion. */
  readonly excludedSystems: readonly string[]
  /** Canonicals of supplements that must be used. */
  readonly supplements: readonly string[]
  readonly activeOnly?: boolean | undefined
  readonly excludeNested?: boolean | undefined
  readonly includeDesignations?: boolean | undefined
  readonly includeDefinition?: boolean | undefined
  readonly excludeNotForUI?: boolean | undefined
  readonly excludePostCoordinated?: boolean | undefined
  readonly lenientDisplay?: boolean | undefined
  /** Only whether the code is in the value set counts, nothing else about it. */
  readonly membershipOnly?: boolean | undefined
  readonly abstractAllowed?: boolean | undefined
  readonly inferSystem?: boolean | undefined
  /** Codes of two versions of a system are the same code. */
  readonly versionsMatch?: boolean | undefined
  /** Words that names must fit. */
  readonly filter?: string | undefined
  readonly count?: number | undefined
  readonly offset?: number | undefined
}

export const NO_OPTIONS: Options = {
  versionRules: [],
  designations: [],
  properties: [],
  excludedSystems: [],
  supplements: [],
}

/** Languages to show names in: those asked for, else those of the header or the value set. */
export function languagesOf(options: Options): readonly LanguageRange[] | undefined {
  return options.displayLanguages ?? options.acceptLanguages
}

/** A parameter as it stands in a request or in a value set that states its own. */
export interface NamedValue {
  readonly name: string
  readonly value: TypedValue
}
