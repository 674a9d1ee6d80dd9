/**
 * The first start: gets data and builds the first edition of it. A slow server holds nobody up: after a while the edition is
 * built of what has come, and what comes later makes the next one, built by a process of its own while this one answers.
 */
import { spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { problemOf } from '../core/errors.ts'
import type { Home } from '../edition/home.ts'
import type { FetchReport } from '../sources/fetch/fetch.ts'
import type { FetchedSystem } from '../sources/locations.ts'
import { build, buildReport } from './data-commands.ts'
import { fetchInto, fetchLines } from './fetch-report.ts'

export interface FirstStart {
  readonly systems: readonly FetchedSystem[]
  readonly offline: boolean
  /** How long to wait for all of it, in seconds. */
  readonly wait: number
  readonly tell: (text: string) => void
}

/** Data that is still to come after the first edition was built. */
export interface Arriving {
  /** Builds the next edition when it has come; `tell` is told how that went. Never rejects. */
  takeUp(tell: (text: string) => void): Promise<void>
  stop(): void
}

/** Builds the first edition; what is still on its way is returned. @throws AppError */
export async function firstEdition(
  home: Home,
  { systems, offline, wait: seconds, tell }: FirstStart,
): Promise<Arriving | undefined> {
  const stopped = new AbortController()
  const fetching = fetchInto(home, { systems, offline, signal: stopped.signal })
  // What went wrong is told by who awaits it; until then it is nobody's.
  fetching.catch(() => {})
  const report = await Promise.race([fetching, wait(seconds * 1000, undefined, { ref: false })])
  if (report) tell(fetchLines(report).join('\n'))
  else tell(`  Not all has come after ${seconds} s: serving begins with what is there, the rest follows by itself.`)
  // A build leaves downloads no time; where some are under way it is another process that builds.
  tell(report ? buildReport(await build(home)) : await buildApart(home, stopped.signal))
  return report ? undefined : arriving(home, fetching, stopped)
}

function arriving(home: Home, fetching: Promise<FetchReport>, stopped: AbortController): Arriving {
  return {
    async takeUp(tell) {
      try {
        tell(fetchLines(await fetching).join('\n'))
        if (!stopped.signal.aborted) tell(await buildApart(home, stopped.signal))
      } catch (thrown) {
        if (!stopped.signal.aborted) tell(`The rest of the data could not be taken up: ${problemOf(thrown)}`)
      }
    },
    stop: () => stopped.abort(),
  }
}

/** What `medcodex build` says, run by a process of its own. */
function buildApart(home: Home, signal: AbortSignal): Promise<string> {
  const args = [...process.execArgv, process.argv[1]!, 'build', '--home', home.root]
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
