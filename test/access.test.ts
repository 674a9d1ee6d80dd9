/** Licensed text and a started server: what a hostile page, a stranger and a guesser get, and what is written down. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { medcodex } from './cli.ts'
import { LICENSED_PAGE, LICENSED_WORDS, licensedHome } from './licensed-edition.ts'
import { rawGet } from './raw-http.ts'
import { type Serving, serving } from './serving.ts'

describe('a server with text under a licence', () => {
  let home: Awaited<ReturnType<typeof licensedHome>>
  let own: Serving
  let shared: Serving
  const KEY = 'a-key-for-the-test'

  before(async () => {
    home = await licensedHome()
    const env = { MEDCODEX_KEYS: KEY }
    own = await serving(home.root, [], env)
    shared = await serving(home.root, ['--public-url', 'https://codes.example.org'], env)
  })
  after(async () => {
    await own.stop()
    await shared.stop()
    home.remove()
  })

  const audits = (from: Serving) => from.log().filter((line) => line['event'] === 'licensed')

  it('answers its own machine, privately, and writes down the key, the code and the time, not the query', async () => {
    const page = await rawGet(`${own.url}${LICENSED_PAGE}`)
    assert.equal(page.status, 200)
    assert.match(page.text, LICENSED_WORDS)
    assert.match(String(page.headers['cache-control']), /\bprivate\b/)
    assert.doesNotMatch(String(page.headers['cache-control']), /\bpublic\b/)
    assert.match(String(page.headers['vary']), /Authorization, X-API-Key/)
    const found = await rawGet(`${own.url}/api/v1/search?q=widget+hand`)
    assert.match(found.text, LICENSED_WORDS)
    assert.match(String(found.headers['cache-control']), /private, no-store/)
    const lines = audits(own)
    const last = lines.at(-1)!
    assert.equal(last['key'], 'local')
    assert.equal(last['system'], 'cpt')
    assert.ok((last['codes'] as string[]).includes('9990A'))
    assert.ok(Math.abs(Date.parse(String(last['time'])) - Date.now()) < 60_000)
    assert.doesNotMatch(JSON.stringify(own.log()), /widget|hand/i)
  })

  it('leaves no audit line where nothing licensed was shown', async () => {
    const before = audits(own).length
    await rawGet(`${own.url}/api/v1/search?q=asthma`)
    await rawGet(`${own.url}${LICENSED_PAGE}`, { 'x-forwarded-for': '203.0.113.9' })
    assert.equal(audits(own).length, before)
  })

  it('is not read by a page whose name resolves to this machine, over any surface', async () => {
    const { port } = new URL(own.url)
    for (const path of [LICENSED_PAGE, '/api/v1/codes/cpt/9990A', '/api/v1/search?q=widget', '/mcp']) {
      const answer = await rawGet(`${own.url}${path}`, { host: `evil.example:${port}` })
      assert.equal(answer.status, 421, path)
      assert.doesNotMatch(answer.text, LICENSED_WORDS)
      assert.equal(JSON.parse(answer.text).code, 'unknown-host')
      assert.equal(answer.headers['x-content-type-options'], 'nosniff')
    }
    const call = {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'show', arguments: { system: 'cpt', code: '9990A' } },
    }
    const answer = await fetch(`${own.url}/mcp`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        origin: 'https://evil.example',
      },
      body: JSON.stringify(call),
    })
    assert.equal(answer.status, 403)
  })

  it('asks for a key as soon as it has a public address, and counts wrong ones', async () => {
    const path = '/api/v1/codes/cpt/9990A'
    const ask = (headers: Record<string, string>) => rawGet(`${shared.url}${path}`, headers)
    assert.equal((await ask({})).status, 404)
    const shown = await ask({ host: 'codes.example.org', 'x-api-key': KEY, 'x-forwarded-for': '203.0.113.8' })
    assert.equal(shown.status, 200)
    const { key, codes } = audits(shared).at(-1)!
    assert.match(String(key), /^[0-9a-f]{8}$/)
    assert.deepEqual(codes, ['9990A'])
    const guesser = { 'x-forwarded-for': '203.0.113.9' }
    for (let i = 0; i < 10; i++) assert.equal((await ask({ ...guesser, 'x-api-key': `guess-${i}` })).status, 404)
    const stopped = await ask({ ...guesser, 'x-api-key': KEY })
    assert.equal(stopped.status, 429)
    assert.ok(Number(stopped.headers['retry-after']) > 0)
    assert.equal((await ask({ 'x-forwarded-for': '203.0.113.8', 'x-api-key': KEY })).status, 200)
    assert.doesNotMatch(JSON.stringify(shared.log()), new RegExp(KEY))
  })

  it('names its public address in pages and sitemaps', async () => {
    assert.match((await rawGet(`${shared.url}/robots.txt`)).text, /https:\/\/codes\.example\.org\/sitemap\.xml/)
  })

  it('says what is wrong with options it cannot use', async () => {
    for (const args of [
      ['--public-url', 'codes.example.org'],
      ['--public-url', 'https://codes.example.org/below'],
      ['--rate', 'fast'],
      ['--log', 'xml'],
    ]) {
      const { code, stderr } = await medcodex(['serve', '--home', home.root, ...args])
      assert.equal(code, 2, stderr)
      assert.doesNotMatch(stderr, /\n\s+at /)
    }
  })
})
