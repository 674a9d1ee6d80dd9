/** An edition in a real OpenSearch: published whole, resumed, searched with the same answers, and refused when it is gone. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { ALIAS, indexNameOf } from '../src/cluster/documents.ts'
import { publish as publishEdition } from '../src/cluster/publish.ts'
import { ClusterSearch, clusterClient } from '../src/cluster/search.ts'
import { currentEditionPath, type Edition, openEdition } from '../src/edition/edition.ts'
import { homeAt } from '../src/edition/home.ts'
import type { SearchOptions } from '../src/search/engine.ts'
import { medcodex } from './cli.ts'
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

  it('is searched by a server on every surface, and a cluster that is gone is said to be', async () => {
    const search = `opensearch://${new URL(node.url).host}`
    const [own, other]: Serving[] = await Promise.all([
      serving(root, ['--workers', '1']),
      serving(root, ['--workers', '2', '--search', search]),
    ])
    const json = async (from: Serving, path: string, init: RequestInit = {}) => {
      const answer = await fetch(`${from.url}${path}`, init)
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
    }
    const asks: [path: string, init?: RequestInit][] = [
      ['/api/v1/search?q=asthma'],
      ['/api/v1/suggest?q=asth'],
      ['/api/icd10cm/v3/search?terms=asthma&sf=code,name'],
      ['/fhir/r4/ValueSet/$expand?url=http://hl7.org/fhir/sid/icd-10-cm?fhir_vs&filter=asthma&count=5'],
    ]
    for (const [path, init] of asks) {
      const [here, there] = [await json(own!, path, init), await json(other!, path, init)]
      assert.equal(there.status, 200, path)
      const comparable = ({ body }: typeof here): string =>
        JSON.stringify(body, (key, value) =>
          ['identifier', 'timestamp', 'id', 'total', 'bySystem'].includes(key) ? 0 : value,
        )
      assert.equal(comparable(there), comparable(here), path)
    }
    const page = await fetch(`${other!.url}/search?q=asthma`)
    assert.equal(page.status, 200)
    assert.match(await page.text(), /asthma/i)
    if (process.env['MEDCODEX_OPENSEARCH'] === undefined) {
      await node.kill()
      const { status, body } = await json(other!, '/api/v1/search?q=bronchitis')
      assert.equal(status, 503)
      assert.equal(body['code'], 'cluster-failed')
      assert.equal((await json(other!, '/api/v1/systems')).status, 200)
    }
    assert.doesNotMatch(JSON.stringify(other!.log()), /asthma|bronchitis/)
    assert.equal(await own!.stop(), 0)
    assert.equal(await other!.stop(), 0)
  })
})
