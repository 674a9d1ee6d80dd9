/**
 * `node test/relevance/agreement.ts --opensearch=URL`: publishes the full edition, asks every judged
 * query of the index in this process and of the cluster, and prints for how many the first result and its tier agree.
 * Fails below 97 % and 99 %.
 *
 *   --only=NAME     only the sets with this in their name
 *   --differences   prints the queries whose first results differ
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { publish } from '../../src/cluster/publish.ts'
import { ClusterSearch, clusterClient } from '../../src/cluster/search.ts'
import type { SearchResult } from '../../src/search/engine.ts'
import { fullData } from '../full-data.ts'
import { fullEdition } from '../full-edition.ts'
import { readJudged } from './judged.ts'

const LEAST_FIRST = 0.97
const LEAST_TIER = 0.99
const url = process.argv.find((word) => word.startsWith('--opensearch='))?.slice('--opensearch='.length)
const showDifferences = process.argv.includes('--differences')

const folder = fullData('../eval')
if (url === undefined || folder === undefined) throw new Error('needs --opensearch=URL and the judged sets')
const edition = await fullEdition()
if ('missing' in edition) throw new Error(`needs ${edition.missing}`)
const client = clusterClient(url)
const published = await publish(client, edition, { shards: 1, replicas: 0 })
console.log(
  `${published.index}: ${published.names} names, ${published.resumed} of them there before, ${published.seconds.toFixed(0)} s\n`,
)
const cluster = new ClusterSearch(client, published.index)
const options = { limit: 10, filters: {} }
const firstOf = ({ hits: [first] }: SearchResult): string => (first ? `${first.system} ${first.code}` : 'nothing')
const tierOf = ({ hits: [first] }: SearchResult): string => first?.tier ?? 'none'

const isSet = (name: string): boolean =>
  name.endsWith('.jsonl') && name !== 'public-cases.jsonl' && (only === undefined || name.includes(only))

const only = process.argv.find((word) => word.startsWith('--only='))?.slice('--only='.length)
const began = performance.now()
let all = 0
let first = 0
let tier = 0
let apart = 0
console.log('| set | queries | first result agrees | tier agrees | first ten alike |')
console.log('|---|---|---|---|---|')
for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isSet).sort()) {
  const sums = [0, 0, 0]
  const queries = readJudged(join(folder, file)).filter(({ q }) => typeof q === 'string')
  for (const { q } of queries) {
    const ours = edition.engine.search(q, options)
    const theirs = await cluster.find(edition.engine, q, options)
    const same = firstOf(ours) === firstOf(theirs)
    if (same) sums[0]!++
    if (tierOf(ours) === tierOf(theirs)) sums[1]!++
    if (ours.hits.map(({ concept }) => concept).join() === theirs.hits.map(({ concept }) => concept).join()) sums[2]!++
    if (showDifferences && !same)
      console.log(`${q}: ${firstOf(ours)} ${tierOf(ours)} | ${firstOf(theirs)} ${tierOf(theirs)}`)
  }
  const share = (n: number): string => `${((100 * n) / Math.max(1, queries.length)).toFixed(1)} %`
  if (queries.length > 0) console.log(`| ${file} | ${queries.length} | ${sums.map(share).join(' | ')} |`)
  all += queries.length
  first += sums[0]!
  tier += sums[1]!
  apart += sums[2]!
}
const percent = (n: number): string => `${((100 * n) / all).toFixed(2)} %`
console.log(
  `\nOf ${all} queries the first result agrees on ${percent(first)}, its tier on ${percent(tier)}; all ten on ${percent(apart)}.`,
)
console.log(`${((performance.now() - began) / all).toFixed(1)} ms a query, the search in this process included.`)
await client.close()
edition.close()
if (first / all < LEAST_FIRST || tier / all < LEAST_TIER) process.exitCode = 1
