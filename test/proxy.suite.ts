/** What holds behind every web server that stands in front, by its recipe in `deploy/` as it is. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { type RequestOptions, request } from 'node:https'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { LICENSED_PAGE, LICENSED_WORDS, licensedHome } from './licensed-edition.ts'
import { type RawAnswer, rawGet } from './raw-http.ts'
import { type Serving, serving } from './serving.ts'

export const NAME = 'codes.example.org'
const KEY = 'a-key-for-the-test'
/** The page by its number alone: an address with the words would be quoted back by a page that says there is none. */
export const NUMBER = '/code/cpt/9990A.json'

export interface Front {
  /** What it has logged so far. */
  log(): string
  stop(): Promise<void>
}

export interface ProxyStart {
  /** Address of the server behind it. */
  readonly url: string
  /** Ports of the proxy. */
  readonly ports: { readonly tls: number; readonly plain: number }
  /** For its files. */
  readonly folder: string
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Asks over TLS by the public name, whoever signed the certificate. */
function secure(port: number, path: string, options: RequestOptions & { body?: string } = {}): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { body, headers, ...others } = options
    const asked = {
      host: '127.0.0.1',
      port,
      path,
      servername: NAME,
      rejectUnauthorized: false,
      headers: { host: NAME, ...(headers as Record<string, string>) },
      ...others,
    }
    request(asked, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part) => {
        text += part
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
    })
      .on('error', reject)
      .end(body)
  })
}

/** Declares the tests of a proxy that `start` starts; `skip` says why it cannot be. */
export function describeProxy(
  title: string,
  { skip, start }: { readonly skip: string | false; start(given: ProxyStart): Promise<Front> },
): void {
  describe(title, { skip }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'medcodex-proxy-'))
    let home: Awaited<ReturnType<typeof licensedHome>>
    let server: Serving
    let proxy: Front
    let ports: { tls: number; plain: number }
    const get = (path: string, headers: Record<string, string> = {}) => secure(ports.tls, path, { headers })

    before(async () => {
      home = await licensedHome()
      server = await serving(home.root, ['--public-url', `https://${NAME}`], { MEDCODEX_KEYS: KEY })
      ports = { tls: await freePort(), plain: await freePort() }
      proxy = await start({ url: server.url, ports, folder })
      for (let tries = 0; tries < 200; tries++) {
        const answers = await get('/healthz').then(
          ({ status }) => status === 200,
          () => false,
        )
        if (answers) return
        await wait(50)
      }
      assert.fail(proxy.log() || `${title}: it did not start`)
    })
    after(async () => {
      await proxy?.stop()
      await server?.stop()
      home?.remove()
      rmSync(folder, { recursive: true, force: true })
    })

    it('shows pages by the public name over TLS, with its addresses, and sends plain HTTP there', async () => {
      const page = await get('/code/icd10cm/J45-asthma')
      assert.equal(page.status, 200)
      assert.match(page.text, /<link rel="canonical" href="https:\/\/codes\.example\.org\/code\/icd10cm\/J45/)
      assert.ok(page.headers['strict-transport-security'])
      const plain = await rawGet(`http://127.0.0.1:${ports.plain}/systems`, { host: NAME })
      assert.ok([301, 308].includes(plain.status), String(plain.status))
      assert.equal(plain.headers['location'], `https://${NAME}/systems`)
    })

    it('keeps licensed text from strangers, whatever they claim, and shows it to holders of a key', async () => {
      for (const claim of [
        {},
        { 'x-forwarded-for': '127.0.0.1' },
        { forwarded: 'for=127.0.0.1' },
        { 'x-real-ip': '::1' },
        { 'x-api-key': 'no' },
      ])
        assert.doesNotMatch((await get(NUMBER, claim)).text, LICENSED_WORDS)
      const shown = await get(LICENSED_PAGE, { authorization: `Bearer ${KEY}` })
      assert.match(shown.text, LICENSED_WORDS)
      assert.match(String(shown.headers['cache-control']), /private/)
      assert.match(String(shown.headers['vary']), /Authorization/)
    })

    it('answers MCP to pages of the public address, not to others', async () => {
      const ask = (origin: string) => get('/mcp', { origin, accept: 'text/event-stream' })
      assert.equal((await ask('https://evil.example')).status, 403)
      assert.notEqual((await ask(`https://${NAME}`)).status, 403)
    })

    it('takes tables as large as the server does, and no larger bodies', async () => {
      const headers = { 'content-type': 'text/csv' }
      const table = `dx\n${'J45.909\n'.repeat(100_000)}`
      const path = '/api/v1/check?column=dx=icd10cm&summary=true'
      const answer = await secure(ports.tls, path, { method: 'POST', headers, body: table })
      assert.equal(answer.status, 200, answer.text)
      assert.equal((JSON.parse(answer.text) as { rows: number }).rows, 100_000)
      const body = 'x'.repeat(9 * 1024 ** 2)
      const refused = await secure(ports.tls, path, { method: 'POST', headers, body }).catch(() => undefined)
      // Cut off while it is sent, or told so.
      assert.ok(refused === undefined || refused.status === 413, String(refused?.status))
    })

    it('hides metrics, hands on the request id, and logs no query', async () => {
      assert.equal((await get('/metrics')).status, 404)
      const answer = await get('/api/v1/search?q=pneumonia')
      assert.equal(answer.status, 200)
      const id = String(answer.headers['x-request-id'])
      await wait(100)
      assert.ok(server.log().some((line) => line['id'] === id))
      assert.doesNotMatch(proxy.log(), /pneumonia|search/)
    })
  })
}
