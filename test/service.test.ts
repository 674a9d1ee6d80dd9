/** A started server as an operator sees it: probes, numbers, logs, limits, timeouts, and how it stops. */
import assert from 'node:assert/strict'
import { chmodSync, cpSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { homeAt, setCurrent } from '../src/edition/home.ts'
import { createApp } from '../src/server.ts'
import { medcodex } from './cli.ts'
import { rawGet, rawTalk } from './raw-http.ts'
import { type Serving, serving } from './serving.ts'
import { type StarterEdition, starterEdition } from './starter-edition.ts'

/** Milliseconds after which a stopping server may close a connection that asks nothing, and a little less. */
const QUIET = 450

describe('a server', () => {
  const root = mkdtempSync(join(tmpdir(), 'medcodex-service-'))
  let starter: StarterEdition
  let server: Serving

  before(async () => {
    starter = await starterEdition()
    const home = homeAt(root)
    cpSync(starter.edition.path, join(home.editions, 'aaaaaaaaaaaaaaaa'), { recursive: true })
    setCurrent(home, 'aaaaaaaaaaaaaaaa')
    server = await serving(root)
  })
  after(async () => {
    server.child.kill('SIGKILL')
    starter.close()
    rmSync(root, { recursive: true, force: true })
  })

  it('lives, is ready, and says when it is not', async () => {
    assert.equal((await rawGet(`${server.url}/healthz`)).status, 200)
    assert.equal(JSON.parse((await rawGet(`${server.url}/readyz`)).text).status, 'ready')
    const damaged = createApp({ ...starter.context, problem: () => 'search.bin is not as it was built' })
    const answer = await damaged.request('/readyz')
    assert.equal(answer.status, 503)
    assert.match(await answer.text(), /search\.bin/)
    assert.equal((await damaged.request('/healthz')).status, 200)
  })

  it('counts requests by route and writes a line for each, without what was asked', async () => {
    const answer = await rawGet(`${server.url}/api/v1/search?q=mesothelioma`)
    await rawGet(`${server.url}/code/icd10cm/E11.9`)
    const { text } = await rawGet(`${server.url}/metrics`)
    assert.match(
      text,
      /medcodex_http_request_duration_seconds_count\{route="\/api\/v1\/search",method="GET",status="200"\} \d/,
    )
    assert.match(text, /medcodex_edition_info\{edition="[0-9a-f]{16}"\} 1/)
    assert.match(text, /medcodex_nodejs_eventloop_lag/)
    assert.match(text, /medcodex_ready 1/)
    const line = server.log().find((each) => each['id'] === answer.headers['x-request-id'])!
    assert.equal(line['route'], '/api/v1/search')
    assert.equal(line['status'], 200)
    assert.ok(Number(line['ms']) > 0)
    assert.doesNotMatch(text + JSON.stringify(server.log()), /mesothelioma|E11\.9/)
    assert.equal(answer.headers['x-content-type-options'], 'nosniff')
  })

  it('ends connections that send no request, half a head or half a body', async () => {
    const head = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n'
    const body =
      'POST /mcp HTTP/1.1\r\nHost: localhost\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{'
    const talks = await Promise.all(['', head, `${head}\r\n`, body].map((text) => rawTalk(server.url, text)))
    for (const [i, { ms }] of talks.entries()) assert.ok(ms < 40_000, `talk ${i} lasted ${ms} ms`)
    assert.match(talks[2]!.text, /^HTTP\/1\.1 200/)
  })

  it('turns away too many requests with the time to wait', async () => {
    const strict = await serving(root, ['--rate', '1'])
    let last = await rawGet(`${strict.url}/api/v1/systems`)
    for (let i = 0; i < 10; i++) last = await rawGet(`${strict.url}/api/v1/systems`)
    assert.equal(last.status, 429)
    assert.ok(Number(last.headers['retry-after']) >= 1)
    assert.equal((await rawGet(`${strict.url}/healthz`)).status, 200)
    assert.equal(await strict.stop(), 0)
  })

  it('refuses a body that is too long', async () => {
    const sent = await fetch(`${server.url}/mcp`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: 'x'.repeat(300_000),
    })
    assert.equal(sent.status, 413)
  })

  it('stops without resetting clients that are busy over kept connections', async () => {
    const stopping = await serving(root)
    const agents = Array.from({ length: 8 }, () => new Agent({ keepAlive: true, maxSockets: 1 }))
    let answered = 0
    const served = new Set<Agent>()
    const failures: string[] = []
    let going = true
    const asked = new Map<Agent, number>()
    const ask = (agent: Agent): Promise<boolean> =>
      new Promise((resolve) => {
        const before = asked.get(agent) ?? performance.now()
        asked.set(agent, performance.now())
        const sent = request(`${stopping.url}/api/v1/search?q=asthma`, { agent }, (response) => {
          response.resume()
          response.on('end', () => {
            answered++
            served.add(agent)
            resolve(response.headers.connection !== 'close')
          })
        })
        sent.on('error', (error: NodeJS.ErrnoException) => {
          // Once it listens no more, a new connection is refused: that is no answer lost.
          // And a client that this busy machine has held up for as long as a quiet connection is kept is not busy itself:
          // what it asks then on a connection that was kept it must ask again, as HTTP has it.
          const quiet = error.code === 'ECONNRESET' && sent.reusedSocket && performance.now() - before > QUIET
          if (error.code !== 'ECONNREFUSED' && !quiet)
            failures.push(`${error.code} reused ${sent.reusedSocket} after ${performance.now() - before}`)
          resolve(false)
        })
        sent.end()
      })
    const busy = agents.map(async (agent) => {
      while (going && (await ask(agent)));
    })
    // Every connection has been answered over before, however slow the machine is: one that the server has not yet taken
    // from the system is not kept.
    while (served.size < agents.length && failures.length === 0) await new Promise((resolve) => setTimeout(resolve, 50))
    const before = answered
    const began = Date.now()
    const code = await stopping.stop()
    going = false
    await Promise.all(busy)
    assert.equal(code, 0)
    assert.ok(Date.now() - began < 60_000)
    assert.ok(before >= agents.length)
    assert.deepEqual(failures, [])
    assert.deepEqual(
      stopping
        .log()
        .slice(-1)
        .map((line) => line['msg']),
      ['stopped'],
    )
  })

  it('starts from a folder that it cannot write, and keeps what it writes to its user', {
    skip: process.platform === 'win32',
  }, async () => {
    const own = mkdtempSync(join(tmpdir(), 'medcodex-private-'))
    const home = join(own, 'home')
    assert.equal((await medcodex(['build', '--home', home])).code, 0)
    assert.equal(statSync(home).mode & 0o777, 0o700)
    assert.equal(statSync(join(home, 'current')).mode & 0o777, 0o600)
    for (const path of [home, join(home, 'editions'), join(home, 'sources')]) chmodSync(path, 0o500)
    const { code, stderr } = await medcodex(['start', '--home', home, '--port', '1', '--host', '203.0.113.1'])
    assert.equal(code, 8, stderr)
    for (const path of [home, join(home, 'editions'), join(home, 'sources')]) chmodSync(path, 0o700)
    rmSync(own, { recursive: true })
  })

  it('says in a sentence that an address is none', async () => {
    const { code, stderr } = await medcodex(['add', 'http://[::1', '--home', join(root, 'other')])
    assert.equal(code, 2)
    assert.match(stderr, /is no address/)
    assert.doesNotMatch(stderr, /\n\s+at /)
  })
})
