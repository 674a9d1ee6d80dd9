/**
 * `node bench/faces.ts`: what the FHIR surface answers over HTTP in a second, on the full edition, at 1, 10 and 50
 * connections. The client is a process of its own that reads answers without looking into them; the processor time it takes is
 * counted apart, since on few cores it takes that from the server. Timings are reported, never asserted.
 */
import { cpus } from 'node:os'
import { today } from '../src/core/date.ts'
import { createApp, listen } from '../src/server.ts'
import { systemOf } from '../src/systems/registry.ts'
import { fullEdition } from '../test/full-edition.ts'
import { count, megabytes, ms, table } from './measure.ts'
import { mixOf } from './mix.ts'
import { ask } from './over-http.ts'

const CONNECTIONS = [1, 10, 50]
const SECONDS = 5
const SIZE = 2_000

const edition = await fullEdition()
if ('missing' in edition) throw new Error(`needs ${edition.missing}`)
const { index } = edition.engine
const mix = mixOf(index, SIZE)
const context = { edition: () => edition, today }
edition.warm()
const server = await listen({ app: createApp(context), rate: 0 }, { host: '127.0.0.1', port: 0 })

/** Codes from all over the edition, and a system's codes by themselves. */
const coded = Array.from({ length: SIZE }, (_, i) => {
  const concept = Math.floor((i * index.conceptCount) / SIZE)
  return { system: systemOf(index.system(concept)).uri, code: index.display(concept) }
})
const query = (of: Record<string, string>): string => new URLSearchParams(of).toString()
const CM = systemOf('icd10cm').uri
const sorts: [name: string, paths: string[]][] = [
  ['`$lookup`', coded.map((c) => `CodeSystem/$lookup?${query(c)}`)],
  [
    '`CodeSystem/$validate-code`',
    coded.map(({ system, code }) => `CodeSystem/$validate-code?${query({ url: system, code })}`),
  ],
  [
    '`ValueSet/$validate-code`',
    coded.map(({ system, code }) => `ValueSet/$validate-code?${query({ url: `${system}?fhir_vs`, system, code })}`),
  ],
  [
    '`$expand` with `filter`, 20 codes',
    mix.words.map((filter) => `ValueSet/$expand?${query({ url: `${CM}?fhir_vs`, filter, count: '20' })}`),
  ],
]

const rows: string[][] = []
for (const [name, paths] of sorts) {
  for (const connections of CONNECTIONS) {
    const before = process.cpuUsage()
    const loaded = await ask({
      url: `${server.url}/fhir/r4/`,
      paths,
      connections,
      seconds: SECONDS,
    })
    const used = process.cpuUsage(before)
    const share = (micros: number): string => `${Math.round(micros / 10_000 / loaded.seconds)}%`
    rows.push([
      name,
      String(connections),
      count(loaded.answers / loaded.seconds),
      ...[loaded.p50, loaded.p95, loaded.p99].map(ms),
      share(used.user + used.system),
      share(loaded.cpu),
      String(loaded.failed),
    ])
  }
}
console.log(`${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.version}, ${SECONDS} s each\n`)
const head = [
  'request',
  'connections',
  'answers/s',
  'p50 ms',
  'p95 ms',
  'p99 ms',
  'server CPU',
  'client CPU',
  'not 200',
]
console.log(table(head, rows))
console.log(`\nMemory of the server: ${megabytes(process.memoryUsage().rss)}`)
await server.close(0)
edition.close()
