/**
 * What is wrong with a code, a value set or a request, in the terms of the FHIR terminology ecosystem. Issues that
 * belong to an answer are collected; an issue that makes an answer impossible is thrown as a TerminologyError.
 */
import { type MessageData, type MessageId, messageText } from './messages.ts'

export type Severity = 'error' | 'warning' | 'information'

/** FHIR's issue types, those that terminology uses. */
export type IssueType =
  | 'invalid'
  | 'code-invalid'
  | 'not-found'
  | 'not-supported'
  | 'business-rule'
  | 'processing'
  | 'exception'
  | 'too-costly'
  | 'informational'

/** Codes of `http://hl7.org/fhir/tools/CodeSystem/tx-issue-type`. */
export type TxIssueType =
  | 'not-found'
  | 'not-in-vs'
  | 'this-code-not-in-vs'
  | 'invalid-code'
  | 'invalid-display'
  | 'display-comment'
  | 'invalid-data'
  | 'vs-invalid'
  | 'cannot-infer'
  | 'code-rule'
  | 'code-comment'
  | 'status-check'
  | 'version-error'

export interface Issue {
  readonly severity: Severity
  readonly type: IssueType
  readonly detail?: TxIssueType | undefined
  readonly messageId?: string | undefined
  readonly text: string
  /** FHIRPath of the part of the request it is about; absent for the whole. */
  readonly at?: string | undefined
}

export interface IssueSpec {
  readonly severity: Severity
  readonly type: IssueType
  readonly detail?: TxIssueType
  readonly at?: string | undefined
  /** Id that is reported, where one message stands for several sentences. */
  readonly as?: string
}

export function issue(id: MessageId, data: MessageData, { as, at, ...spec }: IssueSpec): Issue {
  return { ...spec, messageId: as ?? id, text: messageText(id, data), at: at === '' ? undefined : at }
}

/** `Coding` and `code` make `Coding.code`; an empty path leaves the name alone. */
export function pathOf(parent: string, name: string): string {
  return parent === '' ? name : `${parent}.${name}`
}

/** Issues of one answer, each once, in the order they were found. */
export class Issues {
  readonly list: Issue[] = []

  add(added: Issue): void {
    const same = (other: Issue): boolean =>
      other.text === added.text &&
      other.severity === added.severity &&
      other.type === added.type &&
      other.detail === added.detail &&
      other.at === added.at
    if (!this.list.some(same)) this.list.push(added)
  }

  get hasErrors(): boolean {
    return this.list.some((i) => i.severity === 'error')
  }
}

export interface TerminologyErrorOptions {
  /** HTTP status where the operation as a whole fails. */
  readonly status: number
  /** The failure is the answer to a validation (`result` is false), not a failed request. */
  readonly inAnswer?: boolean
  /** Canonical of the code system that was not found. */
  readonly unknownSystem?: string
}

/**
 * An operation cannot be answered. It carries issues as clients of terminology servers read them, which the registry of
 * errors in `core/` has no room for: ids, paths and sentences are given by the ecosystem.
 */
export class TerminologyError extends Error {
  readonly issues: readonly Issue[]
  readonly status: number
  readonly inAnswer: boolean
  readonly unknownSystem: string | undefined

  constructor(issues: Issue | readonly Issue[], { status, inAnswer = false, unknownSystem }: TerminologyErrorOptions) {
    const list = 'text' in issues ? [issues] : issues
    super(list[0]?.text ?? '')
    this.name = 'TerminologyError'
    this.issues = list
    this.status = status
    this.inAnswer = inAnswer
    this.unknownSystem = unknownSystem
  }
}

/** A request that does not fit its operation. */
export function badRequest(text: string, options: { status?: number; type?: IssueType } = {}): TerminologyError {
  const { status = 400, type = 'invalid' } = options
  return new TerminologyError({ severity: 'error', type, text }, { status })
}
