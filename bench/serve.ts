/**
 * `node bench/serve.ts`: searches and suggestions over HTTP from `medcodex serve` with one and two workers (or those of
 * --workers=1,2,4), at 1, 50 and 500 connections, on the full edition. The client is a process of its own that reads
 * answers without looking into them; its processor time is counted apart, since on few cores it takes that from the
 * server. Memory is read from /proc after the load. Timings are reported, never asserted.
 *
 *   --seconds=N        of each measurement (5)
 *   --connections=A,B  instead of 1, 50 and 500
 *   --search=ADDRESS   servers search in this cluster, where the edition has been published
 */
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname } from 'node:path'
import { fullEdition } from '../test/full-edition.ts'
import { count, ms, table } from './measure.ts'
import { mixOf } from './mix.ts'
import { ask, option, serve } from './over-http.ts'

const CONNECTIONS = option('connections', '1,50,500').split(',').map(Number)
const SEARCH = option('search', '')
const WORKERS = option('workers', '1,2').split(',').map(Number)
const SECONDS = Number(option('seconds', '5'))
const SIZE = 2_000

/** Memory of a process that is its own, and all that is resident, in megabytes. */
function memoryOf(pid: number): { own: number; resident: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const field = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024
  return { own: field('RssAnon') + field('RssShmem'), resident: field('VmRSS') }
}

/** Processor time a process has taken, in seconds. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

const edition = await fullEdition()
if ('missing' in edition) throw new Error(`needs ${edition.missing}`)
const mix = mixOf(edition.engine.index, SIZE)
const home = dirname(dirname(edition.path))
edition.close()
const sorts: [name: string, paths: string[]][] = [
  ['search', mix.words.map((q) => `api/v1/search?limit=10&q=${encodeURIComponent(q)}`)],
  ['suggest', mix.typing.map((q) => `api/v1/suggest?q=${encodeURIComponent(q)}`)],
]

const rows: string[][] = []
const memories: string[][] = []
for (const workers of WORKERS) {
  const server = await serve(home, ['--workers', String(workers), ...(SEARCH ? ['--search', SEARCH] : [])])
  const { pid } = server
  await new Promise((resolve) => setTimeout(resolve, 5_000))
  const before = memoryOf(pid)
  for (const [name, paths] of sorts) {
    for (const connections of CONNECTIONS) {
      const cpu = cpuOf(pid)
      const loaded = await ask({ url: `${server.url}/`, paths, connections, seconds: SECONDS })
      const share = (seconds: number): string => `${Math.round((100 * seconds) / loaded.seconds)}%`
      rows.push([
        name,
        String(workers),
        String(connections),
        count(loaded.answers / loaded.seconds),
        ...[loaded.p50, loaded.p99].map(ms),
        share(cpuOf(pid) - cpu),
        share(loaded.cpu / 1e6),
        String(loaded.failed),
      ])
    }
  }
  const after = memoryOf(pid)
  memories.push([String(workers), ...[before.own, before.resident, after.own, after.resident].map(count)])
  await server.stop()
}
console.log(`${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.version}, ${SECONDS} s each\n`)
const head = [
  'request',
  'workers',
  'connections',
  'answers/s',
  'p50 ms',
  'p99 ms',
  'server CPU',
  'client CPU',
  'not 200',
]
console.log(table(head, rows))
console.log()
console.log(table(['workers', 'own MB at rest', 'resident', 'own MB after load', 'resident'], memories))
