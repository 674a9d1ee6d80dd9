/** Sentences about code systems and codes that are not there, and about those that should not be relied on. */
import type { Findings } from './findings.ts'
import { type Issue, type IssueSpec, issue, pathOf } from './issues.ts'
import type { MessageId } from './messages.ts'
import type { CodeSystemProvider } from './provider.ts'
import type { Caution } from './publication.ts'
import type { Session } from './session.ts'

export interface UnknownSystem {
  readonly system: string
  readonly version: string | undefined
  readonly path: string
}

/** The issue for a code system that was not found, which `findings` remember. */
export function unknownSystem(session: Session, { system, version, path }: UnknownSystem, findings: Findings): Issue {
  const spec: IssueSpec = { severity: 'error', type: 'not-found', detail: 'not-found', at: pathOf(path, 'system') }
  const known = session.knownVersions(system)
  if (!version) {
    findings.unknownSystems.add(system)
    return issue('UNKNOWN_CODESYSTEM', { system }, spec)
  }
  findings.unknownSystems.add(known === '' ? system : `${system}|${version}`)
  const id = known === '' ? 'UNKNOWN_CODESYSTEM_VERSION_NONE' : 'UNKNOWN_CODESYSTEM_VERSION'
  return issue(id, { system, version, known }, spec)
}

/** The issue for a code that the code system does not have: it may be in another part of one that is not complete. */
export function unknownCode(provider: CodeSystemProvider, code: string, at: string): Issue {
  const { url, version } = provider
  const data = { code, system: url, version }
  const spec = { type: 'code-invalid', detail: 'invalid-code', at } as const
  if (isInAnotherPart(provider, code)) return issue('UNKNOWN_CODE_IN_FRAGMENT', data, { ...spec, severity: 'warning' })
  return issue(version ? 'Unknown_Code_in_Version' : 'Unknown_Code_in', data, { ...spec, severity: 'error' })
}

/** Whether a code that `provider` does not have may be one of the code system all the same. */
export const isInAnotherPart = (provider: CodeSystemProvider, code: string): boolean =>
  provider.contentMode !== 'complete' && provider.mayHave?.(code) !== false

const CAUTIONS: Readonly<Record<Caution, MessageId>> = {
  deprecated: 'MSG_DEPRECATED',
  withdrawn: 'MSG_WITHDRAWN',
  retired: 'MSG_RETIRED',
  experimental: 'MSG_EXPERIMENTAL',
  draft: 'MSG_DRAFT',
}

/** Notes that something which was used should not be relied on. */
export function sayCaution(
  findings: Findings,
  { caution, type, canonical }: { caution: Caution | undefined; type: string; canonical: string },
): void {
  if (!caution) return
  const spec: IssueSpec = { severity: 'information', type: 'business-rule', detail: 'status-check' }
  findings.note(issue(CAUTIONS[caution], { type, canonical }, spec))
}
