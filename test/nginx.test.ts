/** The recipe for nginx as it stands in `deploy/`, and the bare proxy that people write without one, with a real nginx. */
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { LICENSED_PAGE, LICENSED_WORDS, licensedHome } from './licensed-edition.ts'
import { describeProxy, type Front, freePort, NAME, NUMBER } from './proxy.suite.ts'
import { rawGet } from './raw-http.ts'
import { type Serving, serving } from './serving.ts'

const NGINX = process.env['MEDCODEX_NGINX'] ?? '/usr/sbin/nginx'
const skip = existsSync(NGINX) ? false : `nginx: ${NGINX} is missing`

/** Starts nginx with `servers` inside its `http { }`. */
function nginx(folder: string, servers: string): Front {
  const folders = ['body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  for (const name of folders) mkdirSync(join(folder, name))
  const paths = ['client_body', ...folders.slice(1)].map(
    (each) => `${each}_temp_path ${folder}/${each.replace('client_', '')};`,
  )
  const whole = [
    'daemon off;',
    // Started by root, its workers would be somebody who may not write below a temporary folder.
    ...(process.getuid?.() === 0 ? ['user root;'] : []),
    'worker_processes 1;',
    `pid ${folder}/pid;`,
    `error_log ${folder}/error.log;`,
    'events {}',
    `http { access_log ${folder}/access.log; ${paths.join(' ')}`,
    servers,
    '}',
  ].join('\n')
  writeFileSync(join(folder, 'nginx.conf'), whole)
  const child = spawn(NGINX, ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'ignore' })
  const ended = new Promise((resolve) => child.once('close', resolve))
  return {
    log: () =>
      ['error.log', 'medcodex.log']
        .map((name) => join(folder, name))
        .map((path) => (existsSync(path) ? readFileSync(path, 'utf8') : ''))
        .join(''),
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

describeProxy('behind nginx', {
  skip,
  async start({ url, ports, folder }) {
    const [certificate, key] = ['fullchain.pem', 'privkey.pem'].map((name) => join(folder, name))
    const asked = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${NAME}`]
    execFileSync('openssl', ['req', ...asked, '-keyout', key!, '-out', certificate!], { stdio: 'ignore' })
    // Only what the recipe says must be changed, and the ports and places of a test.
    const recipe = readFileSync(join(import.meta.dirname, '../deploy/nginx.conf'), 'utf8')
      .replace('127.0.0.1:7080', new URL(url).host)
      .replace('listen 443 ssl', `listen 127.0.0.1:${ports.tls} ssl`)
      .replace('listen 80', `listen 127.0.0.1:${ports.plain}`)
      .replace(/\/etc\/letsencrypt\/live\/[\w.]+/g, folder)
      .replace('/var/log/nginx', folder)
    return nginx(folder, recipe)
  },
})

describe('behind a bare proxy_pass', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'medcodex-nginx-'))
  let home: Awaited<ReturnType<typeof licensedHome>>
  let own: Serving
  let proxy: Front
  let port: number

  before(async () => {
    home = await licensedHome()
    own = await serving(home.root)
    port = await freePort()
    proxy = nginx(folder, `server { listen 127.0.0.1:${port}; location / { proxy_pass ${own.url}; } }`)
    for (let tries = 0; tries < 100; tries++) {
      const answers = await rawGet(`http://127.0.0.1:${port}/healthz`).then(
        () => true,
        () => false,
      )
      if (answers) return
      await wait(50)
    }
    assert.fail(proxy.log() || 'nginx did not start')
  })
  after(async () => {
    await proxy?.stop()
    await own?.stop()
    home?.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  it('licensed text is kept from strangers too', async () => {
    assert.match((await rawGet(`${own.url}${LICENSED_PAGE}`)).text, LICENSED_WORDS)
    for (const path of [NUMBER, '/api/v1/codes/cpt/9990A', '/api/v1/search?q=widget'])
      assert.doesNotMatch((await rawGet(`http://127.0.0.1:${port}${path}`)).text, LICENSED_WORDS, path)
  })
})
