/** Which version of a code system a code is checked in: what the value set, the request and the code say of it. */
import { versionMatches } from './canonical.ts'
import type { Findings } from './findings.ts'
import { issue, pathOf } from './issues.ts'
import type { Session } from './session.ts'

export interface VersionQuestion {
  readonly path: string
  readonly system: string
  /** What the value set names. */
  readonly included: string | undefined
  /** What the code came with. */
  readonly given: string | undefined
}

/** The version to check in; undefined for the latest. Says what does not fit together. */
export function includeVersion(session: Session, question: VersionQuestion, findings: Findings): string | undefined {
  const { system, included, given } = question
  let version = session.versionFor(system, included)
  if (!given) return version
  const any = session.library.codeSystem(system)
  if (version && any && versionMatches(version, given, any.algorithm)) version = given
  if (!version) {
    const known = session.library.versions(system)
    if (known.some((v) => v === given || versionMatches(given, v, any?.algorithm))) version = given
  }
  const provider = session.codeSystem(system, version)
  if (!provider) {
    if (version !== given) findings.note(mismatch(question, version))
    return version
  }
  if (provider.version === given || versionMatches(given, provider.version, provider.versionAlgorithm)) return version
  sayMismatch(question, { version, found: provider.version, needed: provider.versionNeeded }, findings)
  if (!session.codeSystem(system, given, { exact: true })) sayUnknown(session, question, findings)
  return version
}

const INVALID = { type: 'invalid', detail: 'vs-invalid' } as const

function mismatch({ path, system, given }: VersionQuestion, version: string | undefined) {
  return issue(
    'VALUESET_VALUE_MISMATCH',
    { system, version, given },
    { ...INVALID, severity: 'error', at: pathOf(path, 'version') },
  )
}

function sayMismatch(
  question: VersionQuestion,
  { version, found, needed }: { version: string | undefined; found: string | undefined; needed: boolean },
  findings: Findings,
): void {
  const { path, system, included, given } = question
  const at = pathOf(path, 'version')
  if (version === undefined) {
    const data = { system, version: found, given }
    const severity = needed ? 'error' : 'warning'
    findings.note(issue('VALUESET_VALUE_MISMATCH_DEFAULT', data, { ...INVALID, severity, at }))
  } else if (version === included) findings.note(mismatch(question, version))
  else {
    const data = { system, version, included, given }
    findings.note(issue('VALUESET_VALUE_MISMATCH_CHANGED', data, { ...INVALID, severity: 'error', at }))
  }
}

function sayUnknown(session: Session, { path, system, given }: VersionQuestion, findings: Findings): void {
  findings.unknownSystems.add(`${system}|${given}`)
  const data = { system, version: given, known: session.knownVersions(system) }
  const spec = { severity: 'error', type: 'not-found', detail: 'not-found', at: pathOf(path, 'system') } as const
  findings.note(issue('UNKNOWN_CODESYSTEM_VERSION', data, spec))
}
