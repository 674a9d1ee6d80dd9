/** `$validate-code` on a code system: whether a code is one of its codes. */
import { isAbsoluteUri } from './canonical.ts'
import { type Issue, type IssueSpec, issue, TerminologyError } from './issues.ts'
import type { CodeSystemProvider } from './provider.ts'
import { canonicalOf } from './resource-provider.ts'
import type { ValueSet } from './resources.ts'
import type { Session } from './session.ts'
import { refused, validate } from './validate.ts'
import { type Coded, codingPath, type Validation } from './validation.ts'

/** The value set of all codes of a code system in one version. */
export function wholeSystem({ url, version, valueSet }: CodeSystemProvider): ValueSet {
  const pinned = version === undefined ? {} : { version }
  return {
    resourceType: 'ValueSet',
    url: valueSet ?? `${url}/vs`,
    status: 'active',
    ...pinned,
    compose: { include: [{ system: url, ...pinned }] },
  }
}

export interface SystemQuestion {
  /** The code system; where it is not said, that of the coding. */
  readonly url: string | undefined
  readonly version: string | undefined
}

/** @throws TerminologyError where the request as a whole cannot be answered */
export function validateInSystem(session: Session, coded: Coded, { url, version }: SystemQuestion): Validation {
  const [first] = coded.codings
  const system = url ?? first?.system
  const at = (name: string): string => {
    const path = codingPath(coded.mode, 0)
    return path === '' ? name : `${path}.${name}`
  }
  const fail = (issues: Issue | Issue[], unknownSystem?: string): Validation =>
    refused(
      coded,
      new TerminologyError(issues, {
        status: 422,
        inAnswer: true,
        ...(unknownSystem !== undefined && { unknownSystem }),
      }),
    )
  if (!system) {
    const spec: IssueSpec = {
      severity: 'warning',
      type: 'invalid',
      detail: 'invalid-data',
      at: codingPath(coded.mode, 0),
    }
    return fail(issue('Coding_has_no_system__cannot_validate', {}, spec))
  }
  const wanted = session.versionFor(system, version ?? (url === undefined ? first?.version : undefined))
  const provider = session.codeSystem(system, wanted)
  if (provider) return validate(session, wholeSystem(provider), withSystem(coded, system), { implied: true })
  const invalid: IssueSpec = { severity: 'error', type: 'invalid', detail: 'invalid-data', at: at('system') }
  const supplement = session.library.codeSystem(system, wanted, { supplement: true })
  if (supplement)
    return fail(issue('CODESYSTEM_CS_NO_SUPPLEMENT', { system: canonicalOf(supplement) }, invalid), system)
  if (session.library.valueSet(system, wanted))
    return fail(issue('Terminology_TX_System_ValueSet2', { system }, invalid))
  const missing: IssueSpec = { severity: 'error', type: 'not-found', detail: 'not-found', at: at('system') }
  const known = session.knownVersions(system)
  const id = !wanted
    ? 'UNKNOWN_CODESYSTEM'
    : known === ''
      ? 'UNKNOWN_CODESYSTEM_VERSION_NONE'
      : 'UNKNOWN_CODESYSTEM_VERSION'
  const found = issue(id, { system, version: wanted, known }, missing)
  const relative = isAbsoluteUri(system) ? [] : [issue('Terminology_TX_System_Relative', {}, invalid)]
  return fail([found, ...relative], wanted && known !== '' ? `${system}|${wanted}` : system)
}

/** Codes given alone belong to the code system that was asked. */
function withSystem(coded: Coded, system: string): Coded {
  if (coded.mode !== 'code') return coded
  return { ...coded, codings: coded.codings.map((c) => ({ ...c, system: c.system ?? system })) }
}
