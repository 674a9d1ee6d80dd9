/** Commands that serve: `start` gets data, builds and serves; `serve` serves what is there. */
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { Command } from 'commander'
import {
  DEFAULT_HOST,
  DEFAULT_PORT,
  DEFAULT_WAIT,
  defaultWorkers,
  parseAudience,
  parseEditionAddress,
  parseLogFormat,
  parsePort,
  parsePublicUrl,
  parseRate,
  parseSearch,
  parseWait,
  parseWorkers,
  type ServeOptions,
} from '../config.ts'
import { today } from '../core/date.ts'
import { AppError } from '../core/errors.ts'
import { openEdition } from '../edition/edition.ts'
import { currentId, type Home, homeAt, prepareHome } from '../edition/home.ts'
import { type LiveEdition, openLive } from '../edition/live.ts'
import { followAddress, pullEdition } from '../edition/pull.ts'
import { CAN_SHARE_PORT } from '../http/listen.ts'
import { createLog, type LogFormat } from '../http/log.ts'
import { createMetrics } from '../http/metrics.ts'
import { type Listening, listen, speakMcp } from '../server.ts'
import { entitledContext } from '../service/entitled.ts'
import { describeSystems } from '../service/systems.ts'
import { loadResources } from '../terminology/packages.ts'
import type { TerminologyResource } from '../terminology/resources.ts'
import { systemsFrom } from './data-commands.ts'
import { type Arriving, firstEdition } from './first-start.ts'
import { sourceText } from './render.ts'
import { servePool } from './serve-pool.ts'
import { contextOf, namesAt, searched, servedOf, warm } from './serving.ts'

const print = (text: string): void => void process.stdout.write(`${text}\n`)

/** What is loaded, a line a system. */
function loadedLines(live: LiveEdition): string[] {
  return describeSystems(live.get().entitled, today()).map((s) => {
    const codes = `${s.codes.toLocaleString('en-US').padStart(7)} codes`
    return `  ${s.name.padEnd(15)} ${codes}  ${s.notice ?? s.release}  (from the ${sourceText(s.source)})`
  })
}

/** How to get what is not there, when something is not. */
function moreLine(live: LiveEdition): string[] {
  const whole = describeSystems(live.get().entitled, today()).every((s) => s.isInForce && s.source !== 'starter')
  return whole ? [] : ['For newer or fuller releases: medcodex fetch, or medcodex add FILE; then medcodex build.']
}

/** The names in a list with commas. */
const namesIn = (list = ''): string[] =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')

/** Resolves when the process is told to stop. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}

/** Says where the log is what happens to a server. */
function eventTeller(format: LogFormat): (message: string) => void {
  const log = createLog(format)
  return (message) => (format === 'json' ? log.event(message) : print(`Medcodex: ${message}`))
}

/** Opens the current edition; what happens to it later is said where the log is. */
const open = (home: Home, options: ServeOptions): LiveEdition =>
  openLive(home, eventTeller(options.log), warm, (path) => openEdition(path, { names: namesAt(options) }))

/** FHIR resources of the user; what cannot be used of them is said. @throws AppError `file-missing` */
async function ownResources(home: Home, { fhir }: ServeOptions): Promise<readonly TerminologyResource[]> {
  const path = fhir ?? (existsSync(home.fhir) ? home.fhir : undefined)
  if (path === undefined) return []
  const { resources, issues } = await loadResources(path)
  for (const { file, problem } of issues) print(`Left out ${file}: ${problem}`)
  print(`${resources.length.toLocaleString('en-US')} FHIR resources from ${path}`)
  return resources
}

/** Serves until the process is told to stop; what is under way is answered first. */
async function serve(home: Home, live: LiveEdition, options: ServeOptions): Promise<void> {
  const log = createLog(options.log)
  try {
    const resources = await ownResources(home, options)
    let server: Listening | undefined
    const metrics = createMetrics(() => ({
      edition: live.get().id,
      ready: live.problem() === undefined,
      connections: server?.connections ?? 0,
    }))
    const served = servedOf({ home, live: await searched(live, options), options, resources, log, metrics })
    server = await listen(served, options)
    const stopped = stopSignal()
    announce(options, server, live)
    log.event('listening', { url: server.url, edition: live.get().id, workers: 1 })
    warm(live.get())
    await stopped
    log.event('stopping')
    await server.close()
    log.event('stopped')
  } finally {
    live.close()
  }
}

/** The same with several workers. */
async function serveWithWorkers(home: Home, options: ServeOptions, workers: number): Promise<void> {
  if (!CAN_SHARE_PORT)
    throw new AppError('invalid-input', {
      problem: `--workers is 1 on ${process.platform}, where ports are not shared`,
    })
  const log = createLog(options.log)
  const resources = await ownResources(home, options)
  const onEvent = eventTeller(options.log)
  const server = await servePool({ home, options, workers, resources, onEvent })
  const stopped = stopSignal()
  announce(options, server, server.live)
  log.event('listening', { url: server.url, edition: server.live.get().id, workers })
  await stopped
  log.event('stopping')
  await server.close()
  log.event('stopped')
}

/** Serves in this process, or with workers, which open the edition for themselves. */
function serveAs(home: Home, live: LiveEdition | undefined, options: ServeOptions): Promise<void> {
  const workers = options.workers ?? defaultWorkers(availableParallelism(), CAN_SHARE_PORT)
  if (workers === 1) return serve(home, live ?? open(home, options), options)
  live?.close()
  return serveWithWorkers(home, options, workers)
}

/** Says to people where the server is and what it serves; machines get a line of the log. */
function announce({ log }: ServeOptions, { url }: { readonly url: string }, live: LiveEdition): void {
  if (log === 'json') return
  print([`\nMedcodex is at ${url}`, ...loadedLines(live), ...moreLine(live), 'Stop it with Ctrl+C.'].join('\n'))
}

/** The edition that is there, if this program can serve it; a second start then looks at no source at all. */
function openExisting(home: Home, options: ServeOptions): LiveEdition | undefined {
  try {
    return open(home, options)
  } catch (thrown) {
    if (thrown instanceof AppError && ['no-edition', 'edition-format', 'edition-damaged'].includes(thrown.code))
      return undefined
    throw thrown
  }
}

/** Options of `start` alone. */
interface StartOptions {
  readonly offline?: boolean
  readonly home?: string
  readonly systems?: string
  /** Seconds. */
  readonly wait: number
}

export function addServeCommands(program: Command): void {
  const serving = (name: string, summary: string): Command =>
    program
      .command(name)
      .description(summary)
      .option('--port <number>', 'port to listen on', parsePort, DEFAULT_PORT)
      .option('--licensed <who>', 'who sees text under your licences: local, keys, nobody', parseAudience)
      .option('--public-url <address>', 'where users reach it, when another server stands in front', parsePublicUrl)
      .option('--rate <number>', 'requests a second from one address; 0 for no limit', parseRate)
      .option('--search <address>', 'search in a cluster: opensearch://node1:9200,node2:9200', parseSearch)
      .option(
        '--workers <number>',
        'threads that answer (default: one less than there are cores, at most 4)',
        parseWorkers,
      )
      .option('--log <format>', 'text for people, or json: a line for every request', parseLogFormat, 'text')
      .option('--fhir <path>', 'FHIR resources and packages to answer from as well: a folder or a file')
      .option('--host <address>', 'address to listen on; the default lets only this machine in', DEFAULT_HOST)
  const home = (): Home => homeAt(program.opts<{ home?: string }>().home)

  serving('start', 'Get data, build an edition and serve it; later starts serve at once.')
    .option('--offline', 'make no outgoing call')
    .option('--home <folder>', 'data folder')
    .option('--systems <list>', 'get only these code systems, comma separated')
    .option('--wait <seconds>', 'begin to serve after this long with the data that has come', parseWait, DEFAULT_WAIT)
    .action(async (options: ServeOptions & StartOptions) => {
      const folder = homeAt(options.home ?? program.opts<{ home?: string }>().home)
      let live = openExisting(folder, options)
      let arriving: Arriving | undefined
      if (!live) {
        // Only now: an edition that is there is served from a folder that cannot be written, too.
        prepareHome(folder)
        print(`Data folder: ${folder.root}`)
        const { wait, offline = false } = options
        const systems = systemsFrom(namesIn(options.systems))
        arriving = await firstEdition(folder, { systems, offline, wait, tell: print })
        live = open(folder, options)
      }
      const takenUp = arriving?.takeUp(eventTeller(options.log))
      try {
        await serveAs(folder, live, options)
      } finally {
        arriving?.stop()
        await takenUp
      }
    })

  serving('serve', 'Serve the current edition.')
    .option(
      '--edition <address>',
      'bring editions from a web server: https://files.example.org/medcodex/',
      parseEditionAddress,
    )
    .action(async (options: ServeOptions) => {
      const { edition, log } = options
      if (edition === undefined) return serveAs(home(), undefined, options)
      const onEvent = eventTeller(log)
      const names = namesAt(options)
      try {
        await pullEdition(home(), edition, { names })
      } catch (thrown) {
        // One that was brought before can be served.
        if (currentId(home()) === undefined || !(thrown instanceof AppError)) throw thrown
        onEvent(thrown.message)
      }
      const following = followAddress(home(), edition, { names, onEvent })
      try {
        await serveAs(home(), undefined, options)
      } finally {
        following.stop()
      }
    })

  program
    .command('mcp')
    .description('Speak MCP on standard input and output, for an agent that starts programs itself.')
    .action(async () => {
      // Standard output belongs to the protocol.
      const live = openLive(home(), (message) => process.stderr.write(`Medcodex: ${message}\n`))
      try {
        await speakMcp(entitledContext(contextOf(home(), live)), stopSignal())
      } finally {
        live.close()
      }
    })
}
