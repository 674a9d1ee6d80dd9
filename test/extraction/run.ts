/**
 * `npm run extraction -- FOLDER [--json FILE] [--edition DIR] [--verbose]`: reads every labelled document of a folder
 * (format: docs/policy-extraction.md), compares what is found with its gold file, and ends with the line of scores.
 * `--model URL` (with `--model-name`, `--max-calls`) measures a folder, or both collections, with the optional reader too.
 * `--left-out` measures how styles are read that the program has not seen (left-out.ts).
 * Without a folder it measures the project's own two collections, the corpus last, compares with `baseline.json` and
 * fails on a drop; `--promote` makes what was measured the baseline and writes docs/policy-extraction.md.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { Catalog } from '../../src/catalog/catalog.ts'
import { problemOf } from '../../src/core/errors.ts'
import type { Issue } from '../../src/core/issue.ts'
import { currentId, homeAt } from '../../src/edition/home.ts'
import { openReader, PolicyReader, READER_KEY_VARIABLE } from '../../src/edition/policy-reader.ts'
import { extract, findingsOf, NO_LOOKUP } from '../../src/policy/extract.ts'
import { catalogLookup } from '../../src/policy/lookup.ts'
import type { CodeLookup } from '../../src/policy/model.ts'
import { COLLECTIONS, dropsSince, type Figures, figuresOf, promote } from './baseline.ts'
import { goldOf, headerFor, labelledIn, styleOf } from './labelled.ts'
import { leftOutDrops, measureLeftOut } from './left-out.ts'
import { promoteLeftOut } from './left-out-file.ts'
import { type DocumentScore, type Rates, rates, scoreDocument } from './score.ts'

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

async function measure(folder: string, lookup: CodeLookup): Promise<{ scores: DocumentScore[]; issues: Issue[] }> {
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
  return { scores, issues }
}

function verbose(scores: readonly DocumentScore[]): void {
  for (const s of scores) {
    for (const m of s.misses) console.log(`miss  ${m.document}: ${m.what} ${m.disposition}  "${m.quote.slice(0, 160)}"`)
    for (const f of s.falseFinds)
      console.log(`false ${f.document}: ${f.what} ${f.disposition}  "${f.quote.slice(0, 160)}"`)
  }
}

function fail(text: string, code: number): void {
  console.error(text)
  process.exitCode = code
}

const USAGE =
  'Usage: npm run extraction -- [FOLDER] [--json FILE] [--edition DIR] [--verbose] [--promote] [--left-out] [--model URL [--model-name NAME] [--max-calls N]]'

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      edition: { type: 'string' },
      verbose: { type: 'boolean' },
      promote: { type: 'boolean' },
      'left-out': { type: 'boolean' },
      model: { type: 'string' },
      'model-name': { type: 'string', default: 'default' },
      'max-calls': { type: 'string' },
    },
  })
  const [folder] = positionals
  if (values.model !== undefined) {
    const reader = readerAt(values.model, { model: values['model-name'], maxCalls: values['max-calls'] })
    return await measureReader(reader, folder === undefined ? Object.values(COLLECTIONS) : [folder])
  }
  if (values['left-out']) return await leaveOut(values.promote === true)
  if (folder === undefined) return await measureOwn(values)
  if (!existsSync(folder)) return fail(USAGE, 2)
  await measureFolder(folder, { ...openLookup(values.edition), verbose: values.verbose, json: values.json })
}

const readerAt = (url: string, { model, maxCalls }: { model: string; maxCalls: string | undefined }): PolicyReader =>
  new PolicyReader(homeAt(), openReader({ url, model, key: process.env[READER_KEY_VARIABLE] }), {
    limits: maxCalls === undefined ? {} : { mostCalls: Number(maxCalls) },
  })

/** What a reader is worth: every document with and without it, without an edition. */
async function measureReader(reader: PolicyReader, folders: readonly string[]): Promise<void> {
  const [alone, together]: [DocumentScore[], DocumentScore[]] = [[], []]
  for (const labelled of folders.flatMap(labelledIn)) {
    const { header, raw } = headerFor(labelled)
    const file = { name: basename(labelled.path), bytes: readFileSync(labelled.path) }
    const first = await extract(file, header)
    const opinions = await reader.opinionsOn(first)
    const { findings } = findingsOf(first.text, header, NO_LOOKUP, { opinions })
    const of = { document: file.name, style: styleOf(raw, labelled.stem) }
    alone.push(scoreDocument(of, first.findings, goldOf(labelled)))
    together.push(scoreDocument(of, findings, goldOf(labelled)))
  }
  const [before, after] = [figuresOf(alone), figuresOf(together)]
  console.log(`without the reader: mention ${line(before.mention)}   disposition ${line(before.disposition)}`)
  console.log(`with the reader:    mention ${line(after.mention)}   disposition ${line(after.disposition)}`)
  const { spent, refused, failed, ...counts } = reader.report
  console.log(JSON.stringify({ ...counts, refused: refused.length, failed: failed.length, ...spent }))
}

/** Each style read by a program that was trained without it. */
async function leaveOut(promoting: boolean): Promise<void> {
  const figures = await measureLeftOut()
  const { all, rules, sure, heldBack } = figures
  console.log(`rules alone:   mention ${line(rules.mention)}   disposition ${line(rules.disposition)}`)
  console.log(`left out:      mention ${line(all.mention)}   disposition ${line(all.disposition)}`)
  console.log(`sure: ${(100 * sure.share).toFixed(1)} % of findings, ${figure(sure.precision)} of them right`)
  console.log(`held back: ${heldBack.findings} with a candidate, ${heldBack.candidateRight} of these right`)
  for (const { from, to, findings, said, right } of figures.reliability)
    console.log(
      `  ${from.toFixed(2)} to ${to.toFixed(2)}  ${String(findings).padStart(5)}  said ${said.toFixed(3)}  right ${right.toFixed(3)}`,
    )
  if (promoting) {
    promoteLeftOut(figures)
    return
  }
  const drops = leftOutDrops(figures)
  for (const drop of drops) console.error(drop)
  if (drops.length > 0) process.exitCode = 1
}

interface Measuring {
  readonly lookup: CodeLookup
  readonly from: string
  readonly verbose?: boolean | undefined
  readonly json?: string | undefined
}

/** Measures a folder and prints what was found; undefined where nothing in it is labelled. */
async function measureFolder(
  folder: string,
  { lookup, from, verbose: all, json }: Measuring,
): Promise<Figures | undefined> {
  const { scores, issues } = await measure(folder, lookup)
  if (scores.length === 0) {
    fail(`There is no document with a gold file in ${folder}.`, 2)
    return undefined
  }
  report(scores)
  for (const i of issues) console.log(`issue ${i.code} ${i.file}: ${i.text}`)
  if (all) verbose(scores)
  const figures = figuresOf(scores)
  if (json) writeFileSync(json, `${JSON.stringify({ edition: from, ...figures, scores, issues }, null, 2)}\n`)
  const { mention, disposition } = figures
  const pair = (r: Rates): string => `precision ${figure(r.precision)} recall ${figure(r.recall)}`
  console.log(`mention ${pair(mention)}; disposition ${pair(disposition)}`)
  return figures
}

/** The collections of the project, compared with the baseline; which edition is in the home of who runs it must not matter. */
async function measureOwn(options: {
  edition?: string | undefined
  verbose?: boolean | undefined
  json?: string | undefined
  promote?: boolean | undefined
}): Promise<void> {
  const opened = options.edition === undefined ? { lookup: NO_LOOKUP, from: 'no edition' } : openLookup(options.edition)
  const further = await measureFolder(COLLECTIONS.further, { ...opened, verbose: options.verbose })
  const corpus = await measureFolder(COLLECTIONS.corpus, { ...opened, ...options })
  if (!further || !corpus) return
  if (options.promote) promote({ corpus, further })
  const drops = options.promote ? [] : dropsSince({ corpus, further })
  for (const drop of drops) console.error(drop)
  if (drops.length > 0) process.exitCode = 1
}

await main()
