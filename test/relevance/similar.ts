/**
 * Measures similar codes against public ground truth and writes docs/similar.md.
 *
 *   node test/relevance/similar.ts
 *
 * Neither the GEM nor the HCC mapping is anything the product reads; they only judge it here. The baseline ranks the
 * titles by bm25 on the words of the title asked about, which is what a search box gives.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
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

const HERE = import.meta.dirname
const REPORT = join(HERE, '../../docs/similar.md')
const DAY = isoDate('2026-06-01')
const FIRST = 10
const JUDGED = 5
const SAMPLE = 1_500
const GEM = 'conversion/2018_I10gem.txt.gz'
const HCC = 'hcc/ra_dx_to_cc_2026.csv.gz'
const HCC_MODEL = 'CMS-HCC Model V28'

/** A code in stored form with its system: `icd10cm:E119`. */
type Key = string
/** Ranked codes for a code, best first. */
type Ranker = (key: Key) => Key[]

interface Seed {
  readonly seed: string
  readonly good: readonly string[]
  readonly why: string
}

const textOf = (file: string): string | undefined => {
  const path = fullData(file)
  return path === undefined ? undefined : gunzipSync(readFileSync(path)).toString('utf8')
}

const hash = (code: string): string => createHash('sha256').update(code).digest('hex')
const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / Math.max(1, list.length)
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

/** Sets of codes by what they map to; a code may be in several. */
interface Groups {
  readonly of: ReadonlyMap<string, readonly string[]>
  readonly sizes: ReadonlyMap<string, number>
}

function groupsFrom(pairs: Iterable<readonly [string, string]>): Groups {
  const of = new Map<string, string[]>()
  const sizes = new Map<string, number>()
  for (const [code, group] of pairs) {
    of.set(code, [...(of.get(code) ?? []), group])
    sizes.set(group, (sizes.get(group) ?? 0) + 1)
  }
  return { of, sizes }
}

/** ICD-10-CM codes by the ICD-9-CM codes that the General Equivalence Mapping gives them; unmapped ones left out. */
const readGem = (text: string): Groups =>
  groupsFrom(
    text
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , flags = '']) => flags[1] === '0')
      .map(([code = '', target = '']) => [code, target] as const),
  )

const readHcc = (text: string): Groups =>
  groupsFrom(
    text
      .split('\n')
      .map((line) => line.trim().split(','))
      .filter(([, , model]) => model === HCC_MODEL)
      .map(([code = '', group = '']) => [code, group] as const),
  )

const sharesGroup = ({ of }: Groups, a: string, b: string): boolean =>
  (of.get(a) ?? []).some((group) => of.get(b)?.includes(group))

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
  const total = edition.catalog.counts('icd10cm', DAY).billable
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

const storedKey = (text: string): Key => {
  const [system, code = ''] = text.split(':')
  return `${system}:${code.replace('.', '')}`
}

function judgeSeeds(rank: Ranker, seeds: readonly Seed[]): { precision: number; bySystem: Record<string, number> } {
  const each = seeds.map(({ seed, good }) => {
    const list = rank(storedKey(seed)).slice(0, JUDGED)
    const right = list.filter((key) => good.map(storedKey).some((prefix) => key.startsWith(prefix)))
    return { system: seed.split(':')[0]!, precision: right.length / JUDGED }
  })
  const systems = Object.entries(Object.groupBy(each, (e) => e.system))
  return {
    precision: mean(each.map((e) => e.precision)),
    bySystem: Object.fromEntries(systems.map(([system, list]) => [system, mean(list!.map((e) => e.precision))])),
  }
}

function timesOf(edition: Edition): string[] {
  const { index } = edition.engine
  const times: Record<string, number[]> = {}
  for (let c = 0; c < index.conceptCount; c += 97) {
    const concept = conceptOf(edition, `${index.system(c)}:${index.code(c)}`)
    if (!concept) continue
    const began = performance.now()
    similarTo({ catalog: edition.catalog, index, concept, asOf: DAY })
    times[concept.system] = [...(times[concept.system] ?? []), performance.now() - began]
  }
  return Object.entries(times).map(([system, list]) => {
    list.sort((a, b) => a - b)
    const at = (share: number): string => list[Math.min(list.length - 1, Math.floor(list.length * share))]!.toFixed(1)
    return `| ${systemOf(system as SystemId).name} | ${list.length} | ${at(0.5)} | ${at(0.95)} | ${at(0.99)} |`
  })
}

function reportText(
  edition: Edition,
  parts: { gem: string[]; hcc: string[]; seeds: string[]; times: string[] },
): string {
  return [
    '# Similar codes, measured',
    '',
    'Written by `node test/relevance/similar.ts`. For every code Medcodex lists the codes nearest to it, each with reasons:',
    'how it differs, the Excludes note that sets the two against each other, the index term that leads to both, the group',
    'that holds both, the words that both have. What a reason quotes is official; that two codes are alike is our finding.',
    '',
    ...edition.manifest.releases.map((r) => `- ${r.system} ${r.label}, ${r.codes.toLocaleString('en-US')} codes`),
    '',
    'The baseline is SQLite FTS5: titles that have any word of the title, by bm25. It is given twice: as it ranks, and with',
    'variants of one family as one row, as ours are; ours twice as well, with each family opened again into its codes. The',
    'first two lines of each table are the ones to compare.',
    '',
    '## Codes that one ICD-9-CM code became',
    '',
    'Two ICD-10-CM codes that the 2018 General Equivalence Mapping sends to the same ICD-9-CM code are neighbours. Of a fixed',
    `sample of ${SAMPLE.toLocaleString('en-US')} codes, the share of the first ten ICD-10-CM codes shown that are; codes`,
    'that came after the mapping, and headers, cannot be judged and are passed over.',
    '',
    ...parts.gem,
    '',
    '## Codes of one risk group',
    '',
    `For the codes of the sample that have a category in ${HCC_MODEL} (2026): how many of the first ten share it, and how`,
    'much oftener that is than for a code taken by chance.',
    '',
    ...parts.hcc,
    '',
    '## Judged by hand',
    '',
    'Sixty codes, each with the codes a coder would call near and why (`test/relevance/similar-seeds.jsonl`), judged by the',
    `project, not by an outside coder. The share of the first ${JUDGED} rows that are among them; a row not shown counts as wrong.`,
    '',
    ...parts.seeds,
    '',
    '## Time',
    '',
    'Milliseconds for a whole list, computed on demand in a warm process, over a fixed sample of codes.',
    '',
    '| system | codes | p50 | p95 | p99 |',
    '|---|---|---|---|---|',
    ...parts.times,
    '',
    '## What it does not do',
    '',
    'Mappings between systems, risk groups and payment groups are not used to find codes, only to judge. Across systems only',
    'names with most of the words are listed, so that many diagnoses have no procedure or supply beside them. Words are',
    'compared as words: that a drug is of the same class as another is known only where an official group says so.',
    '',
  ].join('\n')
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
  const [gem, hcc] = [readGem(gemText), readHcc(hccText)]
  const sample = sampleOf(edition, gem)
  const withHcc = sample.filter((code) => hcc.of.has(code))
  const seeds = readFileSync(join(HERE, 'similar-seeds.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Seed)
  const unknown = seeds.filter(({ seed }) => !conceptOf(edition, storedKey(seed)))
  if (unknown.length > 0) console.log(`no such codes: ${unknown.map((s) => s.seed).join(', ')}`)
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
    seeds: [
      '| list | all | ICD-10-CM | ICD-10-PCS | HCPCS |',
      '|---|---|---|---|---|',
      ...rankers.map(([name, rank]) => {
        const { precision, bySystem } = judgeSeeds(rank, seeds)
        const cells = ['icd10cm', 'icd10pcs', 'hcpcs'].map((system) => percent(bySystem[system] ?? 0))
        return `| ${name} | ${percent(precision)} | ${cells.join(' | ')} |`
      }),
    ],
    times,
  }
  for (const part of Object.values(parts)) console.log(`${part.join('\n')}\n`)
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
