/**
 * One request's view of the terminology: the library it looks in, what it asked for, and what was used to answer, which
 * answers must report. Finding a code system through a session applies the request's version rules and supplements.
 */
import { canonicalText, parseCanonical, presentVersions, versionMatches } from './canonical.ts'
import { badRequest, type IssueSpec, type Issues, issue, TerminologyError } from './issues.ts'
import type { Library } from './library.ts'
import { type Options, RULE_PARAMETER, type VersionRule } from './options.ts'
import type { CodeSystemProvider } from './provider.ts'
import { canonicalOf, isLanguagePack, supplementedBy } from './resource-provider.ts'
import { type CodeSystem, EXTENSION, extensionsOf, extensionValueOf, type ValueSet } from './resources.ts'
import { withSupplements } from './supplements.ts'

/** Value sets that import one another are followed so far. */
const DEEPEST = 40

/** Concepts that one request may look at, however its value sets are nested: the largest system about twice. */
const MOST_STEPS = 250_000

/** Concepts looked at so far; the parts of a batch share one count. */
export class Work {
  steps = 0
}

/** What a request has used so far, shared by all views of it. */
class Progress {
  readonly usedRules: VersionRule[] = []
  readonly requiredSupplements = new Set<string>()
  readonly usedSupplements = new Set<string>()
  readonly path: string[] = []
}

export class Session {
  readonly library: Library
  readonly options: Options
  readonly #work: Work
  readonly #progress: Progress

  constructor(library: Library, options: Options, work = new Work(), progress = new Progress()) {
    this.library = library
    this.options = options
    this.#work = work
    this.#progress = progress
    for (const supplement of options.supplements) progress.requiredSupplements.add(supplement)
  }

  /** The same request with other options; what is used is reported together. */
  withOptions(options: Options): Session {
    return new Session(this.library, options, this.#work, this.#progress)
  }

  /** Counts work done. @throws TerminologyError `too-costly` */
  step(count = 1): void {
    this.#work.steps += count
    if (this.#work.steps > MOST_STEPS)
      throw badRequest('The request needs more work than this server does for one request', {
        status: 422,
        type: 'too-costly',
      })
  }

  /** Runs `work` inside a value set. @throws TerminologyError where it is met again inside itself */
  inside<T>(valueSet: ValueSet, work: () => T): T {
    const canonical = canonicalOf(valueSet)
    if (canonical !== '' && (this.#progress.path.includes(canonical) || this.#progress.path.length >= DEEPEST)) {
      const data = { canonical, path: `[${this.#progress.path.join(', ')}]` }
      throw new TerminologyError(
        issue('VALUESET_CIRCULAR_REFERENCE', data, { severity: 'error', type: 'processing', detail: 'vs-invalid' }),
        { status: 422 },
      )
    }
    this.#progress.path.push(canonical)
    try {
      return work()
    } finally {
      this.#progress.path.pop()
    }
  }

  /** The version that the request's rules make of `version`, which a value set or code names, or none does. */
  versionFor(url: string, version: string | undefined): string | undefined {
    const rules = this.options.versionRules.filter((r) => r.url === url)
    const decide = (
      mode: VersionRule['mode'],
      id: 'SYSTEM_VERSION_MULTIPLE_OVERRIDE' | 'SYSTEM_VERSION_MULTIPLE_DEFAULT',
    ) => {
      const [first, ...others] = rules.filter((r) => r.mode === mode)
      const other = others.find((r) => r.version !== first?.version)
      if (first && other) {
        const data = { system: url, first: first.version, second: other.version }
        throw new TerminologyError(issue(id, data, { severity: 'error', type: 'exception', detail: 'version-error' }), {
          status: 400,
        })
      }
      if (first) this.#use(first)
      return first?.version
    }
    const forced = decide('force', 'SYSTEM_VERSION_MULTIPLE_OVERRIDE')
    if (forced !== undefined) return forced
    if (version) return version
    const fallback = decide('default', 'SYSTEM_VERSION_MULTIPLE_DEFAULT')
    if (fallback !== undefined) return fallback
    const check = rules.find((r) => r.mode === 'check')
    if (check) this.#use(check)
    return check?.version
  }

  #use(rule: VersionRule): void {
    if (!this.#progress.usedRules.includes(rule)) this.#progress.usedRules.push(rule)
  }

  /** `url|version` of a value set that another names, with the version the request wants for it. */
  pinned(canonical: string): string {
    const { url, version } = parseCanonical(canonical)
    return canonicalText(url, this.versionFor(url, version))
  }

  /** The code system in the version the rules make of `version`; `exact` takes the version as it is. */
  codeSystem(
    url: string | undefined,
    version?: string | undefined,
    { exact = false } = {},
  ): CodeSystemProvider | undefined {
    if (!url) return undefined
    const wanted = exact ? version : this.versionFor(url, version)
    const entry = this.library.codeSystem(url, wanted || undefined)
    return entry && this.supplemented(entry.provider())
  }

  /** `provider` with the supplements that were asked for and those in use everywhere. */
  supplemented(provider: CodeSystemProvider): CodeSystemProvider {
    const fitting = this.library.supplementsTo(provider.url).filter((s) => this.#applies(s, provider.version))
    const chosen = new Map(fitting.map((s) => [canonicalOf(s), s]))
    for (const supplement of chosen.values())
      for (const name of [supplement.url ?? '', canonicalOf(supplement)])
        if (this.#progress.requiredSupplements.has(name)) this.#progress.usedSupplements.add(name)
    return withSupplements(provider, [...chosen.values()])
  }

  #applies(supplement: CodeSystem, version: string | undefined): boolean {
    const named =
      this.#progress.requiredSupplements.has(supplement.url ?? '') ||
      this.#progress.requiredSupplements.has(canonicalOf(supplement))
    if (!named && !isLanguagePack(supplement)) return false
    const base = parseCanonical(supplementedBy(supplement) ?? '').version
    return base === undefined || version === undefined || versionMatches(base, version)
  }

  /** True for a supplement that was asked for, by URL or by canonical. */
  isRequired(canonical: string): boolean {
    return (
      this.#progress.requiredSupplements.has(canonical) ||
      this.#progress.requiredSupplements.has(parseCanonical(canonical).url)
    )
  }

  /** Notes the supplements that a value set cannot do without. */
  requireSupplementsOf(valueSet: ValueSet): void {
    for (const extension of extensionsOf(valueSet, EXTENSION.supplement))
      this.#progress.requiredSupplements.add(String(extensionValueOf(extension)))
  }

  /** @throws TerminologyError where a supplement that must be used was not found for any code system */
  checkSupplements(): void {
    const missing = [...this.#progress.requiredSupplements].filter((s) => !this.#progress.usedSupplements.has(s))
    if (missing.length === 0) return
    const id = missing.length === 1 ? 'VALUESET_SUPPLEMENT_MISSING_one' : 'VALUESET_SUPPLEMENT_MISSING_other'
    const spec: IssueSpec = {
      severity: 'error',
      type: 'not-found',
      detail: 'not-found',
      as: 'VALUESET_SUPPLEMENT_MISSING',
    }
    throw new TerminologyError(issue(id, { supplements: missing.join(',') }, spec), { status: 422 })
  }

  /** A value set by `url|version`, or by `#id` one contained in `source`. */
  valueSet(canonical: string, source?: ValueSet | undefined): ValueSet | undefined {
    if (canonical.startsWith('#')) {
      const found = source?.contained?.find((r) => r.id === canonical.slice(1))
      return found?.resourceType === 'ValueSet' ? (found as ValueSet) : undefined
    }
    const { url, version } = parseCanonical(canonical)
    const found = this.library.valueSet(url, version)
    if (found) this.#checkValueSet(found)
    return found
  }

  /** @throws TerminologyError where the request asks for another version of a value set than the one that is named */
  #checkValueSet({ url, version }: ValueSet): void {
    for (const rule of this.options.versionRules) {
      if (rule.of !== 'valueset' || rule.mode !== 'check' || rule.url !== url) continue
      if (versionMatches(rule.version, version)) continue
      const text = `The version '${version ?? ''}' is not allowed for value set '${url}': required to be '${rule.version}' by a version-check parameter`
      throw new TerminologyError(
        { severity: 'error', type: 'exception', detail: 'version-error', text },
        { status: 400 },
      )
    }
  }

  /** Adds an issue for each check rule that `provider` does not satisfy, or throws the first where there is no list. */
  checkVersion(provider: CodeSystemProvider, issues?: Issues, at = 'version'): void {
    for (const rule of this.options.versionRules) {
      if (rule.url !== provider.url || rule.mode !== 'check') continue
      if (versionMatches(rule.version, provider.version, provider.versionAlgorithm)) continue
      const data = { version: provider.version, system: provider.url, required: rule.version }
      const found = issue('VALUESET_VERSION_CHECK', data, {
        severity: 'error',
        type: 'exception',
        detail: 'version-error',
        at: issues && at,
      })
      if (!issues) throw new TerminologyError(found, { status: 400 })
      issues.add(found)
    }
  }

  /** Rules that decided something, as the parameters of an expansion. */
  reportedRules(): { readonly name: string; readonly canonical: string }[] {
    return this.#progress.usedRules.map((r) => ({
      name: RULE_PARAMETER[r.of][r.mode],
      canonical: canonicalText(r.url, r.version),
    }))
  }

  knownVersions(url: string): string {
    return presentVersions(this.library.versions(url))
  }
}
