/** Downloading one file for keeps: tries again with growing pauses, continues what broke off, renames when whole. */

import { rename, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pauseAfter } from '../../core/backoff.ts'
import type { Provenance } from '../provenance.ts'
import { makeFolder } from '../whole-file.ts'
import { attempt, type DownloadLimits } from './attempt.ts'
import { downloadFailed, failureKind } from './network-problem.ts'
import { dropNote, partPath } from './partial.ts'

export type { DownloadLimits } from './attempt.ts'

export const DOWNLOAD_LIMITS: DownloadLimits = {
  answerMs: 20_000,
  idleMs: 20_000,
  overallMs: 10 * 60_000,
  maxBytes: 500 * 1024 ** 2,
}

const TRIES = 4
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 8000

export interface DownloadOptions {
  readonly location?: Provenance['location']
  /** Checksum recorded for the address. Another one is noted in the provenance, never refused. */
  readonly expectedSha256?: string | undefined
  readonly limits?: Partial<DownloadLimits> | undefined
  readonly onProgress?: ((progress: { received: number; total: number | undefined }) => void) | undefined
  /** Stops the download; what arrived stays on disk to be continued. */
  readonly signal?: AbortSignal | undefined
  readonly fetch?: typeof fetch | undefined
  /** Waits between tries, in milliseconds. */
  readonly pause?: ((ms: number) => Promise<void>) | undefined
  readonly random?: (() => number) | undefined
}

/**
 * The file at `url` (http or https) as `to`, whose folder is made; its ending says what is expected. Until it is
 * whole it is `to` + `.part`, and a later call goes on from there when the server allows and the content is the same.
 * Answers 4xx and wrong contents fail at once; 5xx, resets, stalls and cut-off bodies are tried four times.
 * @returns where the file came from; `expectedSha256` is in it only when it differs from `sha256`
 * @throws AppError `download-failed` whose data has `problem` and `kind`; errors of the disk as they are
 */
export async function download(url: string, to: string, options: DownloadOptions = {}): Promise<Provenance> {
  const target = URL.parse(url)
  if (target?.protocol !== 'https:' && target?.protocol !== 'http:') {
    throw downloadFailed(url, 'answer', 'it is no http or https address')
  }
  makeFolder(dirname(to))
  const limits = { ...DOWNLOAD_LIMITS, ...options.limits }
  const overall = new AbortController()
  const stop = (): void => overall.abort(downloadFailed(url, 'stopped', 'it was stopped'))
  const timer = setTimeout(
    () =>
      overall.abort(
        downloadFailed(url, 'limit', `it took longer than ${Math.ceil(limits.overallMs / 60_000)} minutes`),
      ),
    limits.overallMs,
  )
  options.signal?.addEventListener('abort', stop, { once: true })
  if (options.signal?.aborted) stop()
  try {
    const job = {
      url,
      to,
      limits,
      signal: overall.signal,
      fetch: options.fetch ?? fetch,
      onProgress: options.onProgress,
    }
    const { sha256, size } = await withRetries(() => attempt(job), options, overall.signal)
    await dropNote(to)
    await putInPlace(to, size)
    const { location = 'publisher', expectedSha256 } = options
    const changed = expectedSha256 === undefined || expectedSha256 === sha256 ? {} : { expectedSha256 }
    return { location, url, sha256, size, date: new Date().toISOString(), ...changed }
  } finally {
    clearTimeout(timer)
    options.signal?.removeEventListener('abort', stop)
  }
}

/** The finished part under its name. Another program that fetched the same file may have put it there already. */
async function putInPlace(to: string, size: number): Promise<void> {
  try {
    await rename(partPath(to), to)
  } catch (thrown) {
    if ((await stat(to).catch(() => undefined))?.size !== size) throw thrown
  }
}

async function withRetries<T>(run: () => Promise<T>, options: DownloadOptions, signal: AbortSignal): Promise<T> {
  const { pause = sleep, random } = options
  for (let tries = 1; ; tries++) {
    try {
      signal.throwIfAborted()
      return await run()
    } catch (thrown) {
      const kind = failureKind(thrown)
      if (tries === TRIES || (kind !== 'network' && kind !== 'server')) throw thrown
      const ms = pauseAfter(tries, { first: FIRST_PAUSE_MS, longest: LONGEST_PAUSE_MS, random })
      await Promise.race([pause(ms), aborted(signal)])
    }
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
