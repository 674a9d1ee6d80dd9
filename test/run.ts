/**
 * Runs the tests and says at the end what was skipped for want of a browser, of nginx or of real release files.
 *
 *   node test/run.ts [FILE…]          all tests, or the files named
 *   MEDCODEX_REQUIRE=browser,nginx,data   makes a skip for that reason a failure (CI sets all)
 */
import { globSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'

const ROOT = join(import.meta.dirname, '..')

/** Parts a machine may lack, and how a skip reason names them. */
const PARTS: Readonly<Record<string, RegExp>> = { browser: /^browser:/, nginx: /^nginx:/, data: /MEDCODEX_TEST_DATA/ }

const given = process.argv.slice(2).map((file) => resolve(file))
const files =
  given.length > 0
    ? given
    : globSync('{src,test}/**/*.test.ts', { cwd: ROOT })
        .sort()
        .map((file) => join(ROOT, file))
const required = (process.env['MEDCODEX_REQUIRE'] ?? '').split(',').filter((part) => part !== '')

const skipped: { name: string; reason: string }[] = []
let failed = false

const stream = run({ files, concurrency: 2, cwd: ROOT })
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
  if (failed) process.exitCode = 1
})
