/**
 * Runs the tests and says at the end what was skipped for want of a browser, of Lighthouse, of nginx, of Caddy, of systemd, of
 * OpenSearch or of real release files.
 *
 *   node test/run.ts [FILE…]          the tests that need nothing but Node, or the files named
 *   node test/run.ts program          those that run the program itself, over and over (`*.program.test.ts`)
 *   node test/run.ts full             those on real release files at full size (`*.full.test.ts`)
 *   node test/run.ts browser          those in a real browser (`browser.test.ts`, `*.browser.test.ts`)
 *   node test/run.ts pack             the package as it is published (`*.pack.test.ts`), which needs the registry of npm
 *   node test/run.ts cluster          search in a real OpenSearch (`*.cluster.test.ts`), where Java and Maven are
 *   MEDCODEX_REQUIRE=browser,nginx,opensearch,data   makes a skip for that reason a failure (CI sets all)
 */
import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { buildStarter, STARTER_VARIABLE } from './starter-edition.ts'

const ROOT = join(import.meta.dirname, '..')

/** Parts a machine may lack, and how a skip reason names them. */
const PARTS: Readonly<Record<string, RegExp>> = {
  browser: /^browser:/,
  nginx: /^nginx:/,
  caddy: /^caddy:/,
  systemd: /^systemd:/,
  opensearch: /^opensearch:/,
  data: /MEDCODEX_TEST_DATA/,
  lighthouse: /^lighthouse:/,
  registry: /^registry:/,
}

const SUITES: Readonly<Record<string, RegExp>> = {
  full: /\.full\.test\.ts$/,
  browser: /[/.]browser\.test\.ts$/,
  program: /\.program\.test\.ts$/,
  pack: /\.pack\.test\.ts$/,
  cluster: /\.cluster\.test\.ts$/,
}

function filesOf(suite: string | undefined): string[] {
  const belongs = (file: string): boolean =>
    suite === undefined ? !Object.values(SUITES).some((s) => s.test(file)) : SUITES[suite]!.test(file)
  const all = globSync('{src,test}/**/*.test.ts', { cwd: ROOT }).sort()
  return all.filter(belongs).map((file) => join(ROOT, file))
}

const given = process.argv.slice(2)
const [suite] = given
const files = suite === undefined || Object.hasOwn(SUITES, suite) ? filesOf(suite) : given.map((file) => resolve(file))
const required = (process.env['MEDCODEX_REQUIRE'] ?? '').split(',').filter((part) => part !== '')

const skipped: { name: string; reason: string }[] = []
let failed = false

// Hundreds of processes load the same modules: what Node makes of their source is kept, by its hash.
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'medcodex-test-compile-cache')
// Nearly every file asks for the starter edition: it is built once, and each process takes a copy.
const starter = mkdtempSync(join(tmpdir(), 'medcodex-test-starter-'))
await buildStarter(starter)
process.env[STARTER_VARIABLE] = starter

const stream = run({ files, concurrency: 2, cwd: ROOT })
// A file that goes on for ever hears no signal of Node's: `.ci/run` ends what takes too long, and this says what it was.
const running = new Set<string>()
stream.on('test:dequeue', ({ nesting, name }) => {
  if (nesting === 0) running.add(name)
})
stream.on('test:complete', ({ nesting, name }) => {
  if (nesting === 0) running.delete(name)
})
process.once('SIGTERM', () => {
  console.error(`\nFAILED: stopped while this was running: ${[...running].join(', ')}`)
  failed = true
  process.exit()
})

stream.on('test:pass', ({ name, skip }) => {
  if (skip !== undefined) skipped.push({ name, reason: typeof skip === 'string' ? skip : 'no reason given' })
})
stream.on('test:fail', () => {
  failed = true
})
stream.compose(spec).pipe(process.stdout)
stream.on('close', () => {
  for (const [part, pattern] of Object.entries(PARTS)) {
    const hits = skipped.filter(({ reason }) => pattern.test(reason))
    if (hits.length === 0) continue
    const must = required.includes(part)
    console.log(`\n${must ? 'FAILED' : 'Skipped'}: ${hits.length} tests need ${part} — ${hits[0]!.reason}`)
    if (must) failed = true
  }
  const others = skipped.filter(({ reason }) => !Object.values(PARTS).some((pattern) => pattern.test(reason)))
  for (const { name, reason } of others) console.log(`\nFAILED: "${name}" was skipped: ${reason}`)
  if (others.length > 0) failed = true
})
process.on('exit', () => {
  rmSync(starter, { recursive: true, force: true })
  if (failed) process.exitCode = 1
})
