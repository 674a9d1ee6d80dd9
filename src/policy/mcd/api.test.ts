import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { isoDate } from '../../core/date.ts'
import type { Issue } from '../../core/issue.ts'
import { homeAt } from '../../edition/home.ts'
import { fetchPolicies } from '../../edition/policy-sources.ts'
import { classifyStatement } from '../classify.ts'
import { CoverageApi } from './api.ts'
import { readMcd } from './mcd.ts'

/** Answers in the shapes of the API; counts requests, refuses old tokens, and is busy now and then. */
class FakeApi {
  readonly requests: string[] = []
  tokens = 0
  /** The next answers, instead of the usual ones. */
  readonly troubles: number[] = []
  readonly server: Server

  constructor() {
    this.server = createServer((request, response) => {
      const url = new URL(request.url!, 'http://local')
      this.requests.push(url.pathname)
      const send = (status: number, data: unknown): void => {
        response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '1' })
        response.end(JSON.stringify({ meta: { status: { id: status }, notes: '' }, data }))
      }
      const trouble = this.troubles.shift()
      if (trouble !== undefined) return send(trouble, [])
      if (url.pathname === '/v1/metadata/license-agreement/') return send(200, [{ token: `t${++this.tokens}` }])
      if (/^\/v1\/data\/(?:lcd|article)\//.test(url.pathname)) {
        if (request.headers.authorization !== `Bearer t${this.tokens}`) return send(401, [])
      }
      send(200, ANSWERS[url.pathname + (url.searchParams.get('state_id') ?? '')] ?? [])
    })
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }
}

const LISTED = {
  document_id: '90001',
  document_version: 4,
  document_display_id: 'A90001',
  document_type: 'Article',
  title: 'Billing and Coding: Widget Scans',
  contractor_name_type: 'North Contractor, LLC\r\n(MAC - Part A)',
}
const KEY = { article_id: 90001, article_version: 4 }
const ANSWERS: Readonly<Record<string, unknown[]>> = {
  '/v1/reports/local-coverage-articles/': [LISTED],
  '/v1/reports/local-coverage-articles/60': [LISTED],
  '/v1/reports/national-coverage-ncd/': [
    { document_id: '500', document_version: 1, document_display_id: '999.1', title: 'Widget Scanning' },
  ],
  '/v1/metadata/states/': [
    { state_id: 60, description: 'Wisconsin' },
    { state_id: 61, description: 'Texas' },
  ],
  '/v1/data/ncd/': [
    {
      document_id: '500',
      document_version: 1,
      document_display_id: '999.1',
      title: 'Widget Scanning',
      effective_date: '03/01/2010',
      indications_limitations: '&lt;p&gt;Covered &amp;amp; paid nationwide.&lt;&sol;p&gt;',
    },
  ],
  '/v1/data/article/': [
    {
      ...KEY,
      article_type: 5,
      title: 'Billing and Coding: Widget Scans',
      article_eff_date: '01/01/2026',
      description: '&lt;p&gt;Scans are billed once a day.&lt;&sol;p&gt;',
    },
  ],
  '/v1/data/article/hcpc-code': [{ ...KEY, hcpc_code_id: 'C8929', hcpc_code_group: 1, long_description: 'Words' }],
  '/v1/data/article/icd10-covered': [{ ...KEY, icd10_code_id: 'I10', icd10_covered_group: 1, asterisk: null }],
  '/v1/data/article/icd10-covered-group': [
    { ...KEY, icd10_covered_group: 1, paragraph: '&lt;p&gt;Any of these.&lt;&sol;p&gt;' },
  ],
  '/v1/data/article/contractor': [{ ...KEY, contractor_id: 7, contractor_type_id: 9, contractor_version: 1 }],
  '/v1/data/contractor/': [
    { contractor_id: 7, contract_type_id: 9, contractor_version: 1, contractor_name: 'North Contractor' },
  ],
}

describe('the Coverage API', async () => {
  const fake = new FakeApi()
  const base = await fake.start()
  const home = homeAt(mkdtempSync(join(tmpdir(), 'medcodex-api-')))
  after(() => {
    fake.server.close()
    rmSync(home.root, { recursive: true })
  })
  const waits: number[] = []
  const pause = async (ms: number): Promise<void> => void waits.push(ms)
  const api = new CoverageApi({ base, pause, licenceAccepted: true })

  it('gets documents with their jurisdictions, and reads them like an export', async () => {
    const documents = [...(await api.list('article')), ...(await api.list('ncd'))]
    const wanted = { documents, retrieved: isoDate('2026-11-23') }
    assert.deepEqual(await fetchPolicies(home, api, wanted), { fetched: 2, there: 0 })
    assert.deepEqual(await fetchPolicies(home, api, wanted), { fetched: 0, there: 2 }, 'nothing is fetched twice')
    const answers = ['A90001-4.json', '999.1-1.json'].map((name) => join(home.policies, 'mcd-api', name))
    const issues: Issue[] = []
    const lookup = { loaded: () => false, find: () => undefined }
    const options = { lookup, classify: classifyStatement, onIssue: (i: Issue) => void issues.push(i) }
    const records = []
    for await (const record of readMcd({ exports: [], answers }, options)) records.push(record)
    assert.deepEqual(issues, [])
    const [ncd, article] = records
    assert.equal(ncd!.header.effective, '2010-03-01')
    assert.match(ncd!.text.text, /Covered & paid nationwide\./)
    assert.deepEqual(article!.header.states, ['WI'])
    assert.deepEqual(article!.header.contractors, ['North Contractor'])
    assert.match(article!.text.text, /Scans are billed once a day\./)
    assert.deepEqual(
      article!.findings.map((f) => ('code' in f ? `${f.code} ${f.disposition}` : '')),
      ['C8929 conditional', 'I10 supports-necessity'],
    )
    assert.doesNotMatch(readFileSync(answers[0]!, 'utf8').replace('"long_description":"Words"', ''), /&lt;script/)
  })

  it('takes a new token when the old one has run out', async () => {
    fake.tokens++
    const [document] = await api.list('article')
    await api.document(document!)
    assert.ok(fake.requests.filter((path) => path.includes('license-agreement')).length >= 2)
  })

  it('waits and asks again when told to slow down, and gives up in the end', async () => {
    waits.length = 0
    fake.troubles.push(429, 503)
    assert.equal((await api.list('ncd')).length, 1)
    assert.deepEqual(waits, [1000, 1000])
    fake.troubles.push(500, 500, 500, 500, 500)
    await assert.rejects(api.list('ncd'), { code: 'download-failed' })
    fake.troubles.push(404)
    await assert.rejects(api.list('ncd'), { code: 'download-failed' })
  })

  it('asks for the licence before local documents', async () => {
    const stranger = new CoverageApi({ base, pause, licenceAccepted: false })
    const [document] = await stranger.list('article')
    await assert.rejects(stranger.document(document!), { code: 'license-needed' })
  })
})
