/**
 * `node bench/policies.ts`: time, memory and size of a store of policies of real proportions, and how long its answers
 * take. The exports are made by `mcd-generator.ts` from the full edition and the register in MEDCODEX_TEST_DATA.
 *
 *   --pages N   also reads N synthetic PDF pages
 *   --write     writes docs/performance-policies.md
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Catalog } from '../src/catalog/catalog.ts'
import { today } from '../src/core/date.ts'
import { classifyStatement } from '../src/policy/classify.ts'
import { catalogLookup } from '../src/policy/lookup.ts'
import { readMcd } from '../src/policy/mcd/mcd.ts'
import type { NamedSystem } from '../src/policy/model.ts'
import { PolicyStore } from '../src/policy/store/reader.ts'
import { PolicyWriter } from '../src/policy/store/writer.ts'
import { fullData } from '../test/full-data.ts'
import { fullEdition } from '../test/full-edition.ts'
import { generateExports } from './mcd-generator.ts'
import { count, megabytes, ms, type Timing, table, timeEach } from './measure.ts'
import { random } from './mix.ts'

const REGISTER = 'mcd/documents_latest.csv'
const CODES = 2_000
const COMMONEST = 50
const QUERIES = [
  'urine drug testing',
  'reasonable necessary criterion 5',
  'vitamin d assay',
  'treating physician notes',
  'botulinum toxin criterion 3 met',
]

const LOAD = loadavg()[0] ?? 0

interface Imported {
  readonly seconds: number
  readonly peakMegabytes: number
  readonly issues: number
}

/** The import, in a process of its own so that its memory is measured and nothing else's. */
async function importInto(folder: string, catalogPath: string): Promise<void> {
  const catalog = Catalog.open(catalogPath)
  const start = performance.now()
  const writer = new PolicyWriter(join(folder, 'policies.sqlite'))
  let issues = 0
  const inputs = { exports: ['current_article.zip', 'current_lcd.zip'].map((n) => join(folder, n)), answers: [] }
  const options = { lookup: catalogLookup(catalog), classify: classifyStatement, onIssue: () => void issues++ }
  for await (const record of readMcd(inputs, options)) writer.add(record)
  writer.finish()
  const seconds = (performance.now() - start) / 1000
  catalog.close()
  const imported: Imported = { seconds, peakMegabytes: process.resourceUsage().maxRSS / 1024, issues }
  console.log(JSON.stringify(imported))
}

interface Named {
  readonly system: NamedSystem
  readonly code: string
}

/** Codes as they are asked for: drawn from the catalog, and those that the most findings name. */
function askedCodes(catalog: Catalog, store: PolicyStore): { drawn: Named[]; commonest: Named[] } {
  const next = random(11)
  const all = catalog.codes(0, 1_000_000).filter((c) => c.system !== 'icd10pcs')
  const drawn = Array.from({ length: CODES }, () => all[Math.floor(next() * all.length)]! as Named)
  const commonest = drawn
    .map((named) => ({ named, findings: store.findingsOf(named.system, named.code).length }))
    .sort((a, b) => b.findings - a.findings)
    .slice(0, COMMONEST)
    .map(({ named }) => named)
  return { drawn, commonest }
}

const row = (name: string, t: Timing): string[] => [name, count(t.calls), ms(t.p50), ms(t.p99), ms(t.worst)]

function pagesLine(pages: number): string {
  const script = join(import.meta.dirname, 'policy-pdf.ts')
  const said = execFileSync(process.execPath, [script, String(pages)], { encoding: 'utf8' }).trim()
  return `Reading PDF documents and finding their codes: ${said}.`
}

function report(imported: Imported, rows: number, store: { path: string; timings: string[][] }): string[] {
  return [
    '# Policies: speed and memory, measured',
    '',
    'Written by `node bench/policies.ts --write`. The exports are synthetic: as many documents and rows as the Medicare',
    'Coverage Database had in mid 2026, ids and titles from its register, codes drawn from the full edition, filler for',
    'the words. Times are of single calls after one warm-up pass, on a machine that other work shares.',
    '',
    `Machine: ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, load ${LOAD.toFixed(1)} when it began; ` +
      `Node ${process.version}; ${today()}.`,
    '',
    `Importing ${count(rows)} rows of codes took ${imported.seconds.toFixed(1)} s and at most ` +
      `${count(imported.peakMegabytes)} MB of memory (whole process); the file has ` +
      `${megabytes(statSync(store.path).size)}; ${count(imported.issues)} issues.`,
    '',
    table(['answers', 'calls', 'p50 ms', 'p99 ms', 'worst ms'], store.timings),
  ]
}

async function main(): Promise<void> {
  const edition = await fullEdition()
  const register = fullData(REGISTER)
  const missing = 'missing' in edition ? edition.missing : register === undefined ? REGISTER : undefined
  if ('missing' in edition || register === undefined) {
    console.log(`Left out: ${missing} is missing.`)
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'medcodex-bench-policies-'))
  try {
    const rows = await generateExports(folder, { register, catalog: edition.catalog })
    const child = [import.meta.filename, '--import', folder, join(edition.path, 'catalog.sqlite')]
    const imported = JSON.parse(execFileSync(process.execPath, child, { encoding: 'utf8' })) as Imported
    const path = join(folder, 'policies.sqlite')
    const store = PolicyStore.open(path)
    const { drawn, commonest } = askedCodes(edition.catalog, store)
    const findings = ({ system, code }: Named): void => void store.findingsOf(system, code)
    const searches = Array.from({ length: 200 }, (_, i) => QUERIES[i % QUERIES.length]!)
    const timings = [
      row('findings of a code', timeEach(drawn, findings)),
      row(
        `findings of a code, the ${COMMONEST} with the most`,
        timeEach([...commonest, ...commonest, ...commonest, ...commonest], findings),
      ),
      row(
        'passages that hold words',
        timeEach(searches, (q) => void store.passages(q)),
      ),
    ]
    store.close()
    const lines = report(imported, rows, { path, timings })
    const at = process.argv.indexOf('--pages')
    if (at > 0) lines.push('', pagesLine(Number(process.argv[at + 1])))
    console.log(lines.join('\n'))
    if (process.argv.includes('--write'))
      writeFileSync(join(import.meta.dirname, '../docs/performance-policies.md'), `${lines.join('\n')}\n`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
    edition.close()
  }
}

if (process.argv[2] === '--import') await importInto(process.argv[3]!, process.argv[4]!)
else await main()
