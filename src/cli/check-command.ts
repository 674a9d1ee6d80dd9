/** `medcodex check FILE`: the codes of a table, row by row. Rows go to the output, the summary to the person. */

import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { Presets, SingleBar } from 'cli-progress'
import type { Command } from 'commander'
import { parseIsoDate, today } from '../core/date.ts'
import { AppError, problemOf } from '../core/errors.ts'
import { currentEditionPath, openCatalog } from '../edition/edition.ts'
import { homeAt } from '../edition/home.ts'
import { withSmallHeap } from '../edition/small-heap.ts'
import { type CheckSummary, FileCheck } from '../service/check-file.ts'
import { checkedText } from '../service/checked-lines.ts'
import { shapeOf } from '../sources/data-file.ts'
import type { SourceFile } from '../sources/source-file.ts'
import { walkSources } from '../sources/walk.ts'
import { streamInto, wholeFile } from './whole-file.ts'

/** Exit code where a row or a code is wrong; 0 where none is. */
export const FOUND_WRONG = 10

interface CheckFlags {
  readonly column: readonly string[]
  readonly asOfColumn?: string
  readonly asOf?: string
  readonly output?: string
}

/** Percent that the heap may grow by between two collections: at a third, rows are checked more slowly. */
const GROWING = 50

const number = (n: number): string => n.toLocaleString('en-US')

/** A file so large that reading all codes at once is quicker than one by one. */
const LARGE = 4_000_000

/** The one file under a path, opened where it is packed, and the bytes read of it so far. */
async function fileAt(path: string): Promise<{ file: SourceFile; read: () => number; size: number | undefined }> {
  const files: SourceFile[] = []
  for await (const file of walkSources(path, () => {})) files.push(file)
  const [only] = files
  if (!only || files.length > 1)
    throw new AppError('invalid-input', { problem: `${path} holds ${files.length} files; check one at a time` })
  let bytes = 0
  async function* open(): AsyncIterable<Uint8Array> {
    for await (const chunk of only!.open()) {
      bytes += chunk.length
      yield chunk
    }
  }
  return { file: { ...only, open }, read: () => bytes, size: only.size }
}

/** A bar of the bytes read, on a terminal; nothing elsewhere. */
function progressOf(size: number | undefined): { at(bytes: number, rows: number): void; stop(): void } {
  if (!process.stderr.isTTY) return { at: () => {}, stop: () => {} }
  const format = ' {bar} {percentage} % · {rows} rows'
  const bar = new SingleBar(
    { format, stream: process.stderr, hideCursor: true, clearOnComplete: true },
    Presets.shades_classic,
  )
  bar.start(size ?? 1, 0, { rows: '0' })
  return {
    at: (bytes, rows) => bar.update(Math.min(bytes, size ?? 1), { rows: number(rows) }),
    stop: () => bar.stop(),
  }
}

/** What was found, for a person. */
export function summaryText({ rows, wrongRows, damaged, problems, columns, seconds }: CheckSummary): string {
  const lines = [
    `${number(rows)} rows in ${seconds.toFixed(1)} s; ${number(wrongRows)} with something wrong, ${number(damaged)} damaged`,
  ]
  for (const { column, system, counts, mended, wrong } of columns) {
    const said = Object.entries(counts).filter(([, n]) => n > 0)
    lines.push(
      '',
      `${column} (${system}): ${said.map(([status, n]) => `${number(n)} ${status}`).join(', ') || 'nothing'}`,
    )
    if (mended > 0) lines.push(`  ${number(mended)} are officially written otherwise`)
    for (const { written, status, count, reason } of wrong)
      lines.push(`  ${number(count).padStart(7)} × ${written}  ${status}: ${reason}`)
  }
  if (problems.length > 0) {
    lines.push('', 'Rows that are not as they should be')
    for (const { line, problem } of problems) lines.push(`  line ${number(line)}: ${problem}`)
  }
  return lines.join('\n')
}

async function write(out: Writable, text: string): Promise<void> {
  if (text !== '' && !out.write(text)) await once(out, 'drain')
}

async function check(path: string, flags: CheckFlags, globals: { home?: string; json?: boolean }): Promise<void> {
  const asOf = flags.asOf === undefined ? undefined : parseIsoDate(flags.asOf)
  if (flags.asOf !== undefined && asOf === undefined)
    throw new AppError('invalid-input', { problem: `"${flags.asOf}" is not a date written YYYY-MM-DD` })
  const { file, read, size } = await fileAt(path)
  const shape = await shapeOf(file)
  const catalog = openCatalog(currentEditionPath(homeAt(globals.home)))
  const progress = progressOf(size)
  try {
    const options = { columns: flags.column, asOfColumn: flags.asOfColumn, asOf, today: today() }
    const checking = new FileCheck(catalog, options)
    const toFile = flags.output !== undefined && flags.output !== '-'
    if ((size ?? LARGE) >= LARGE) checking.prepare()
    const writeTo = async (out: Writable): Promise<void> => {
      let failed: unknown
      out.on('error', (error) => {
        failed = error
      })
      let rows = 0
      for await (const checked of checkedText(checking, file, shape)) {
        if (failed) throw new AppError('output-failed', { path: flags.output ?? '-', problem: problemOf(failed) })
        await write(out, checked.text)
        rows += checked.rows
        progress.at(read(), rows)
      }
    }
    if (toFile)
      await wholeFile(flags.output!, async (to) => {
        const out = streamInto(to)
        await writeTo(out)
        await finished(out.end())
      })
    else await writeTo(process.stdout)
    progress.stop()
    const summary = checking.summary()
    const told = globals.json ? JSON.stringify(summary, null, 2) : summaryText(summary)
    const to = toFile ? process.stdout : process.stderr
    to.write(`${told}\n`)
    if (summary.wrongRows > 0) process.exitCode = FOUND_WRONG
  } finally {
    progress.stop()
    catalog.close()
  }
}

const collected = (value: string, before: readonly string[]): readonly string[] => [...before, value]

export function addCheckCommand(program: Command): void {
  program
    .command('check <file>')
    .description(
      'Check the codes of a table (CSV, TSV, NDJSON, XLSX): each row comes out with what is to be said of its codes.',
    )
    .option(
      '--column <name[=system]>',
      'column with codes, and their system where it is not called so; may be given again',
      collected,
      [],
    )
    .option('--as-of-column <name>', 'column with the day on which the codes of a row must be valid')
    .option('--as-of <date>', 'the day for rows without one; today where no column is named')
    .option('--output <file>', 'where the rows go; standard output when absent, and the summary to standard error')
    .action((path: string, flags: CheckFlags) => withSmallHeap(() => check(path, flags, program.opts()), GROWING))
}
