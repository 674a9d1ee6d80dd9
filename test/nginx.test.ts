/** The recipe for nginx as it stands in `deploy/`, and the bare proxy that people write without one, with a real nginx. */
import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { LICENSED_PAGE, LICENSED_WORDS, licensedHome } from './licensed-edition.ts'
import { type RawAnswer, rawGet } from './raw-http.ts'
import { type Serving, serving } from './serving.ts'

const NGINX = process.env['MEDCODEX_NGINX'] ?? '/usr/sbin/nginx'
const skip = existsSync(NGINX) ? false : `nginx: ${NGINX} is missing`
const NAME = 'codes.example.org'
const KEY = 'a-key-for-the-test'
/** The page by its number alone: an address with the words would be quoted back by a page that says there is none. */
const NUMBER = '/code/cpt/9990A.json'

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** GET over TLS by the public name, whoever signed the certificate. */
function secureGet(port: number, path: string, headers: Record<string, string> = {}): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port,
      path,
      servername: NAME,
      rejectUnauthorized: false,
      headers: { host: NAME, ...headers },
    }
    request(options, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part) => {
        text += part
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
    })
      .on('error', reject)
      .end()
  })
}

describe('behind nginx', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'medcodex-nginx-'))
  let home: Awaited<ReturnType<typeof licensedHome>>
  let shared: Serving
  let own: Serving
  let nginx: ChildProcess
  let ports: { tls: number; plain: number; bare: number }

  before(async () => {
    home = await licensedHome()
    shared = await serving(home.root, ['--public-url', `https://${NAME}`], { MEDCODEX_KEYS: KEY })
    own = await serving(home.root)
    ports = { tls: await freePort(), plain: await freePort(), bare: await freePort() }
    const [certificate, key] = ['fullchain.pem', 'privkey.pem'].map((name) => join(folder, name))
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-days',
        '2',
        '-subj',
        `/CN=${NAME}`,
        '-keyout',
        key!,
        '-out',
        certificate!,
      ],
      { stdio: 'ignore' },
    )
    // Only what the recipe says must be changed, and the ports and places of a test.
    const recipe = readFileSync(join(import.meta.dirname, '../deploy/nginx.conf'), 'utf8')
      .replace('127.0.0.1:7080', new URL(shared.url).host)
      .replace('listen 443 ssl', `listen 127.0.0.1:${ports.tls} ssl`)
      .replace('listen 80', `listen 127.0.0.1:${ports.plain}`)
      .replace(/\/etc\/letsencrypt\/live\/[\w.]+/g, folder)
      .replace('/var/log/nginx', folder)
    const bare = `server { listen 127.0.0.1:${ports.bare}; location / { proxy_pass ${own.url}; } }`
    for (const name of ['body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']) mkdirSync(join(folder, name))
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (each) => `${each}_temp_path ${folder}/${each.replace('client_', '')};`,
    )
    const whole = [
      'daemon off;',
      'worker_processes 1;',
      `pid ${folder}/pid;`,
      `error_log ${folder}/error.log;`,
      'events {}',
      `http { access_log ${folder}/access.log; ${paths.join(' ')}`,
      recipe,
      bare,
      '}',
    ].join('\n')
    writeFileSync(join(folder, 'nginx.conf'), whole)
    nginx = spawn(NGINX, ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'ignore' })
    for (let tries = 0; tries < 100; tries++) {
      if (
        await rawGet(`http://127.0.0.1:${ports.bare}/healthz`).then(
          () => true,
          () => false,
        )
      )
        return
      await wait(50)
    }
    assert.fail(
      existsSync(join(folder, 'error.log')) ? readFileSync(join(folder, 'error.log'), 'utf8') : 'nginx did not start',
    )
  })
  after(async () => {
    const ended = new Promise((resolve) => nginx.once('close', resolve))
    nginx.kill('SIGTERM')
    await ended
    await shared.stop()
    await own.stop()
    home.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  it('shows pages by the public name over TLS, with its addresses, and sends plain HTTP there', async () => {
    const page = await secureGet(ports.tls, '/code/icd10cm/J45-asthma')
    assert.equal(page.status, 200)
    assert.match(page.text, /<link rel="canonical" href="https:\/\/codes\.example\.org\/code\/icd10cm\/J45/)
    assert.ok(page.headers['strict-transport-security'])
    const plain = await rawGet(`http://127.0.0.1:${ports.plain}/systems`, { host: NAME })
    assert.equal(plain.status, 301)
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
      assert.doesNotMatch((await secureGet(ports.tls, NUMBER, claim)).text, LICENSED_WORDS)
    const shown = await secureGet(ports.tls, LICENSED_PAGE, { authorization: `Bearer ${KEY}` })
    assert.match(shown.text, LICENSED_WORDS)
    assert.match(String(shown.headers['cache-control']), /private/)
    assert.match(String(shown.headers['vary']), /Authorization/)
  })

  it('keeps licensed text from strangers behind a bare proxy_pass too', async () => {
    assert.match((await rawGet(`${own.url}${LICENSED_PAGE}`)).text, LICENSED_WORDS)
    for (const path of [NUMBER, '/api/v1/codes/cpt/9990A', '/api/v1/search?q=widget'])
      assert.doesNotMatch((await rawGet(`http://127.0.0.1:${ports.bare}${path}`)).text, LICENSED_WORDS, path)
  })

  it('answers MCP to pages of the public address, not to others', async () => {
    const ask = (origin: string) => secureGet(ports.tls, '/mcp', { origin, accept: 'text/event-stream' })
    assert.equal((await ask('https://evil.example')).status, 403)
    assert.notEqual((await ask(`https://${NAME}`)).status, 403)
  })

  it('hides metrics, hands on the request id, and logs no query', async () => {
    assert.equal((await secureGet(ports.tls, '/metrics')).status, 404)
    const answer = await secureGet(ports.tls, '/api/v1/search?q=pneumonia')
    assert.equal(answer.status, 200)
    const id = String(answer.headers['x-request-id'])
    await wait(100)
    assert.ok(shared.log().some((line) => line['id'] === id))
    const log = readFileSync(join(folder, 'medcodex.log'), 'utf8')
    assert.match(log, new RegExp(id))
    assert.doesNotMatch(log, /pneumonia|search/)
  })
})
