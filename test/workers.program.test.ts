/** A server of several workers: one answers for all, limits and numbers are one, and one that dies takes only its own along. */
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type PoolServer, servePool } from '../src/cli/serve-pool.ts'
import { defaultWorkers, type ServeOptions } from '../src/config.ts'
import { homeAt, prepareHome } from '../src/edition/home.ts'
import { type Member, Pool } from '../src/http/pool.ts'
import { medcodex } from './cli.ts'
import { rawGet } from './raw-http.ts'
import { serving } from './serving.ts'

const root = mkdtempSync(join(tmpdir(), 'medcodex-workers-'))
const home = homeAt(join(root, 'home'))
const events: string[] = []
let server: PoolServer

const serve = (options: Partial<ServeOptions> = {}, at = home): Promise<PoolServer> =>
  servePool({
    home: at,
    options: { host: '127.0.0.1', port: 0, log: 'text', ...options },
    workers: 2,
    resources: [],
    onEvent: (message) => events.push(message),
  })

async function build(at = home): Promise<void> {
  prepareHome(at)
  const run = await medcodex(['build', '--home', at.root])
  assert.equal(run.code, 0, run.stderr)
}

before(async () => {
  await build()
  server = await serve()
})
after(async () => {
  await server?.close()
  rmSync(root, { recursive: true, force: true })
})

/** Clients that ask one request after another, each over a connection it keeps. */
class Clients {
  readonly #agents: Agent[] = []
  readonly #talks: Promise<void>[] = []
  #done = false
  answered = 0
  /** Requests that were sent and got no whole answer with status 200. */
  failed = 0

  constructor(url: string, count: number) {
    for (let i = 0; i < count; i++) {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 })
      this.#agents.push(agent)
      this.#talks.push(this.#talk(`${url}/api/v1/search?q=asthma`, agent))
    }
  }

  async #talk(url: string, agent: Agent): Promise<void> {
    while (!this.#done) {
      const whole = await new Promise<boolean>((resolve) => {
        const sent = get(url, { agent }, (answer) => {
          answer.resume()
          answer.on('end', () => resolve(answer.complete && answer.statusCode === 200))
          answer.on('error', () => resolve(false))
        })
        sent.on('error', () => resolve(false))
      })
      if (whole) this.answered++
      else this.failed++
    }
  }

  async answers(more: number): Promise<void> {
    const until = this.answered + more
    while (this.answered < until) await wait(5)
  }

  async stop(): Promise<void> {
    this.#done = true
    await Promise.all(this.#talks)
    for (const agent of this.#agents) agent.destroy()
  }
}

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await what())) await wait(20)
}

const numberOf = (page: string, name: string): number =>
  page
    .split('\n')
    .filter((line) => line.startsWith(name))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)

/** `/metrics` of a server, from whichever worker is asked. */
const page = async ({ url }: PoolServer): Promise<string> => (await rawGet(`${url}/metrics`)).text
const answers = (text: string): number =>
  numberOf(text, 'medcodex_http_request_duration_seconds_count{route="/api/v1/search"')

describe('workers', { timeout: 300_000 }, () => {
  it('speak with one voice: whichever is asked, the numbers are of all', async () => {
    const before = answers(await page(server))
    const statuses = await Promise.all(
      Array.from({ length: 40 }, async () => (await rawGet(`${server.url}/api/v1/search?q=asthma`)).status),
    )
    assert.deepEqual(new Set(statuses), new Set([200]))
    const after = await page(server)
    assert.equal(answers(after) - before, 40)
    assert.equal(numberOf(after, 'medcodex_workers{state="running"}'), 2)
    assert.equal(numberOf(after, 'medcodex_ready'), 1)
    assert.match(after, /medcodex_edition_info\{edition="[0-9a-f]{16}"\} 1\n/)
    assert.match(after, /medcodex_process_resident_memory_bytes \d{8}/)
    // Both have answered some of 40 connections, but for one chance in 10^11.
    const shares =
      await server.pool.ask<{ name: string; values: { metricName?: string; value: number }[] }[]>('figures')
    for (const { answer } of shares) {
      const { values } = answer.find(({ name }) => name === 'medcodex_http_request_duration_seconds')!
      assert.ok(values.some(({ metricName, value }) => metricName?.endsWith('_count') && value > 0))
    }
  })

  it('are replaced when one dies under load; only requests it was answering are lost', async () => {
    const clients = new Clients(server.url, 8)
    await clients.answers(100)
    assert.equal(clients.failed, 0)
    const counted = answers(await page(server))
    await server.pool.kill(1)
    await clients.answers(100)
    await until(() => server.pool.running === 2)
    const lost = clients.failed
    // Each client has one request under way at most.
    assert.ok(lost <= 8, `${lost} requests were lost`)
    await clients.answers(100)
    assert.equal(clients.failed, lost)
    await clients.stop()
    assert.equal(clients.failed, lost)
    assert.ok(
      events.some((event) => /worker 1 ended; another takes its place/.test(event)),
      events.join('\n'),
    )
    const after = await page(server)
    assert.equal(numberOf(after, 'medcodex_workers_replaced_total'), 1)
    assert.ok(answers(after) > counted, 'what the dead worker had counted is part of the whole')
  })

  it('all go over to a new edition, without a failed request', async () => {
    const first = server.live.get().id
    const clients = new Clients(server.url, 6)
    await clients.answers(20)
    cpSync(join(import.meta.dirname, '../fixtures/hcpcs'), join(home.sources, 'user'), { recursive: true })
    await build()
    const editionsNow = async (): Promise<string[]> =>
      Promise.all(
        Array.from({ length: 24 }, async () => {
          const { text } = await rawGet(`${server.url}/healthz`)
          return (JSON.parse(text) as { edition: string }).edition
        }),
      )
    await until(async () => !(await editionsNow()).includes(first))
    assert.deepEqual(new Set(await editionsNow()), new Set([server.live.get().id]))
    await clients.answers(50)
    await clients.stop()
    assert.equal(clients.failed, 0)
  })

  it('keep what a FHIR client sends where all of them find it', async () => {
    const ask = async (parameters: object[]) => {
      const answer = await fetch(`${server.url}/fhir/r4/$closure`, {
        method: 'POST',
        headers: { 'content-type': 'application/fhir+json', connection: 'close' },
        body: JSON.stringify({ resourceType: 'Parameters', parameter: parameters }),
      })
      return { status: answer.status, body: (await answer.json()) as { resourceType: string } }
    }
    const name = { name: 'name', valueString: 'a-table' }
    assert.equal((await ask([name])).status, 200)
    const concept = { name: 'concept', valueCoding: { system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'J45.909' } }
    for (let i = 0; i < 12; i++) {
      const { status, body } = await ask([name, concept])
      assert.equal(status, 200, JSON.stringify(body))
      assert.equal(body.resourceType, 'ConceptMap')
    }
  })

  it('count the requests of an address together', async () => {
    const limited = await serve({ rate: 1 })
    try {
      const statuses: number[] = []
      for (let i = 0; i < 16; i++) statuses.push((await rawGet(`${limited.url}/api/v1/systems`)).status)
      assert.deepEqual(statuses, [...Array(10).fill(200), ...Array(6).fill(429)])
    } finally {
      await limited.close()
    }
  })

  it('do not share their port with another server', async () => {
    const { port } = new URL(server.url)
    await assert.rejects(serve({ port: Number(port) }), { code: 'port-busy' })
    const { code, stderr } = await medcodex(['serve', '--home', home.root, '--port', port, '--workers', '1'])
    assert.equal(code, 8)
    assert.match(stderr, /already in use/)
  })

  it('stop politely: what was asked is answered, and the code is 0', async () => {
    const own = await serving(home.root, ['--workers', '2', '--rate', '0'])
    const clients = new Clients(own.url, 4)
    await clients.answers(40)
    const stopping = own.stop()
    // What is refused after the door is closed was not accepted; what was accepted is answered.
    await until(() => own.log().some((line) => line['msg'] === 'stopping'))
    assert.equal(await stopping, 0)
    await clients.stop()
    const requests = own.log().filter((line) => line['event'] === 'request')
    assert.ok(requests.length >= clients.answered)
    assert.deepEqual(new Set(requests.map((line) => line['status'])), new Set([200]))
    assert.equal(own.log().at(-1)?.['msg'], 'stopped')
  })

  it('say what is wrong with their number', async () => {
    for (const number of ['0', '33', 'many']) {
      const { code, stderr } = await medcodex(['serve', '--home', home.root, '--workers', number])
      assert.equal(code, 2, stderr)
      assert.match(stderr, /--workers is a number from 1 to 32/)
    }
  })

  it('are one less than there are cores, four at most and one at least', () => {
    assert.deepEqual(
      [1, 2, 3, 5, 64].map((cores) => defaultWorkers(cores, true)),
      [1, 1, 2, 4, 4],
    )
    assert.equal(defaultWorkers(8, false), 1)
  })
})

/** A worker that answers `ask`, fails politely on `fail` and dies on `die`. */
const SCRIPT = `
  const { parentPort, workerData } = require('node:worker_threads')
  let calls = 0
  const call = (name, data) => parentPort.postMessage({ call: ++calls, name, data })
  if (workerData.dies) throw new Error('it never starts')
  parentPort.on('message', ({ call: number, name }) => {
    if (number === undefined) return
    if (name === 'die') process.exit(3)
    if (name === 'fail') call('failing', 'TypeError')
    parentPort.postMessage({ answer: number, data: workerData.row })
  })
  call('listening')
`

describe('the pool', { timeout: 60_000 }, () => {
  const poolOf = (said: string[], dies = false): Pool =>
    new Pool({
      entry: new URL(
        `data:text/javascript,${encodeURIComponent(`import { createRequire } from 'node:module'; const require = createRequire('/'); ${SCRIPT}`)}`,
      ),
      wanted: 2,
      startWith: ({ row }) => ({ row, dies }),
      connect() {},
      onChange: (message) => said.push(message),
    })
  const rowOf = (member: Member | undefined): Promise<number> => member!.line.call('ask')

  it('replaces a worker that fails before it lets go of it', async () => {
    const said: string[] = []
    const pool = poolOf(said)
    await pool.start()
    const failing = pool.member(0)!
    const row = await rowOf(failing)
    let gone = false
    failing.worker.once('exit', () => {
      gone = true
    })
    await failing.line.call('fail')
    await until(() => pool.member(0) !== failing && pool.member(0) !== undefined)
    assert.notEqual(await rowOf(pool.member(0)), row)
    await until(() => gone)
    assert.equal(pool.running, 2)
    assert.deepEqual(said, ['worker 0 is failing: TypeError; another takes its place', 'worker 0 answers again'])
    await pool.drain()
  })

  it('replaces one that dies, and calls to the dead one end', async () => {
    const said: string[] = []
    const pool = poolOf(said)
    await pool.start()
    await assert.rejects(pool.member(1)!.line.call('die'), /thread is gone/)
    await until(() => pool.running === 2)
    assert.equal(pool.replaced, 1)
    assert.equal((await pool.ask('ask')).length, 2)
    await pool.drain()
    assert.equal(pool.running, 0)
  })

  it('says when a worker cannot start at all', async () => {
    await assert.rejects(poolOf([], true).start(), { code: 'worker-failed' })
  })
})
