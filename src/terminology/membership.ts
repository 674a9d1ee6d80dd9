/**
 * Whether one coding is a member of a value set, with all that is to be said on the way. `unknown` means that it cannot
 * be told, since a code system is missing.
 */
import { compareVersions } from './canonical.ts'
import { namesVersions } from './collect.ts'
import type { Designation } from './designations.ts'
import type { CodingFindings, Findings } from './findings.ts'
import { includeVersion } from './include-version.ts'
import { issue, pathOf } from './issues.ts'
import { importedValueSet } from './prepare.ts'
import type { CodeSystemProvider, Concept } from './provider.ts'
import { cautionOf, valueSetPublication } from './publication.ts'
import { canonicalOf } from './resource-provider.ts'
import {
  EXTENSION,
  extensionsOf,
  extensionText,
  type ValueSet,
  type ValueSetComposeInclude,
  type ValueSetComposeIncludeConcept,
} from './resources.ts'
import { selectAll } from './selections.ts'
import type { Session } from './session.ts'
import { storedMembers } from './stored-expansion.ts'
import { isInAnotherPart, sayCaution, unknownCode, unknownSystem } from './unknown.ts'

export type Membership = 'in' | 'out' | 'unknown'

/** A coding and where it stands; `system` may be inferred. */
export interface Question {
  readonly path: string
  readonly system: string
  readonly version: string | undefined
  readonly code: string
  readonly display: string | undefined
}

type Role = 'include' | 'exclude'

export class MembershipCheck {
  readonly #session: Session
  readonly #findings: Findings
  readonly #coding: CodingFindings

  constructor(session: Session, findings: Findings, coding: CodingFindings) {
    this.#session = session
    this.#findings = findings
    this.#coding = coding
  }

  check(valueSet: ValueSet, question: Question): Membership {
    return this.#session.inside(valueSet, () =>
      valueSet.compose ? this.#composed(valueSet, question) : this.#stored(valueSet, question),
    )
  }

  #composed(valueSet: ValueSet, question: Question): Membership {
    const includes = (valueSet.compose?.include ?? []).toSorted((a, b) =>
      a.system === b.system && a.version && b.version ? compareVersions(b.version, a.version) : 0,
    )
    const chosen = question.version ? undefined : this.#applicableVersion(includes, question)
    let answer: Membership = 'out'
    for (const include of includes) {
      answer = this.#included(valueSet, include, { question, chosen, all: includes })
      if (answer === 'unknown') return answer
      if (answer === 'in') break
    }
    if (answer !== 'in') return answer
    return (valueSet.compose?.exclude ?? []).some((set) => this.#excluded(valueSet, set, question)) ? 'out' : 'in'
  }

  #included(
    valueSet: ValueSet,
    include: ValueSetComposeInclude,
    {
      question,
      chosen,
      all,
    }: { question: Question; chosen: string | undefined; all: readonly ValueSetComposeInclude[] },
  ): Membership {
    let answer: Membership = 'in'
    if (include.system) {
      const isAbout = include.system === question.system && (chosen === undefined || include.version === chosen)
      if (!isAbout || !this.#isVersionOf(include, question, all)) return 'out'
      answer = this.#inSystem(valueSet, include, question)
    }
    for (const canonical of include.valueSet ?? []) {
      if (answer !== 'in') break
      answer = this.check(this.#import(valueSet, canonical), question)
    }
    return answer
  }

  /** An include of another version counts only when none has the version of the code. */
  #isVersionOf(
    { version }: ValueSetComposeInclude,
    question: Question,
    all: readonly ValueSetComposeInclude[],
  ): boolean {
    if (!question.version || version === question.version) return true
    return !all.some((other) => other.version === question.version)
  }

  /**
   * Of several versions that a value set includes, the one that has the code (and display): undefined when all or none
   * of them decide it alike.
   */
  #applicableVersion(
    includes: readonly ValueSetComposeInclude[],
    { system, code, display }: Question,
  ): string | undefined {
    const named = includes.filter((i) => i.system === system).flatMap((i) => (i.version ? [i.version] : []))
    const versions = [...new Set(named)].sort((a, b) => compareVersions(b, a))
    if (versions.length < 2) return undefined
    const having = versions.filter((version) => {
      const concept = this.#session.codeSystem(system, version)?.locate(code)
      return concept && (!display || concept.designations.some((d) => d.value === display))
    })
    if (having.length === versions.length) return undefined
    return having[0] ?? versions[0]
  }

  #import(valueSet: ValueSet, canonical: string): ValueSet {
    const imported = importedValueSet(this.#session, canonical, valueSet)
    sayCaution(this.#findings, {
      caution: cautionOf(valueSetPublication(imported), valueSetPublication(valueSet)),
      type: 'ValueSet',
      canonical: canonicalOf(imported),
    })
    return imported
  }

  #inSystem(valueSet: ValueSet, include: ValueSetComposeInclude, question: Question): Membership {
    const { path, system } = question
    const session = this.#session
    const version = includeVersion(
      session,
      { path, system, included: include.version, given: question.version },
      this.#findings,
    )
    const provider = session.codeSystem(system, version)
    if (!provider) {
      if (session.options.membershipOnly) return 'out'
      this.#findings.say(unknownSystem(session, { system, version, path }, this.#findings))
      return 'unknown'
    }
    session.checkVersion(provider, this.#findings.issues, pathOf(path, 'version'))
    sayCaution(this.#findings, {
      caution: cautionOf(provider.publication, valueSetPublication(valueSet)),
      type: 'CodeSystem',
      canonical: canonicalOf(provider),
    })
    this.#coding.language = provider.language
    this.#coding.contentMode = provider.contentMode
    if (!this.#names({ valueSet, set: include, provider, question, role: 'include' })) return 'out'
    this.#coding.version = provider.version
    return 'in'
  }

  #excluded(valueSet: ValueSet, set: ValueSetComposeInclude, question: Question): boolean {
    if (set.system) {
      if (set.system !== question.system) return false
      const provider = this.#session.codeSystem(set.system, set.version)
      if (!provider) return false
      if (this.#versionsDiffer(valueSet, provider)) return false
      if (!this.#names({ valueSet, set, provider, question, role: 'exclude' })) return false
    }
    return (set.valueSet ?? []).every((each) => this.check(this.#import(valueSet, each), question) === 'in')
  }

  /** True when codes of the excluded version are other codes than the one that was found. */
  #versionsDiffer(valueSet: ValueSet, excluded: CodeSystemProvider): boolean {
    const { include = [], exclude = [] } = valueSet.compose ?? {}
    if (!namesVersions(valueSet) || this.#session.options.versionsMatch) return false
    const alsoIncluded = include.some((i) => i.system === excluded.url && exclude.some((e) => e.version === i.version))
    return alsoIncluded && this.#coding.version !== undefined && this.#coding.version !== excluded.version
  }

  /** Whether an include or exclude names the code in `provider`. */
  #names(part: {
    valueSet: ValueSet
    set: ValueSetComposeInclude
    provider: CodeSystemProvider
    question: Question
    role: Role
  }): boolean {
    const { set, provider, question, role } = part
    this.#session.step()
    const concept = provider.locate(question.code)
    if (!set.concept && !set.filter) return concept ? this.#may(part, concept) : this.#missing(provider, question, role)
    if (!concept) return false
    const listed = set.concept?.find((c) => c.code === concept.code || provider.locate(c.code)?.code === concept.code)
    if (listed) return this.#may(part, concept, listed)
    return set.filter !== undefined && selectAll(provider, set, '').has(concept) && this.#may(part, concept)
  }

  /** A code that the code system does not have: unless it is only a part of the code system, it is wrong. */
  #missing(provider: CodeSystemProvider, { path, code }: Question, role: Role): boolean {
    if (role === 'exclude' || this.#session.options.membershipOnly) return false
    this.#findings.note(unknownCode(provider, code, pathOf(path, 'code')))
    return isInAnotherPart(provider, code)
  }

  /** Whether a concept that is named may be used. */
  #may(
    {
      valueSet,
      set,
      provider,
      question,
      role,
    }: {
      valueSet: ValueSet
      set: ValueSetComposeInclude
      provider: CodeSystemProvider
      question: Question
      role: Role
    },
    concept: Concept,
    listed?: ValueSetComposeIncludeConcept,
  ): boolean {
    if (role === 'exclude') return true
    const { options } = this.#session
    const { path, code } = question
    const at = pathOf(path, 'code')
    if (concept.code !== code) {
      this.#findings.normalizedCode = concept.code
      const data = { code, correct: concept.code, system: canonicalOf(provider) }
      this.#findings.note(
        issue('CODE_CASE_DIFFERENCE', data, {
          severity: 'information',
          type: 'business-rule',
          detail: 'code-rule',
          at,
        }),
      )
    }
    this.#coding.names = this.#coding.names.with([...concept.designations, ...listedNames(listed, valueSet)])
    if (options.abstractAllowed === false && concept.abstract) {
      const data = { system: provider.url, code }
      if (!options.membershipOnly)
        this.#findings.note(
          issue('ABSTRACT_CODE_NOT_ALLOWED', data, {
            severity: 'error',
            type: 'business-rule',
            detail: 'code-rule',
            at,
          }),
        )
      return false
    }
    const onlyActive = valueSet.compose?.inactive === false || options.activeOnly === true
    if (onlyActive && concept.inactive) {
      if (options.membershipOnly) return false
      this.#findings.seeStatus(concept, { code, path })
      if (!set.concept && !set.filter) {
        const data = { status: 'not active', code }
        this.#findings.say(
          issue('STATUS_CODE_WARNING_CODE', data, {
            severity: 'error',
            type: 'business-rule',
            detail: 'code-rule',
            at,
          }),
        )
      }
      return false
    }
    this.#findings.seeStatus(concept, { code, path })
    if (listed) this.#sayDeprecated({ valueSet, provider, listed, at })
    return true
  }

  /** A value set may say that one of its codes should no longer be used. */
  #sayDeprecated({
    valueSet,
    provider,
    listed,
    at,
  }: {
    valueSet: ValueSet
    provider: CodeSystemProvider
    listed: ValueSetComposeIncludeConcept
    at: string
  }): void {
    const stated = extensionText(listed, EXTENSION.standardsStatus)
    const marked = extensionsOf(listed, EXTENSION.valueSetDeprecated).length > 0
    const status = stated === 'withdrawn' || stated === 'deprecated' ? stated : marked ? 'deprecated' : undefined
    if (status === undefined) return
    const data = { system: provider.url, code: listed.code, status, valueSet: canonicalOf(valueSet) }
    this.#findings.note(
      issue('CONCEPT_DEPRECATED_IN_VALUESET', data, {
        severity: 'warning',
        type: 'business-rule',
        detail: 'code-comment',
        at,
      }),
    )
  }

  /** A value set that is only an expansion. */
  #stored(valueSet: ValueSet, question: Question): Membership {
    const member = [...storedMembers(this.#session, valueSet)].find(
      ({ provider, concept }) => provider.url === question.system && concept.code === question.code,
    )
    if (!member) return 'out'
    const { provider, concept } = member
    if (question.version && provider.version && question.version !== provider.version) {
      const text = `The code system "${provider.url}" version "${provider.version}" in the ValueSet expansion is different to the one in the value ("${question.version}")`
      this.#findings.say({
        severity: 'error',
        type: 'not-found',
        detail: 'vs-invalid',
        text,
        at: pathOf(question.path, 'version'),
      })
      return 'out'
    }
    this.#coding.language = provider.language
    this.#coding.version = provider.version
    this.#coding.names = this.#coding.names.with(concept.designations)
    this.#findings.seeStatus(concept, { code: question.code, path: question.path })
    return 'in'
  }
}

/** What a value set calls a code that it lists. */
function listedNames(listed: ValueSetComposeIncludeConcept | undefined, { language }: ValueSet): Designation[] {
  const display = listed?.display ? [{ value: listed.display, language }] : []
  return [...display, ...(listed?.designation ?? []).map((d) => ({ value: d.value, language: d.language, use: d.use }))]
}
