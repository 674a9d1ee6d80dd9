/** An edition in a real OpenSearch: published whole, resumed, searched with the same answers, and refused when it is gone. */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { ALIAS, indexNameOf } from '../src/cluster/documents.ts'
import { publish as publishEdition } from '../src/cluster/publish.ts'
import { ClusterSearch, clusterClient } from '../src/cluster/search.ts'
import { currentEditionPath, type Edition, openEdition } from '../src/edition/edition.ts'
import { FRAME_FILE, SEARCH_FILE } from '../src/edition/files.ts'
import { homeAt } from '../src/edition/home.ts'
import type { SearchOptions } from '../src/search/engine.ts'
import { medcodex } from './cli.ts'
import { addressOf, fileServer } from './file-server.ts'
import { type SearchNode, searchNode } from './opensearch-node.ts'
import { type Serving, serving } from './serving.ts'

const root = mkdtempSync(join(tmpdir(), 'medcodex-cluster-'))
const home = homeAt(root)
const found = await searchNode()
const skip = 'skip' in found ? found.skip : false
const node = found as SearchNode

describe('an edition in a cluster', { skip, timeout: 300_000 }, () => {
  const client = clusterClient(skip ? 'http://127.0.0.1:1' : node.url)
  let edition: Edition
  let name = ''

  before(async () => {
    const run = await medcodex(['build', '--home', root])
    assert.equal(run.code, 0, run.stderr)
    edition = openEdition(currentEditionPath(home))
    name = indexNameOf(edition.id)
    await client.indices.delete({ index: `${ALIAS}-*` })
  })
  after(async () => {
    await client.close()
    edition?.close()
    await node.stop()
    rmSync(root, { recursive: true, force: true })
  })

  const publish = async () => {
    const run = await medcodex(['publish', '--home', root, '--opensearch', node.url, '--replicas', '0', '--json'])
    assert.equal(run.code, 0, run.stderr)
    return JSON.parse(run.stdout) as { names: number; resumed: number; removed: string[] }
  }
  const holdersOfAlias = async () => Object.keys((await client.indices.getAlias({ name: ALIAS })).body)

  it('is all there before the alias points to it', async () => {
    const { names, resumed } = await publish()
    assert.equal(names, edition.engine.index.nameCount)
    assert.equal(resumed, 0)
    assert.deepEqual(await holdersOfAlias(), [name])
    const { body } = await client.count({ index: ALIAS })
    assert.equal(body.count, names)
  })

  it('goes on where a run was cut off', async () => {
    await client.indices.delete({ index: name })
    let batches = 0
    const cut = publishEdition(client, edition, {
      shards: 1,
      replicas: 0,
      onProgress() {
        if (++batches === 1) throw new TypeError('cut off')
      },
    })
    await assert.rejects(cut, { code: 'cluster-failed' })
    assert.deepEqual(await client.indices.existsAlias({ name: ALIAS }).then(({ body }) => body), false)
    const { names, resumed } = await publish()
    assert.ok(resumed > 0 && resumed < names, `${resumed} of ${names}`)
    const { body } = await client.count({ index: name })
    assert.equal(body.count, names)
  })

  it('keeps one earlier edition, and removes those before it', async () => {
    const body = { settings: { number_of_replicas: 0 } }
    for (const old of ['0000000000000001', '0000000000000002']) {
      await client.indices.create({ index: indexNameOf(old), body })
      await wait(5)
    }
    const moved = [
      { remove: { index: name, alias: ALIAS } },
      { add: { index: indexNameOf('0000000000000001'), alias: ALIAS } },
    ]
    await client.indices.updateAliases({ body: { actions: moved } })
    const { removed } = await publish()
    assert.deepEqual(removed, [indexNameOf('0000000000000002')])
    assert.deepEqual(await holdersOfAlias(), [name])
    const { body: left } = await client.indices.exists({ index: indexNameOf('0000000000000001') })
    assert.equal(left, true)
  })

  it('is searched with the answers of the index in this process', async () => {
    const cluster = new ClusterSearch(client, name)
    const { index } = edition.engine
    const titles = Array.from({ length: 12 }, (_, i) => index.title(Math.floor((i * index.conceptCount) / 12)))
    const queries = [
      ...titles,
      ...titles.map((title) => title.split(' ').slice(0, 2).join(' ')),
      ...[
        'asthma',
        'astma',
        'diabtes',
        'heart attack',
        'broken leg',
        'E11.9',
        'E11',
        'wheelchair',
        'cannot sleep at night',
      ],
      ...['type 2 diabetes with foot ulcer and pain since yesterday', 'qwertyuiop', 'chest pai', 'no', 'a'],
    ]
    const asks: SearchOptions[] = [
      { limit: 10, filters: {} },
      { limit: 5, filters: { systems: ['icd10cm'], billable: true }, reasons: false, meaning: false },
    ]
    const differing: string[] = []
    for (const q of queries) {
      for (const options of asks) {
        const [ours, theirs] = [edition.engine.search(q, options), await cluster.find(edition.engine, q, options)]
        if (ours.hits.length === 0) assert.equal(theirs.hits.length, 0, q)
        const [a, b] = [ours.hits[0], theirs.hits[0]]
        if (JSON.stringify(a) !== JSON.stringify(b)) differing.push(q)
      }
    }
    // Whole first hits: code, tier, score and reason.
    assert.ok(differing.length <= 0.03 * queries.length * asks.length, differing.join('\n'))
  })

  it('counts what it does not bring', async () => {
    const cluster = new ClusterSearch(client, name)
    for (const q of ['pain', 'disease', 'injection', 'left', 'of']) {
      const asked = { limit: 5, filters: {}, count: true }
      const [ours, theirs] = [edition.engine.search(q, asked), await cluster.find(edition.engine, q, asked)]
      assert.equal(theirs.total, ours.total, q)
      assert.deepEqual(theirs.bySystem, ours.bySystem, q)
    }
  })

  it('is searched by servers without an index of names, on every surface', async () => {
    const files = await fileServer(root)
    const bare = join(root, 'bare')
    const search = `opensearch://127.0.0.1:9,${new URL(node.url).host}`
    // The first node of the list is dead: another is asked.
    const brought = ['--edition', addressOf(files).href, '--search', search, '--workers', '2']
    const own = await serving(root, ['--workers', '1'])
    const other = await serving(bare, brought).catch(async (thrown) => {
      await own.stop()
      throw thrown
    })
    try {
      const folder = currentEditionPath(homeAt(bare))
      assert.ok(existsSync(join(folder, FRAME_FILE)))
      assert.ok(!existsSync(join(folder, SEARCH_FILE)), 'it brought the index of names')
      assert.deepEqual(await differences(own, other), [])
      assert.equal((await fetch(`${other.url}/readyz`)).status, 200)
    } finally {
      files.close()
      assert.equal(await own.stop(), 0)
      assert.equal(await other.stop(), 0)
    }
    assert.doesNotMatch(JSON.stringify(other.log()), /asthma|fracture/)
  })

  it('is said to be gone by servers, where the alias or the cluster is', async () => {
    const search = `opensearch://${new URL(node.url).host}`
    const server = await serving(root, ['--workers', '1', '--search', search])
    const ask = async (path: string) => {
      const answer = await fetch(`${server.url}${path}`)
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
    }
    const readiness = async (wanted: number): Promise<Record<string, unknown>> => {
      for (let i = 0; ; i++) {
        const { status, body } = await ask('/readyz')
        if (status === wanted || i === 40) {
          assert.equal(status, wanted, JSON.stringify(body))
          return body
        }
        await wait(250)
      }
    }
    try {
      assert.equal((await ask('/readyz')).status, 200)
      await client.indices.close({ index: name })
      await readiness(503)
      await client.indices.open({ index: name })
      await readiness(200)
      if (process.env['MEDCODEX_OPENSEARCH'] === undefined) {
        await node.kill()
        assert.match(String((await readiness(503))['problem']), /cluster does not answer/)
        const { status, body } = await ask('/api/v1/search?q=bronchitis')
        assert.equal(status, 503)
        assert.equal(body['code'], 'cluster-failed')
        assert.equal((await ask('/api/v1/systems')).status, 200)
        assert.equal((await ask('/api/v1/codes/icd10cm/E11.9')).status, 200)
        const page = await fetch(`${server.url}/code/icd10cm/E11.9`)
        assert.equal(page.status, 200)
        assert.match(await page.text(), /cannot be shown now: the search does not answer/)
      }
    } finally {
      assert.equal(await server.stop(), 0)
    }
    assert.doesNotMatch(JSON.stringify(server.log()), /bronchitis/)
  })
})

/** Requests of every surface that looks for codes, with all kinds of filters. */
const SEARCHES = [
  ...['asthma', 'E11.9', 'E11', 'e11.', 'astma', 'heart attack', '"heart failure"', 'fracture -leg', 'qwertyuiop'],
  ...['diabetes kind:diagnosis', 'injection kind:drug', 'asthma billable:yes', 'in:icd10cm pain', 'I10-I15', 'Z99'],
  ...['asthma setting:office', 'what is the code for wheelchair', 'zzz99', 'S72.001A broken hip', 'covered insulin'],
]
const PATHS = [
  ...SEARCHES.map((q) => `/api/v1/search?limit=5&q=${encodeURIComponent(q)}`),
  ...['/api/v1/search?q=pain&chapter=chapter-18', '/api/v1/search?q=pain&kind=diagnosis&billable=true'],
  ...['asth', 'fx', 'E1', 'a', 'diab'].map((q) => `/api/v1/suggest?q=${q}`),
  ...['icd10cm/E11.9', 'icd10cm/J45.909', 'icd10cm/S72.001A', 'icd10cm/E11'].map((c) => `/api/v1/codes/${c}/similar`),
  '/api/icd10cm/v3/search?terms=asthma&sf=code,name',
  '/api/icd10cm/v3/search?terms=j45&sf=code',
  '/api/icd10cm/v3/search?terms=asthma&q=code:J45.9*',
  '/api/hcpcs/v3/search?terms=wheel',
  '/fhir/r4/ValueSet/$expand?url=http://hl7.org/fhir/sid/icd-10-cm?fhir_vs&filter=asthma&count=5',
  '/fhir/r4/ValueSet/$expand?url=http://hl7.org/fhir/sid/icd-10-cm?fhir_vs&filter=leg frac&count=5',
]
const PAGES = [
  '/search?q=asthma',
  '/search?q=qwertyuiop',
  '/search?q=E11.99',
  '/search?q="heart failure"',
  '/code/icd10cm/J45.909',
]
const TOOLS = [
  { name: 'search', arguments: { q: 'asthma' } },
  { name: 'suggest', arguments: { q: 'asth' } },
  { name: 'similar', arguments: { system: 'icd10cm', code: 'E11.9' } },
]

/** What differs from server to server, or is told anew each time. */
const steady = (text: string): string =>
  text
    .replace(/"(?:identifier|timestamp|id)":"[^"]*"/g, '')
    .replace(/nonce[-="'\w]*/g, '')
    .replace(/127\.0\.0\.1:\d+/g, 'HOST')

/** The requests that two servers answer differently. */
async function differences(one: Serving, other: Serving): Promise<string[]> {
  const differing: string[] = []
  const compare = async (what: string, ask: (server: Serving) => Promise<Response>): Promise<void> => {
    const [here, there] = await Promise.all([ask(one), ask(other)])
    const [mine, theirs] = [steady(await here.text()), steady(await there.text())]
    if (here.status !== there.status || mine !== theirs)
      differing.push(`${what}: ${here.status} ${there.status}\n${apart(mine, theirs)}`)
  }
  for (const path of [...PATHS, ...PAGES]) await compare(path, (server) => fetch(`${server.url}${path}`))
  for (const params of TOOLS) {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params })
    const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
    await compare(`tool ${params.name}`, (server) => fetch(`${server.url}/mcp`, { method: 'POST', headers, body }))
  }
  return differing
}

/** Where two texts part. */
function apart(a: string, b: string): string {
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  return `${a.slice(Math.max(0, at - 120), at + 200)}\n${b.slice(Math.max(0, at - 120), at + 200)}`
}
