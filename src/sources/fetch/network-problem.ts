/** What went wrong on the way to a server, in words, and whether trying again can help. */
import { AppError, problemOf } from '../../core/errors.ts'

/**
 * Why a download failed, in the `kind` of a `download-failed` error:
 * `network` broke off or stalled, `server` answered 5xx (both are tried again); `unreachable` no way to the server,
 * `answer` 4xx or a bad redirect, `content` not the file expected, `limit` too large or too long, `stopped` by the caller.
 */
export type FailureKind = 'network' | 'server' | 'unreachable' | 'answer' | 'content' | 'limit' | 'stopped'

/** The error of a download that failed. */
export function downloadFailed(url: string, kind: FailureKind, problem: string): AppError {
  return new AppError('download-failed', { url, problem, kind })
}

/** The kind of a failed download; undefined when `thrown` is something else, such as a disk that is full. */
export function failureKind(thrown: unknown): FailureKind | undefined {
  if (!(thrown instanceof AppError) || thrown.code !== 'download-failed') return undefined
  return thrown.data.kind as FailureKind | undefined
}

/** What went wrong, without the address. */
export function failureProblem(thrown: unknown): string {
  return failureKind(thrown) === undefined ? problemOf(thrown) : String((thrown as AppError).data.problem)
}

const UNREACHABLE: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name cannot be resolved',
  EAI_AGAIN: 'its name cannot be resolved',
  ECONNREFUSED: 'the connection was refused',
  ENETUNREACH: 'there is no network',
  EHOSTUNREACH: 'there is no way to its network',
  ENETDOWN: 'there is no network',
  EADDRNOTAVAIL: 'there is no network',
  EPERM: 'this machine does not allow the connection',
  EACCES: 'this machine does not allow the connection',
}

/** A failed connection in words. fetch hides what happened in `cause`, and several addresses in `errors`. */
export function networkProblem(thrown: unknown): {
  readonly kind: 'network' | 'unreachable'
  readonly problem: string
} {
  const causes = chainOf(thrown)
  const code = causes.map(codeOf).find((each) => each !== undefined)
  if (code !== undefined && code in UNREACHABLE) return { kind: 'unreachable', problem: UNREACHABLE[code]! }
  if (code !== undefined && /CERT|TLS|SSL|SELF_SIGNED|VERIFY|ISSUER|SIGNATURE/.test(code)) {
    return { kind: 'unreachable', problem: `its certificate is not trusted here (${code})` }
  }
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    return { kind: 'network', problem: 'no connection came about in time' }
  }
  const last = causes.at(-1)
  return { kind: 'network', problem: `the connection broke off (${code ?? problemOf(last ?? thrown)})` }
}

function chainOf(thrown: unknown): unknown[] {
  const chain: unknown[] = []
  for (let at = thrown; at !== undefined && chain.length < 8; ) {
    chain.push(at)
    if (!(at instanceof Error)) break
    at = at instanceof AggregateError ? at.errors[0] : at.cause
  }
  return chain
}

function codeOf(thrown: unknown): string | undefined {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined
  return typeof code === 'string' ? code : undefined
}
