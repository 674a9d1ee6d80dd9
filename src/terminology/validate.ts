/** `$validate-code`: whether a code, a Coding or one of the codings of a CodeableConcept is in a value set. */
import { compareVersions, isAbsoluteUri } from './canonical.ts'
import { checkDisplay } from './displays.ts'
import { CodingFindings, Findings } from './findings.ts'
import { inferSystems } from './infer-system.ts'
import { type IssueSpec, issue, pathOf, TerminologyError } from './issues.ts'
import { type Membership, MembershipCheck } from './membership.ts'
import { languagesOf } from './options.ts'
import { prepare } from './prepare.ts'
import type { CodeSystemProvider } from './provider.ts'
import { cautionOf, valueSetPublication } from './publication.ts'
import { withDeclared } from './read-options.ts'
import { canonicalOf } from './resource-provider.ts'
import type { Coding, ValueSet } from './resources.ts'
import type { Session } from './session.ts'
import { sayCaution, unknownCode, unknownSystem } from './unknown.ts'
import { type Coded, codingPath, ROOT_PATH, type Validation } from './validation.ts'

/**
 * @param options.implied the value set is that of a whole code system, which was asked for: it is not spoken of
 * @throws TerminologyError where the request as a whole cannot be answered
 */
export function validate(session: Session, valueSet: ValueSet, coded: Coded, { implied = false } = {}): Validation {
  const own = session.withOptions(withDeclared(session.options, valueSet, { fallback: false }))
  own.requireSupplementsOf(valueSet)
  try {
    prepare(own, valueSet)
    own.checkSupplements()
    return new Validator(own, valueSet, coded, implied).run()
  } catch (thrown) {
    if (thrown instanceof TerminologyError && thrown.inAnswer) return refused(coded, thrown)
    throw thrown
  }
}

/** The answer where something is wrong before any code is looked at. */
export function refused({ mode, codings, concept }: Coded, error: TerminologyError): Validation {
  const [first] = codings
  const shown = mode === 'codeableConcept' ? undefined : first
  const message = [
    ...new Set(error.issues.filter((i) => i.severity === 'error' || i.detail === 'invalid-data').map((i) => i.text)),
  ]
  return {
    result: false,
    message: message.sort().join('; '),
    code: shown?.code,
    system: shown?.system,
    unknownSystems: error.unknownSystem === undefined ? [] : [{ canonical: error.unknownSystem, caused: true }],
    concept,
    issues: error.issues,
  }
}

/** What is reported of a coding. */
interface Shown {
  system?: string | undefined
  code?: string | undefined
  version?: string | undefined
  display?: string | undefined
  path?: string | undefined
}

class Validator {
  readonly #session: Session
  readonly #valueSet: ValueSet
  readonly #coded: Coded
  readonly #implied: boolean
  readonly #findings = new Findings()
  /** The first coding that is in the value set. */
  #matched: Shown | undefined
  /** What else may be shown, where none is. */
  #fallback: Shown = {}

  constructor(session: Session, valueSet: ValueSet, coded: Coded, implied: boolean) {
    this.#session = session
    this.#valueSet = valueSet
    this.#coded = coded
    this.#implied = implied
  }

  run(): Validation {
    const own = valueSetPublication(this.#valueSet)
    if (!this.#implied)
      sayCaution(this.#findings, {
        caution: cautionOf(own, own),
        type: 'ValueSet',
        canonical: canonicalOf(this.#valueSet),
      })
    let answer: Membership = 'out'
    let noCode = false
    const matched = new Set<number>()
    for (const [i, coding] of this.#coded.codings.entries()) {
      if (!coding.code) {
        this.#sayNoCode(coding, codingPath(this.#coded.mode, i))
        noCode = true
        break
      }
      const found = this.#coding(coding, i)
      if (found === 'in') matched.add(i)
      if (answer !== 'in' && found !== 'out') answer = found
    }
    if (matched.size > 0) this.#relent(matched)
    if (answer === 'out') this.#sayNone(noCode)
    return this.#answer(answer)
  }

  #coding(coding: Coding, index: number): Membership {
    const { mode } = this.#coded
    const path = codingPath(mode, index)
    const found = new CodingFindings()
    const answer = this.#member(coding, path, found)
    const system = found.inferredSystem ?? coding.system
    if (answer === 'in' || this.#fallback.code === undefined) {
      const display = this.#fallback.display
      this.#fallback = { system, code: coding.code, version: coding.version ?? found.version, display }
    }
    if (answer === 'out' && mode === 'codeableConcept' && !this.#implied) {
      const data = { codes: quoted(system, coding), valueSet: this.#named }
      const spec: IssueSpec = {
        severity: 'information',
        type: 'code-invalid',
        detail: 'this-code-not-in-vs',
        at: `${path}.code`,
      }
      this.#findings.note(issue('None_of_the_provided_codes_are_in_the_value_set_one', data, spec))
    }
    if (answer === 'in') this.#inside(coding, path, found)
    else if (!this.#session.options.membershipOnly && system) this.#outside({ ...coding, system }, path, found)
    return answer
  }

  /** Whether the coding is in the value set, its system inferred where that was asked for. */
  #member(coding: Coding, path: string, found: CodingFindings): Membership {
    const { code = '', version, display } = coding
    const check = new MembershipCheck(this.#session, this.#findings, found)
    if (coding.system) return check.check(this.#valueSet, { path, system: coding.system, version, code, display })
    if (!this.#session.options.inferSystem || this.#coded.mode !== 'code') {
      const spec: IssueSpec = { severity: 'warning', type: 'invalid', detail: 'invalid-data', at: path }
      this.#findings.say(issue('Coding_has_no_system__cannot_validate', {}, spec))
      return 'out'
    }
    const systems = inferSystems(this.#session, this.#valueSet, code)
    const [system, ...others] = systems
    if (!system || others.length > 0) {
      const id =
        others.length > 0 ? 'Unable_to_resolve_system__value_set_has_multiple_matches' : 'UNABLE_TO_INFER_CODESYSTEM'
      const data = { code, valueSet: this.#named, systems: systems.join(',') }
      this.#findings.say(issue(id, data, { severity: 'error', type: 'not-found', detail: 'cannot-infer', at: 'code' }))
      return 'out'
    }
    found.inferredSystem = system
    return check.check(this.#valueSet, { path, system, version, code, display })
  }

  get #named(): string {
    return canonicalOf(this.#valueSet) || '(unidentified)'
  }

  #inside(coding: Coding, path: string, found: CodingFindings): void {
    const system = found.inferredSystem ?? coding.system ?? ''
    if (found.contentMode === 'example') {
      const text = `The system ${system} was found but did not contain enough information to properly validate the code "${coding.code}" ("${coding.display ?? ''}") (mode = example)`
      this.#findings.say({ severity: 'warning', type: 'not-found', detail: 'vs-invalid', text, at: path })
    } else this.#checkDisplay({ ...coding, system }, path, found)
    this.#matched ??= {
      system,
      code: coding.code,
      version: found.version,
      display: this.#preferred(found),
      path,
    }
  }

  #preferred({ names }: CodingFindings): string | undefined {
    return (names.preferred(languagesOf(this.#session.options)) ?? names.preferred(undefined))?.value
  }

  #checkDisplay(coding: Coding, path: string, { names, language }: CodingFindings): void {
    const { display, system = '', code = '' } = coding
    if (!display || names.isEmpty) return
    const { options } = this.#session
    const wrong = checkDisplay({ display, system, code, names, language, options, at: pathOf(path, 'display') })
    if (!wrong) return
    if (wrong.said) this.#findings.say(wrong.issue)
    else this.#findings.note(wrong.issue)
  }

  /** A coding that is not in the value set is still looked at: it may be no code at all. */
  #outside(coding: Coding & { system: string }, path: string, found: CodingFindings): void {
    const { system, code = '' } = coding
    if (!isAbsoluteUri(system)) {
      const spec: IssueSpec = { severity: 'error', type: 'invalid', detail: 'invalid-data', at: pathOf(path, 'system') }
      this.#findings.say(issue('Terminology_TX_System_Relative', {}, spec))
    }
    const version = coding.version ?? this.#includedVersion(system)
    const provider = this.#session.codeSystem(system, version)
    if (!provider) {
      this.#sayNoSystem(system, version, path)
      return
    }
    this.#session.checkVersion(provider, this.#findings.issues, pathOf(path, 'version'))
    sayCaution(this.#findings, {
      caution: cautionOf(provider.publication, valueSetPublication(this.#valueSet)),
      type: 'CodeSystem',
      canonical: canonicalOf(provider),
    })
    const concept = provider.locate(code)
    this.#fallback.version = provider.version
    if (!concept) {
      this.#findings.note(unknownCode(provider, code, pathOf(path, 'code')))
      return
    }
    this.#describe(coding, { path, provider, found })
  }

  #describe(
    coding: Coding,
    { path, provider, found }: { path: string; provider: CodeSystemProvider; found: CodingFindings },
  ): void {
    const { code = '' } = coding
    const concept = provider.locate(code)!
    if (concept.inactive) this.#findings.seeStatus(concept, { code, path })
    found.names = found.names.isEmpty ? found.names.with(concept.designations) : found.names
    found.language = provider.language
    this.#fallback.display ??= this.#preferred(found)
    this.#checkDisplay(coding, path, found)
  }

  /** The latest version of a system that the value set names. */
  #includedVersion(system: string): string | undefined {
    const named = (this.#valueSet.compose?.include ?? [])
      .filter((i) => i.system === system)
      .flatMap((i) => i.version ?? [])
    return named.sort(compareVersions).at(-1)
  }

  #sayNoSystem(system: string, version: string | undefined, path: string): void {
    const spec: IssueSpec = { severity: 'error', type: 'invalid', detail: 'invalid-data', at: pathOf(path, 'system') }
    if (this.#session.library.valueSet(system)) {
      this.#findings.say(issue('Terminology_TX_System_ValueSet2', { system }, spec))
      return
    }
    const supplement = this.#session.library.codeSystem(system, version, { supplement: true })
    if (supplement) this.#findings.say(issue('CODESYSTEM_CS_NO_SUPPLEMENT', { system: canonicalOf(supplement) }, spec))
    else this.#findings.say(unknownSystem(this.#session, { system, version, path }, this.#findings))
  }

  #sayNoCode({ system }: Coding, path: string): void {
    const text = system
      ? `Coding has no code for system ${system} and cannot be validated`
      : 'Coding has no code and cannot be validated'
    this.#findings.say({ severity: 'warning', type: 'invalid', detail: 'invalid-data', text, at: path })
  }

  /** One coding in the value set is enough: what could not be checked of the others does not count against it. */
  #relent(matched: ReadonlySet<number>): void {
    if (this.#coded.mode !== 'codeableConcept') return
    const { list } = this.#findings.issues
    for (const [i, coding] of this.#coded.codings.entries()) {
      if (matched.has(i)) continue
      const at = `${codingPath('codeableConcept', i)}.system`
      for (const [n, found] of list.entries()) {
        if (found.severity !== 'error' || found.at !== at || !found.messageId?.startsWith('UNKNOWN_CODESYSTEM'))
          continue
        const system = canonicalOf({ url: coding.system, version: coding.version })
        const spec: IssueSpec = { severity: 'warning', type: 'not-found', detail: 'not-found', at }
        const milder = issue('UNKNOWN_CODESYSTEM_CODING_NOT_CHECKED', { system }, spec)
        list[n] = milder
        this.#findings.said.delete(found.text)
        this.#findings.said.add(milder.text)
      }
    }
  }

  #sayNone(noCode: boolean): void {
    const { mode, codings } = this.#coded
    if (this.#implied && (noCode || this.#findings.issues.hasErrors)) return
    if (noCode && mode !== 'codeableConcept') return
    const spec = { severity: 'error', type: 'code-invalid', detail: 'not-in-vs' } as const
    if (mode === 'codeableConcept') {
      this.#findings.say(issue('TX_GENERAL_CC_ERROR_MESSAGE', { valueSet: this.#named }, spec))
      return
    }
    const codes = codings.map((c) => quoted(c.system ?? this.#fallback.system, c)).join(', ')
    const at = pathOf(ROOT_PATH[mode], 'code')
    this.#findings.say(
      issue('None_of_the_provided_codes_are_in_the_value_set_one', { codes, valueSet: this.#named }, { ...spec, at }),
    )
  }

  #answer(answer: Membership): Validation {
    const { mode, concept } = this.#coded
    const findings = this.#findings
    const shown = this.#matched ?? (mode === 'codeableConcept' ? undefined : this.#fallback)
    const inactive = findings.inactive
    const isShown = mode !== 'codeableConcept' || (this.#matched !== undefined && inactive?.path === this.#matched.path)
    this.#sayStatus()
    const result = answer === 'in' && !findings.issues.hasErrors
    const deprecated = !inactive && findings.status?.toLowerCase() === 'deprecated'
    const status =
      inactive && isShown && findings.status !== 'inactive' ? findings.status : deprecated ? 'deprecated' : undefined
    return {
      result,
      message: findings.message,
      code: shown?.code,
      system: shown?.system,
      version: shown?.version,
      display: shown?.code === undefined ? undefined : shown.display,
      normalizedCode: findings.normalizedCode,
      inactive: inactive && isShown ? true : undefined,
      status,
      unknownSystems: result
        ? []
        : [...findings.unknownSystems].map((canonical) => ({ canonical, caused: answer !== 'out' })),
      concept,
      issues: findings.issues.list,
    }
  }

  #sayStatus(): void {
    const { inactive, status } = this.#findings
    const spec = { severity: 'warning', type: 'business-rule', detail: 'code-comment' } as const
    if (inactive) {
      const words = status === undefined || status === 'inactive' ? 'inactive' : `${status} and inactive`
      const data = { code: inactive.code, status: words }
      const at = inactive.path === '' ? 'code' : inactive.path
      this.#findings.say(issue('INACTIVE_CONCEPT_FOUND', data, { ...spec, at }))
    } else if (status?.toLowerCase() === 'deprecated') {
      const root = ROOT_PATH[this.#coded.mode]
      const data = { code: this.#matched?.code ?? this.#fallback.code }
      this.#findings.say(issue('DEPRECATED_CONCEPT_FOUND', data, { ...spec, at: root === '' ? 'code' : root }))
    }
  }
}

/** `'system|version#code ('display')'` */
function quoted(system: string | undefined, { version, code, display }: Coding): string {
  const whole = `${system ?? ''}${version ? `|${version}` : ''}#${code ?? ''}`
  return display ? `'${whole} ('${display}')'` : `'${whole}'`
}
