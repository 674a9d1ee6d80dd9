/** Getting release files for several code systems at once. Called only when a person asks: `start` and `fetch`. */

import * as http from 'node:http'
import type { IsoDate } from '../../core/date.ts'
import { AppError, problemOf } from '../../core/errors.ts'
import type { FetchedSystem } from '../locations.ts'
import { LOCATIONS, type Locations } from '../locations.ts'
import { makeFolder } from '../whole-file.ts'
import type { FetchContext, FetchEvent } from './context.ts'
import type { DownloadOptions } from './download.ts'
import type { MirrorOptions } from './mirror.ts'
import { planSystem, type SystemPlan } from './plan.ts'
import { hasProxy, type Probe, probeServers, REACH_MS } from './reach.ts'
import type { FetchReport } from './report.ts'
import { serveSystem, storedFor } from './serve-system.ts'
import { type StoredFile, storedFiles } from './store.ts'

export type { FetchEvent } from './context.ts'
export type { FetchedFile, FetchFailure, FetchReport, SystemReport } from './report.ts'

/** The mirror is tried when no publisher has answered after this time; see `FetchContext.graceMs`. */
const GRACE_MS = 400

export interface FetchOptions {
  /** The home's folder of sources; files come to stand in `publisher/` and `mirror/` below it. */
  readonly sources: string
  readonly systems: readonly FetchedSystem[]
  readonly today: IsoDate
  /** No outgoing call at all; the report is about what is there. */
  readonly offline: boolean
  /** Every release the locations know, instead of the one in force and two earlier ones. */
  readonly allReleases?: boolean
  /** Also from mirrors that are too old to be got unasked. */
  readonly mirrorToo?: boolean
  /** Labels of the releases that the user's own files list; their code lists are not fetched. */
  readonly own?: Partial<Record<FetchedSystem, readonly string[]>>
  readonly onEvent?: (event: FetchEvent) => void
  readonly signal?: AbortSignal
  /** What follows replaces the outside world in tests. */
  readonly locations?: Locations
  readonly probe?: Probe
  readonly reachMs?: number
  readonly graceMs?: number
  readonly download?: DownloadOptions
  readonly mirror?: MirrorOptions
}

/**
 * Gets the releases of `systems` that are not there yet, all systems at the same time, and says what serves each.
 * A location that fails is in the report and never an error; being offline is noticed within five seconds.
 * @throws AppError `disk-full`, `home-unwritable`
 */
export async function fetchSystems(options: FetchOptions): Promise<FetchReport> {
  const started = performance.now()
  const restore = options.offline ? () => {} : useProxyOfEnvironment()
  try {
    makeFolder(options.sources)
    const stored = await storedFiles(options.sources)
    const { locations = LOCATIONS, own = {} } = options
    const plans = options.systems.flatMap((system) => {
      const found = locations[system]
      return found === undefined ? [] : [planSystem(system, found, { ...options, mirror: options.mirrorToo === true })]
    })
    const context = contextOf(options, plans, stored)
    const systems = await Promise.all(plans.map((plan) => serveSystem(plan, own[plan.system] ?? [], context)))
    return { systems, seconds: (performance.now() - started) / 1000 }
  } catch (thrown) {
    throw diskError(options.sources, thrown)
  } finally {
    restore()
  }
}

function contextOf(options: FetchOptions, plans: readonly SystemPlan[], stored: readonly StoredFile[]): FetchContext {
  const { probe, reachMs: limitMs = REACH_MS, signal } = options
  const files = plans.flatMap((plan) => plan.releases.flatMap((release) => release.parts.flat()))
  const absent = options.offline ? [] : files.filter((file) => storedFor(file, stored) === undefined)
  const urls = absent.map((file) => file.url)
  return {
    sources: options.sources,
    offline: options.offline,
    allReleases: options.allReleases ?? false,
    stored,
    reach: probeServers(urls, probe === undefined ? { limitMs } : { limitMs, probe }),
    lost: new Map(),
    graceMs: options.graceMs ?? GRACE_MS,
    download: { ...options.download, signal },
    mirror: options.mirror ?? {},
    signal,
    onEvent: options.onEvent ?? (() => {}),
  }
}

/** Makes fetch go through the proxy the environment names, as other tools do; gives back how to undo it. */
function useProxyOfEnvironment(): () => void {
  // Not in every Node that the project supports.
  return hasProxy(process.env) && 'setGlobalProxyFromEnv' in http ? http.setGlobalProxyFromEnv() : () => {}
}

/** A failure of the disk in the words a person needs; anything else as it is. */
function diskError(folder: string, thrown: unknown): unknown {
  if (thrown instanceof AppError || !(thrown instanceof Error) || !('syscall' in thrown)) return thrown
  const code = 'code' in thrown ? String(thrown.code) : problemOf(thrown)
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('disk-full', { home: folder }, { cause: thrown })
  return new AppError('home-unwritable', { home: folder, problem: code }, { cause: thrown })
}
