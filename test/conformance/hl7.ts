/**
 * `npm run conformance:hl7`: HL7's own runner (Java 17, its jars through Maven) against a server that this starts. The
 * tests are in MEDCODEX_TX_TESTS, else ../shared/tx-tests. `-- --r4` asks the R4 endpoint, `-- OUT` names the folder
 * for answers that differ.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createApp, listen } from '../../src/server.ts'
import { starterEdition } from '../starter-edition.ts'

const tests = resolve(process.env['MEDCODEX_TX_TESTS'] ?? join(import.meta.dirname, '../../../shared/tx-tests'))
const runner = join(tests, 'runner/run.sh')
if (!existsSync(runner)) {
  console.log(`There is no runner in ${tests}; set MEDCODEX_TX_TESTS to a folder with HL7's tests and runner/run.sh.`)
  process.exit(2)
}

const given = process.argv.slice(2)
const endpoint = given.includes('--r4') ? 'r4' : 'r5'
const out = given.find((each) => !each.startsWith('--')) ?? mkdtempSync(join(tmpdir(), 'medcodex-hl7-'))
const starter = await starterEdition()
const server = await listen({ app: createApp(starter.context) }, { host: '127.0.0.1', port: 0 })
const child = spawn('bash', [runner, tests, `${server.url}/fhir/${endpoint}`, out, 'general'], { stdio: 'inherit' })
child.on('exit', async (code) => {
  await server.close()
  starter.close()
  console.log(`Answers that differ are in ${out}.`)
  process.exitCode = code ?? 1
})
