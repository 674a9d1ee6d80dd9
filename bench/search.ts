/**
 * `node --expose-gc bench/search.ts`: CPU time of searches over the full edition, as HTTP asks for them (everything
 * counted, reasons given, meaning asked), each query the least of some passes, so that what else runs here matters little.
 *
 *   --passes N       passes over every query, 5
 *   --size N         queries of each sort, 600
 *   --answers FILE   writes the answers to FILE, or where it is there, says how many differ from it
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Budget } from '../src/core/budget.ts'
import type { SearchOptions } from '../src/search/engine.ts'
import { fullEdition } from '../test/full-edition.ts'
import { ms, table } from './measure.ts'
import { mixOf } from './mix.ts'

const { values } = parseArgs({
  options: {
    passes: { type: 'string' },
    size: { type: 'string' },
    answers: { type: 'string' },
    only: { type: 'string' },
    worst: { type: 'boolean' },
  },
})
const passes = Number(values.passes ?? 5)
const size = Number(values.size ?? 600)

const full = await fullEdition()
if ('missing' in full) throw new Error(`${full.missing} is missing`)
const { engine } = full
engine.warm()
const mix = mixOf(engine.index, size)
const typing = { limit: 8, filters: {}, reasons: false, meaning: false }
const asked = { limit: 20, filters: {}, count: true }
const sorts: [string, readonly string[], SearchOptions][] = [
  ['typing, letter by letter', mix.typing, typing],
  ['words', mix.words, asked],
  ['misspelled words', mix.typos, asked],
  ['codes and beginnings of codes', mix.codes, asked],
  ['words, one system, billable only', mix.words, { ...asked, filters: { systems: ['icd10cm'], billable: true } }],
]

const answers: string[] = []
const rows = sorts
  .filter(([sort]) => sort.startsWith(values.only ?? ''))
  .map(([sort, queries, options]) => {
    const least = new Float64Array(queries.length).fill(Number.POSITIVE_INFINITY)
    for (let pass = 0; pass < passes; pass++) {
      queries.forEach((query, i) => {
        const start = performance.now()
        const result = engine.search(query, { ...options, budget: new Budget() })
        least[i] = Math.min(least[i]!, performance.now() - start)
        if (pass === 0)
          answers.push(
            `${sort}\t${query}\t${result.total}\t${result.partial}\t${result.hits.map((h) => `${h.code} ${h.tier} ${h.score.toFixed(3)} ${h.why.text}`).join('|')}`,
          )
      })
    }
    const sorted = least.toSorted()
    if (values.worst === true)
      for (const i of [...least.keys()].sort((a, b) => least[b]! - least[a]!).slice(0, 15))
        console.log(`${ms(least[i]!)}  ${queries[i]}`)
    const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
    const mean = least.reduce((a, b) => a + b, 0) / least.length
    return [sort, String(queries.length), ms(mean), ms(at(0.5)), ms(at(0.99)), ms(sorted.at(-1)!)]
  })
console.log(table(['queries', 'number', 'mean ms', 'p50 ms', 'p99 ms', 'worst ms'], rows))
full.close()

const { answers: file } = values
if (file !== undefined && existsSync(file)) {
  const before = readFileSync(file, 'utf8').split('\n')
  const differ = answers.filter((line, i) => line !== before[i])
  console.log(`${differ.length} of ${answers.length} answers differ from ${file}.`)
  for (const line of differ.slice(0, 10))
    console.log(`  ${line.slice(0, 200)}\n  was ${before[answers.indexOf(line)]?.slice(0, 200)}`)
} else if (file !== undefined) writeFileSync(file, answers.join('\n'))
