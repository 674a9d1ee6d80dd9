/** Editions brought from a web server: whole or not at all, swapped when a new one is published, and never from beside the folder. */
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sealManifest } from '../src/edition/checksums.ts'
import { readSealed } from '../src/edition/edition.ts'
import { currentId, homeAt, prepareHome, setCurrent } from '../src/edition/home.ts'
import { pullEdition } from '../src/edition/pull.ts'
import { medcodex } from './cli.ts'
import { addressOf, fileServer } from './file-server.ts'
import { serving } from './serving.ts'

const root = mkdtempSync(join(tmpdir(), 'medcodex-pull-'))
const from = homeAt(join(root, 'from'))
let files: Server
let address: URL

async function build(): Promise<string> {
  const run = await medcodex(['build', '--home', from.root])
  assert.equal(run.code, 0, run.stderr)
  return currentId(from)!
}

before(async () => {
  prepareHome(from)
  await build()
  files = await fileServer(from.root)
  address = addressOf(files)
})
after(() => {
  files.close()
  rmSync(root, { recursive: true, force: true })
})

const homeNamed = (name: string) => homeAt(join(root, name))

describe('an edition by address', { timeout: 120_000 }, () => {
  it('is brought whole, once, and again only when there is a new one', async () => {
    const to = homeNamed('to')
    const id = currentId(from)
    assert.equal(await pullEdition(to, address), id)
    assert.equal(currentId(to), id)
    assert.equal(await pullEdition(to, address), undefined)
    cpSync(join(import.meta.dirname, '../fixtures/hcpcs'), join(from.sources, 'user'), { recursive: true })
    const next = await build()
    assert.notEqual(next, id)
    assert.equal(await pullEdition(to, address), next)
    assert.deepEqual(readdirSync(to.editions).sort(), [id, next].sort())
  })

  it('that is damaged on the way is refused by name; the one that is there stays', async () => {
    const to = homeNamed('damaged')
    const id = await build()
    const file = join(from.editions, id, 'search.bin')
    const bytes = readFileSync(file)
    bytes[bytes.length >> 1]! ^= 1
    const whole = readFileSync(file)
    writeFileSync(file, bytes)
    try {
      await assert.rejects(pullEdition(to, address), { code: 'edition-damaged', message: /search\.bin/ })
      assert.equal(currentId(to), undefined)
      assert.deepEqual(readdirSync(to.editions), [])
    } finally {
      writeFileSync(file, whole)
    }
  })

  it('with a file that an edition does not have is refused: nothing is written beside its folder', async () => {
    const evil = homeNamed('evil')
    prepareHome(evil)
    const id = currentId(from)!
    cpSync(join(from.editions, id), join(evil.editions, id), { recursive: true })
    const { checksum: _, ...manifest } = JSON.parse(
      readFileSync(join(evil.editions, id, 'manifest.json'), 'utf8'),
    ) as Record<string, unknown> & { files: { name: string }[]; checksum?: string }
    manifest.files[0]!.name = '../../outside'
    writeFileSync(join(evil.editions, id, 'manifest.json'), sealManifest(manifest))
    assert.equal(readSealed(join(evil.editions, id)).id, id)
    setCurrent(evil, id)
    const server = await fileServer(evil.root)
    try {
      const url = addressOf(server)
      const to = homeNamed('target')
      await assert.rejects(pullEdition(to, url), { code: 'download-failed' })
      assert.equal(currentId(to), undefined)
    } finally {
      server.close()
    }
  })

  it('is what a server serves that has nothing of its own', async () => {
    const own = await serving(join(root, 'served'), ['--edition', address.href, '--workers', '1'])
    const { edition } = (await (await fetch(`${own.url}/readyz`)).json()) as { edition: string }
    assert.equal(edition, currentId(from))
    assert.equal(await own.stop(), 0)
  })

  it('says what is wrong with an address', async () => {
    const { code, stderr } = await medcodex(['serve', '--home', join(root, 'none'), '--edition', 'files'])
    assert.equal(code, 2, stderr)
    const gone = await medcodex(['serve', '--home', join(root, 'none'), '--edition', 'http://127.0.0.1:1/'])
    assert.notEqual(gone.code, 0)
    assert.doesNotMatch(gone.stderr, /\n\s+at /)
  })
})
