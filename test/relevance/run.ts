/**
 * `npm run relevance`: search quality on judged queries, beside SQLite FTS5 and MiniSearch on the same names in the
 * same run. Writes docs/relevance.md; fails when a figure of ours falls below test/relevance/baseline.json.
 *
 *   --quick       leaves out the peers, the held-out entries and the mirror edition, and writes no report
 *   --only=A,B    only these sections (judged, external, public, lines, held-out, mirror)
 *   --failures    prints the queries whose first answer is not right
 *   --promote     writes the figures of this run as the new baseline
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { today } from '../../src/core/date.ts'
import { dictionaryRewrites } from '../../src/edition/dictionaries.ts'
import type { Edition } from '../../src/edition/edition.ts'
import { termsOf } from '../../src/search/analysis/analyze.ts'
import type { SearchEngine } from '../../src/search/engine.ts'
import type { SearchIndex } from '../../src/search/index/search-index.ts'
import { fullData } from '../full-data.ts'
import { mirrorEdition } from '../full-edition.ts'
import { readCases, runCases } from './cases.ts'
import { corpusEdition, engineOver } from './corpus.ts'
import { heldOut, heldOutQueries } from './held-out.ts'
import { type Judged, readJudged, runJudged, type Searcher, scoreBy, scoreOf } from './judged.ts'
import { createFts5, createMiniSearch, documentsOf, type Peer } from './peers.ts'
import {
  casesScore,
  casesText,
  drops,
  failuresText,
  reportText,
  type Section,
  setsTable,
  type Table,
  tableText,
  three,
  tierText,
} from './report.ts'

const HERE = import.meta.dirname
const BASELINE = join(HERE, 'baseline.json')
const REPORT = join(HERE, '../../docs/relevance.md')
const promote = process.argv.includes('--promote')
const quick = process.argv.includes('--quick')
const showFailures = process.argv.includes('--failures')
const only = process.argv
  .find((word) => word.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',')
const wants = (part: string): boolean => only?.includes(part) ?? !(quick && ['held-out', 'mirror'].includes(part))

/** One set of judged queries with its name. */
type Set_ = readonly [name: string, queries: readonly Judged[]]

const ours =
  (engine: SearchEngine): Searcher =>
  (query) =>
    engine
      .search(query, { limit: 10, filters: {} })
      .hits.map((h) => ({ system: h.system, codes: h.members ?? [h.code], tier: h.tier }))

const theirs =
  (peer: Peer, index: SearchIndex): Searcher =>
  (query) =>
    peer.search(query, 10).map((id) => ({ system: index.system(id), codes: [index.display(id)] }))

/** Queries whose every right code is missing from an edition cannot be answered there and are counted apart. */
function answerable(queries: readonly Judged[], index: SearchIndex): Judged[] {
  const there = ({ systems, accept }: Judged): boolean =>
    accept.some((prefix) =>
      index.conceptsByCodeRange(prefix, prefix, 50).some((c) => systems.includes(index.system(c))),
    )
  return queries.filter(there)
}

function externalSets(): Set_[] {
  const folder = fullData('../eval/external')
  if (folder === undefined) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name): Set_ => [name.replace(/\.jsonl$/, ''), readJudged(join(folder, name))])
}

/** The peers over one index; made once, because filling them takes longest. */
function peersOf(index: SearchIndex): (readonly [string, Searcher])[] {
  const documents = documentsOf(index)
  return [createFts5(documents, 'AND'), createFts5(documents, 'OR'), createMiniSearch(documents)].map(
    (peer) => [peer.name, theirs(peer, index)] as const,
  )
}

interface Bench {
  readonly edition: Edition
  readonly engine: SearchEngine
  readonly peers: readonly (readonly [string, Searcher])[]
}

const releasesText = ({ manifest }: Edition): string[] =>
  manifest.releases.map((r) => `- ${r.system} ${r.label}, ${r.codes.toLocaleString('en-US')} codes`)

function judge(id: string, title: string, { bench, sets }: { bench: Bench; sets: readonly Judged[] }): Section {
  const queries = answerable(sets, bench.engine.index)
  const outcomes = runJudged(queries, ours(bench.engine))
  const table = scoreBy(outcomes)
  const columns = [
    ['Medcodex', table] as const,
    ...bench.peers.map(([name, search]) => [name, scoreBy(runJudged(queries, search))] as const),
  ]
  const left = sets.length - queries.length
  const missing =
    left > 0 ? [`- ${left} of ${sets.length} queries left out: none of their codes is in this edition`] : []
  const lines = [
    `## ${title}`,
    '',
    ...releasesText(bench.edition),
    ...missing,
    '',
    ...tableText(columns),
    '',
    ...tierText(outcomes),
    '',
    ...failuresText(outcomes),
  ]
  return { id, title, lines, table }
}

/** True when names of other systems lead to codes of this index: a set made from such a system is then look-up. */
function hasLookups({ index }: SearchEngine): boolean {
  for (let name = 0; name < index.nameCount; name++) if (index.kindOf(name) === 'lookup') return true
  return false
}

/** The external sets, one row a set and their macro average; queries that no loaded code answers are scored as misses. */
function judgeExternal({ edition, engine, peers }: Bench, sets: readonly Set_[]): Section {
  const runs = sets.map(([name, queries]) => [name, runJudged(queries, ours(engine))] as const)
  const table = setsTable(runs.map(([name, outcomes]) => [name, scoreOf(outcomes)]))
  const columns = [
    ['Medcodex', table] as const,
    ...(hasLookups(engine)
      ? [
          ['Medcodex without lent names', ours(engineOver(edition, 'no-lookups', { lookups: false }))] as const,
          ...peers,
        ]
      : peers
    ).map(
      ([peer, search]) =>
        [peer, setsTable(sets.map(([name, queries]) => [name, scoreOf(runJudged(queries, search))]))] as const,
    ),
  ]
  const title = 'External sets that nobody here tuned for'
  const lines = [
    `## ${title}`,
    '',
    'Queries made from public sources: patients’ phrases, labels of categories, names of diseases, ICD-9-CM titles, names of',
    'drugs. Where a source disagrees with coders its queries count as misses here.',
    '',
    ...tableText(columns),
    '',
    ...tierText(runs.flatMap(([, outcomes]) => outcomes)),
    '',
    ...(showFailures ? runs.flatMap(([name, outcomes]) => [`### ${name}`, '', ...failuresText(outcomes)]) : []),
  ]
  return { id: 'external', title, lines, table }
}

/** Inputs of public bug reports, asked of the operations. */
function judgePublic(edition: Edition, engine: SearchEngine, path: string): Section {
  const outcomes = runCases(readCases(path), { edition: () => ({ ...edition, engine }), today })
  const title = 'Inputs of public bug reports'
  return {
    id: 'public',
    title,
    lines: [`## ${title}`, '', ...casesText(outcomes)],
    table: { all: casesScore(outcomes) },
  }
}

/** Alphabetic index entries held out of the index, asked as queries: generalisation, not look-up. */
function judgeHeldOut(edition: Edition): Section {
  const engine = engineOver(edition, 'held-out', { keep: (entry) => !heldOut(entry) })
  const table = scoreBy(runJudged(heldOutQueries(edition.catalog), ours(engine)))
  const lines = [
    '## Held-out index entries',
    '',
    'One in forty entries of the alphabetic index is left out of the search index and asked as a query; the code it leads to',
    'must be found by other names.',
    '',
    ...tableText([['Medcodex', table]]),
    '',
  ]
  return { id: 'held-out', title: 'Held-out index entries', lines, table }
}

/** The same queries without the dictionary lines that are a whole query: how much is look-up of the very phrase. */
function judgeWithoutWholeLines(edition: Edition, sets: readonly Judged[]): Section {
  const keyOf = (text: string): string => termsOf(text).toSorted().join(' ')
  const whole = new Set(sets.map(({ q }) => keyOf(q)))
  const all = dictionaryRewrites()
  const rewrites = all.filter(({ from }) => !whole.has(keyOf(from)))
  const known = new Set(all.map(({ from }) => keyOf(from)))
  const verbatim = sets.filter(({ q }) => known.has(keyOf(q))).length
  const engine = engineOver(edition, 'without-whole-lines', { rewrites })
  const table = scoreBy(runJudged(sets, ours(engine)))
  const title = 'Both sets without the dictionary lines that are a whole query'
  const lines = [
    `## ${title}`,
    '',
    `${verbatim} of ${sets.length} judged queries (${three(verbatim / sets.length)}) stand word for word as the left side of a dictionary line. Here the`,
    `${all.length - rewrites.length} lines whose left side is a whole query of either set, ordinary facts such as abbreviations and brands among them,`,
    'are left out; what is found is found by other means.',
    '',
    ...tableText([['Medcodex', table]]),
    '',
  ]
  return { id: 'without-whole-lines', title, lines, table }
}

async function* sections(): AsyncIterableIterator<Section> {
  const dev = fullData('../eval/queries-dev.jsonl')
  const own = readJudged(join(HERE, 'queries-own.jsonl'))
  const sets = [...(dev ? readJudged(dev) : []), ...own]
  if (!dev) console.log('the judged queries beside the test data are missing; only the project’s own are run')
  const edition = await corpusEdition()
  if ('missing' in edition) console.log(`full edition left out: ${edition.missing} is missing`)
  else {
    const engine = engineOver(edition)
    const bench: Bench = { edition, engine, peers: quick ? [] : peersOf(engine.index) }
    if (dev && wants('judged'))
      yield judge('full-dev', 'Full edition, judged development set', { bench, sets: readJudged(dev) })
    if (wants('judged')) yield judge('full-own', 'Full edition, the project’s own set', { bench, sets: own })
    const external = externalSets()
    if (external.length > 0 && wants('external')) yield judgeExternal(bench, external)
    const cases = fullData('../eval/public-cases.jsonl')
    if (cases && wants('public')) yield judgePublic(edition, engine, cases)
    if (wants('lines')) yield judgeWithoutWholeLines(edition, sets)
    if (wants('held-out')) yield judgeHeldOut(edition)
    edition.close()
  }
  if (!wants('mirror')) return
  const mirror = await mirrorEdition()
  if ('missing' in mirror) return console.log(`mirror edition left out: ${mirror.missing}`)
  const bench = { edition: mirror, engine: mirror.engine, peers: [] }
  yield judge('mirror', 'Mirror edition: what a stranger’s first start gets', { bench, sets })
}

async function main(): Promise<number> {
  const done: Section[] = []
  for await (const section of sections()) {
    done.push(section)
    console.log(
      `\n${showFailures ? section.lines.join('\n') : [section.title, ...tableText([['Medcodex', section.table]])].join('\n')}`,
    )
  }
  const baseline = existsSync(BASELINE) ? (JSON.parse(readFileSync(BASELINE, 'utf8')) as Record<string, Table>) : {}
  const fallen = drops(done, baseline)
  for (const line of fallen) console.log(`FELL: ${line}`)
  if (promote) {
    const figures = { ...baseline, ...Object.fromEntries(done.map((s) => [s.id, s.table])) }
    writeFileSync(BASELINE, `${JSON.stringify(figures, null, 2)}\n`)
  }
  if (!quick && only === undefined && done.length > 0) writeFileSync(REPORT, reportText(done))
  console.log(`\nbaseline: ${fallen.length === 0 ? 'held' : `${fallen.length} figures fell`}`)
  return fallen.length > 0 && !promote ? 1 : 0
}

process.exitCode = await main()
