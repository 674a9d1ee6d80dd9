/**
 * `node bench/check-file.ts [--home FOLDER] [--rows N]`: seconds and peak memory of `medcodex check` on a table of claims
 * with three checked columns and a day for each row, 3 % of the codes wrong. Codes are those of the full edition (or of the
 * home named), drawn with a fixed seed.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { addDays, isoDate } from '../src/core/date.ts'
import { currentEditionPath, type Edition, openEdition } from '../src/edition/edition.ts'
import { homeAt } from '../src/edition/home.ts'
import { fullEdition } from '../test/full-edition.ts'
import { count, megabytes } from './measure.ts'
import { random } from './mix.ts'

const { values } = parseArgs({ options: { home: { type: 'string' }, rows: { type: 'string', default: '1000000' } } })
const rows = Number(values.rows)
const DAY = isoDate('2025-10-01')
const WRONG = 0.03

async function opened(): Promise<{ edition: Edition; home: string }> {
  if (values.home !== undefined)
    return { edition: openEdition(currentEditionPath(homeAt(values.home))), home: values.home }
  const edition = await fullEdition()
  if ('missing' in edition) throw new Error(`${edition.missing} is missing`)
  return { edition, home: join(tmpdir(), 'medcodex-test-full') }
}

function codesOf(edition: Edition, system: string): string[] {
  const all = [...edition.catalog.rows.concepts(system, addDays(DAY, 200))]
  return all.filter(({ billable }) => billable).map(({ code }) => code)
}

/** One of the slips that claims are full of. */
function spoilt(code: string, next: () => number): string {
  const kind = Math.floor(next() * 4)
  if (kind === 0) return code.replace('0', 'O')
  if (kind === 1) return code.slice(0, -1)
  if (kind === 2) return `${code}9`
  return code.slice(0, 1) + code.slice(2, 3) + code.slice(1, 2) + code.slice(3)
}

async function generate(path: string, edition: Edition): Promise<void> {
  const next = random(7)
  const [diagnoses, services] = [codesOf(edition, 'icd10cm'), codesOf(edition, 'hcpcs')]
  const one = (codes: readonly string[]): string => {
    const code = codes[Math.floor(next() ** 2 * codes.length)]!
    return next() < WRONG ? spoilt(code, next) : code
  }
  const out = createWriteStream(path)
  out.write('claim,dos,dx1,dx2,hcpcs,charge\n')
  for (let row = 0; row < rows; row++) {
    const day = addDays(DAY, Math.floor(next() * 200))
    const dx2 = next() < 0.5 ? one(diagnoses) : ''
    const line = `C${row},${day},${one(diagnoses)},${dx2},${one(services)},${(next() * 900).toFixed(2)}\n`
    if (!out.write(line)) await once(out, 'drain')
  }
  out.end()
  await finished(out)
}

/** Runs the command; seconds of the whole process, and the most memory it held. */
function measured(args: readonly string[]): Promise<{ seconds: number; peak: number; summary: string }> {
  const started = performance.now()
  const child = spawn(process.execPath, [join(import.meta.dirname, '../src/cli/main.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let [peak, summary] = [0, '']
  child.stdout.on('data', (part) => {
    summary += part
  })
  const watch = setInterval(() => {
    try {
      const held = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]
      peak = Math.max(peak, Number(held ?? 0) * 1024)
    } catch {
      // The process has ended, or there is no /proc here.
    }
  }, 100)
  return new Promise((resolve) =>
    child.once('close', () => {
      clearInterval(watch)
      resolve({ seconds: (performance.now() - started) / 1_000, peak, summary })
    }),
  )
}

const folder = mkdtempSync(join(tmpdir(), 'medcodex-bench-check-'))
try {
  const { edition, home } = await opened()
  const path = join(folder, 'claims.csv')
  await generate(path, edition)
  edition.close()
  const columns = ['dx1=icd10cm', 'dx2=icd10cm', 'hcpcs'].flatMap((column) => ['--column', column])
  const { seconds, peak, summary } = await measured([
    'check',
    path,
    ...columns,
    '--as-of-column',
    'dos',
    '--output',
    join(folder, 'checked.csv'),
    '--home',
    home,
  ])
  process.stdout.write(`${summary}\n`)
  process.stdout.write(
    `${count(rows)} rows, ${megabytes(statSync(path).size)}: ${seconds.toFixed(1)} s, peak ${megabytes(peak)}; load ${(loadavg()[0] ?? 0).toFixed(1)}\n`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
