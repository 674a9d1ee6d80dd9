/** Editions as a whole: built, rebuilt, killed, swapped and refused, on the starter set and the fixtures. */
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { today } from '../src/core/date.ts'
import { AppError } from '../src/core/errors.ts'
import { currentEditionPath, openEdition } from '../src/edition/edition.ts'
import { homeAt, prepareHome, writeError } from '../src/edition/home.ts'
import { openLive } from '../src/edition/live.ts'
import { createApp, listen } from '../src/server.ts'
import { medcodex, start } from './cli.ts'

const root = mkdtempSync(join(tmpdir(), 'medcodex-editions-'))
after(() => rmSync(root, { recursive: true, force: true }))
const FIXTURES = join(import.meta.dirname, '../fixtures')

/** A home of its own for one test, beginning as a copy of another. */
function homeNamed(name: string, like?: string) {
  if (like !== undefined) cpSync(join(root, like), join(root, name), { recursive: true })
  const home = homeAt(join(root, name))
  prepareHome(home)
  return home
}

async function build(home: { root: string }, ...more: string[]) {
  const run = await medcodex(['build', '--home', home.root, ...more])
  assert.equal(run.code, 0, run.stderr)
  return run.stdout
}

const filesOf = (home: ReturnType<typeof homeAt>) =>
  ['catalog.sqlite', 'search.bin', 'manifest.json'].map((name) => readFileSync(join(currentEditionPath(home), name)))

let seconds = 0
before(async () => {
  const began = performance.now()
  await build(homeNamed('base'))
  seconds = (performance.now() - began) / 1000
})

describe('building', () => {
  it('reports each release with its codes and every kind of rejected row', async () => {
    const said = await build(homeNamed('report'))
    assert.match(said, /icd10cm FY2026: [\d,]+ codes, [\d,]+ billable, from the starter set/)
    assert.match(said, /icd10pcs FY2026/)
    assert.match(said, /hcpcs 2024-07/)
  })

  it('is done once for the same sources', async () => {
    assert.match(await build(homeAt(join(root, 'base'))), /^Already built: edition/)
  })

  it('gives the same bytes from the same sources', async () => {
    const again = homeNamed('again')
    await build(again)
    const [a, b] = [filesOf(homeAt(join(root, 'base'))), filesOf(again)]
    for (const [i, bytes] of a.entries()) assert.ok(bytes.equals(b[i]!))
  })

  it('uses the user’s own release instead of the starter set, and says so', async () => {
    const home = homeNamed('own')
    cpSync(join(FIXTURES, 'hcpcs'), join(home.sources, 'user'), { recursive: true })
    assert.match(await build(home), /hcpcs 2026-10: [\d,]+ codes, [\d,]+ billable, from the files you added/)
  })
})

describe('a build that dies', () => {
  it('leaves the old edition serving, at any moment', { timeout: 300_000 }, async () => {
    const home = homeNamed('killed', 'base')
    const before = readFileSync(home.current, 'utf8')
    let killed = 0
    for (let i = 0; i < 20; i++) {
      const child = start(['build', '--force', '--home', home.root])
      const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('close', (_, signal) => resolve(signal)))
      await wait(Math.random() * seconds * 1000)
      child.kill('SIGKILL')
      if ((await ended) === 'SIGKILL') killed++
      assert.equal(readFileSync(home.current, 'utf8'), before)
      const edition = openEdition(currentEditionPath(home))
      assert.equal(edition.engine.search('E11.9', { limit: 1, filters: {} }).hits[0]?.code, 'E11.9')
      assert.ok(edition.catalog.concept('icd10cm', 'E119', today()))
      edition.close()
    }
    assert.ok(killed >= 10, `only ${killed} of 20 builds were still running when killed`)
    await build(home, '--force')
    assert.deepEqual(
      readdirSync(home.editions).filter((name) => name.startsWith('.')),
      [],
    )
  })
})

describe('an edition that cannot be read', () => {
  it('is refused by format with the command that fixes it', async () => {
    const home = homeNamed('format', 'base')
    const path = join(currentEditionPath(home), 'manifest.json')
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"formatVersion": \d+/, '"formatVersion": 999'))
    const { code, stderr } = await medcodex(['search', 'asthma', '--home', home.root])
    assert.equal(code, 3)
    assert.match(stderr, /has format 999; this program reads format \d+\.\nRun: medcodex build/)
    assert.doesNotMatch(stderr, /\n\s+at /)
  })

  it('is refused when any of its files is cut short or gone', () => {
    for (const name of ['manifest.json', 'catalog.sqlite', 'search.bin']) {
      const home = homeNamed(`cut-${name}`, 'base')
      const path = join(currentEditionPath(home), name)
      writeFileSync(path, readFileSync(path).subarray(0, 50))
      assert.throws(
        () => openEdition(currentEditionPath(home)),
        (thrown) => thrown instanceof AppError && /^edition-/.test(thrown.code),
      )
      rmSync(path)
      assert.throws(() => openEdition(currentEditionPath(home)), AppError)
    }
  })
})

describe('a running server', () => {
  it('goes over to a new edition without dropping a request', async () => {
    const home = homeNamed('swap', 'base')
    const live = openLive(home)
    const server = await listen(
      { app: createApp({ edition: () => live.get(), today }) },
      { host: '127.0.0.1', port: 0 },
    )
    try {
      const first = live.get().id
      cpSync(join(FIXTURES, 'hcpcs'), join(home.sources, 'user'), { recursive: true })
      let building = true
      const built = build(home).finally(() => {
        building = false
      })
      let answered = 0
      while (building || live.get().id === first) {
        const answer = await fetch(`${server.url}/api/v1/search?q=asthma`)
        assert.equal(answer.status, 200)
        assert.ok(((await answer.json()) as { results: unknown[] }).results.length > 0)
        answered++
        if (!building) live.check()
      }
      await built
      assert.ok(answered > 10)
      assert.notEqual(live.get().id, first)
      const health = (await (await fetch(`${server.url}/healthz`)).json()) as { edition: string }
      assert.equal(health.edition, live.get().id)
    } finally {
      await server.close()
      live.close()
    }
  })

  it('says in one sentence that its port is taken', async () => {
    const live = openLive(homeAt(join(root, 'base')))
    const app = createApp({ edition: () => live.get(), today })
    const server = await listen({ app }, { host: '127.0.0.1', port: 0 })
    try {
      const port = Number(new URL(server.url).port)
      const { code, stderr } = await medcodex(['serve', '--home', join(root, 'base'), '--port', String(port)])
      assert.equal(code, 8)
      assert.equal(stderr, `Port ${port} on 127.0.0.1 is already in use.\nChoose another with --port NUMBER.\n`)
    } finally {
      await server.close()
      live.close()
    }
  })
})

describe('a home that cannot be written', () => {
  it('is named in one sentence', async () => {
    const file = join(root, 'a-file')
    writeFileSync(file, '')
    const { code, stderr } = await medcodex(['start', '--offline', '--home', join(file, 'home')])
    assert.equal(code, 7)
    assert.match(
      stderr,
      /^The data folder .* cannot be written: ENOTDIR\.\nChoose another with --home FOLDER or MEDCODEX_HOME\.\n$/,
    )
  })

  it('is told from a full disk', () => {
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    assert.equal(writeError(homeAt(root), full).code, 'disk-full')
    assert.equal(writeError(homeAt(root), new Error('database or disk is full')).code, 'disk-full')
  })
})

describe('bad release files', () => {
  const cases: [string, string, string | Buffer, RegExp][] = [
    ['a cut zip', 'cms_2026_dx.zip', Buffer.from('PK\x03\x04 and then nothing'), /cannot be read/],
    ['a licence page for a zip', 'october-2026.zip', '<!DOCTYPE html><html><body>Accept</body></html>', /HTML page/],
  ]
  for (const [what, name, bytes, says] of cases) {
    it(`stop the build with a sentence and leave the old edition: ${what}`, async () => {
      const home = homeNamed(`bad-${name}`, 'base')
      writeFileSync(join(home.sources, name), bytes)
      const { code, stderr } = await medcodex(['build', '--home', home.root])
      assert.notEqual(code, 0)
      assert.match(stderr, says)
      assert.doesNotMatch(stderr, /\n\s+at /)
      openEdition(currentEditionPath(home)).close()
    })
  }
})
