/**
 * `node bench/cluster.ts --search=opensearch://a:9291,b:9292,c:9293 --kill=PID@20,PID@40`: searches for a minute from a server
 * that searches in a cluster, on the full edition, which has been published there, and ends processes of nodes with -9 on
 * the way. Prints answers, those that were not 200 or were partial, and p99. Exit code 1 when there was one.
 *
 *   --seconds=N   (60)    --connections=N (8)
 *   --home=FOLDER   another data folder, for example of bench/large-edition.ts; its edition has been published too
 */
import { spawn } from 'node:child_process'
import { dirname } from 'node:path'
import { fullEdition } from '../test/full-edition.ts'
import { mixOf } from './mix.ts'
import { option, serve } from './over-http.ts'

const SECONDS = Number(option('seconds', '60'))
const CONNECTIONS = Number(option('connections', '8'))
const kills = option('kill', '')
  .split(',')
  .filter((each) => each !== '')
  .map((each) => each.split('@').map(Number) as [pid: number, second: number])

const edition = await fullEdition()
if ('missing' in edition) throw new Error(`needs ${edition.missing}`)
const queries = mixOf(edition.engine.index, 2_000).words
const home = option('home', dirname(dirname(edition.path)))
edition.close()
const server = await serve(home, ['--workers', '1', '--search', option('search', '')])

for (const [pid, second] of kills)
  setTimeout(() => {
    spawn('kill', ['-9', String(pid)])
    console.log(`second ${second}: node ${pid} was ended`)
  }, second * 1_000)

const times: number[] = []
const wrong: string[] = []
let sent = 0
const until = performance.now() + SECONDS * 1_000
const talk = async (): Promise<void> => {
  while (performance.now() < until) {
    const q = queries[sent++ % queries.length]!
    const began = performance.now()
    try {
      const answer = await fetch(`${server.url}/api/v1/search?limit=10&q=${encodeURIComponent(q)}`)
      const body = (await answer.json()) as { partial?: boolean }
      if (answer.status !== 200 || body.partial) wrong.push(`${answer.status} ${JSON.stringify(body).slice(0, 200)}`)
    } catch (thrown) {
      wrong.push(String(thrown))
    }
    times.push(performance.now() - began)
  }
}
await Promise.all(Array.from({ length: CONNECTIONS }, talk))
const sorted = times.toSorted((a, b) => a - b)
const at = (share: number): string => sorted[Math.floor(sorted.length * share)]!.toFixed(0)
console.log(
  `${times.length} answers in ${SECONDS} s over ${CONNECTIONS} connections; ${wrong.length} failed or partial; p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${sorted.at(-1)!.toFixed(0)} ms`,
)
for (const each of new Set(wrong)) console.log(each)
await server.stop()
if (wrong.length > 0) process.exitCode = 1
