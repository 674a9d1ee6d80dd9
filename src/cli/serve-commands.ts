/** Commands that serve: `start` gets data, builds and serves; `serve` serves what is there. */
import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import {
  audienceOf,
  DEFAULT_HOST,
  DEFAULT_PORT,
  keysFrom,
  parseAudience,
  parseLogFormat,
  parsePort,
  parsePublicUrl,
  parseRate,
  type ServeOptions,
} from '../config.ts'
import { today } from '../core/date.ts'
import { AppError } from '../core/errors.ts'
import type { Edition } from '../edition/edition.ts'
import { openQueryEmbedder } from '../edition/embed/query.ts'
import { type Home, homeAt, prepareHome } from '../edition/home.ts'
import { type LiveEdition, openLive } from '../edition/live.ts'
import { createLog, type LogFormat } from '../http/log.ts'
import { createMetrics } from '../http/metrics.ts'
import { createApp, type Listening, listen, type Served, speakMcp } from '../server.ts'
import type { ServiceContext } from '../service/context.ts'
import { entitledContext } from '../service/entitled.ts'
import { createMeaning } from '../service/meaning.ts'
import { describeSystems } from '../service/systems.ts'
import { warmSimilar } from '../similar/similar.ts'
import { loadResources } from '../terminology/packages.ts'
import type { TerminologyResource } from '../terminology/resources.ts'
import { build, buildReport, systemsFrom } from './data-commands.ts'
import { fetchInto, fetchLines } from './fetch-report.ts'
import { sourceText } from './render.ts'

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

/** Opens the current edition; what happens to it later is said where the log is. */
function open(home: Home, format: LogFormat): LiveEdition {
  const log = createLog(format)
  return openLive(home, (message) => (format === 'json' ? log.event(message) : print(`Medcodex: ${message}`)), warm)
}

/** What the surfaces ask: the edition as it is at each call. */
function contextOf(home: Home, live: LiveEdition): ServiceContext {
  const edition = (): Edition => live.get()
  return {
    edition,
    today,
    problem: () => live.problem(),
    meaning: createMeaning(edition, (at) => openQueryEmbedder(home, at)),
  }
}

/** Prepares what the first requests would otherwise wait for. */
function warm(edition: Edition): void {
  const { catalog, engine } = edition
  edition.warm()
  warmSimilar({ catalog, index: engine.index, asOf: today() })
}

/** FHIR resources of the user; what cannot be used of them is said. @throws AppError `file-missing` */
async function ownResources(home: Home, { fhir }: ServeOptions): Promise<readonly TerminologyResource[]> {
  const path = fhir ?? (existsSync(home.fhir) ? home.fhir : undefined)
  if (path === undefined) return []
  const { resources, issues } = await loadResources(path)
  for (const { file, problem } of issues) print(`Left out ${file}: ${problem}`)
  print(`${resources.length.toLocaleString('en-US')} FHIR resources from ${path}`)
  return resources
}

/** Serves an edition until the process is told to stop; what is under way is answered first. */
async function serve(home: Home, live: LiveEdition, options: ServeOptions): Promise<void> {
  const log = createLog(options.log)
  try {
    const base = { ...contextOf(home, live), resources: await ownResources(home, options) }
    const context = options.publicUrl ? { ...base, origin: options.publicUrl.origin } : base
    let server: Listening | undefined
    const metrics = createMetrics(() => ({
      edition: live.get().id,
      ready: context.problem?.() === undefined,
      connections: server?.connections ?? 0,
    }))
    const served: Served = {
      app: createApp(entitledContext(context), { metrics, log }),
      publicApp: createApp(context, { metrics, log }),
      hasLicensed: () => live.get().entitled !== live.get(),
      entitlement: { audience: audienceOf(options), keys: keysFrom(process.env['MEDCODEX_KEYS']) },
      publicUrl: options.publicUrl,
      rate: options.rate,
      limitLocal: options.rate !== undefined,
      metrics,
      log,
    }
    server = await listen(served, options)
    const stopped = stopSignal()
    announce(options, server, live)
    log.event('listening', { url: server.url, edition: live.get().id })
    warm(live.get())
    await stopped
    log.event('stopping')
    await server.close()
    log.event('stopped')
  } finally {
    live.close()
  }
}

/** Says to people where the server is and what it serves; machines get a line of the log. */
function announce({ log }: ServeOptions, { url }: Listening, live: LiveEdition): void {
  if (log === 'json') return
  print([`\nMedcodex is at ${url}`, ...loadedLines(live), ...moreLine(live), 'Stop it with Ctrl+C.'].join('\n'))
}

/** The edition that is there, if this program can serve it; a second start then looks at no source at all. */
function openExisting(home: Home, format: LogFormat): LiveEdition | undefined {
  try {
    return open(home, format)
  } catch (thrown) {
    if (thrown instanceof AppError && ['no-edition', 'edition-format', 'edition-damaged'].includes(thrown.code))
      return undefined
    throw thrown
  }
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
      .option('--log <format>', 'text for people, or json: a line for every request', parseLogFormat, 'text')
      .option('--fhir <path>', 'FHIR resources and packages to answer from as well: a folder or a file')
      .option('--host <address>', 'address to listen on; the default lets only this machine in', DEFAULT_HOST)
  const home = (): Home => homeAt(program.opts<{ home?: string }>().home)

  serving('start', 'Get data, build an edition and serve it; later starts serve at once.')
    .option('--offline', 'make no outgoing call')
    .option('--home <folder>', 'data folder')
    .option('--systems <list>', 'get only these code systems, comma separated')
    .action(async (options: ServeOptions & { offline?: boolean; home?: string; systems?: string }) => {
      const folder = homeAt(options.home ?? program.opts<{ home?: string }>().home)
      let live = openExisting(folder, options.log)
      if (!live) {
        // Only now: an edition that is there is served from a folder that cannot be written, too.
        prepareHome(folder)
        print(`Data folder: ${folder.root}`)
        const report = await fetchInto(folder, {
          systems: systemsFrom(namesIn(options.systems)),
          offline: options.offline === true,
        })
        print(fetchLines(report).join('\n'))
        print(buildReport(await build(folder)))
        live = open(folder, options.log)
      }
      await serve(folder, live, options)
    })

  serving('serve', 'Serve the current edition.').action((options: ServeOptions) =>
    serve(home(), open(home(), options.log), options),
  )

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
