/** The command line as a person uses it: answers in text and JSON, errors in two sentences, and a server that stops. */
import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { MAIN, medcodex, type Run, start } from './cli.ts'

const root = mkdtempSync(join(tmpdir(), 'medcodex-cli-'))
const home = join(root, 'home')
const env = { MEDCODEX_HOME: home }
const running = new Set<ChildProcess>()

before(async () => {
  const { code, stderr } = await medcodex(['build'], env)
  assert.equal(code, 0, stderr)
})

after(() => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(root, { recursive: true, force: true })
})

async function answer(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await medcodex(args, env)
  assert.equal(code, 0, stderr)
  assert.equal(stderr, '')
  return stdout
}

const jsonOf = async (...args: string[]): Promise<Record<string, unknown>> =>
  JSON.parse(await answer('--json', ...args)) as Record<string, unknown>

/** Two sentences on standard error and what may be meant, no stack trace, and the exit code. */
function refused({ code, stdout, stderr }: Run, exit: number, says: RegExp): void {
  assert.equal(code, exit, stderr)
  assert.match(stderr, says)
  assert.equal(
    stderr
      .trimEnd()
      .split('\n')
      .filter((line) => !line.startsWith('  ')).length,
    2,
    stderr,
  )
  assert.doesNotMatch(stderr + stdout, /^\s+at .*:\d+/m)
}

describe('medcodex answers', { concurrency: 2 }, () => {
  it('searches, with the code, the title and the reason of each result', async () => {
    const text = await answer('search', 'type', '2', 'diabetes', 'without', 'complications')
    assert.match(text, /^icd10cm\s+E11\.9\s+Type 2 diabetes mellitus without complications\n/)
    assert.match(text, /official title|exact title|all words|inclusion term|alphabetic index/)
    assert.match(text, /\n[\d,]+ found\n$/)
  })

  it('searches in JSON, with options after the words', async () => {
    const found = await jsonOf(
      'search',
      'asthma',
      '--limit',
      '2',
      '--system',
      'icd10cm',
      '--billable',
      'yes',
      '--explain',
    )
    assert.equal(found['query'], 'asthma')
    const results = found['results'] as { system: string; billable: boolean; explanation?: unknown }[]
    assert.equal(results.length, 2)
    for (const { system, billable, explanation } of results)
      assert.ok(system === 'icd10cm' && billable && explanation !== undefined)
  })

  it('says that nothing was found, and that is no error', async () => {
    assert.equal(await answer('search', 'xyzzyplugh'), 'Nothing found for "xyzzyplugh".\n')
  })

  it('says how instructions in a query were read', async () => {
    assert.match(await answer('search', 'asthma system:icd10cm'), /^Codes for “asthma” in icd10cm\.\nicd10cm /)
    assert.match(
      await answer('search', 'system:nope'),
      /^There is no code system “nope” here .*; searched as a word\.\n/,
    )
  })

  it('lists similar codes with the reason first, and sets codes side by side', async () => {
    const alike = await answer('similar', 'icd10cm', 'e119')
    assert.match(alike, /\nOften confused: Excludes1 note at E11\.9 says “type 2 .*”\n {2}icd10cm {2}E11\.A /)
    assert.match(alike, /is not official/)
    const compared = await answer('compare', 'icd10cm:E11.9', 'icd10cm:E11.8')
    assert.match(compared, /\n≠ excludes1\n {2}1 ≠ type 2 diabetes mellitus, without/)
    assert.match(compared, /\n= billable\n {4}yes\n/)
  })

  it('shows a code however it is written, with the licence of its system', async () => {
    const text = await answer('show', 'icd10cm', 'e119')
    assert.match(text, /^ICD-10-CM E11\.9 {2}Type 2 diabetes mellitus without complications\n/)
    assert.match(text, /Stands under\n.*Chapter 4/)
    assert.match(text, /copyright World Health Organization/)
    assert.match(text, /not medical, coding or billing advice/)
  })

  it('shows a code in JSON as of a day', async () => {
    const shown = await jsonOf('show', 'icd10cm', 'E11', '9', '--as-of', '2026-01-01')
    assert.equal(shown['code'], 'E11.9')
    assert.equal(shown['asOf'], '2026-01-01')
  })

  it('lists the systems and what they hold', async () => {
    assert.match(await answer('systems'), /^ICD-10-CM\s+FY2026\s+\d+ codes {2}from the starter set/)
    const { systems } = await jsonOf('systems')
    assert.deepEqual(
      (systems as { id: string }[]).map((s) => s.id),
      ['icd10cm', 'icd10pcs', 'hcpcs', 'pos', 'poa'],
    )
  })

  it('tells its status', async () => {
    assert.match(await answer('status'), /^Edition [0-9a-f]{16} in .*editions/)
    assert.equal((await jsonOf('status'))['home'], home)
  })

  it('suggests what may be meant', async () => {
    assert.match(await answer('suggest', 'asth'), /^icd10cm\s+J45/)
    assert.equal(((await jsonOf('suggest', 'asth', '--limit', '3'))['suggestions'] as unknown[]).length, 3)
  })

  it('browses a system from the top, and one of its groups', async () => {
    assert.match(await answer('browse', 'icd10cm'), /^Chapter 1 {2,}Certain infectious/)
    assert.match(await answer('browse', 'hcpcs'), /^A {2,}A\d{4} – A\d{4}/)
    assert.match(await answer('browse', 'hcpcs', 'J', '--limit', '2'), /^J\d{4} .*\nJ\d{4} .*\n\nMore: add --after/)
  })

  it('says what was recognised in an added folder, and that it is there when it comes again', async () => {
    const fixtures = join(import.meta.dirname, '../fixtures/hcpcs')
    const own = ['--home', join(root, 'own')]
    assert.match(await answer('add', fixtures, ...own), /^Added \d+ files: hcpcs 2026-10 /)
    assert.match(await answer('add', fixtures, ...own), /^Nothing to do: the same content is there already/)
  })

  it('fetches nothing offline and says how to get the rest', async () => {
    const { code, stdout } = await medcodex(['fetch', '--offline', '--home', join(root, 'offline')])
    assert.equal(code, 0)
    assert.equal(stdout.match(/: the starter set/g)?.length, 3)
    assert.match(stdout, /NDC: not loaded; nothing was downloaded \(offline\)\./)
  })

  it('prints help and version without looking for data', async () => {
    const began = performance.now()
    const { code, stdout } = await medcodex(['--help'], { MEDCODEX_HOME: '/nowhere/at/all' })
    assert.equal(code, 0)
    assert.match(stdout, /^Usage: medcodex/)
    assert.ok(performance.now() - began < 60_000, 'help hangs')
    assert.match(await answer('--version'), /^\d+\.\d+\.\d+\n$/)
  })
})

describe('medcodex refuses', { concurrency: 2 }, () => {
  const cases: readonly [what: string, args: readonly string[], exit: number, says: RegExp][] = [
    [
      'an unknown system',
      ['show', 'icd11', '5A11'],
      4,
      /^There is no code system "icd11" in this edition\.\nUse one of: icd10cm, icd10pcs, hcpcs, pos, poa\.\n$/,
    ],
    [
      'a system that is not loaded',
      ['show', 'icd9', '250.00'],
      4,
      /^ICD-9-CM is not loaded in this edition\.\nGet it with: medcodex fetch icd9cm, or medcodex add FILE; then medcodex build\.\n$/,
    ],
    [
      'an unknown code',
      ['show', 'icd10cm', 'E11.99'],
      4,
      /^ICD-10-CM has no code "E11\.99"\.\nCheck the code, or search for it/,
    ],
    [
      'a day that is none',
      ['search', 'asthma', '--as-of', '2026-02-30'],
      2,
      /"2026-02-30" is not a date written YYYY-MM-DD\.\n/,
    ],
    ['a limit out of range', ['search', 'asthma', '--limit', '0'], 2, /^The request is not valid: limit: /],
    [
      'a system to search that is none',
      ['search', 'asthma', '--system', 'icd11'],
      2,
      /there is no code system "icd11"/,
    ],
    [
      'a system to search that its users bring',
      ['search', 'asthma', '--system', 'snomed'],
      4,
      /^SNOMED CT is not loaded in this edition\.\nGet it with: medcodex add FILE --i-have-a-license; then/,
    ],
    ['a system to fetch that is none', ['fetch', 'cpt', '--offline'], 4, /^There is no code system "cpt"/],
    ['an unknown option', ['search', 'asthma', '--bogus'], 2, /^error: unknown option '--bogus'\n/],
    ['an unknown command', ['frobnicate'], 2, /^error: unknown command 'frobnicate'\n/],
    ['a query without words', ['search'], 2, /^error: missing required argument 'q'\n/],
    ['a port that is none', ['serve', '--port', '99999'], 2, /"99999" is not a port number from 0 to 65535\.\n/],
    [
      'a file that is not there',
      ['add', join(root, 'nothing.zip')],
      2,
      /^There is no file or folder .*nothing\.zip\.\n/,
    ],
    [
      'a file that is no release',
      ['add', MAIN],
      2,
      /^Nothing in .*main\.ts is a release file that Medcodex knows \(seen: main\.ts\)\.\n/,
    ],
  ]
  for (const [what, args, exit, says] of cases) {
    it(`${what}, with exit code ${exit}`, async () => refused(await medcodex(args, env), exit, says))
  }

  it('to answer without an edition, and makes no folder for it', async () => {
    const nowhere = join(root, 'nowhere')
    for (const args of [['search', 'asthma'], ['status'], ['serve']]) {
      refused(
        await medcodex(args, { MEDCODEX_HOME: nowhere }),
        3,
        /^No edition has been built in .*nowhere\.\nRun: medcodex build\n$/,
      )
    }
    assert.ok(!readdirSync(root).includes('nowhere'))
  })

  it('in JSON too, in the shape of the API', async () => {
    const { code, stdout } = await medcodex(['--json', 'show', 'icd10cm', 'E11.99'], env)
    assert.equal(code, 4)
    const { error } = JSON.parse(stdout) as { error: Record<string, unknown> & { suggestions: { code: string }[] } }
    assert.deepEqual(Object.keys(error), ['code', 'message', 'fix', 'suggestions'])
    assert.equal(error['code'], 'unknown-code')
    assert.equal(error.suggestions[0]?.code, 'E11.9')
  })
})

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

interface Serving {
  readonly url: string
  readonly said: string
  /** All that it has said by now. */
  readonly later: string
  readonly seconds: number
  /** Sends the signal; resolves with the exit code. */
  stop(signal: NodeJS.Signals): Promise<number | null>
}

/** Runs `medcodex …args` until it says where it serves. */
function serving(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Serving> {
  const began = performance.now()
  const child = start(args, env)
  running.add(child)
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  let said = ''
  return new Promise((resolve, reject) => {
    child.on('close', () => {
      running.delete(child)
      reject(new assert.AssertionError({ message: `it ended before it served: ${said}` }))
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        said += chunk
        const url = /Medcodex is at (http:\S+)/.exec(said)?.[1]
        if (url === undefined || !said.includes('Stop it with Ctrl+C.')) return
        const stop = (signal: NodeJS.Signals): Promise<number | null> => {
          child.kill(signal)
          return ended
        }
        resolve({
          url,
          said,
          get later() {
            return said
          },
          seconds: (performance.now() - began) / 1000,
          stop,
        })
      })
    }
  })
}

describe('medcodex start', () => {
  const own = ['--home', join(root, 'served')]

  it('gets data, builds, serves, says what is loaded, and ends with 0 when told to stop', async () => {
    const first = await serving(['start', '--offline', '--port', '0', ...own])
    assert.match(first.said, /Data folder: .*served\n/)
    assert.match(first.said, /Built edition [0-9a-f]{16}/)
    assert.match(first.said, /ICD-10-CM\s+\d+ codes {2}.*FY2026.*\(from the starter set\)/)
    assert.match(first.said, /For newer or fuller releases: medcodex fetch/)
    assert.equal((await fetch(`${first.url}/healthz`)).status, 200)
    assert.equal((await fetch(`${first.url}/`)).status, 200)
    assert.equal(await first.stop('SIGTERM'), 0)
  })

  it('reuses the edition the second time, on the port it is told, and is serving soon', async () => {
    const port = await freePort()
    const second = await serving(['start', '--port', String(port), ...own])
    assert.equal(second.url, `http://127.0.0.1:${port}`)
    assert.doesNotMatch(second.said, /Built|Data folder|getting/)
    // Two seconds are promised and measured by hand; timings decide no test, a hang does.
    assert.ok(second.seconds < 60, `it took ${second.seconds.toFixed(1)} s`)
    const found = (await (await fetch(`${second.url}/api/v1/search?q=asthma`)).json()) as { results: unknown[] }
    assert.ok(found.results.length > 0)
    assert.equal(await second.stop('SIGINT'), 0)
  })

  it('serves with what is there when a server is slow, and takes up what comes later by itself', async () => {
    const home = join(root, 'slow')
    const arrived = join(home, 'arrived')
    // A package client that is asked for the release, waits to be told, and leaves a file where a person would.
    const client = join(root, 'slow-client.cjs')
    const order = join(import.meta.dirname, '../fixtures/icd10cm/icd10cm_order_2026.txt')
    writeFileSync(
      client,
      `const fs = require('node:fs')
console.log('Collecting')
const timer = setInterval(() => {
  if (!fs.existsSync(${JSON.stringify(arrived)})) return
  clearInterval(timer)
  fs.mkdirSync(${JSON.stringify(join(home, 'sources/user'))}, { recursive: true })
  fs.copyFileSync(${JSON.stringify(order)}, ${JSON.stringify(join(home, 'sources/user/icd10cm_order_2026.txt'))})
  process.exitCode = 1
}, 100)`,
    )
    // No publisher is in reach through a proxy that is not there.
    const proxy = Object.fromEntries(
      ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'].map((name) => [name, 'http://127.0.0.1:9']),
    )
    const env = { ...proxy, NO_PROXY: '', no_proxy: '', MEDCODEX_PIP: `${process.execPath} ${client}` }
    const args = ['start', '--wait', '0', '--systems', 'icd10cm', '--workers', '1', '--port', '0', '--home', home]
    const server = await serving(args, env)
    assert.match(server.said, /Not all has come after 0 s: serving begins with what is there/)
    const systems = async (): Promise<string> => (await fetch(`${server.url}/api/v1/systems`)).text()
    assert.match(await systems(), /"source":"starter"/)
    writeFileSync(arrived, '')
    while (!server.later.includes('now serving edition')) await wait(100)
    assert.match(server.later, /icd10cm FY2026: \d+ codes, \d+ billable/)
    assert.match(await systems(), /"source":"user"/)
    assert.equal(await server.stop('SIGTERM'), 0)
  })

  it('ends at once when it is told to stop while data is still to come', async () => {
    const client = join(root, 'silent-client.cjs')
    writeFileSync(client, "console.log('Collecting'); setInterval(() => {}, 1000)")
    const env = { HTTPS_PROXY: 'http://127.0.0.1:9', NO_PROXY: '', MEDCODEX_PIP: `${process.execPath} ${client}` }
    const home = join(root, 'stopped')
    const server = await serving(['start', '--wait', '0', '--systems', 'icd10cm', '--port', '0', '--home', home], env)
    assert.equal(await server.stop('SIGTERM'), 0)
  })

  it('serves what is there with serve, which gets and builds nothing', async () => {
    const server = await serving(['serve', '--port', '0', ...own])
    assert.doesNotMatch(server.said, /Built|getting/)
    assert.equal(await server.stop('SIGTERM'), 0)
  })
})
