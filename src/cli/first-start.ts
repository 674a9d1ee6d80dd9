/**
 * The first start: gets data and builds the first edition of it. A slow server holds nobody up: once the main systems have
 * come, or after a while, the edition is built of what there is, and what comes later makes the next one, built by a
 * process of its own while this one answers.
 */
import { spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { problemOf } from '../core/errors.ts'
import type { Home } from '../edition/home.ts'
import type { FetchEvent, FetchOptions, FetchReport } from '../sources/fetch/fetch.ts'
import { FETCHED_SYSTEMS, type FetchedSystem, LOCATIONS } from '../sources/locations.ts'
import { build, buildReport } from './data-commands.ts'
import { fetchInto, fetchLines } from './fetch-report.ts'

export interface FirstStart {
  readonly systems: readonly FetchedSystem[]
  readonly offline: boolean
  /** How long to wait for all of it, in seconds. */
  readonly wait: number
  readonly tell: (text: string) => void
  /** Replaces the outside world in tests. */
  readonly outside?: Partial<FetchOptions>
}

/** Data that is still to come after the first edition was built. */
export interface Arriving {
  /** Builds further editions when it has come; `tell` is told how that went. Never rejects. */
  takeUp(tell: (text: string) => void): Promise<void>
  stop(): void
}

/** Once the main systems are there, the others have this long, in milliseconds, to come into the same edition. */
const LINGER_MS = 3_000
/** Editions of what comes later are at least this far apart, in seconds. */
const APART = 30

/** Follows which systems are done with, well or not, and how many files have come. */
class Arrivals {
  /** Resolves when the main systems are done with; never where none of them is asked for. */
  readonly main: Promise<true>
  files = 0
  readonly #left: Map<FetchedSystem, string>
  readonly #resolve: (value: true) => void

  constructor(systems: readonly FetchedSystem[]) {
    this.#left = new Map(systems.map((system) => [system, LOCATIONS[system]?.name ?? system]))
    const { promise, resolve } = Promise.withResolvers<true>()
    this.main = promise
    this.#resolve = resolve
  }

  /** Names of the systems that are still on their way. */
  get left(): string[] {
    return [...this.#left.values()]
  }

  readonly on = (event: FetchEvent): void => {
    if (event.type === 'got' && !event.file.reused) this.files++
    if (event.type !== 'done') return
    const isMain = (system: FetchedSystem): boolean => LOCATIONS[system]?.starter === true
    const { system } = event.report
    this.#left.delete(system)
    if (isMain(system) && ![...this.#left.keys()].some(isMain)) this.#resolve(true)
  }
}

/** Builds the first edition; what is still on its way is returned. @throws AppError */
export async function firstEdition(
  home: Home,
  { systems, offline, wait: seconds, tell, outside = {} }: FirstStart,
): Promise<Arriving | undefined> {
  const stopped = new AbortController()
  const arrivals = new Arrivals(systems.length > 0 ? systems : FETCHED_SYSTEMS)
  const { signal } = stopped
  const fetching = fetchInto(home, { systems, offline, signal, onEvent: arrivals.on, outside })
  // What went wrong is told by who awaits it; until then it is nobody's.
  fetching.catch(() => {})
  const ready = arrivals.main.then(() => wait(LINGER_MS, 'main' as const, { ref: false }))
  const first = await Promise.race([fetching, ready, wait(seconds * 1000, 'waited' as const, { ref: false })])
  if (typeof first !== 'string') {
    tell(fetchLines(first).join('\n'))
    tell(buildReport(await build(home)))
    return undefined
  }
  const why = first === 'waited' ? `Not all has come after ${seconds} s` : 'Not all has come yet'
  tell(`  ${why}: serving begins with what is there, the rest follows by itself (${arrivals.left.join(', ')}).`)
  const taken = arrivals.files
  // A build leaves downloads no time: it is another process that builds.
  tell(await buildApart(home, signal))
  return arriving(home, { fetching, arrivals, taken, stopped })
}

interface OnTheWay {
  readonly fetching: Promise<FetchReport>
  readonly arrivals: Arrivals
  /** Files that had come before the edition that is served was begun. */
  readonly taken: number
  readonly stopped: AbortController
}

function arriving(home: Home, { fetching, arrivals, taken, stopped }: OnTheWay): Arriving {
  const { signal } = stopped
  return {
    async takeUp(tell) {
      let built = taken
      try {
        for (let report: FetchReport | undefined; !report && !signal.aborted; ) {
          report = await Promise.race([fetching, wait(APART * 1000, undefined, { ref: false })])
          if (report) tell(fetchLines(report).join('\n'))
          if (signal.aborted || (!report && arrivals.files === built)) continue
          built = arrivals.files
          tell(await buildApart(home, signal))
        }
      } catch (thrown) {
        if (!signal.aborted) tell(`The rest of the data could not be taken up: ${problemOf(thrown)}`)
      }
    },
    stop: () => stopped.abort(),
  }
}

/** The program beside this file, as it is run from source or built. */
const MAIN = import.meta.filename.replace(/first-start(\.\w+)$/, 'main$1')

/** What `medcodex build` says, run by a process of its own. */
function buildApart(home: Home, signal: AbortSignal): Promise<string> {
  const args = [...process.execArgv, MAIN, 'build', '--home', home.root]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], signal })
  let said = ''
  let failed = ''
  child.stdout.on('data', (part) => {
    said += part
  })
  child.stderr.on('data', (part) => {
    failed = `${failed}${part}`.slice(-2_000)
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve(said.trimEnd()) : reject(new Error(failed.trim()))))
  })
}
