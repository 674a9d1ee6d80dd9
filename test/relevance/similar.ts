/**
 * Measures similar codes against public ground truth and writes docs/similar.md.
 *
 *   node test/relevance/similar.ts            everything, some minutes
 *   node test/relevance/similar.ts --quick    only judged seeds and times, in the report there is
 *   node test/relevance/similar.ts --misses   says also which judged rows were wrong
 *
 * Neither the GEM nor the HCC mapping is anything the product reads; they only judge it here. The baseline ranks the
 * titles by bm25 on the words of the title asked about, which is what a search box gives.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { gunzipSync } from 'node:zlib'
import { isoDate } from '../../src/core/date.ts'
import type { SystemId } from '../../src/core/system-id.ts'
import type { Edition } from '../../src/edition/edition.ts'
import type { Similar } from '../../src/similar/reasons.ts'
import { similarTo } from '../../src/similar/similar.ts'
import { variantKey } from '../../src/similar/title-words.ts'
import { systemOf } from '../../src/systems/registry.ts'
import { fullData } from '../full-data.ts'
import { fullEdition } from '../full-edition.ts'
import { JUDGED, judgeSeeds, type Key, mean, type Ranker, readSeeds, type Seed, storedKey } from './similar-judged.ts'
import { renewed, reportText } from './similar-report.ts'
import { type Groups, readGem, readHcc, sharesGroup } from './similar-truth.ts'

const HERE = import.meta.dirname
const REPORT = join(HERE, '../../docs/similar.md')
const DAY = isoDate('2026-06-01')
const FIRST = 10
const SAMPLE = 1_500
const GEM = 'conversion/2018_I10gem.txt.gz'
const HCC = 'hcc/ra_dx_to_cc_2026.csv.gz'

const textOf = (file: string): string | undefined => {
  const path = fullData(file)
  return path === undefined ? undefined : gunzipSync(readFileSync(path)).toString('utf8')
}

const hash = (code: string): string => createHash('sha256').update(code).digest('hex')
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

function conceptOf({ catalog }: Edition, key: Key) {
  const [system, code] = key.split(':') as [SystemId, string]
  return catalog.concept(system, code, DAY)
}

/** What `similarTo` answers, remembered: it is asked once for each way of judging. */
function asked(edition: Edition): (key: Key) => readonly Similar[] {
  const remembered = new Map<Key, readonly Similar[]>()
  return (key) => {
    const concept = conceptOf(edition, key)
    if (!concept) return []
    const known =
      remembered.get(key) ?? similarTo({ catalog: edition.catalog, index: edition.engine.index, concept, asOf: DAY })
    remembered.set(key, known)
    return known
  }
}

/** Ours: the rows as shown, or with the families that rows stand for opened. */
function ours(ask: (key: Key) => readonly Similar[], { opened }: { opened: boolean }): Ranker {
  return (key) => {
    return ask(key).flatMap(({ concept: { system, code }, alike }) =>
      [code, ...(opened ? alike : [])].map((each) => `${system}:${each}`),
    )
  }
}

/** Titles ranked by bm25 on the words of the title asked about, any of them. */
function baseline(edition: Edition): { search: (key: Key, limit: number) => Key[] } {
  const { index } = edition.engine
  const db = new DatabaseSync(':memory:')
  db.exec("CREATE VIRTUAL TABLE fts USING fts5(title, tokenize = 'unicode61 remove_diacritics 2')")
  const insert = db.prepare('INSERT INTO fts (rowid, title) VALUES (?, ?)')
  db.exec('BEGIN')
  for (let c = 0; c < index.conceptCount; c++) if (index.leaf(c)) insert.run(c + 1, index.title(c))
  db.exec('COMMIT')
  const select = db.prepare('SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY bm25(fts), rowid LIMIT ?')
  const remembered = new Map<Key, Key[]>()
  return {
    search(key, limit) {
      let found = remembered.get(key)
      if (!found) {
        const words = conceptOf(edition, key)?.title.match(/[\p{L}\p{N}]+/gu) ?? []
        const match = [...new Set(words)].map((w) => `"${w}"`).join(' OR ')
        found = select
          .all(match, 100)
          .map((row) => (row['rowid'] as number) - 1)
          .map((c) => `${index.system(c)}:${index.code(c)}`)
          .filter((each) => each !== key)
        remembered.set(key, found)
      }
      return found.slice(0, limit)
    },
  }
}

/** The first of each family: variants of one side, episode or amount, and the families of table-built codes. */
function collapsed(edition: Edition, keys: readonly Key[]): Key[] {
  const seen = new Set<string>()
  return keys.filter((key) => {
    const [system = '', code = ''] = key.split(':')
    const family = systemOf(system as SystemId).family?.(code)
    const id = family ?? `${system} ${code.slice(0, 3)} ${variantKey(conceptOf(edition, key)?.title ?? key)}`
    return !seen.has(id) && seen.add(id)
  })
}

/** The codes with the lowest hashes among those that have company: the same ones on every machine. */
function sampleOf(edition: Edition, { of, sizes }: Groups): string[] {
  return [...of]
    .filter(
      ([code, groups]) => groups.some((g) => sizes.get(g)! > 1) && conceptOf(edition, `icd10cm:${code}`)?.billable,
    )
    .map(([code]) => code)
    .sort((a, b) => (hash(a) < hash(b) ? -1 : 1))
    .slice(0, SAMPLE)
}

interface Agreement {
  readonly share: number
  readonly any: number
  readonly judged: number
}

/** How many of the first ten share a group; codes that the mapping does not know cannot be judged and are passed over. */
function agreementOf(rank: Ranker, codes: readonly string[], groups: Groups): Agreement {
  const each = codes.map((code) => {
    const list = rank(`icd10cm:${code}`)
      .filter((key) => key.startsWith('icd10cm:'))
      .map((key) => key.slice(8))
      .filter((other) => other !== code && groups.of.has(other))
      .slice(0, FIRST)
    return { hits: list.filter((other) => sharesGroup(groups, code, other)).length, judged: list.length }
  })
  return {
    share: mean(each.filter((e) => e.judged > 0).map((e) => e.hits / e.judged)),
    any: mean(each.map((e) => (e.hits > 0 ? 1 : 0))),
    judged: mean(each.map((e) => e.judged)),
  }
}

/** How much oftener than by chance the first ten share an HCC with a code that has one. */
function liftOf(
  rank: Ranker,
  { codes, groups, edition }: { codes: readonly string[]; groups: Groups; edition: Edition },
): { share: number; lift: number } {
  const total = edition.catalog.counts('icd10cm', ['code'], DAY).billable
  const shares = codes.flatMap((code) => {
    // Headers have no category: they are passed over, as they are above.
    const list = rank(`icd10cm:${code}`)
      .filter((key) => key.startsWith('icd10cm:') && conceptOf(edition, key)?.billable)
      .slice(0, FIRST)
    return list.map((key) => (sharesGroup(groups, code, key.slice(8)) ? 1 : 0))
  })
  const chance = mean(codes.map((code) => Math.max(...groups.of.get(code)!.map((g) => groups.sizes.get(g)!)) / total))
  return { share: mean(shares), lift: mean(shares) / chance }
}

const TIMES_HEAD = '| system | codes | p50 | p95 | p99 | CPU p50 | CPU p99 |'

/** Rows of the table of times: on the clock, and of the processor, which other work on the machine disturbs less. */
function timesOf(edition: Edition): string[] {
  const { index } = edition.engine
  const busy = loadavg()[0]!.toFixed(1)
  const times: Record<string, { wall: number; cpu: number }[]> = {}
  for (let c = 0; c < index.conceptCount; c += 97) {
    const concept = conceptOf(edition, `${index.system(c)}:${index.code(c)}`)
    if (!concept) continue
    const [began, used] = [performance.now(), process.cpuUsage()]
    similarTo({ catalog: edition.catalog, index, concept, asOf: DAY })
    const { user, system } = process.cpuUsage(used)
    const time = { wall: performance.now() - began, cpu: (user + system) / 1000 }
    times[concept.system] = [...(times[concept.system] ?? []), time]
  }
  const at = (list: readonly number[], share: number): string =>
    list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))]!.toFixed(1)
  const rows = Object.entries(times).map(([system, list]) => {
    const [wall, cpu] = [list.map((t) => t.wall), list.map((t) => t.cpu)]
    const cells = [at(wall, 0.5), at(wall, 0.95), at(wall, 0.99), at(cpu, 0.5), at(cpu, 0.99)]
    return `| ${systemOf(system as SystemId).name} | ${list.length} | ${cells.join(' | ')} |`
  })
  return [
    TIMES_HEAD,
    '|---|---|---|---|---|---|---|',
    ...rows,
    '',
    `Load of the machine when it began: ${busy} on ${availableParallelism()} processors.`,
  ]
}

function seedTable(rankers: readonly (readonly [string, Ranker])[], seeds: readonly Seed[]): string[] {
  const rows = rankers.map(([name, rank]) => {
    const { precision, shown, drawn, bySystem } = judgeSeeds(rank, seeds)
    const cells = ['icd10cm', 'icd10pcs', 'hcpcs'].map((system) => percent(bySystem[system] ?? 0))
    return `| ${name} | ${percent(shown)} | ${percent(precision)} | ${percent(drawn)} | ${cells.join(' | ')} |`
  })
  return [
    '| list | of rows shown | of five | drawn ones, of five | ICD-10-CM, of five | ICD-10-PCS, of five | HCPCS, of five |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ]
}

async function main(): Promise<number> {
  const edition = await fullEdition()
  if ('missing' in edition) {
    console.log(`nothing measured: ${edition.missing} is missing`)
    return 1
  }
  const [gemText, hccText] = [textOf(GEM), textOf(HCC)]
  if (gemText === undefined || hccText === undefined) {
    console.log(`nothing measured: ${gemText === undefined ? GEM : HCC} is missing`)
    return 1
  }
  const times = timesOf(edition)
  const bm25 = baseline(edition)
  const ask = asked(edition)
  const rankers: [string, Ranker][] = [
    ['Medcodex, rows as shown', ours(ask, { opened: false })],
    ['bm25, families collapsed', (key) => collapsed(edition, bm25.search(key, 100))],
    ['Medcodex, families opened', ours(ask, { opened: true })],
    ['bm25, as ranked', (key) => bm25.search(key, 60)],
  ]
  const seeds = readSeeds()
  const unknown = seeds.filter(({ seed }) => !conceptOf(edition, storedKey(seed)))
  if (unknown.length > 0) console.log(`no such codes: ${unknown.map((s) => s.seed).join(', ')}`)
  const judged = seedTable(rankers, seeds)
  if (process.argv.includes('--quick')) {
    console.log([...judged, '', ...times].join('\n'))
    writeFileSync(REPORT, renewed(readFileSync(REPORT, 'utf8'), { seeds: judged, times }))
    return 0
  }
  const [gem, hcc] = [readGem(gemText), readHcc(hccText)]
  const sample = sampleOf(edition, gem)
  const withHcc = sample.filter((code) => hcc.of.has(code))
  const parts = {
    gem: [
      '| list | share of the first ten | codes with at least one | rows judged |',
      '|---|---|---|---|',
      ...rankers.map(([name, rank]) => {
        const { share, any, judged } = agreementOf(rank, sample, gem)
        return `| ${name} | ${percent(share)} | ${percent(any)} | ${judged.toFixed(1)} |`
      }),
    ],
    hcc: [
      `| list | share of the first ten | lift |`,
      '|---|---|---|',
      ...rankers.map(([name, rank]) => {
        const { share, lift } = liftOf(rank, { codes: withHcc, groups: hcc, edition })
        return `| ${name} | ${percent(share)} | ${lift.toFixed(0)} |`
      }),
      '',
      `${withHcc.length} codes.`,
    ],
    seeds: judged,
    times,
    sample: SAMPLE,
    rows: JUDGED,
  }
  for (const part of [parts.gem, parts.hcc, parts.seeds, parts.times]) console.log(`${part.join('\n')}\n`)
  if (process.argv.includes('--misses')) {
    for (const { seed, good } of seeds) {
      const list = rankers[0]![1](storedKey(seed)).slice(0, JUDGED)
      const wrong = list.filter((key) => !good.map(storedKey).some((prefix) => key.startsWith(prefix)))
      if (wrong.length + JUDGED - list.length > 0) console.log(seed, `${list.length} rows; wrong:`, wrong.join(' '))
    }
  }
  writeFileSync(REPORT, reportText(edition, parts))
  return 0
}

process.exitCode = await main()
