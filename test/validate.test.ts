/** Many codes in one request, over HTTP: by address and by body, each with its own system and day, within bounds. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createApp, type Listening, listen } from '../src/server.ts'
import { type StarterEdition, starterEdition } from './starter-edition.ts'

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

interface Answer {
  total: number
  valid: number
  partial?: boolean
  results: { system: string; written: string; status: string; code?: string; asOf: string; suggestions: unknown[] }[]
}

const post = (body: unknown): Promise<Response> =>
  fetch(`${server.url}/api/v1/validate`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

describe('/api/v1/validate', () => {
  it('answers the same by address and by body', async () => {
    const query = new URLSearchParams({ system: 'icd10cm', codes: 'E11.9,EII.9,S93.401', asOf: '2026-01-15' })
    const byAddress = (await (await fetch(`${server.url}/api/v1/validate?${query}`)).json()) as Answer
    const body = { system: 'icd10cm', codes: ['E11.9', 'EII.9', 'S93.401'], asOf: '2026-01-15' }
    assert.deepEqual(await (await post(body)).json(), byAddress)
    assert.deepEqual(
      byAddress.results.map(({ status }) => status),
      ['valid', 'unknown', 'header'],
    )
    assert.deepEqual([byAddress.total, byAddress.valid], [3, 1])
  })

  it('takes a system and a day of each code', async () => {
    const codes = [
      { code: 'j-9000', system: 'HCPCS' },
      { code: 'E11.9', system: 'http://hl7.org/fhir/sid/icd-10-cm', asOf: '1999-01-01' },
      { code: 'E11.9', asOf: '2026-01-15' },
    ]
    const { results } = (await (await post({ system: 'icd10cm', codes })).json()) as Answer
    assert.deepEqual(
      results.map(({ system, status, code }) => [system, status, code]),
      [
        ['hcpcs', 'valid', 'J9000'],
        ['icd10cm', 'future', 'E11.9'],
        ['icd10cm', 'valid', 'E11.9'],
      ],
    )
  })

  it('answers a thousand codes, and refuses one more', async () => {
    const wrong = Array.from({ length: 1_000 }, (_, i) => `Z${1000 + i}Q`)
    const response = await post({ system: 'icd10cm', codes: wrong })
    assert.equal(response.status, 200)
    const answer = (await response.json()) as Answer
    assert.equal(answer.total, 1_000)
    assert.equal((await post({ system: 'icd10cm', codes: [...wrong, 'E11.9'] })).status, 400)
  })

  it('may be asked by a page of any site, like the rest of the API', async () => {
    const origin = 'https://form.example'
    const headers = {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    }
    const asked = await fetch(`${server.url}/api/v1/validate`, { method: 'OPTIONS', headers })
    assert.equal(asked.status, 204)
    assert.match(asked.headers.get('access-control-allow-headers') ?? '', /content-type/)
    const found = await fetch(`${server.url}/api/v1/search?q=asthma`, { headers: { origin } })
    assert.equal(found.headers.get('access-control-allow-origin'), '*')
    assert.equal(found.headers.get('cache-control'), 'no-store')
  })

  it('refuses what it cannot read', async () => {
    const bodies = ['', '[]', 'no json', '{"codes": []}', '{"codes": ["E11.9"]}', '{"system": "icd10cm", "codes": [5]}']
    for (const body of bodies) {
      const response = await post(body)
      assert.ok(response.status === 400 || response.status === 404, `${body}: ${response.status}`)
      assert.ok(((await response.json()) as { fix: string }).fix)
    }
    assert.equal((await fetch(`${server.url}/api/v1/validate`, { method: 'PUT' })).status, 405)
    assert.equal((await fetch(`${server.url}/api/v1/search?q=x`, { method: 'POST' })).status, 405)
    assert.equal((await post({ system: 'icd10cm', codes: 'x'.repeat(300_000) })).status, 413)
  })
})
