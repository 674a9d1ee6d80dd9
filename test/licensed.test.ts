/** Text under a licence: taken in on the user's word, shown to those it covers, a bare number to everybody else. */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { isoDate } from '../src/core/date.ts'
import { currentEditionPath, type Edition, openEdition } from '../src/edition/edition.ts'
import { homeAt } from '../src/edition/home.ts'
import { type Entitlement, isEntitled } from '../src/entitlement.ts'
import { createApp, type Listening, listen } from '../src/server.ts'
import { entitledContext } from '../src/service/entitled.ts'
import { medcodex } from './cli.ts'

const FIXTURES = join(import.meta.dirname, '../fixtures/cpt')
const DATA = process.env['MEDCODEX_TEST_DATA'] ?? join(import.meta.dirname, '../../shared/data')
const REFERENCE = join(DATA, '../reference/code-page-cpt-96425.txt')
/** Words of the invented descriptors, in any form. */
const SECRET = /widget adjust|fixing a widget|tea pour|pouring of tea|pouring tea|spoon/i

describe('text under a licence', () => {
  const root = mkdtempSync(join(tmpdir(), 'medcodex-licensed-'))
  const env = { MEDCODEX_HOME: root }
  let edition: Edition
  let server: Listening
  let behindKey: Listening

  before(async () => {
    const added = await medcodex(['add', FIXTURES, '--i-have-a-license'], env)
    assert.equal(added.code, 0, added.stderr)
    const built = await medcodex(['build'], env)
    assert.equal(built.code, 0, built.stderr)
    edition = openEdition(currentEditionPath(homeAt(root)))
    const context = { edition: () => edition, today: () => isoDate('2026-03-01') }
    const apps = { app: createApp(entitledContext(context)), publicApp: createApp(context), hasLicensed: () => true }
    const at = { host: '127.0.0.1', port: 0 }
    server = await listen({ ...apps, entitlement: { audience: 'local', keys: ['k1'] } }, at)
    behindKey = await listen({ ...apps, entitlement: { audience: 'keys', keys: ['k1', 'k2'] } }, at)
  })
  after(async () => {
    await server.close()
    await behindKey.close()
    edition.close()
    rmSync(root, { recursive: true })
  })

  const get = async (
    path: string,
    { from = server, headers = {} }: { from?: Listening; headers?: Record<string, string> } = {},
  ) => {
    const response = await fetch(`${from.url}${path}`, { headers })
    return { status: response.status, text: await response.text() }
  }
  const stranger = { headers: { 'x-forwarded-for': '203.0.113.9' } }

  it('is refused without the user’s word, and says how to give it', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'medcodex-unlicensed-'))
    const { code, stderr } = await medcodex(['add', FIXTURES], { MEDCODEX_HOME: elsewhere })
    assert.equal(code, 7)
    assert.match(stderr, /CPT text may only be used under a licence.*\n.*--i-have-a-license/)
    assert.ok(!existsSync(join(elsewhere, 'sources/user/LONGULT.txt')), 'nothing was copied')
    rmSync(elsewhere, { recursive: true })
    assert.match(readFileSync(join(root, 'sources/user/LONGULT.txt.provenance.json'), 'utf8'), /"licenceHeld": true/)
  })

  it('is searched and shown with its notice on this machine', async () => {
    assert.match((await get('/api/v1/search?q=widget+left')).text, /9990A/)
    const page = await get('/code/cpt/9990A-widget-adjustment-left-hand-including-the-first-polish')
    assert.equal(page.status, 200)
    assert.match(page.text, /Widget adjustment, left hand/)
    assert.match(page.text, /Fixing a widget on the left hand/)
    assert.match(page.text, /copyright of the American Medical Association/)
    const answer = JSON.parse((await get('/api/v1/codes/cpt/9990A')).text)
    assert.match(answer.licence.notice, /American Medical Association/)
  })

  it('is nowhere for strangers: not in search, pages, answers, lists or policies', async () => {
    const paths = [
      '/search?q=widget',
      '/api/v1/search?q=widget+polish',
      '/api/v1/search?q=9990A',
      '/api/v1/search?q=tea&system=cpt',
      '/api/v1/suggest?q=wid',
      '/code/cpt/9990A',
      '/code/cpt/9990A.json',
      '/api/v1/codes/cpt/9990A',
      '/api/v1/codes/cpt/9990A/similar',
      '/api/v1/compare?codes=cpt:9990A,cpt:9991A',
      '/api/v1/systems',
      '/api/v1/systems/cpt/roots',
      '/systems/cpt',
      '/about-data',
      '/sitemap-1.xml',
      '/policy/medicare/A56141',
      '/coverage?system=cpt&code=9990A',
    ]
    for (const path of paths) {
      const { text } = await get(path, stranger)
      assert.doesNotMatch(text, SECRET, path)
    }
    assert.equal((await get('/api/v1/codes/cpt/9990A', stranger)).status, 404)
  })

  it('is never listed in bulk, not even to those who may see it', async () => {
    assert.equal((await get('/api/v1/systems/cpt/roots')).status, 403)
    assert.doesNotMatch((await get('/sitemap-1.xml')).text, /\/cpt\//)
  })

  it('is shown to holders of a key where only keys count', async () => {
    const path = '/api/v1/codes/cpt/9990A'
    assert.equal((await get(path, { from: behindKey })).status, 404)
    assert.equal((await get(path, { from: behindKey, headers: { 'x-api-key': 'k3' } })).status, 404)
    assert.equal((await get(path, { from: behindKey, headers: { 'x-api-key': 'k2' } })).status, 200)
    assert.equal((await get(path, { from: behindKey, headers: { authorization: 'Bearer k1' } })).status, 200)
  })

  it('takes a request that came through another server for a stranger’s', () => {
    const local: Entitlement = { audience: 'local', keys: [] }
    assert.ok(isEntitled(local, { address: '::ffff:127.0.0.1', headers: {} }))
    assert.ok(!isEntitled(local, { address: '127.0.0.1', headers: { 'x-forwarded-for': '127.0.0.1' } }))
    assert.ok(!isEntitled(local, { address: '10.0.0.7', headers: {} }))
    assert.ok(!isEntitled({ audience: 'nobody', keys: ['k'] }, { address: '::1', headers: { 'x-api-key': 'k' } }))
    assert.ok(!isEntitled({ audience: 'keys', keys: [] }, { address: '::1', headers: { 'x-api-key': '' } }))
  })

  it('leaves our own words, policies and similar codes to everybody', async () => {
    const { status, text } = await get('/code/cpt/96425', stranger)
    assert.equal(status, 200)
    assert.match(text, /The descriptor needs a CPT licence/)
    assert.match(text, /Procedure Description/)
    assert.match(text, /A56141/)
    assert.match(text, /E0783/)
    assert.equal((await get('/code/cpt/00000', stranger)).status, 404)
  })

  it('shows an imported reference page whole', async (t) => {
    if (!existsSync(REFERENCE)) return t.skip(`${REFERENCE} is missing; set MEDCODEX_TEST_DATA to the folder beside it`)
    const home = mkdtempSync(join(tmpdir(), 'medcodex-reference-'))
    const descriptors = join(home, 'LONGULT.txt')
    writeFileSync(descriptors, 'Invented for a test, CPT 2026\r\n\r\n96425 Invented words in place of a descriptor\r\n')
    for (const args of [
      ['add', descriptors, '--i-have-a-license'],
      ['explain', 'import', REFERENCE, '--code', 'cpt 96425'],
      ['build'],
    ]) {
      const { code, stderr } = await medcodex(args, { MEDCODEX_HOME: home })
      assert.equal(code, 0, stderr)
    }
    const { stdout } = await medcodex(['--json', 'show', 'cpt', '96425'], { MEDCODEX_HOME: home })
    const said = stdout.replace(/\s+/g, ' ')
    const lines = readFileSync(REFERENCE, 'utf8')
      .split('\n')
      .map((line) => line.trim())
    const from = lines.indexOf('Summary')
    const to = lines.findIndex((line) => line.startsWith('Medical Policies and Guidelines'))
    const sentences = lines
      .slice(from + 1, to)
      .filter((line) => line.length > 40)
      .flatMap((line) => line.replace(/^(?:\d+\.|[A-Z][\w/ ]+:)\s+/, '').split(/(?<=\.)\s+/))
    assert.ok(sentences.length > 30)
    for (const sentence of sentences) assert.ok(said.includes(JSON.stringify(sentence).slice(1, -1)), sentence)
    rmSync(home, { recursive: true })
  })
})
