/**
 * `npm run conformance -- [DIR]`: HL7's terminology tests in DIR (MEDCODEX_TX_TESTS, else ../shared/tx-tests) against this
 * server, without Java. A line for each failure with the first difference. Ends with an error when a case fails that
 * passed in the committed baseline.
 *
 *   --write           writes the baseline anew
 *   --filter TEXT     only cases whose name contains it
 *   --modes LIST      modes that are tested; general unless said
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createApp } from '../../src/server.ts'
import { starterEdition } from '../starter-edition.ts'
import { type Runner, runCase } from './run-case.ts'
import { TestFolder } from './suite.ts'

const BASELINE = join(import.meta.dirname, 'baseline.json')

interface Baseline {
  readonly passed: number
  /** Cases that fail, `suite/name`. */
  readonly failed: readonly string[]
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    write: { type: 'boolean', default: false },
    filter: { type: 'string', default: '' },
    modes: { type: 'string', default: 'general' },
  },
})

const directory = resolve(
  positionals[0] ?? process.env['MEDCODEX_TX_TESTS'] ?? join(import.meta.dirname, '../../../shared/tx-tests'),
)
if (!existsSync(join(directory, 'test-cases.json'))) {
  console.log(`There are no tests in ${directory}; name their folder, or set MEDCODEX_TX_TESTS.`)
  process.exit(2)
}

const starter = await starterEdition()
const app = createApp(starter.context)
const runner: Runner = {
  folder: new TestFolder(directory),
  ask: (path, init) => app.request(path, init),
  endpoint: '/fhir/r5',
  version: '5.0.0',
  modes: new Set(values.modes.split(',')),
}
const externals = runner.folder.externals()
const failed: string[] = []
let passed = 0
for (const test of runner.folder.cases(runner.modes, runner.version)) {
  const name = `${test.suite}/${test.name}`
  if (!name.includes(values.filter)) continue
  const problem = await runCase(runner, test, externals).catch((thrown: unknown) => `it broke: ${String(thrown)}`)
  if (problem === undefined) passed++
  else {
    failed.push(name)
    console.log(`FAIL ${name}: ${problem}`)
  }
}
starter.close()
console.log(`${passed} of ${passed + failed.length} pass.`)

if (values.write) {
  const baseline: Baseline = { passed, failed }
  writeFileSync(BASELINE, `${JSON.stringify(baseline, undefined, 2)}\n`)
} else if (values.filter === '' && values.modes === 'general') {
  const baseline = JSON.parse(readFileSync(BASELINE, 'utf8')) as Baseline
  const known = new Set(baseline.failed)
  const regressions = failed.filter((name) => !known.has(name))
  for (const name of regressions) console.log(`REGRESSION ${name}: it passes in the baseline`)
  if (passed < baseline.passed) console.log(`${baseline.passed} pass in the baseline.`)
  process.exitCode = regressions.length > 0 || passed < baseline.passed ? 1 : 0
}
