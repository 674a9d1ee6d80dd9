/** The FHIR surface: what is answered at which address, in both releases of FHIR, and that nothing breaks it. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import type { Hono } from 'hono'
import { DEFINITIONS } from '../../src/fhir/definitions.ts'
import { createApp } from '../../src/server.ts'
import { type StarterEdition, starterEdition } from '../starter-edition.ts'

const CM = 'http://hl7.org/fhir/sid/icd-10-cm'
const PCS = 'http://www.cms.gov/Medicare/Coding/ICD10'
const HCPCS = 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets'

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by path
type Answer = any

let starter: StarterEdition
let app: Hono

const get = async (path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: Answer }> => {
  const response = await app.request(`/fhir/${path}`, { headers })
  return { status: response.status, body: await response.json() }
}

const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
  const response = await app.request(`/fhir/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/fhir+json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Answer }
}

const value = (answer: Answer, name: string): unknown => {
  const found = answer.parameter.find((p: { name: string }) => p.name === name)
  return found && Object.entries(found).find(([key]) => key.startsWith('value'))?.[1]
}

const codesIn = (answer: Answer): string[] => answer.expansion.contains.map((c: { code: string }) => c.code)

const parameters = (...list: object[]): object => ({ resourceType: 'Parameters', parameter: list })

before(async () => {
  starter = await starterEdition()
  app = createApp(starter.context)
})
after(() => starter.close())

describe('loaded systems over FHIR', () => {
  it('are listed with their releases as versions', async () => {
    const { body } = await get('r5/metadata?mode=terminology')
    const listed = body.codeSystem.map((s: Answer) => [s.uri, s.version?.[0].code])
    assert.deepEqual(listed.slice(0, 3), [
      [CM, 'FY2026'],
      [PCS, 'FY2026'],
      [HCPCS, '2024-07'],
    ])
    const search = await get(`r5/CodeSystem?url=${CM}`)
    assert.equal(search.body.total, 1)
    assert.match(search.body.entry[0].resource.copyright, /public domain/)
  })

  it('look codes up as they are written officially', async () => {
    const found = await get(`r5/CodeSystem/$lookup?system=${CM}&code=E11.9`)
    assert.equal(value(found.body, 'display'), 'Type 2 diabetes mellitus without complications')
    assert.equal(value(found.body, 'version'), 'FY2026')
    assert.equal((await get(`r5/CodeSystem/$lookup?system=${CM}&code=E119`)).status, 404)
    assert.equal((await get(`r5/CodeSystem/$lookup?system=urn:oid:2.16.840.1.113883.6.90&code=E11.9`)).status, 200)
  })

  it('are filtered by words: all codes whose title has them, also where it only mentions them, and none for marks', async () => {
    const ask = (query: string) => get(`r5/ValueSet/$expand?url=${encodeURIComponent(`${HCPCS}?fhir_vs`)}&${query}`)
    const { body } = await ask('count=1000')
    for (const word of ['cancer', 'screening']) {
      const having = body.expansion.contains.filter((c: Answer) => new RegExp(`\\b${word}\\b`, 'i').test(c.display))
      const { expansion } = (await ask(`count=1000&filter=${word}`)).body
      const found = new Set((expansion.contains ?? []).map((c: Answer) => c.code))
      const lost = having.map((c: Answer) => c.code).filter((code: string) => !found.has(code))
      assert.ok(having.length > 0, word)
      assert.deepEqual(lost, [], word)
    }
    assert.deepEqual((await ask('filter=%F0%9F%92%89')).body.expansion.contains ?? [], [])
  })

  it('are counted without entries and without a next page that never ends', async () => {
    for (const version of ['r4', 'r5'])
      for (const query of ['_count=0', '_summary=count']) {
        const { body } = await get(`${version}/CodeSystem?${query}`)
        assert.ok(body.total > 0)
        assert.equal(body.entry, undefined)
        assert.deepEqual(
          body.link.map((link: Answer) => link.relation),
          ['self'],
        )
      }
  })

  it('validate codes, and displays', async () => {
    const ask = (query: string) => get(`r5/CodeSystem/$validate-code?url=${CM}&${query}`)
    assert.equal(value((await ask('code=E11.9')).body, 'result'), true)
    assert.equal(
      value((await ask('code=E11.9&display=Type 2 diabetes mellitus without complications')).body, 'result'),
      true,
    )
    const wrong = await ask('code=E11.9&display=Gout')
    assert.equal(value(wrong.body, 'result'), false)
    assert.match(String(value(wrong.body, 'message')), /Wrong Display Name 'Gout'/)
    assert.equal(value((await ask('code=Q99-99')).body, 'result'), false)
    // The starter set is a part of a release: other codes may be good, and that is said.
    const elsewhere = await ask('code=Q99.9')
    assert.equal(value(elsewhere.body, 'result'), true)
    assert.match(JSON.stringify(elsewhere.body), /labeled as a fragment/)
  })

  it('have value sets of all codes and of one with all below it', async () => {
    const below = await get(`r5/ValueSet/$expand?url=${encodeURIComponent(`${CM}?fhir_vs=isa/E11`)}&count=3`)
    assert.deepEqual(codesIn(below.body), ['E11', 'E11.0', 'E11.00'])
    assert.ok(below.body.expansion.total > 3)
    const whole = await get(`r5/ValueSet/$expand?url=${encodeURIComponent(`${CM}?fhir_vs`)}`)
    assert.deepEqual([whole.status, whole.body.issue[0].code], [422, 'too-costly'])
    const page = await get(`r5/ValueSet/$expand?url=${encodeURIComponent(`${CM}?fhir_vs`)}&count=2&offset=10`)
    assert.equal(page.body.expansion.contains.length, 2)
    assert.ok(page.body.expansion.total > 1_000)
  })

  it('are searched by words with our search, and every code fits', async () => {
    const { body } = await get(
      `r5/ValueSet/$expand?url=${encodeURIComponent(`${CM}?fhir_vs`)}&filter=heart attack&count=5`,
    )
    assert.match(body.expansion.contains[0].display, /myocardial infarction/i)
    assert.equal(body.expansion.total, undefined)
  })

  it('are filtered by their own properties', async () => {
    const include = (filter: object[]) =>
      post(
        'r5/ValueSet/$expand',
        parameters(
          {
            name: 'valueSet',
            resource: { resourceType: 'ValueSet', status: 'active', compose: { include: [{ system: CM, filter }] } },
          },
          { name: 'excludeNested', valueBoolean: true },
        ),
      )
    const isA = { property: 'concept', op: 'is-a', value: 'E11' }
    const headers = await include([isA, { property: 'billable', op: '=', value: 'false' }])
    const codes = await include([isA, { property: 'billable', op: '=', value: 'true' }])
    assert.ok(codesIn(headers.body).includes('E11') && !codesIn(headers.body).includes('E11.9'))
    assert.ok(codesIn(codes.body).includes('E11.9') && !codesIn(codes.body).includes('E11'))
  })

  it('know what stands above what', async () => {
    const stands = async (a: string, b: string) =>
      value((await get(`r5/CodeSystem/$subsumes?system=${CM}&codeA=${a}&codeB=${b}`)).body, 'outcome')
    assert.equal(await stands('E11', 'E11.9'), 'subsumes')
    assert.equal(await stands('E11.9', 'E11'), 'subsumed-by')
    assert.equal(await stands('E11.9', 'I10'), 'not-subsumed')
  })
})

describe('requests', () => {
  it('may be queries, forms, parameters, or a resource by itself', async () => {
    const valueSet = {
      resourceType: 'ValueSet',
      status: 'active',
      compose: { include: [{ system: CM, concept: [{ code: 'I10' }] }] },
    }
    const bare = await post('r5/ValueSet/$expand', valueSet)
    assert.deepEqual(codesIn(bare.body), ['I10'])
    const form = await post('r5/CodeSystem/$lookup', `system=${encodeURIComponent(CM)}&code=I10`, {
      'content-type': 'application/x-www-form-urlencoded',
    })
    assert.equal(form.status, 200)
    const coding = await post(
      'r5/CodeSystem/$lookup',
      parameters({ name: 'coding', valueCoding: { system: CM, code: 'I10' } }),
    )
    assert.equal(value(coding.body, 'code'), 'I10')
  })

  it('bring resources, once under a cache-id or each time', async () => {
    const valueSet = {
      resourceType: 'ValueSet',
      url: 'http://example.org/ValueSet/mine',
      status: 'active',
      compose: { include: [{ system: CM, concept: [{ code: 'I10' }] }] },
    }
    const ask = (...more: object[]) =>
      post(
        'r5/ValueSet/$validate-code',
        parameters(
          { name: 'url', valueUri: valueSet.url },
          { name: 'code', valueCode: 'I10' },
          { name: 'system', valueUri: CM },
          ...more,
        ),
      )
    assert.equal((await ask()).status, 422)
    assert.equal(value((await ask({ name: 'tx-resource', resource: valueSet })).body, 'result'), true)
    const cache = { name: 'cache-id', valueId: 'one' }
    assert.equal((await ask(cache, { name: 'tx-resource', resource: valueSet })).status, 200)
    assert.equal(value((await ask(cache)).body, 'result'), true)
    assert.equal((await ask({ name: 'cache-id', valueId: 'another' })).status, 422)
  })

  it('come in batches, each answered for itself', async () => {
    const entry = (url: string) => ({ request: { method: 'GET', url } })
    const { body } = await post('r5', {
      resourceType: 'Bundle',
      type: 'batch',
      entry: [
        entry(`CodeSystem/$lookup?system=${CM}&code=I10`),
        entry(`CodeSystem/$lookup?system=${CM}&code=nothing`),
        entry(''),
      ],
    })
    assert.deepEqual(
      body.entry.map((e: Answer) => e.response.status),
      ['200', '404', '404'],
    )
    const many = { resourceType: 'Bundle', type: 'batch', entry: Array.from({ length: 201 }, () => entry('metadata')) }
    assert.equal((await post('r5', many)).status, 413)
  })

  it('of many codes are validated at once', async () => {
    const each = (code: string) => ({
      name: 'validation',
      resource: parameters({ name: 'coding', valueCoding: { system: CM, code } }),
    })
    const { body } = await post(
      'r5/ValueSet/$batch-validate-code',
      parameters({ name: 'url', valueUri: `${CM}?fhir_vs` }, each('I10'), each('X')),
    )
    assert.deepEqual(
      body.parameter.map((p: Answer) => value(p.resource, 'result')),
      [true, false],
    )
  })

  it('are refused with an OperationOutcome that says why', async () => {
    const cases: [path: string, status: number][] = [
      ['r5/ValueSet/$expand', 400],
      ['r5/ValueSet/$expand?url=http://example.org/none', 422],
      [`r5/ValueSet/$expand?url=${encodeURIComponent(`${CM}?fhir_vs`)}&count=many`, 400],
      [`r5/ValueSet/$expand?url=${encodeURIComponent(`${CM}?fhir_vs`)}&displayLanguage=-`, 400],
      ['r5/CodeSystem/$lookup?code=I10', 400],
      ['r5/CodeSystem/$expand', 404],
      ['r5/CodeSystem/none', 404],
      ['r5/Patient', 404],
      ['r5/ValueSet?colour=red', 400],
      ['r5/metadata?_format=xml', 406],
      ['r5/a/b/c/d', 404],
    ]
    for (const [path, status] of cases) {
      const found = await get(path)
      assert.equal(found.status, status, path)
      assert.equal(found.body.resourceType, 'OperationOutcome', path)
      assert.ok(found.body.issue[0].details.text.length > 10, path)
    }
    assert.equal((await post('r5/ValueSet/$expand', '{')).status, 400)
    assert.equal((await post('r5/ValueSet/$expand', { resourceType: 'Patient' })).status, 400)
    assert.equal((await post('r5/ValueSet/$expand', '<x/>', { 'content-type': 'application/fhir+xml' })).status, 415)
    assert.equal((await app.request('/fhir/r5/ValueSet/x', { method: 'DELETE' })).status, 405)
  })

  it('that are too large are not read', async () => {
    const large = `{"resourceType":"Parameters","parameter":[{"name":"x","valueString":"${'x'.repeat(31 * 1024 * 1024)}"}]}`
    assert.equal((await post('r5/ValueSet/$expand', large)).status, 413)
  })
})

describe('resources that are listed', () => {
  it('have names that programs can use, and ids', async () => {
    for (const kind of ['CodeSystem', 'ValueSet', 'ConceptMap'])
      for (const { resource } of (await get(`r5/${kind}?_count=200`)).body.entry ?? []) {
        assert.match(resource.name, /^[A-Z]([A-Za-z0-9_]){1,254}$/, resource.url)
        assert.match(resource.id, /^[A-Za-z0-9\-.]{1,64}$/, resource.url)
        assert.doesNotMatch(resource.url, /^urn:oid:.*[^\d.]/)
      }
    const { body } = await get(`r5/CodeSystem?url=${CM}`)
    assert.equal(body.entry[0].resource.name, 'ICD10CM')
    const closed = await post('r5/$closure', parameters({ name: 'name', valueString: 'my table' }))
    assert.deepEqual([closed.body.name, closed.body.title], ['Mytable', 'my table'])
  })

  it('have only elements that FHIR has', async () => {
    assert.equal('releaseDate' in (await get('r5/metadata?mode=terminology')).body.software, false)
    assert.equal('releaseDate' in (await get('r5/metadata')).body.software, true)
  })
})

describe('R4', () => {
  it('has properties of expansions as extensions, and equivalences in maps', async () => {
    const set = {
      resourceType: 'ValueSet',
      status: 'active',
      compose: { include: [{ system: CM, concept: [{ code: 'I10' }] }] },
    }
    const asked = parameters({ name: 'valueSet', resource: set }, { name: 'property', valueString: 'level' })
    const [r4, r5] = [await post('r4/ValueSet/$expand', asked), await post('r5/ValueSet/$expand', asked)]
    assert.deepEqual(r5.body.expansion.contains[0].property, [{ code: 'level', valueCode: 'code' }])
    assert.equal(r4.body.expansion.contains[0].property, undefined)
    assert.deepEqual(r4.body.expansion.contains[0].extension[0].extension, [
      { url: 'code', valueCode: 'level' },
      { url: 'value', valueCode: 'code' },
    ])
    const map = {
      resourceType: 'ConceptMap',
      url: 'http://example.org/ConceptMap/x',
      status: 'active',
      group: [
        { source: CM, target: 'http://x', element: [{ code: 'I10', target: [{ code: 'y', equivalence: 'wider' }] }] },
      ],
    }
    const translated = await post(
      'r4/ConceptMap/$translate',
      parameters(
        { name: 'conceptMap', resource: map },
        { name: 'code', valueCode: 'I10' },
        { name: 'system', valueUri: CM },
      ),
    )
    const part = translated.body.parameter.find((p: Answer) => p.name === 'match').part
    assert.deepEqual(
      part.find((p: Answer) => p.name === 'equivalence'),
      { name: 'equivalence', valueCode: 'wider' },
    )
  })
})

describe('nothing that is sent breaks the server', () => {
  const names = [...new Set(DEFINITIONS.flatMap((d) => Object.keys(d.parameters)))]
  const path = fc.constantFrom(
    ...DEFINITIONS.map((d) => `${d.on[0] ? `${d.on[0]}/` : ''}$${d.name}`),
    'CodeSystem',
    'ValueSet/x',
    'metadata',
  )
  const odd = fc.constantFrom(
    '',
    'true',
    '-1',
    '0',
    '1e9',
    `${CM}?fhir_vs`,
    CM,
    'I10',
    '|',
    'a|b|c',
    '#x',
    'de',
    '*',
    '\u0000',
    '((a+)+)+$',
    'constructor',
    '__proto__',
  )
  const text = fc.oneof(odd, fc.string({ maxLength: 20 }))

  it('as a query', async () => {
    await fc.assert(
      fc.asyncProperty(
        path,
        fc.array(fc.tuple(fc.constantFrom(...names), text), { maxLength: 6 }),
        async (where, query) => {
          const { status } = await get(`r5/${where}?${new URLSearchParams(query)}`)
          assert.ok(status < 500, String(status))
        },
      ),
      { numRuns: 400 },
    )
  })

  it('as codings that are none', async () => {
    for (const coding of [[null], ['x'], [{ code: 1 }], {}, 'x']) {
      const asked = parameters({ name: 'codeableConcept', valueCodeableConcept: { coding } })
      const paths = ['ConceptMap/$translate', `CodeSystem/$validate-code?url=${CM}`]
      for (const where of paths) assert.ok((await post(`r4/${where}`, asked)).status < 500, where)
    }
  })

  it('as a body', async () => {
    const json = fc.jsonValue({ maxDepth: 4 })
    const shaped = fc.oneof(
      json,
      text,
      fc.record(
        {
          resourceType: fc.constantFrom('ValueSet', 'CodeSystem', 'ConceptMap', 'Parameters', 'Bundle'),
          compose: json,
          concept: json,
          group: json,
          expansion: json,
          url: json,
          content: fc.constant('complete'),
        },
        { requiredKeys: [] },
      ),
      fc.record({ coding: json, system: json, code: json }, { requiredKeys: [] }),
    )
    const parameter = fc.tuple(
      fc.constantFrom(...names),
      fc.constantFrom('valueString', 'valueCoding', 'valueCodeableConcept', 'resource', 'valueBoolean', 'valueInteger'),
      shaped,
    )
    await fc.assert(
      fc.asyncProperty(
        path,
        fc.array(parameter, { maxLength: 6 }),
        fc.constantFrom('r4', 'r5'),
        async (where, list, version) => {
          const body = parameters(...list.map(([name, member, given]) => ({ name, [member]: given })))
          const { status } = await post(`${version}/${where}`, body)
          assert.ok(status < 500, String(status))
        },
      ),
      { numRuns: 600 },
    )
  })
})
