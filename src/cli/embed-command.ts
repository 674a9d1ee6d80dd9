/** `medcodex embed`: gives the current edition its vectors, so that search may go by likeness of meaning too. */
import { Presets, SingleBar } from 'cli-progress'
import type { Command } from 'commander'
import { AppError } from '../core/errors.ts'
import { currentEditionPath, type Edition, openEdition } from '../edition/edition.ts'
import { type EmbedderConfig, KEY_VARIABLE, writeConfig } from '../edition/embed/config.ts'
import { type EmbedProgress, embedEdition } from '../edition/embed/embed.ts'
import { endpointOf } from '../edition/embed/openai.ts'
import { prepareEmbedder } from '../edition/embed/prepare.ts'
import { removeEmbedding } from '../edition/embed/remove.ts'
import { type Home, homeAt, prepareHome } from '../edition/home.ts'

interface Globals {
  readonly home?: string
  readonly json?: boolean
}

interface EmbedFlags {
  readonly url?: string
  readonly model?: string
  readonly remove?: boolean
}

const say = (line: string): void => void process.stderr.write(`  ${line}\n`)
const print = (text: string): void => void process.stdout.write(`${text}\n`)
const number = (n: number): string => n.toLocaleString('en-US', { maximumFractionDigits: 1 })

function configOf({ url, model }: EmbedFlags): EmbedderConfig {
  if (url === undefined && model === undefined) return { kind: 'local' }
  if (url === undefined || model === undefined) {
    throw new AppError('invalid-input', { problem: '--url and --model belong together' })
  }
  endpointOf(url)
  return { kind: 'openai', url, model }
}

/** What leaves the machine, said before it does. */
function announce(config: EmbedderConfig): void {
  if (config.kind === 'local') return
  const { protocol, hostname } = new URL(config.url)
  say(`The titles of all codes go to ${config.url} now. Once the vectors are there, EVERY QUERY typed into`)
  say('this Medcodex goes there too. Do not use a server you would not show those queries to.')
  if (protocol === 'http:' && !/^(?:localhost|127\..*|\[::1\])$/.test(hostname)) {
    say(`${config.url} is not encrypted: others on the way can read the queries and the key.`)
  }
  if ((process.env[KEY_VARIABLE] ?? '') === '') say(`no key is sent (${KEY_VARIABLE} is not set)`)
}

/** A bar on a terminal, a line for each twentieth elsewhere. */
function progressBar(stream: NodeJS.WriteStream = process.stderr): { on(p: EmbedProgress): void; stop(): void } {
  if (!stream.isTTY) {
    let told = 0
    return {
      on({ done, total, perSecond }) {
        if (done === 0 || (done < total && done - told < total / 20)) return
        told = done
        stream.write(`  ${number(done)} of ${number(total)} texts, ${number(perSecond)} a second\n`)
      },
      stop() {},
    }
  }
  const format = ' {bar} {value} of {total} texts · {rate} a second'
  const bar = new SingleBar({ format, stream, hideCursor: true, clearOnComplete: true }, Presets.shades_classic)
  bar.start(1, 0, { rate: '0' })
  return {
    on({ done, total, perSecond }) {
      bar.setTotal(total)
      bar.update(done, { rate: number(perSecond) })
    },
    stop: () => bar.stop(),
  }
}

async function embed(home: Home, edition: Edition, flags: EmbedFlags): Promise<Report> {
  const config = configOf(flags)
  announce(config)
  const embedder = await prepareEmbedder(home, config, { say })
  const progress = progressBar()
  const stopper = new AbortController()
  const stop = (): void => stopper.abort()
  process.once('SIGINT', stop)
  try {
    const result = await embedEdition(edition, embedder, { home, onProgress: progress.on, signal: stopper.signal })
    await writeConfig(home, config)
    return { edition: edition.id, embedder: embedder.id, dimensions: embedder.dimensions, ...result }
  } finally {
    process.removeListener('SIGINT', stop)
    progress.stop()
  }
}

interface Report {
  readonly edition: string
  readonly embedder: string
  readonly dimensions: number
  readonly rows: number
  readonly made: number
  readonly seconds: number
  readonly bytes: number
}

function reportText({ edition, embedder, rows, made, seconds, bytes }: Report): string {
  const rate = made === 0 ? '' : ` (${number(made / seconds)} a second)`
  return [
    `Edition ${edition} has vectors by ${embedder}`,
    `  ${number(rows)} rows, ${number(bytes / 1e6)} MB; ${number(made)} made in ${number(seconds)} s${rate}, the others kept from before`,
    '  a build of a new edition begins without them: run medcodex embed again, which makes only what is new',
  ].join('\n')
}

export function addEmbedCommand(program: Command): void {
  program
    .command('embed')
    .description(
      'Add search by meaning to the current edition: a local model is downloaded once, or a server is asked.',
    )
    .option('--url <url>', `a server with OpenAI’s /v1/embeddings; its key is read from ${KEY_VARIABLE}`)
    .option('--model <name>', 'the model the server is asked for')
    .option('--remove', 'take vectors, model and runtime away again')
    .action(async (flags: EmbedFlags) => {
      const { home: folder, json = false } = program.opts<Globals>()
      const home = homeAt(folder)
      if (flags.remove === true) {
        const removed = removeEmbedding(home)
        if (json) print(JSON.stringify({ removed }, null, 2))
        else print(removed.length === 0 ? 'There was nothing to remove.' : `Removed ${removed.join(', ')}`)
        return
      }
      prepareHome(home)
      const edition = openEdition(currentEditionPath(home))
      try {
        const report = await embed(home, edition, flags)
        print(json ? JSON.stringify(report, null, 2) : reportText(report))
      } finally {
        edition.close()
      }
    })
}
