/**
 * `npm run relevance`: search quality on judged queries, beside SQLite FTS5 and MiniSearch on the same names in the
 * same run. Writes docs/relevance.md; fails when a figure of ours falls below test/relevance/baseline.json.
 *
 *   --promote   writes the figures of this run as the new baseline
 *   --quick     leaves the peers out
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSearch } from '../../src/edition/build-search.ts'
import { dictionaryRewrites } from '../../src/edition/dictionaries.ts'
import type { Edition } from '../../src/edition/edition.ts'
import { termsOf } from '../../src/search/analysis/analyze.ts'
import { SearchEngine } from '../../src/search/engine.ts'
import { SearchIndex } from '../../src/search/index/search-index.ts'
import { SYSTEMS } from '../../src/systems/registry.ts'
import { fullData } from '../full-data.ts'
import { fullEdition, mirrorEdition } from '../full-edition.ts'
import { heldOut, heldOutQueries } from './held-out.ts'
import { type Judged, type Outcome, readJudged, runJudged, type Score, type Searcher, scoreBy } from './judged.ts'
import { createFts5, createMiniSearch, documentsOf, type Peer } from './peers.ts'

const HERE = import.meta.dirname
const BASELINE = join(HERE, 'baseline.json')
const REPORT = join(HERE, '../../docs/relevance.md')
const promote = process.argv.includes('--promote')
const quick = process.argv.includes('--quick')

type Table = Record<string, Score>

const ours =
  (engine: SearchEngine): Searcher =>
  (query) =>
    engine
      .search(query, { limit: 10, filters: {} })
      .hits.map((h) => ({ system: h.system, codes: h.members ?? [h.code] }))

const theirs =
  (peer: Peer, index: SearchIndex): Searcher =>
  (query) =>
    peer.search(query, 10).map((id) => ({ system: index.system(id), codes: [index.display(id)] }))

/** Queries whose every right code is missing from an edition cannot be answered there and are counted apart. */
function answerable(queries: readonly Judged[], { engine }: Edition): Judged[] {
  const there = ({ systems, accept }: Judged): boolean =>
    accept.some((prefix) =>
      engine.index.conceptsByCodeRange(prefix, prefix, 50).some((c) => systems.includes(engine.index.system(c))),
    )
  return queries.filter(there)
}

const percent = (n: number): string => n.toFixed(3)

function tableText(columns: readonly [string, Table][]): string[] {
  const kinds = Object.keys(columns[0]![1])
  const head = ['set', 'queries', ...columns.flatMap(([name]) => [`${name}: success@1`, '@3', '@10', 'MRR'])]
  const rows = kinds.map((kind) => {
    const cells = columns.flatMap(([, table]) => {
      const s = table[kind]!
      return [percent(s.success1), percent(s.success3), percent(s.success10), percent(s.mrr)]
    })
    return [kind, String(columns[0]![1][kind]!.queries), ...cells]
  })
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`)
}

const failuresText = (outcomes: readonly Outcome[]): string[] =>
  outcomes
    .filter((o) => o.rank !== 1)
    .map(
      (o) =>
        `- ${o.judged.id} “${o.judged.q}” (${o.judged.kind}): ${o.rank === 0 ? 'not in the first ten' : `at ${o.rank}`}; first is ${o.first}`,
    )

interface Section {
  readonly id: string
  readonly title: string
  readonly lines: string[]
  readonly table: Table
}

function judge(id: string, title: string, { edition, sets }: { edition: Edition; sets: readonly Judged[] }): Section {
  const queries = answerable(sets, edition)
  const outcomes = runJudged(queries, ours(edition.engine))
  const table = scoreBy(outcomes)
  const columns: [string, Table][] = [['Medcodex', table]]
  if (!quick) {
    const documents = documentsOf(edition.engine.index)
    for (const create of [createFts5, createMiniSearch]) {
      const peer = create(documents)
      columns.push([peer.name, scoreBy(runJudged(queries, theirs(peer, edition.engine.index)))])
    }
  }
  const left = sets.length - queries.length
  const lines = [
    `## ${title}`,
    '',
    ...edition.manifest.releases.map((r) => `- ${r.system} ${r.label}, ${r.codes.toLocaleString('en-US')} codes`),
    ...(left > 0 ? [`- ${left} of ${sets.length} queries left out: none of their codes is in this edition`] : []),
    '',
    ...tableText(columns),
    '',
    '<details><summary>Queries whose first answer is not right</summary>',
    '',
    ...failuresText(outcomes),
    '',
    '</details>',
    '',
  ]
  return { id, title, lines, table }
}

/** Alphabetic index entries held out of the index, asked as queries: generalisation, not look-up. */
function judgeHeldOut(edition: Edition): Section {
  const bytes = buildSearch(edition.catalog, {
    systems: SYSTEMS,
    rewrites: dictionaryRewrites(),
    keep: (entry) => !heldOut(entry),
  })
  const engine = new SearchEngine(new SearchIndex(bytes))
  const queries = heldOutQueries(edition.catalog)
  const table = scoreBy(runJudged(queries, ours(engine)))
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
  const engine = new SearchEngine(new SearchIndex(buildSearch(edition.catalog, { systems: SYSTEMS, rewrites })))
  const table = scoreBy(runJudged(sets, ours(engine)))
  const title = 'Both sets without the dictionary lines that are a whole query'
  const lines = [
    `## ${title}`,
    '',
    `The dictionaries were written by someone who had read the development set, so its figures flatter. Here the ${all.length - rewrites.length}`,
    'dictionary lines whose left side is a whole query of either set, ordinary facts such as abbreviations and brands among',
    'them, are left out; what is found is found by other means.',
    '',
    ...tableText([['Medcodex', table]]),
    '',
  ]
  return { id: 'without-whole-lines', title, lines, table }
}

/** Figures of ours that fell, by more than what one query of a small set weighs. */
function drops(sections: readonly Section[], baseline: Record<string, Table>): string[] {
  return sections.flatMap(({ id, table }) =>
    Object.entries(baseline[id] ?? {}).flatMap(([kind, before]) => {
      const now = table[kind]
      if (!now) return [`${id} ${kind}: no longer measured`]
      return (['success1', 'success10', 'mrr'] as const)
        .filter((figure) => now[figure] < before[figure] - 0.0005)
        .map((figure) => `${id} ${kind} ${figure}: ${percent(before[figure])} → ${percent(now[figure])}`)
    }),
  )
}

async function main(): Promise<number> {
  const dev = fullData('../eval/queries-dev.jsonl')
  const own = readJudged(join(HERE, 'queries-own.jsonl'))
  const sets = [...(dev ? readJudged(dev) : []), ...own]
  if (!dev) console.log('the judged queries beside the test data are missing; only the project’s own are run')
  const sections: Section[] = []
  const full = await fullEdition()
  if ('missing' in full) console.log(`full edition left out: ${full.missing} is missing`)
  else {
    if (dev)
      sections.push(judge('full-dev', 'Full edition, judged development set', { edition: full, sets: readJudged(dev) }))
    sections.push(judge('full-own', 'Full edition, the project’s own set', { edition: full, sets: own }))
    sections.push(judgeWithoutWholeLines(full, sets))
    sections.push(judgeHeldOut(full))
  }
  const mirror = await mirrorEdition()
  if ('missing' in mirror) console.log(`mirror edition left out: ${mirror.missing}`)
  else sections.push(judge('mirror', 'Mirror edition: what a stranger’s first start gets', { edition: mirror, sets }))
  for (const { title, table } of sections) console.log(`\n${title}\n${tableText([['Medcodex', table]]).join('\n')}`)
  const baseline = existsSync(BASELINE) ? (JSON.parse(readFileSync(BASELINE, 'utf8')) as Record<string, Table>) : {}
  const fallen = drops(sections, baseline)
  for (const line of fallen) console.log(`FELL: ${line}`)
  if (promote) {
    writeFileSync(
      BASELINE,
      `${JSON.stringify({ ...baseline, ...Object.fromEntries(sections.map((s) => [s.id, s.table])) }, null, 2)}\n`,
    )
  }
  if (!quick && sections.length > 0) writeFileSync(REPORT, reportText(sections))
  console.log(`\nbaseline: ${fallen.length === 0 ? 'held' : `${fallen.length} figures fell`}`)
  return fallen.length > 0 && !promote ? 1 : 0
}

function reportText(sections: readonly Section[]): string {
  return [
    '# Search quality, measured',
    '',
    'Written by `npm run relevance`. Each query is searched once, without filters; a right answer is a code a coder accepted',
    'for it, and a collapsed family counts as the codes in it. success@k is the share of queries with a right answer among',
    'the first k; MRR is the mean of 1 / rank of the first right answer, 0 beyond ten. The peers search the same titles and',
    'names in the same run. A figure that falls below the committed baseline fails the run.',
    '',
    ...sections.flatMap((s) => s.lines),
  ].join('\n')
}

process.exitCode = await main()
