/** One try at downloading a file: ask, follow redirects, continue what is there, write, check. No retries here. */
import { createHash, type Hash } from 'node:crypto'
import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { bytesText } from '../limits.ts'
import { contentProblem, HEAD_BYTES, isWhole } from './content.ts'
import { downloadFailed, failureKind, networkProblem } from './network-problem.ts'
import {
  dropPartial,
  hashOfPartial,
  notePartial,
  type PartOnDisk,
  partPath,
  readPartial,
  validatorOf,
} from './partial.ts'

const MOST_REDIRECTS = 5

export interface DownloadLimits {
  /** From asking to the first byte of the answer, connecting included, in milliseconds. */
  readonly answerMs: number
  /** Without any byte while the body comes in. */
  readonly idleMs: number
  /** For the whole download with all its tries. */
  readonly overallMs: number
  readonly maxBytes: number
}

export interface Attempt {
  readonly url: string
  readonly to: string
  readonly fetch: typeof fetch
  readonly limits: DownloadLimits
  /** Ends the try; its reason is thrown. */
  readonly signal: AbortSignal
  readonly onProgress?: ((progress: { received: number; total: number | undefined }) => void) | undefined
}

export interface Received {
  readonly sha256: string
  readonly size: number
}

/** Ends a transfer in which nothing happens for too long. */
interface Watchdog {
  readonly signal: AbortSignal
  /** Something happened; from now on `ms` may pass. */
  touch(ms: number, problem: string): void
  stop(): void
}

function watchdog(url: string, outer: AbortSignal): Watchdog {
  const own = new AbortController()
  let timer: NodeJS.Timeout | undefined
  return {
    signal: AbortSignal.any([outer, own.signal]),
    touch(ms, problem) {
      clearTimeout(timer)
      timer = setTimeout(() => own.abort(downloadFailed(url, 'network', problem)), ms)
    },
    stop: () => clearTimeout(timer),
  }
}

const seconds = (ms: number): string => `${Math.max(1, Math.round(ms / 1000))} s`

/**
 * Brings the file at `url` whole to `to`'s part file. On failure what arrived stays there when it can be continued.
 * @throws AppError `download-failed` with a `kind`; errors of the disk as they are
 */
export async function attempt(job: Attempt): Promise<Received> {
  const watch = watchdog(job.url, job.signal)
  try {
    const partial = await readPartial(job.url, job.to)
    const { answerMs, idleMs } = job.limits
    watch.touch(answerMs, `no answer came within ${seconds(answerMs)}`)
    const response = await ask(job, partial, watch.signal)
    const from = await startOf(job, response, partial)
    watch.touch(idleMs, `nothing arrived for ${seconds(idleMs)}`)
    return await receive(job, response, { from, watch })
  } catch (thrown) {
    throw failureOf(job, thrown, watch.signal)
  } finally {
    watch.stop()
  }
}

/** `thrown` as an error of this download; errors of the local disk stay what they are. */
function failureOf(job: Attempt, thrown: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason
  if (failureKind(thrown) !== undefined) return thrown
  if (isDiskError(thrown)) return isMissing(thrown) ? takenAway(job) : thrown
  const { kind, problem } = networkProblem(thrown)
  return downloadFailed(job.url, kind, problem)
}

/** Two programs that fetch into one home write to the same part, and the first to finish takes it away. */
const takenAway = (job: Attempt): unknown =>
  downloadFailed(job.url, 'network', 'another program was downloading the same file')

const isMissing = (thrown: unknown): boolean => thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT'

/** Errors of the file system carry the path they are about, or the call that failed on an open file. */
function isDiskError(thrown: unknown): boolean {
  if (!(thrown instanceof Error) || !('syscall' in thrown)) return false
  return /^(?:open|write|writev|fsync|ftruncate|stat|unlink|rm|mkdir)$/.test(String(thrown.syscall))
}

/** The answer after redirects; a status that is no success is an error. */
async function ask(job: Attempt, partial: PartOnDisk | undefined, signal: AbortSignal): Promise<Response> {
  // A packed answer would make lengths and ranges speak of other bytes than those we keep.
  const headers: Record<string, string> = { 'accept-encoding': 'identity', 'user-agent': 'medcodex' }
  if (partial) {
    headers.range = `bytes=${partial.size}-`
    headers['if-range'] = partial.validator
  }
  let at = new URL(job.url)
  for (let redirects = 0; ; redirects++) {
    const response = await job.fetch(at, { headers, signal, redirect: 'manual' })
    if (response.status >= 300 && response.status < 400 && response.status !== 304) {
      await response.body?.cancel()
      if (redirects === MOST_REDIRECTS) {
        throw downloadFailed(job.url, 'answer', `the server redirects more than ${MOST_REDIRECTS} times`)
      }
      at = redirectTarget(job, at, response.headers.get('location'))
      continue
    }
    if (response.ok) return response
    await response.body?.cancel()
    throw await statusError(job, response.status)
  }
}

function redirectTarget(job: Attempt, at: URL, location: string | null): URL {
  const target = location === null ? null : URL.parse(location, at.href)
  const safe = target?.protocol === 'https:' || (target?.protocol === 'http:' && at.protocol === 'http:')
  if (target === null || !safe) throw downloadFailed(job.url, 'answer', 'the server redirects to no usable address')
  return target
}

async function statusError(job: Attempt, status: number): Promise<unknown> {
  // The part on disk is longer than what the server has now, so it belongs to another version.
  if (status === 416) {
    await dropPartial(job.to)
    return downloadFailed(job.url, 'network', 'the server cannot continue the download')
  }
  return downloadFailed(job.url, status >= 500 ? 'server' : 'answer', `the server answered ${status}`)
}

/** Bytes on disk that the answer continues; 0 when it brings the file from its start. */
async function startOf(job: Attempt, response: Response, partial: PartOnDisk | undefined): Promise<number> {
  if (response.status === 206 && partial) {
    const start = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1]
    const validator = validatorOf(response.headers)
    const same = validator === undefined || validator === partial.validator
    if (Number(start) === partial.size && same) return partial.size
  }
  if (response.status === 206) {
    await response.body?.cancel()
    await dropPartial(job.to)
    throw downloadFailed(job.url, 'network', 'the server continued with another part than the one asked for')
  }
  await notePartial(job.url, job.to, validatorOf(response.headers))
  return 0
}

/** Size of the whole file when the answer says it. */
function totalOf(response: Response, from: number): number | undefined {
  const packed = response.headers.get('content-encoding') ?? 'identity'
  const length = response.headers.get('content-length')
  return length === null || packed !== 'identity' ? undefined : from + Number(length)
}

async function receive(
  job: Attempt,
  response: Response,
  { from, watch }: { readonly from: number; readonly watch: Watchdog },
): Promise<Received> {
  const { maxBytes, idleMs } = job.limits
  const total = totalOf(response, from)
  const hash: Hash = from > 0 ? await hashOfPartial(job.to) : createHash('sha256')
  const file = await open(partPath(job.to), from > 0 ? 'a' : 'w')
  let size = from
  try {
    if (total !== undefined && total > maxBytes) throw tooLarge(job)
    // What is on disk passed this check when it came.
    let head = from > 0 ? undefined : Buffer.alloc(0)
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      watch.touch(idleMs, `nothing arrived for ${seconds(idleMs)}`)
      size += chunk.length
      if (size > maxBytes) throw tooLarge(job)
      if (head !== undefined) {
        head = Buffer.concat([head, chunk])
        if (head.length >= HEAD_BYTES) {
          checkHead(job, head)
          head = undefined
        }
      }
      hash.update(chunk)
      await file.appendFile(chunk)
      job.onProgress?.({ received: size, total })
    }
    if (head !== undefined) checkHead(job, head)
    watch.stop()
    if (total !== undefined && size !== total) {
      throw downloadFailed(job.url, 'network', `${bytesText(size)} of ${bytesText(total)} arrived`)
    }
    await file.sync()
  } catch (thrown) {
    await response.body?.cancel().catch(() => {})
    const kind = failureKind(thrown)
    if (kind === 'content' || kind === 'limit') await dropPartial(job.to)
    throw thrown
  } finally {
    await file.close()
  }
  if ((await stat(partPath(job.to))).size !== size) {
    await dropPartial(job.to)
    throw takenAway(job)
  }
  if (!(await isWhole(partPath(job.to), basename(job.to)))) {
    await dropPartial(job.to)
    throw downloadFailed(job.url, 'network', 'it is not a whole zip; the end is missing')
  }
  return { sha256: hash.digest('hex'), size }
}

const tooLarge = (job: Attempt): unknown =>
  downloadFailed(job.url, 'limit', `it is larger than ${bytesText(job.limits.maxBytes)}`)

function checkHead(job: Attempt, head: Uint8Array): void {
  const problem = head.length === 0 ? 'it is empty' : contentProblem(basename(job.to), head)
  if (problem !== undefined) throw downloadFailed(job.url, 'content', problem)
}
