/**
 * The package as a stranger gets it: packed, installed beside two versions of Node, asked by its command and its library,
 * type-checked, and its search loaded in a browser that is then taken offline.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { createApp, listen } from '../src/server.ts'
import { starterEdition } from './starter-edition.ts'
import { launch, noBrowser } from './web/chromium.ts'

const ROOT = join(import.meta.dirname, '..')
const VERSIONS = ['24', '26'] as const

const run = async (command: string, args: readonly string[], cwd: string, more = {}): Promise<string> =>
  (await promisify(execFile)(command, args, { cwd, env: { ...process.env, ...more }, maxBuffer: 64 * 1024 * 1024 }))
    .stdout

const PROGRAM = `
import { open, VERSION } from 'medcodex'
const codes = await open({ home: process.argv[2], today: '2026-03-01' })
const { results } = await codes.search({ q: 'type 2 diabetes', limit: 1 })
const missing = await codes.code({ system: 'icd10cm', code: 'E11.99' }).catch(({ code, fix }) => ({ code, fix }))
codes.close()
console.log(JSON.stringify({ node: process.version, version: VERSION, first: results[0].code, missing }))
`

const TYPED = `
import { open, type Answer, type Medcodex } from 'medcodex'
import { connect, RemoteError } from 'medcodex/client'
import { openIndex, type Hit } from 'medcodex/search'
const here: Medcodex = await open()
const there: Medcodex = connect('http://localhost:8080', { key: 'k' })
const found: Answer<'search'> = await there.search({ q: 'asthma', limit: 5, billable: true, system: ['icd10cm'] })
export const titles: string[] = found.results.map((row) => row.title)
export const hits: readonly Hit[] = (await openIndex(new Uint8Array())).suggest('ast')
// @ts-expect-error q is required
await here.search({})
// @ts-expect-error there is no such field
await here.code({ system: 'icd10cm', code: 'E11.9', nothing: 1 })
export const isRemote = (error: unknown): boolean => error instanceof RemoteError
`

const GUIDE = readFileSync(join(ROOT, 'docs/library.md'), 'utf8')
/** Examples of the guide with this word after `js`. */
const examples = (word: string): string[] =>
  [...GUIDE.matchAll(new RegExp(`^\`\`\`js ${word}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map((match) => match[1]!)

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.bin': 'application/octet-stream',
}

describe('the package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'medcodex-pack-'))
  const home = join(folder, 'home')
  const nodeOf = (version: string): string => join(folder, `node${version}`, 'node_modules/node/bin/node')
  let files: string[] = []
  /** Why the package could not be installed, where it is not the package's fault. */
  let lacking: string | undefined

  const install = async (what: string, cwd: string): Promise<void> => {
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline']
    try {
      await run('npm', ['install', ...quiet, what], cwd)
    } catch (thrown) {
      const said = String((thrown as { stderr?: string }).stderr)
      if (!/\b(?:E404|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENOTCACHED|ETARGET)\b/.test(said))
        throw thrown
      lacking ??= `registry: ${what} cannot be had from the registry of npm`
    }
  }

  before(async () => {
    const [packed] = JSON.parse(await run('npm', ['pack', '--json', '--pack-destination', folder], ROOT)) as [
      { filename: string; files: { path: string }[] },
    ]
    files = packed.files.map(({ path }) => path)
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'stranger', type: 'module', private: true }))
    await install(join(folder, packed.filename), folder)
    for (const version of VERSIONS) {
      const own = join(folder, `node${version}`)
      mkdirSync(own)
      writeFileSync(join(own, 'package.json'), '{"private":true,"allowScripts":{"node":true}}')
      await install(`node@${version}`, own)
    }
    if (lacking !== undefined) return
    writeFileSync(join(folder, 'program.js'), PROGRAM)
    const cli = join(folder, 'node_modules/medcodex/dist/cli/main.js')
    await run(nodeOf('26'), [cli, 'build', '--home', home], folder)
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('holds what runs and what must be said, and nothing of tests, sources or data', () => {
    for (const needed of ['NOTICE', 'LICENSE', 'README.md', 'dist/cli/main.js', 'dist/lib/index.d.ts'])
      assert.ok(files.includes(needed), needed)
    assert.deepEqual(
      files.filter((file) => /\.test\.|^src\/|^test\/|^fixtures\/|\.map$/.test(file)),
      [],
    )
  })

  for (const version of VERSIONS) {
    it(`answers as a library and as a command on Node ${version}`, async (t) => {
      if (lacking !== undefined) return t.skip(lacking)
      const said = JSON.parse(await run(nodeOf(version), ['program.js', home], folder)) as Record<string, unknown>
      assert.match(String(said['node']), new RegExp(`^v${version}\\.`))
      assert.equal(said['first'], 'E11.9')
      assert.equal((said['missing'] as { code: string }).code, 'unknown-code')
      const cli = join(folder, 'node_modules/medcodex/dist/cli/main.js')
      const answer = JSON.parse(
        await run(nodeOf(version), [cli, 'show', 'hcpcs', 'J9190', '--json', '--home', home], folder),
      )
      assert.equal((answer as { code: string }).code, 'J9190')
    })
  }

  it('runs the examples of its guide', async (t) => {
    if (lacking !== undefined) return t.skip(lacking)
    const starter = await starterEdition()
    const server = await listen({ app: createApp(starter.context) }, { host: '127.0.0.1', port: 0 })
    try {
      const said: string[] = []
      for (const example of examples('run')) {
        writeFileSync(join(folder, 'example.js'), example.replace('http://127.0.0.1:7080', server.url))
        said.push(await run(nodeOf('26'), ['example.js'], folder, { MEDCODEX_HOME: home }))
      }
      assert.equal(said.length, 3)
      assert.match(said[0]!, /^E11\.9 Type 2 diabetes mellitus without complications true\n2 of 3 can be billed$/m)
      assert.match(said[1]!, /^unknown-code .* E11\.9$/m)
      assert.match(said[2]!, /^true 404 unknown-code /m)
    } finally {
      await server.close()
      starter.close()
    }
  })

  it('has types that a strict program compiles with', async (t) => {
    if (lacking !== undefined) return t.skip(lacking)
    writeFileSync(join(folder, 'typed.ts'), TYPED)
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--lib', 'es2024,dom,esnext']
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
    const types = ['--skipLibCheck', '--types', 'node', '--typeRoots', join(ROOT, 'node_modules/@types')]
    await run(process.execPath, [tsc, ...options, ...types, 'typed.ts'], folder).catch((thrown: { stdout?: string }) =>
      assert.fail(thrown.stdout ?? String(thrown)),
    )
  })

  it('searches in a browser, offline', { skip: noBrowser }, async (t) => {
    if (lacking !== undefined) return t.skip(lacking)
    const edition = join(home, 'editions', readFileSync(join(home, 'current'), 'utf8').trim())
    const [script] = examples('browser')
    const page = `<!doctype html><title>search</title><script type="module">${script}</script>`
    const server: Server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://x').pathname
      const file = path.startsWith('/edition/')
        ? join(edition, path.slice('/edition/'.length))
        : join(folder, 'node_modules', path)
      if (path === '/') response.setHeader('content-type', 'text/html').end(page)
      else if (path === '/favicon.ico') response.writeHead(204).end()
      else if (existsSync(file)) response.setHeader('content-type', TYPES[extname(file)] ?? '').end(readFileSync(file))
      else response.writeHead(404).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const browser = await launch()
    try {
      const context = await browser.newContext()
      const tab = await context.newPage()
      const said: string[] = []
      tab.on('pageerror', (error) => said.push(error.message))
      tab.on('console', (message) => said.push(message.text()))
      await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
      await tab.waitForFunction('window.systems').catch(() => assert.fail(said.join('\n')))
      await context.setOffline(true)
      server.closeAllConnections()
      const ask = (q: string) => tab.evaluate(`ask(${JSON.stringify(q)})`) as Promise<{ code: string; tier: string }[]>
      assert.equal((await ask('type 2 diabetes'))[0]!.code, 'E11.9')
      assert.equal((await ask('dibaetes'))[0]!.tier, 'corrected')
      assert.ok((await ask('my tummy hurts all the time')).length > 0)
      assert.match(String(await tab.evaluate(`suggest('asthm')`)), /^J45/)
      assert.deepEqual(said, [])
    } finally {
      await browser.close()
      server.close()
    }
  })
})
