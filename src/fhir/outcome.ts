/** OperationOutcome: issues as FHIR writes them. */
import type { OperationOutcome, OperationOutcomeIssue } from 'fhir/r5.js'
import { AppError, ERRORS } from '../core/errors.ts'
import { type Issue, TerminologyError } from '../terminology/issues.ts'
import { EXTENSION } from '../terminology/resources.ts'

const ISSUE_TYPES = 'http://hl7.org/fhir/tools/CodeSystem/tx-issue-type'

function issueJson({ severity, type, detail, messageId, text, at }: Issue): OperationOutcomeIssue {
  const coding = detail ? { coding: [{ system: ISSUE_TYPES, code: detail }] } : {}
  return {
    ...(messageId && { extension: [{ url: EXTENSION.messageId, valueString: messageId }] }),
    severity,
    code: type as OperationOutcomeIssue['code'],
    details: { ...coding, text },
    ...(at !== undefined && { expression: [at] }),
  }
}

export function outcomeOf(issues: readonly Issue[]): OperationOutcome {
  return { resourceType: 'OperationOutcome', issue: issues.map(issueJson) }
}

/** The outcome and HTTP status of anything thrown; what is unexpected says nothing of itself. */
export function outcomeOfError(thrown: unknown): { readonly outcome: OperationOutcome; readonly status: number } {
  if (thrown instanceof TerminologyError) return { outcome: outcomeOf(thrown.issues), status: thrown.status }
  const error = thrown instanceof AppError ? thrown : new AppError('internal')
  const text = `${error.message} ${error.fix}`
  return { outcome: outcomeOf([{ severity: 'error', type: ERRORS[error.code].fhir, text }]), status: error.httpStatus }
}
