/**
 * `npm run extraction -- FOLDER [--json FILE] [--edition DIR] [--verbose]`: reads every labelled document of a folder
 * (format: docs/policy-extraction.md), compares what is found with its gold file, and ends with the line of scores.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { parse as parseYaml } from 'yaml'
import { Catalog } from '../../src/catalog/catalog.ts'
import { problemOf } from '../../src/core/errors.ts'
import type { Issue } from '../../src/core/issue.ts'
import { currentId, homeAt } from '../../src/edition/home.ts'
import { DOCUMENT_ENDINGS } from '../../src/policy/document/read.ts'
import { extract, NO_LOOKUP } from '../../src/policy/extract.ts'
import { catalogLookup } from '../../src/policy/lookup.ts'
import type { CodeLookup, PolicyHeader } from '../../src/policy/model.ts'
import { headerOf, readRegister } from '../../src/policy/register.ts'
import { type DocumentScore, type Gold, type Rates, rates, scoreDocument } from './score.ts'

interface Labelled {
  readonly path: string
  readonly stem: string
  readonly folder: string
}

/** Documents with a gold file, in this folder and those in it. */
function labelledIn(folder: string): Labelled[] {
  const entries = readdirSync(folder, { withFileTypes: true })
  const here = entries
    .filter((e) => e.isFile() && (DOCUMENT_ENDINGS as readonly string[]).includes(extname(e.name).toLowerCase()))
    .map((e): Labelled => ({ path: join(folder, e.name), stem: basename(e.name, extname(e.name)), folder }))
    .filter(({ stem }) => existsSync(join(folder, `${stem}.gold.jsonl`)))
  const below = entries.filter((e) => e.isDirectory()).flatMap((e) => labelledIn(join(folder, e.name)))
  return [...here, ...below].sort((a, b) => (a.path < b.path ? -1 : 1))
}

function goldOf({ folder, stem }: Labelled): Gold[] {
  return readFileSync(join(folder, `${stem}.gold.jsonl`), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Gold)
}

/** The style that the YAML names, or the stem up to its first digit. */
function styleOf(raw: unknown, stem: string): string {
  const named = (raw as { style?: unknown } | null)?.style
  return typeof named === 'string' ? named : stem.replace(/[-_.]?\d.*$/, '') || stem
}

function headerFor({ folder, stem, path }: Labelled): { header: PolicyHeader; raw: unknown } {
  const yaml = ['.yaml', '.yml'].map((end) => join(folder, stem + end)).find(existsSync)
  const raw: unknown = yaml ? parseYaml(readFileSync(yaml, 'utf8')) : {}
  const registered = readRegister(folder).documents.find((d) => d.path === path)?.header ?? headerOf(raw)
  const header =
    typeof registered === 'string'
      ? { payer: 'unknown', kind: 'commercial' as const, number: stem, title: stem }
      : registered
  return { header, raw }
}

/** The catalog of the edition asked for, or of the current one of the default home; none is no fault. */
function openLookup(dir: string | undefined): { lookup: CodeLookup; from: string } {
  const home = homeAt()
  const id = dir === undefined ? currentId(home) : undefined
  const path = dir ?? (id === undefined ? undefined : join(home.editions, id))
  if (path === undefined || !existsSync(join(path, 'catalog.sqlite'))) return { lookup: NO_LOOKUP, from: 'no edition' }
  try {
    return { lookup: catalogLookup(Catalog.open(join(path, 'catalog.sqlite'))), from: basename(path) }
  } catch (error) {
    // An old edition in the home folder is no reason not to measure; one that was asked for is.
    if (dir !== undefined) throw error
    return { lookup: NO_LOOKUP, from: `no edition (${problemOf(error)})` }
  }
}

const figure = (n: number): string => n.toFixed(4)
const line = (r: Rates): string => `P ${figure(r.precision)}  R ${figure(r.recall)}  F1 ${figure(r.f1)}`

function report(scores: readonly DocumentScore[]): void {
  for (const [style, of] of [...Map.groupBy(scores, (s) => s.style)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const mention = line(rates(of.map((s) => s.mention)))
    const disposition = line(rates(of.map((s) => s.disposition)))
    console.log(
      `${style.padEnd(24)} ${String(of.length).padStart(3)} documents   mention ${mention}   disposition ${disposition}`,
    )
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'string' }, edition: { type: 'string' }, verbose: { type: 'boolean' } },
  })
  const folder = positionals[0]
  if (folder === undefined || !existsSync(folder)) {
    console.error('Usage: npm run extraction -- FOLDER [--json FILE] [--edition DIR] [--verbose]')
    process.exitCode = 2
    return
  }
  const { lookup, from } = openLookup(values.edition)
  const scores: DocumentScore[] = []
  const issues: Issue[] = []
  for (const labelled of labelledIn(folder)) {
    const { header, raw } = headerFor(labelled)
    const file = { name: basename(labelled.path), bytes: readFileSync(labelled.path) }
    const found = await extract(file, header, lookup)
    issues.push(...found.issues)
    scores.push(
      scoreDocument({ document: file.name, style: styleOf(raw, labelled.stem) }, found.findings, goldOf(labelled)),
    )
  }
  if (scores.length === 0) {
    console.error(`There is no document with a gold file in ${folder}.`)
    process.exitCode = 2
    return
  }
  report(scores)
  for (const i of issues) console.log(`issue ${i.code} ${i.file}: ${i.text}`)
  if (values.verbose) {
    for (const s of scores) {
      for (const m of s.misses)
        console.log(`miss  ${m.document}: ${m.what} ${m.disposition}  "${m.quote.slice(0, 160)}"`)
      for (const f of s.falseFinds)
        console.log(`false ${f.document}: ${f.what} ${f.disposition}  "${f.quote.slice(0, 160)}"`)
    }
  }
  const mention = rates(scores.map((s) => s.mention))
  const disposition = rates(scores.map((s) => s.disposition))
  if (values.json) {
    const styles = Object.fromEntries(
      [...Map.groupBy(scores, (s) => s.style)].map(([style, of]) => [
        style,
        {
          documents: of.length,
          mention: rates(of.map((s) => s.mention)),
          disposition: rates(of.map((s) => s.disposition)),
        },
      ]),
    )
    const figures = { edition: from, documents: scores.length, mention, disposition, styles, scores, issues }
    writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`)
  }
  const pair = (r: Rates): string => `precision ${figure(r.precision)} recall ${figure(r.recall)}`
  console.log(`mention ${pair(mention)}; disposition ${pair(disposition)}`)
}

await main()
