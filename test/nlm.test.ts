/** The autocomplete surface over HTTP: the answers NLM's service documents, what it refuses, and who may read it. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createApp, type Listening, listen } from '../src/server.ts'
import { medcodex } from './cli.ts'
import { LICENSED_WORDS, licensedHome } from './licensed-edition.ts'
import { rawGet } from './raw-http.ts'
import { type Serving, serving } from './serving.ts'
import { type StarterEdition, starterEdition } from './starter-edition.ts'

type Answer = [
  total: number,
  codes: string[],
  extra: Record<string, unknown[]> | null,
  shown: string[][],
  systems?: string[],
]

let starter: StarterEdition
let server: Listening

before(async () => {
  starter = await starterEdition()
  server = await listen({ app: createApp(starter.context) }, { host: '127.0.0.1', port: 0 })
})
after(async () => {
  await server.close()
  starter.close()
})

const get = (table: string, query: Record<string, string>): Promise<Response> =>
  fetch(`${server.url}/api/${table}/v3/search?${new URLSearchParams(query)}`)

async function ask(table: string, query: Record<string, string>): Promise<Answer> {
  const response = await get(table, query)
  assert.equal(response.status, 200)
  return (await response.json()) as Answer
}

describe('GET /api/{table}/v3/search', () => {
  it('answers [total, codes, null, displays] for a table of the public service', async () => {
    const answer = await ask('icd10cm', { terms: 'asthma' })
    assert.equal(answer.length, 4)
    const [total, codes, extra, shown] = answer
    assert.equal(extra, null)
    assert.equal(codes.length, 7)
    assert.ok(total > 7)
    assert.deepEqual(
      shown.map(([code]) => code),
      codes,
    )
    assert.match(shown[0]?.[1] ?? '', /asthma/i)
  })

  it('names the system of each row for tables that are ours alone', async () => {
    const [, codes, , , systems] = await ask('codes', { terms: 'pump', count: '20' })
    assert.equal(systems?.length, codes.length)
    assert.ok(new Set(systems).size > 1)
  })

  it('wants every part of a word that was typed, in any order', async () => {
    for (const terms of ['dia mel', 'mell diab', 'typ 2 diab']) {
      const [total, , , shown] = await ask('icd10cm', { terms })
      assert.ok(total > 0, terms)
      for (const [, title] of shown) assert.match(title ?? '', /diabetes/i)
    }
    assert.equal((await ask('icd10cm', { terms: 'asthma zzyzx' }))[0], 0)
  })

  it('holds codes that can be reported; of HCPCS every code, ended ones marked', async () => {
    const [, codes] = await ask('icd10cm', { terms: 'E11', count: '500' })
    assert.ok(codes.length > 20 && !codes.includes('E11') && !codes.includes('E11.3'))
    const [, , extra] = await ask('hcpcs', { terms: 'J', count: '500', ef: 'obsolete,term_dt' })
    const ended = extra!['obsolete']!.flatMap((is, i) => (is === true ? [extra!['term_dt']![i]] : []))
    assert.ok(ended.length > 0)
    for (const day of ended) assert.ok(day === null || /^\d{8}$/.test(String(day)))
  })

  it('searches, shows and answers with the columns asked for, under other names where wanted', async () => {
    assert.equal((await ask('icd10cm', { terms: 'asthma', sf: 'code' }))[0], 0)
    assert.equal((await ask('icd10cm', { terms: 'J45.2', sf: 'name' }))[0], 0)
    const [, codes, extra, shown] = await ask('icd10cm', {
      terms: 'J45.2',
      df: 'name,code',
      cf: 'name',
      ef: 'code:id,name',
    })
    assert.deepEqual(Object.keys(extra!), ['id', 'name'])
    assert.deepEqual(codes, extra!['name'])
    assert.deepEqual(
      shown,
      codes.map((name, i) => [name, extra!['id']![i]]),
    )
  })

  it('answers a column it does not have with nothing', async () => {
    const [, codes, extra, shown] = await ask('icd10cm', { terms: 'asthma', df: 'code,colour', ef: 'colour' })
    assert.deepEqual(extra, { colour: codes.map(() => null) })
    assert.deepEqual(
      shown,
      codes.map((code) => [code, '']),
    )
  })

  it('pages by count and offset, and takes an empty maxList for five hundred', async () => {
    const all = (await ask('hcpcs', { terms: 'J9', maxList: '' }))[1]
    assert.ok(all.length > 40)
    const paged: string[] = []
    for (let offset = 0; offset < all.length; offset += 20)
      paged.push(...(await ask('hcpcs', { terms: 'J9', count: '20', offset: String(offset) }))[1])
    assert.deepEqual(paged, all)
    assert.deepEqual((await ask('hcpcs', { terms: 'J9', offset: '7500' }))[1], [])
  })

  it('narrows by conditions on columns', async () => {
    const where = async (q: string): Promise<string[]> => (await ask('icd10cm', { terms: 'E11', maxList: '', q }))[1]
    const eyes = await where('code:E11.3*')
    assert.ok(eyes.length > 1 && eyes.every((code) => code.startsWith('E11.3')))
    const without = await where('code:E11.3* AND NOT "diabetic cataract"')
    assert.ok(without.length > 0 && without.length < eyes.length)
    assert.deepEqual([...(await where('+code:E11.3* -cataract'))].sort(), [...without].sort())
    assert.deepEqual((await where('code:(E11.9 OR E11.8)')).sort(), ['E11.8', 'E11.9'])
    assert.deepEqual(await where('code:E11.?'), await where('code:E11.9 E11.8 E11.A'))
  })

  it('lists the table where nothing was typed', async () => {
    const [total, codes] = await ask('hcpcs', { terms: '', count: '5' })
    assert.equal(codes.length, 5)
    assert.ok(total > 100)
  })

  it('may be read by a page of any site, with GET alone, and is kept by no cache', async () => {
    const response = await get('icd10cm', { terms: 'asthma' })
    assert.equal(response.headers.get('access-control-allow-origin'), '*')
    assert.equal(response.headers.get('cache-control'), 'no-store')
    const asked = await fetch(`${server.url}/api/icd10cm/v3/search?terms=x`, {
      method: 'OPTIONS',
      headers: { origin: 'https://form.example', 'access-control-request-method': 'GET' },
    })
    assert.equal(asked.status, 204)
    const posted = await fetch(`${server.url}/api/icd10cm/v3/search?terms=x`, { method: 'POST' })
    assert.equal(posted.status, 405)
    assert.equal(posted.headers.get('access-control-allow-origin'), '*')
  })

  it('runs no callback', async () => {
    const response = await get('icd10cm', { terms: 'asthma', callback: 'alert' })
    assert.match(response.headers.get('content-type') ?? '', /^application\/json/)
    assert.doesNotMatch(await response.text(), /alert/)
  })

  it('refuses what it cannot read, in the one error shape', async () => {
    const codeOf = async (table: string, query: Record<string, string>): Promise<unknown[]> => {
      const response = await get(table, query)
      return [response.status, ((await response.json()) as { code: string }).code]
    }
    assert.deepEqual(await codeOf('icd10cm', {}), [400, 'invalid-input'])
    assert.deepEqual(await codeOf('nosuch', { terms: 'x' }), [404, 'unknown-system'])
    assert.deepEqual(await codeOf('icd9cm_dx', { terms: 'x' }), [404, 'system-not-loaded'])
    for (const q of ['code:[A TO B]', '(asthma', 'asthma)', 'AND', 'a~2', 'NOT', 'code:'])
      assert.deepEqual(await codeOf('icd10cm', { terms: 'asthma', q }), [400, 'invalid-input'], q)
    assert.deepEqual(await codeOf('icd10cm', { terms: 'x', count: 'many' }), [400, 'invalid-input'])
  })
})

describe('tables of the fixtures', () => {
  let home: Awaited<ReturnType<typeof licensedHome>>
  let own: Serving

  before(async () => {
    home = await licensedHome()
    for (const set of ['rxnorm', 'icd9cm', 'icd9proc']) {
      const { code, stderr } = await medcodex(['add', `fixtures/${set}`, '--home', home.root])
      assert.equal(code, 0, stderr)
    }
    const { code, stderr } = await medcodex(['build', '--home', home.root])
    assert.equal(code, 0, stderr)
    own = await serving(home.root, [], { MEDCODEX_KEYS: 'a-key-for-the-test' })
  })
  after(async () => {
    await own?.stop()
    home?.remove()
  })

  const rows = async (path: string, headers?: Record<string, string>): Promise<Answer> =>
    JSON.parse((await rawGet(`${own.url}/api/${path}`, headers)).text) as Answer

  it('of ICD-9-CM have the columns of the public service', async () => {
    for (const table of ['icd9cm_dx', 'icd9cm_sg']) {
      const answer = await rows(`${table}/v3/search?terms=&ef=short_name,long_name,code_dotted`)
      assert.equal(answer.length, 4)
      const [, codes, extra, shown] = answer
      assert.ok(codes.length > 0, table)
      assert.deepEqual(extra!['code_dotted'], codes)
      assert.deepEqual(
        shown,
        codes.map((code, i) => [code, extra!['long_name']![i]]),
      )
      assert.ok(extra!['short_name']!.every((name) => typeof name === 'string'))
    }
  })

  it('of RxNorm lists strengths and forms beside their identifiers', async () => {
    const [, codes, extra, shown] = await rows('rxterms/v3/search?terms=&ef=STRENGTHS_AND_FORMS,RXCUIS,SXDG_RXCUI')
    assert.deepEqual(
      shown,
      codes.map((name) => [name]),
    )
    for (const [i, forms] of extra!['STRENGTHS_AND_FORMS']!.entries())
      assert.equal((forms as string[]).length, (extra!['RXCUIS']![i] as string[]).length)
  })

  it('under a licence are for this machine and for keys, never for strangers or pages of other sites', async () => {
    const path = 'cpt/v3/search?terms=widget'
    const text = async (headers?: Record<string, string>): Promise<string> =>
      (await rawGet(`${own.url}/api/${path}`, headers)).text
    assert.match(await text(), LICENSED_WORDS)
    assert.match(await text({ origin: 'https://form.example', 'x-api-key': 'a-key-for-the-test' }), LICENSED_WORDS)
    const others = [{ 'x-forwarded-for': '203.0.113.9' }, { origin: 'https://form.example' }, { origin: 'null' }]
    for (const headers of others as Record<string, string>[]) {
      assert.doesNotMatch(await text(headers), LICENSED_WORDS, JSON.stringify(headers))
      const found = await rawGet(`${own.url}/api/codes/v3/search?terms=widget`, headers)
      assert.doesNotMatch(found.text, LICENSED_WORDS)
      const rest = await rawGet(`${own.url}/api/v1/search?q=widget`, headers)
      assert.doesNotMatch(rest.text, LICENSED_WORDS)
    }
  })
})
