/**
 * What meaning adds to words, measured on judged queries over an edition that has vectors. Run by hand, because the
 * vectors of a full edition take a quarter of an hour:
 *
 *   medcodex embed --home HOME && node test/relevance/meaning.ts HOME [--failures]
 */
import { existsSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { buildSearch } from '../../src/edition/build-search.ts'
import { dictionaryRewrites } from '../../src/edition/dictionaries.ts'
import { currentEditionPath, openEdition } from '../../src/edition/edition.ts'
import { VectorCache } from '../../src/edition/embed/cache.ts'
import { openQueryEmbedder } from '../../src/edition/embed/query.ts'
import { conceptTexts } from '../../src/edition/embed/texts.ts'
import { homeAt } from '../../src/edition/home.ts'
import { SearchEngine } from '../../src/search/engine.ts'
import { SearchIndex } from '../../src/search/index/search-index.ts'
import type { Embedder } from '../../src/search/meaning/embedder.ts'
import { SYSTEMS } from '../../src/systems/registry.ts'
import { fullData } from '../full-data.ts'
import { type Corpus, type Found, findBoth, fusions } from './fusion.ts'
import { heldOut, heldOutQueries } from './held-out.ts'
import { type Judged, type Outcome, readJudged, runJudged, type Score, scoreBy } from './judged.ts'

const showFailures = process.argv.includes('--failures')
const home = homeAt(process.argv.slice(2).find((word) => !word.startsWith('--')))
const edition = openEdition(currentEditionPath(home))
const embedder = await openQueryEmbedder(home, edition)
if (!edition.vectors || !embedder) throw new RangeError(`no vectors, or no embedder for them, in ${home.root}`)
const { vectors } = edition

const three = (n: number): string => n.toFixed(3)
const quantile = (values: readonly number[], q: number): string =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * q)]!.toFixed(1)

/** Both searches for every query of a set, with what each step took in milliseconds. */
async function findAll(queries: readonly Judged[], by: Embedder, corpus: Corpus) {
  const found = new Map<string, Found>()
  const times = { embed: [] as number[], nearest: [] as number[] }
  await by.embed(['warm'])
  for (const { q } of queries) {
    const start = performance.now()
    const vector = (await by.embed([q]))[0]!
    const embedded = performance.now()
    corpus.vectors.nearest(vector, 100)
    times.nearest.push(performance.now() - embedded)
    times.embed.push(embedded - start)
    found.set(q, findBoth(corpus, q, vector))
  }
  return { found, times }
}

/** Share of the hundred nearest concepts by float32 that `nearest` gives too, ties in eight bits forgiven. */
async function recall(queries: readonly Judged[], by: Embedder): Promise<number> {
  const cache = await VectorCache.open(home.models, by)
  const rows = conceptTexts(edition.engine.index).map(({ concept, text }) => ({ concept, vector: cache.get(text)! }))
  await cache.close()
  let hits = 0
  for (const { q } of queries) {
    const query = (await by.embed([q]))[0]!
    const likeness = new Map<number, number>()
    for (const { concept, vector } of rows) {
      likeness.set(concept, Math.max(dot(query, vector), likeness.get(concept) ?? -1))
    }
    const hundredth = [...likeness.values()].sort((a, b) => b - a)[99]!
    hits += vectors.nearest(query, 100).filter(({ concept }) => likeness.get(concept)! >= hundredth - 0.002).length
  }
  return hits / (queries.length * 100)
}

const SAMPLE = 1_000

/** Texts a second in batches alike in length, as `medcodex embed` makes them, over a sample of all lengths. */
async function rate(by: Embedder): Promise<number> {
  const texts = conceptTexts(edition.engine.index)
    .map(({ text }) => text)
    .sort((a, b) => a.length - b.length)
  const every = Math.max(1, Math.floor(texts.length / SAMPLE))
  const sample = texts.filter((_, i) => i % every === 0)
  const start = performance.now()
  for (let at = 0; at < sample.length; at += 16) await by.embed(sample.slice(at, at + 16))
  return (sample.length / (performance.now() - start)) * 1000
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!
  return sum
}

const cells = (score: Score | undefined): string[] =>
  score ? [three(score.success1), three(score.success10), three(score.mrr)] : ['', '', '']

function table(results: Readonly<Record<string, readonly Outcome[]>>): string {
  const head = ['way', 'success@1', '@10', 'MRR', 'lay @1', 'lay @10', 'lay MRR']
  const rows = Object.entries(results).map(([name, outcomes]) => {
    const by = scoreBy(outcomes)
    return [name, ...cells(by['all']), ...cells(by['lay'])]
  })
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

/** Queries that a way answers better or worse than words alone. */
function differences(words: readonly Outcome[], other: readonly Outcome[]): string[] {
  const place = (rank: number): string => (rank === 0 ? '–' : String(rank))
  return words.flatMap((before, i) => {
    const after = other[i]!
    if (before.rank === after.rank) return []
    const { q, kind } = before.judged
    return [`  ${place(before.rank)} → ${place(after.rank)}  “${q}” (${kind})  first: ${after.first}`]
  })
}

/** The same edition with a part of what words are found by left out, as it is for a query nobody thought of. */
function engineWithout({ rewrites = true, entries = true }: { rewrites?: boolean; entries?: boolean }): SearchEngine {
  const bytes = buildSearch(edition.catalog, {
    systems: SYSTEMS,
    rewrites: rewrites ? dictionaryRewrites() : [],
    keep: (entry) => entries || !heldOut(entry),
  })
  return new SearchEngine(new SearchIndex(bytes))
}

interface Trial {
  readonly name: string
  readonly engine: SearchEngine
  readonly queries: readonly Judged[]
}

/** Held-out entries are many and slow to embed; the first of them do. */
const MOST_HELD_OUT = 300

function* trials(): IterableIterator<Trial> {
  const dev = fullData('../eval/queries-dev.jsonl')
  const own = readJudged(join(import.meta.dirname, 'queries-own.jsonl'))
  const sets: [string, Judged[]][] = [['the project’s own set', own]]
  if (dev !== undefined && existsSync(dev)) sets.unshift(['judged development set', readJudged(dev)])
  for (const [name, queries] of sets) yield { name, engine: edition.engine, queries }
  const bare = engineWithout({ rewrites: false })
  for (const [name, queries] of sets) yield { name: `${name}, without any dictionary`, engine: bare, queries }
  const queries = heldOutQueries(edition.catalog).slice(0, MOST_HELD_OUT)
  yield { name: 'held-out entries of the alphabetic index', engine: engineWithout({ entries: false }), queries }
}

async function run({ name, engine, queries }: Trial, by: Embedder): Promise<void> {
  const { found, times } = await findAll(queries, by, { engine, vectors })
  const results = Object.fromEntries(
    Object.entries(fusions(engine.index)).map(([way, fuse]) => [
      way,
      runJudged(queries, (query) => fuse(found.get(query)!)),
    ]),
  )
  console.log(`\n${name}, ${queries.length} queries\n\n${table(results)}\n`)
  console.log(`query to vector: p50 ${quantile(times.embed, 0.5)} ms, p99 ${quantile(times.embed, 0.99)} ms`)
  console.log(`nearest 100: p50 ${quantile(times.nearest, 0.5)} ms, p99 ${quantile(times.nearest, 0.99)} ms`)
  if (!showFailures) return
  for (const [way, outcomes] of Object.entries(results)) {
    if (way === 'words alone') continue
    console.log(`\n${way}:\n${differences(results['words alone']!, outcomes).join('\n')}`)
  }
}

const { header } = vectors
console.log(`edition ${edition.id}, ${header.rows} rows by ${header.embedder}; ${cpus()[0]?.model}`)
const before = process.memoryUsage().rss
const loading = performance.now()
await embedder.embed(['first'])
const loaded = ((performance.now() - loading) / 1000).toFixed(1)
console.log(`first query: ${loaded} s, ${Math.round((process.memoryUsage().rss - before) / 1e6)} MB more memory`)
let first: readonly Judged[] | undefined
for (const trial of trials()) {
  first ??= trial.queries
  await run(trial, embedder)
}
console.log(`\nrecall of the nearest 100 against float32: ${three(await recall(first?.slice(0, 50) ?? [], embedder))}`)
console.log(`embedding: ${(await rate(embedder)).toFixed(0)} texts a second; load ${loadavg()[0]!.toFixed(1)}`)
edition.close()
