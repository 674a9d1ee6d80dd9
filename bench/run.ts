/**
 * `npm run bench`: speed and memory of search at three sizes, beside SQLite FTS5 and MiniSearch on the same names and
 * queries in the same run. Writes docs/performance.md with --write. Timings are reported, never asserted.
 *
 *   --quick    leaves out the index of a million concepts
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { today } from '../src/core/date.ts'
import { buildSearch } from '../src/edition/build-search.ts'
import { dictionaryRewrites } from '../src/edition/dictionaries.ts'
import { currentEditionPath, openEdition } from '../src/edition/edition.ts'
import { homeAt, prepareHome } from '../src/edition/home.ts'
import { SearchEngine } from '../src/search/engine.ts'
import { SearchIndex } from '../src/search/index/search-index.ts'
import { createApp, listen } from '../src/server.ts'
import { SYSTEMS } from '../src/systems/registry.ts'
import { fullEdition } from '../test/full-edition.ts'
import { createFts5, createMiniSearch, documentsOf, type Peer } from '../test/relevance/peers.ts'
import { goalsTable, type Measured, WHERE_TIME_GOES } from './goals.ts'
import { grow } from './grow.ts'
import { httpRate } from './http.ts'
import { count, megabytes, ms, type Timing, table, timeEach } from './measure.ts'
import { type Mix, mixOf } from './mix.ts'

const MAIN = join(import.meta.dirname, '../src/cli/main.ts')
const quick = process.argv.includes('--quick')
const MIX_SIZE = 2_000
const MILLION = 1_000_000

interface Sized {
  readonly name: string
  readonly bytes: Uint8Array
  readonly buildSeconds: number
}

const lines: string[] = []
const say = (text = ''): void => {
  lines.push(text)
  console.log(text)
}

function sorts(mix: Mix): [string, readonly string[], boolean][] {
  return [
    ['typing, letter by letter', mix.typing, false],
    ['words', mix.words, false],
    ['misspelled words', mix.typos, false],
    ['codes and beginnings of codes', mix.codes, false],
    ['words, one system, billable only', mix.filtered, true],
  ]
}

function timingRow(name: string, t: Timing): string[] {
  return [name, count(t.calls), ms(t.p50), ms(t.p99), ms(t.worst), count(t.perSecond)]
}

const HEAD = ['queries', 'calls', 'p50 ms', 'p99 ms', 'worst ms', 'queries/s']

function starterBytes(): Sized {
  const home = homeAt(mkdtempSync(join(tmpdir(), 'medcodex-bench-')))
  prepareHome(home)
  const start = performance.now()
  execFileSync(process.execPath, [MAIN, 'build', '--home', home.root], { stdio: 'ignore' })
  const buildSeconds = (performance.now() - start) / 1000
  const bytes = readFileSync(join(currentEditionPath(home), 'search.bin'))
  rmSync(home.root, { recursive: true })
  return { name: 'starter', bytes, buildSeconds }
}

/** Times our engine on every sort of query; returns its queries per second over the whole mix. */
function benchOurs(
  { name, bytes, buildSeconds }: Sized,
  mix: Mix | undefined,
): Measured & { engine: SearchEngine; mix: Mix; perSecond: number } {
  globalThis.gc?.()
  const before = process.memoryUsage()
  const start = performance.now()
  const engine = new SearchEngine(new SearchIndex(bytes))
  const open = performance.now() - start
  engine.warm()
  const after = process.memoryUsage()
  const queries = mix ?? mixOf(engine.index, MIX_SIZE)
  const { conceptCount, nameCount, terms } = engine.index
  say(`### ${name}: ${count(conceptCount)} concepts, ${count(nameCount)} names, ${count(terms.length)} terms`)
  say()
  say(
    `Index ${megabytes(bytes.byteLength)}, ${count(bytes.byteLength / conceptCount)} bytes a concept with its titles; ` +
      `built in ${buildSeconds.toFixed(1)} s; opened in ${open.toFixed(0)} ms; ` +
      `${megabytes(after.heapUsed - before.heapUsed + after.arrayBuffers - before.arrayBuffers)} of memory beside the file itself.`,
  )
  say()
  let calls = 0
  let seconds = 0
  const timings = new Map<string, Timing>()
  const rows = sorts(queries).map(([sort, list, filtered]) => {
    const filters = filtered ? { systems: ['icd10cm'], billable: true } : {}
    // As HTTP asks: completions are not counted and give no reasons, searches do both.
    const isTyping = sort.startsWith('typing')
    const options = { limit: isTyping ? 8 : 20, filters, reasons: !isTyping, count: !isTyping }
    const timing = timeEach(list, (q) => engine.search(q, options))
    timings.set(sort, timing)
    calls += timing.calls
    seconds += timing.calls / timing.perSecond
    return timingRow(sort, timing)
  })
  say(table(HEAD, rows))
  say()
  const bytesPerConcept = bytes.byteLength / conceptCount
  return { engine, mix: queries, perSecond: calls / seconds, open, bytesPerConcept, timings }
}

/** The same queries on a peer; a sample where it would take minutes. */
function benchPeer(peer: Peer, mix: Mix, sample: number): number {
  const all = sorts(mix).flatMap(([, list]) => list.slice(0, sample))
  const timing = timeEach(all, (q) => peer.search(q, 20))
  say(table(HEAD, [timingRow(`${peer.name}, whole mix`, timing)]))
  say()
  return timing.perSecond
}

async function main(): Promise<void> {
  say('# Speed and memory, measured')
  say()
  say(
    'Written by `npm run bench -- --write`. One process, one core for the in-process figures; times are of single calls,',
  )
  say(
    'the quickest of three passes after one to warm up. Searches count all that meets them, as they do over HTTP, but without',
  )
  say(
    'the budget that ends the longest there. Peers hold the same titles and names and get the same queries in the same run.',
  )
  say()
  say(`Machine: ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}; Node ${process.version}; ${today()}.`)
  say()
  say('## In process')
  say()
  benchOurs(starterBytes(), undefined)
  const full = await fullEdition()
  if ('missing' in full) {
    say(`The full edition is left out: ${full.missing} is missing.`)
    return
  }
  const built = performance.now()
  const bytes = buildSearch(full.catalog, { systems: SYSTEMS, rewrites: dictionaryRewrites() })
  const buildSeconds = (performance.now() - built) / 1000
  const started = performance.now()
  openEdition(full.path).close()
  const openSeconds = performance.now() - started
  const ours = benchOurs({ name: 'full', bytes, buildSeconds }, undefined)
  say(
    `The whole edition (catalog, index and manifest) opens in ${openSeconds.toFixed(0)} ms; catalog ${megabytes(statSync(join(full.path, 'catalog.sqlite')).size)}.`,
  )
  say()
  const documents = documentsOf(ours.engine.index)
  const peers: [string, number][] = []
  for (const [name, create, sample] of [
    ['SQLite FTS5', createFts5, 400],
    ['MiniSearch', createMiniSearch, 24],
  ] as const) {
    const times = ours.perSecond / benchPeer(create(documents), ours.mix, sample)
    peers.push([name, times])
    say(`Medcodex answers ${times.toFixed(1)} times as many queries a second.`)
    say()
  }
  let million: Measured | undefined
  if (!quick) {
    const start = performance.now()
    const large = grow(ours.engine.index, MILLION)
    million = benchOurs(
      { name: 'one million', bytes: large, buildSeconds: (performance.now() - start) / 1000 },
      ours.mix,
    )
  }
  say('## Over HTTP')
  say()
  const context = { edition: () => full, today }
  const server = await listen({ app: createApp(context) }, { host: '127.0.0.1', port: 0 })
  const rate = await httpRate(server.url, ours.mix.words.slice(0, 500))
  await server.close()
  say(
    `${count(rate.perSecond)} searches a second over keep-alive connections (${count(rate.calls)} calls, ${rate.connections} connections, server and client sharing this machine).`,
  )
  say()
  say('## Goals')
  say()
  say(goalsTable({ full: ours, million, peers, http: rate.perSecond }))
  say()
  for (const line of WHERE_TIME_GOES) say(line)
  say()
  say('Policies are measured on [their own page](performance-policies.md).')
  full.close()
  if (process.argv.includes('--write'))
    writeFileSync(join(import.meta.dirname, '../docs/performance.md'), `${lines.join('\n')}\n`)
}

await main()
