/** Commands that serve: `start` gets data, builds and serves; `serve` serves what is there. */
import type { Command } from 'commander'
import { DEFAULT_HOST, DEFAULT_PORT, keysFrom, parseAudience, parsePort, type ServeOptions } from '../config.ts'
import { today } from '../core/date.ts'
import { AppError } from '../core/errors.ts'
import type { Edition } from '../edition/edition.ts'
import { openQueryEmbedder } from '../edition/embed/query.ts'
import { type Home, homeAt, prepareHome } from '../edition/home.ts'
import { type LiveEdition, openLive } from '../edition/live.ts'
import { createApp, listen, speakMcp } from '../server.ts'
import type { ServiceContext } from '../service/context.ts'
import { entitledContext } from '../service/entitled.ts'
import { createMeaning } from '../service/meaning.ts'
import { describeSystems } from '../service/systems.ts'
import { warmSimilar } from '../similar/similar.ts'
import { build, buildReport } from './data-commands.ts'
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

/** Resolves when the process is told to stop. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}

const open = (home: Home): LiveEdition => openLive(home, (message) => print(`Medcodex: ${message}`))

/** What the surfaces ask: the edition as it is at each call. */
function contextOf(home: Home, live: LiveEdition): ServiceContext {
  const edition = (): Edition => live.get()
  return { edition, today, meaning: createMeaning(edition, (at) => openQueryEmbedder(home, at)) }
}

/** Prepares what the first requests would otherwise wait for. */
function warm({ catalog, engine }: Edition): void {
  engine.warm()
  warmSimilar({ catalog, index: engine.index, asOf: today() })
}

/** Serves an edition until the process is told to stop. */
async function serve(home: Home, live: LiveEdition, options: ServeOptions): Promise<void> {
  try {
    const context = contextOf(home, live)
    const entitlement = { audience: options.licensed, keys: keysFrom(process.env['MEDCODEX_KEYS']) }
    const app = createApp(entitledContext(context))
    const publicApp = createApp(context)
    const server = await listen({ app, publicApp, entitlement }, options)
    const stopped = stopSignal()
    print(
      [`\nMedcodex is at ${server.url}`, ...loadedLines(live), ...moreLine(live), 'Stop it with Ctrl+C.'].join('\n'),
    )
    warm(live.get())
    await stopped
    await server.close()
  } finally {
    live.close()
  }
}

/** The edition that is there, if this program can serve it; a second start then looks at no source at all. */
function openExisting(home: Home): LiveEdition | undefined {
  try {
    return open(home)
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
      .option('--licensed <who>', 'who sees text under your licences: local, keys, nobody', parseAudience, 'local')
      .option('--host <address>', 'address to listen on; the default lets only this machine in', DEFAULT_HOST)
  const home = (): Home => homeAt(program.opts<{ home?: string }>().home)

  serving('start', 'Get data, build an edition and serve it; later starts serve at once.')
    .option('--offline', 'make no outgoing call')
    .option('--home <folder>', 'data folder')
    .action(async (options: ServeOptions & { offline?: boolean; home?: string }) => {
      const folder = homeAt(options.home ?? program.opts<{ home?: string }>().home)
      prepareHome(folder)
      let live = openExisting(folder)
      if (!live) {
        print(`Data folder: ${folder.root}`)
        const report = await fetchInto(folder, { systems: [], offline: options.offline === true })
        print(fetchLines(report).join('\n'))
        print(buildReport(await build(folder)))
        live = open(folder)
      }
      await serve(folder, live, options)
    })

  serving('serve', 'Serve the current edition.').action((options: ServeOptions) => serve(home(), open(home()), options))

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
