/** The REST surface in process, on the starter set: its fixed shapes, its one error shape, and that nothing makes it fail. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Hono } from 'hono'
import { z } from 'zod'
import { AppError, ERRORS } from '../src/core/errors.ts'
import { createApp } from '../src/server.ts'
import { OPERATIONS } from '../src/service/operations.ts'
import { STARTER_DAY, type StarterEdition, starterEdition } from './starter-edition.ts'

let starter: StarterEdition
let app: Hono

before(async () => {
  starter = await starterEdition()
  app = createApp(starter.context)
})
after(() => starter.close())

type Json = Record<string, unknown>

/** The body of a good answer. */
async function ask(path: string): Promise<Json> {
  const response = await app.request(path)
  const body = await response.text()
  assert.equal(response.status, 200, `${path}: ${body.slice(0, 200)}`)
  assert.match(response.headers.get('content-type') ?? '', /^application\/json/)
  return JSON.parse(body) as Json
}

const q = encodeURIComponent
const SuggestionShape = z.strictObject({
  kind: z.string(),
  text: z.string(),
  system: z.string().optional(),
  code: z.string().optional(),
  title: z.string().optional(),
  path: z.string().optional(),
})
const ProblemShape = z.strictObject({
  type: z.string().startsWith('urn:medcodex:error:'),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  code: z.string(),
  fix: z.string(),
  suggestions: z.array(SuggestionShape).max(5).optional(),
})

/** The error of a refused request; fails when it is not in the one shape or its status is not the registry's. */
async function refused(path: string, init?: RequestInit): Promise<z.output<typeof ProblemShape>> {
  const response = await app.request(path, init)
  assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json$/, path)
  const error = ProblemShape.parse(await response.json())
  assert.equal(response.status, ERRORS[error.code as keyof typeof ERRORS]?.http, `${path}: ${error.code}`)
  assert.equal(response.status, error.status)
  assert.match(error.detail, /\.$/)
  return error
}

describe('GET /api/v1/search', () => {
  it('answers with query, total and results in the shape that other tools rely on', async () => {
    const body = await ask('/api/v1/search?q=asthma&limit=3&system=icd10cm&asOf=2026-01-15')
    assert.equal(body['query'], 'asthma')
    assert.ok((body['total'] as number) >= 3)
    const results = body['results'] as Json[]
    assert.equal(results.length, 3)
    for (const result of results) {
      for (const field of ['system', 'code', 'title', 'billable', 'tier', 'why']) assert.ok(field in result, field)
      assert.equal(result['system'], 'icd10cm')
      assert.match(result['code'] as string, /^J45|^[A-Z]\d\d/)
    }
  })

  it('gives codes as officially written, in whatever form they are typed', async () => {
    for (const typed of ['E11.9', 'e119', 'e11 9']) {
      const first = ((await ask(`/api/v1/search?q=${q(typed)}`))['results'] as Json[])[0]
      assert.deepEqual([first?.['code'], first?.['tier']], ['E11.9', 'code'], typed)
    }
  })

  it('lists the codes of a collapsed family, the row’s own first and at most fifty', async () => {
    const rows = (await ask('/api/v1/search?q=insertion&system=icd10pcs&limit=50'))['results'] as Json[]
    const families = rows.filter((r) => r['members'] !== undefined)
    assert.ok(families.length > 0)
    for (const { code, members } of families) {
      const codes = members as string[]
      assert.ok(codes.length > 1 && codes.length <= 50)
      assert.equal(codes[0], code)
      assert.equal(new Set(codes).size, codes.length)
    }
  })

  it('keeps to the systems asked for, and takes several', async () => {
    const body = await ask('/api/v1/search?q=catheter&system=hcpcs,icd10pcs&limit=200')
    const systems = new Set((body['results'] as Json[]).map((r) => r['system']))
    assert.ok(systems.size > 0 && !systems.has('icd10cm'))
  })

  it('answers as of a day: what was not listed then is not found', async () => {
    assert.equal((await ask('/api/v1/search?q=asthma&asOf=1999-01-01'))['total'], 0)
    assert.equal((await ask('/api/v1/search?q=asthma'))['asOf'], STARTER_DAY)
  })

  it('takes an empty optional parameter for one that was not given', async () => {
    const plain = await ask('/api/v1/search?q=asthma')
    assert.deepEqual(await ask('/api/v1/search?q=asthma&limit=&system=&asOf=&kind=&billable='), plain)
  })

  it('explains a score as a tree whose factors multiply to it', async () => {
    const [first] = (await ask('/api/v1/search?q=asthma&explain=true'))['results'] as Json[]
    assert.ok(first)
    const { value, factors = [] } = first['explanation'] as { value: number; factors?: { value: number }[] }
    assert.ok(factors.length > 0)
    assert.ok(Math.abs(factors.reduce((product, f) => product * f.value, 1) - value) < 1e-9)
  })

  it('says how instructions in a query were read', async () => {
    assert.equal(
      (await ask(`/api/v1/search?q=${q('E11* billable:yes')}`))['reading'],
      'All codes with codes that begin with E11, that can be billed.',
    )
  })
})

describe('GET /api/v1/codes/{system}/{code}', () => {
  it('knows a code in any written form', async () => {
    for (const written of ['E11.9', 'e11.9', 'E119', 'e11%209', 'E11-9']) {
      assert.equal((await ask(`/api/v1/codes/icd10cm/${written}`))['code'], 'E11.9', written)
    }
    assert.equal((await ask('/api/v1/codes/hcpcs/j-9000'))['code'], 'J9000')
    assert.equal((await ask('/api/v1/codes/icd10cm/chapter-4'))['level'], 'chapter')
    const header = await ask('/api/v1/codes/icd10cm/E11')
    assert.equal((header['plainCase'] as { code?: string }).code, 'E11.9', 'what to report when nothing more is known')
    assert.equal((await ask('/api/v1/codes/icd10cm/E11.9'))['plainCase'], undefined)
    assert.equal((await ask('/api/v1/codes/icd10cm/E08-E13'))['plainCase'], undefined)
    assert.equal((await ask('/api/v1/codes/icd10cm/E08-E13'))['level'], 'section')
  })

  it('carries the licence, the disclaimer and what release is in force', async () => {
    for (const system of ['icd10cm/E11.9', 'hcpcs/J9000']) {
      const body = await ask(`/api/v1/codes/${system}`)
      assert.ok((body['licence'] as Json)['notice'])
      assert.match(body['disclaimer'] as string, /not medical, coding or billing advice/)
      assert.equal(typeof (body['inForce'] as Json)['loaded'], 'boolean')
    }
  })

  it('tells a code that is not there from one that was not there yet', async () => {
    assert.equal((await refused('/api/v1/codes/icd10cm/E11.99')).detail, 'ICD-10-CM has no code "E11.99".')
    assert.match(
      (await refused('/api/v1/codes/icd10cm/E11.9?asOf=1999-01-01')).detail,
      /"E11\.9" before 20\d\d-\d\d-\d\d\.$/,
    )
  })
})

describe('the other routes', () => {
  it('list the systems with release, counts and source', async () => {
    const systems = (await ask('/api/v1/systems'))['systems'] as Json[]
    assert.deepEqual(
      systems.map((s) => s['id']),
      ['icd10cm', 'icd10pcs', 'hcpcs', 'pos', 'poa'],
    )
    for (const system of systems) {
      for (const field of ['name', 'release', 'isInForce', 'codes', 'billable', 'source'])
        assert.ok(field in system, field)
      const whole = ['pos', 'poa'].includes(String(system['id']))
      assert.equal(system['source'], whole ? 'program' : 'starter')
    }
  })

  it('suggest a few results', async () => {
    const { suggestions } = await ask('/api/v1/suggest?q=asth&limit=4')
    assert.equal((suggestions as unknown[]).length, 4)
  })

  it('walk a system from the top and page by page', async () => {
    const first = await ask('/api/v1/systems/hcpcs/roots?letter=J&limit=5')
    const next = await ask(`/api/v1/systems/hcpcs/roots?letter=J&limit=5&after=${first['next']}`)
    const codes = [...(first['roots'] as Json[]), ...(next['roots'] as Json[])].map((r) => r['code'] as string)
    assert.equal(codes.length, 10)
    assert.deepEqual(codes, [...codes].sort())
  })

  it('say that the server answers, and from which edition', async () => {
    assert.deepEqual(await ask('/healthz'), { status: 'ok', edition: starter.edition.id })
  })

  it('describe themselves in OpenAPI 3.1', async () => {
    const body = await ask('/api/v1/openapi.json')
    assert.equal(body['openapi'], '3.1.0')
    assert.deepEqual(Object.keys(body['paths'] as Json), [
      ...OPERATIONS.map((o) => `/api/v1${o.path}`),
      '/api/v1/check',
      '/healthz',
    ])
  })
})

describe('every operation', () => {
  const asked: Readonly<Record<string, readonly string[]>> = {
    search: [
      '?q=asthma',
      '?q=insertion&system=icd10pcs&limit=200',
      '?q=diabtes&explain=true',
      '?q=E11.9&explain=true',
      '?q=J90*',
    ],
    suggest: ['?q=a', '?q=type+2&limit=50'],
    show: ['icd10cm/E11.9', 'icd10cm/chapter-2', 'icd10pcs/0DT', 'hcpcs/J9000', 'hcpcs/J9000?asOf=2020-01-01'],
    similar: ['icd10cm/E11.9', 'icd10pcs/3E05305?limit=3', 'hcpcs/J9190', 'icd10cm/chapter-2'],
    compare: ['?codes=icd10cm:E11.9,hcpcs/J9190', '?codes=icd10cm:Chapter-4,icd10cm:E11,icd10pcs:3E05305'],
    systems: [''],
    browse: ['icd10cm', 'icd10pcs', 'hcpcs', 'hcpcs?letter=J&limit=3'],
    number: ['cpt/96425', 'cpt/93306'],
    validate: ['?system=icd10cm&codes=E11.9,EII.9,S93.401', '?system=hcpcs&codes=J9000+J2505&asOf=2020-01-01'],
    'code-policies': ['icd10cm/E11.9', 'hcpcs/E0783', 'cpt/96425', 'hcpcs/J0000'],
    coverage: [
      '?system=hcpcs&code=E0783',
      '?system=cpt&code=93306&diagnoses=I35.0,E11.9&state=wisconsin&date=2026-02-01',
      '?system=cpt&code=93306&state=TX',
      '?system=cpt&code=11111',
    ],
    policies: ['', '?kind=lcd&state=TX&limit=2', '?payer=Nobody'],
    passages: ['?q=liver', '?q=pump+chemotherapy&state=TX', '?q=hyperspace'],
    'policy-impact': ['?from=FY2026&to=FY2026'],
    policy: ['medicare/280.14', 'Medicare/l33577', 'medicare/210.3?version=6'],
    'policy-diff': ['medicare/210.3', 'medicare/210.3?from=6&to=7'],
  }

  it('leads from a bare number to its page, and from a code of another system to how it is got', async () => {
    const notices = async (q: string) =>
      ((await ask(`/api/v1/search?q=${q}`)) as { notices: { text: string; path?: string }[] }).notices
    const [number] = await notices('96425')
    assert.equal(number?.path, '/code/cpt/96425')
    assert.equal((await app.request(number.path)).status, 200)
    assert.match((await notices('99213'))[0]?.text ?? '', /looks like a CPT code; CPT is not loaded/)
    assert.match((await notices('4548-4'))[0]?.text ?? '', /looks like a LOINC code; LOINC is not loaded/)
  })

  for (const operation of OPERATIONS) {
    it(`answers as its schema says: ${operation.name}`, async () => {
      const samples = asked[operation.name]
      assert.ok(samples, `add requests for ${operation.name}`)
      for (const sample of samples) {
        const [inPath = '', query] = sample.split('?')
        const parts = inPath.split('/')
        const path = operation.path.replace(/\{\w+\}/g, () => parts.shift() ?? '')
        const body = await ask(`/api/v1${path}${query === undefined ? '' : `?${query}`}`)
        // Parsing leaves out what the schema does not name, so equality means that nothing else is sent.
        assert.deepEqual(operation.output.parse(body), body, `${operation.name} ${sample}`)
      }
    })
  }
})

describe('a bad request', () => {
  const cases: readonly [path: string, code: string, says: RegExp][] = [
    ['/api/v1/search', 'invalid-input', /q is missing/],
    ['/api/v1/search?q=', 'invalid-input', /q: type something to search for/],
    ['/api/v1/search?q=%20%09', 'invalid-input', /q: type something/],
    ['/api/v1/search?q=x&limit=0', 'invalid-input', /limit: /],
    ['/api/v1/search?q=x&limit=201', 'invalid-input', /limit: /],
    ['/api/v1/search?q=x&limit=1.5', 'invalid-input', /limit: /],
    ['/api/v1/search?q=x&limit=many', 'invalid-input', /limit: /],
    ['/api/v1/suggest?q=x&limit=51', 'invalid-input', /limit: /],
    ['/api/v1/search?q=x&system=nonsense', 'invalid-input', /no code system "nonsense"/],
    ['/api/v1/search?q=x&system=snomed', 'system-not-loaded', /SNOMED CT is not loaded/],
    ['/api/v1/search?q=x&kind=plant', 'invalid-input', /kind: /],
    ['/api/v1/search?q=x&billable=perhaps', 'invalid-input', /billable: /],
    ['/api/v1/search?q=x&asOf=2026-02-30', 'invalid-input', /"2026-02-30" is not a date written YYYY-MM-DD/],
    ['/api/v1/codes/icd10cm/E11.9?asOf=today', 'invalid-input', /"today" is not a date/],
    ['/api/v1/codes/icd9cm/250.00', 'system-not-loaded', /ICD-9-CM is not loaded/],
    ['/api/v1/codes/nonsense/250.00', 'unknown-system', /no code system "nonsense" in this edition/],
    ['/api/v1/codes/__proto__/x', 'unknown-system', /"__proto__"/],
    ['/api/v1/systems/cpt/roots', 'system-not-loaded', /CPT is not loaded/],
    ['/api/v1/systems/hcpcs/roots?letter=%00', 'invalid-input', /letter: /],
    ['/api/v1/systems/hcpcs/roots?letter=J&after=J0', 'unknown-code', /"J0"/],
    ['/api/v1/codes/icd10cm/E99.999', 'unknown-code', /"E99\.999"/],
    ['/api/v1/compare?codes=icd10cm:E11.9', 'invalid-input', /2 to 4 different codes/],
    ['/api/v1/compare?codes=icd10cm:E11.9,icd10cm:e119', 'invalid-input', /2 to 4 different codes/],
    ['/api/v1/compare?codes=E11.9,I10', 'invalid-input', /"E11\.9" is not written system:code/],
    ['/api/v1/compare?codes=icd10cm:E11.9,icd10cm:E99.999', 'unknown-code', /"E99\.999"/],
    ['/api/v1/codes/icd10cm/E11.9/similar?limit=13', 'invalid-input', /limit: /],
    ['/api/v1/codes/icd10cm', 'unknown-path', /nothing at \/api\/v1\/codes\/icd10cm\./],
    ['/api/v1/nothing', 'unknown-path', /nothing at \/api\/v1\/nothing\./],
    ['/api/v2/search?q=x', 'unknown-path', /nothing at \/api\/v2\/search\./],
    ['/code/icd10cm/E99.999.json', 'unknown-code', /"E99\.999"/],
  ]
  for (const [path, code, says] of cases) {
    it(`is refused in the one shape: ${path}`, async () => {
      const error = await refused(path)
      assert.equal(error.code, code)
      assert.match(error.detail, says)
    })
  }

  it('is one with another method than GET', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      assert.equal((await refused('/api/v1/search?q=x', { method })).code, 'method-not-allowed')
    }
  })

  it('is answered in the same shape when the program itself fails, without what was typed', async () => {
    const broken = createApp({ ...starter.context, edition: () => assert.fail('typed words') })
    const write = process.stderr.write
    let logged = ''
    process.stderr.write = ((chunk: string) => {
      logged += chunk
      return true
    }) as typeof write
    try {
      const response = await broken.request('/api/v1/search?q=secret')
      assert.equal(response.status, 500)
      assert.deepEqual(await response.json(), new AppError('internal').toProblem())
    } finally {
      process.stderr.write = write
    }
    assert.match(logged, /^unexpected AssertionError on \/api\/v1\/search\n/)
    assert.doesNotMatch(logged, /secret|typed words/)
  })
})

describe('a hostile request', () => {
  const texts = [
    '\0',
    '\u202e',
    '\ud800',
    '😀',
    'ﷺ',
    'a'.repeat(20_000),
    'a '.repeat(5_000),
    '"'.repeat(101),
    '-',
    '--',
    '*',
    '**',
    '..',
    '...',
    'A00..',
    '..A00',
    'Z99..A00',
    'A00..Z99..B00',
    '0*',
    'E*',
    'system:',
    'system:x',
    'chapter:',
    'chapter:😀',
    'billable:',
    'asOf:',
    'asOf:9999-99-99',
    'kind:',
    '__proto__',
    'constructor',
    'hasOwnProperty',
    'toString',
    "'; DROP TABLE concept; --",
    '" OR 1=1',
    '<script>alert(1)</script>',
    '../../etc/passwd',
    '%',
    '%%',
    '%00',
    '#{7*7}',
    '{{7*7}}',
    '\\',
    '\\u0000',
    '(',
    '[',
    ')(',
    '^(a+)+$',
    'a'.repeat(64),
    'zzzzzzzzzz zzzzzzzzzz zzzzzzzzzz',
    '1e309',
    'NaN',
    '𝕋𝕪𝕡𝕖 𝟚',
    'ſ',
    'İ',
    'ß',
    '١٢٣',
    'the of and',
    '- - -',
    '-asthma',
    '"asthma',
    '""',
    '"" ""',
    'asthma\nasthma\r\n',
    '\t',
  ]
  const places: readonly ((text: string) => string)[] = [
    (t) => `/api/v1/search?q=${t}`,
    (t) => `/api/v1/search?q=asthma+${t}&explain=true`,
    (t) => `/api/v1/suggest?q=${t}`,
    (t) => `/api/v1/search?q=x&limit=${t}`,
    (t) => `/api/v1/search?q=x&system=${t}`,
    (t) => `/api/v1/search?q=x&kind=${t}`,
    (t) => `/api/v1/search?q=x&chapter=${t}`,
    (t) => `/api/v1/search?q=x&asOf=${t}`,
    (t) => `/api/v1/search?q=x&${t}=1`,
    (t) => `/api/v1/codes/icd10cm/${t}`,
    (t) => `/api/v1/codes/icd10pcs/${t}`,
    (t) => `/api/v1/codes/hcpcs/${t}`,
    (t) => `/api/v1/codes/${t}/E11.9`,
    (t) => `/api/v1/codes/icd10cm/E11.9?asOf=${t}`,
    (t) => `/api/v1/systems/${t}/roots`,
    (t) => `/api/v1/systems/hcpcs/roots?letter=${t}`,
    (t) => `/api/v1/systems/hcpcs/roots?letter=J&after=${t}`,
    (t) => `/api/v1/${t}`,
  ]

  /** Lone surrogates have no UTF-8; what is sent for them is not valid either. */
  const sent = (text: string): string => (text === '\ud800' ? '%ED%A0%80' : encodeURIComponent(text))

  for (const place of places) {
    it(`never makes the server fail: ${place('…')}`, async () => {
      for (const text of [...texts.map(sent), '%', '%E0%A4%A']) {
        const path = place(text)
        const began = performance.now()
        const response = await app.request(path)
        const body = await response.text()
        assert.ok(response.status < 500, `${response.status} for ${path.slice(0, 120)}`)
        assert.ok(performance.now() - began < 60_000, `hangs: ${path.slice(0, 120)}`)
        if (response.status >= 400) ProblemShape.parse(JSON.parse(body))
        else JSON.parse(body)
      }
    })
  }
})
