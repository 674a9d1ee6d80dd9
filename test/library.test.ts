/** The library: every question in process and over HTTP with the same answers, and its names. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import * as client from '../src/lib/client.ts'
import * as library from '../src/lib/index.ts'
import { PLACES, type Question } from '../src/lib/questions.ts'
import * as searching from '../src/lib/search.ts'
import { createApp, type Listening, listen } from '../src/server.ts'
import { OPERATIONS } from '../src/service/operations.ts'
import { type StarterEdition, starterEdition } from './starter-edition.ts'

/** One input for each question. */
const ASKED: { readonly [Q in Question]: Parameters<library.Medcodex[Q]>[0] } = {
  search: { q: 'chemo pump', limit: 5, system: ['hcpcs', 'icd10pcs'], billable: true },
  suggest: { q: 'diab' },
  code: { system: 'ICD-10-CM', code: 'E11.9' },
  similar: { system: 'icd10cm', code: 'E11.9' },
  compare: { codes: ['icd10cm:E11.9', 'icd10cm:E11.65'] },
  number: { system: 'cpt', code: '96425' },
  validate: { codes: ['E11.9', 'E11', 'nothing'], system: 'icd10cm' },
  systems: undefined,
  browse: { system: 'icd10cm' },
  codePolicies: { system: 'hcpcs', code: 'E0783' },
  coverage: { system: 'cpt', code: '93306', diagnoses: ['I35.0', 'I34.0'], state: 'WI' },
  policies: { kind: 'lcd', limit: 3 },
  passages: { q: 'pump' },
  policyImpact: { from: 'FY2025', to: 'FY2026' },
  policy: { payer: 'Medicare', number: 'L33577' },
  policyDiff: { payer: 'Medicare', number: '210.3' },
}

const settled = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (answer) => JSON.parse(JSON.stringify(answer)) as unknown,
    ({ code, message, fix, suggestions }: library.Problem) => ({ code, message, fix, suggestions }),
  )

describe('the library', () => {
  let starter: StarterEdition
  let server: Listening
  let here: library.OpenMedcodex
  let there: client.Medcodex
  before(async () => {
    starter = await starterEdition()
    server = await listen({ app: createApp(starter.context) }, { host: '127.0.0.1', port: 0 })
    here = await library.open({ edition: starter.edition.path, today: starter.context.today() })
    there = client.connect(server.url)
  })
  after(async () => {
    here.close()
    await server.close()
    await starter.close()
  })

  it('has a method for every operation, asked where the operation is', () => {
    const operations = OPERATIONS.map(({ path, method = 'GET' }) => `${method} ${path}`).toSorted()
    assert.deepEqual(
      Object.values(PLACES)
        .map(({ path, method }) => `${method} ${path}`)
        .toSorted(),
      operations,
    )
    for (const question of Object.keys(PLACES) as Question[]) assert.equal(typeof here[question], 'function')
  })

  for (const question of Object.keys(ASKED) as Question[]) {
    it(`answers ${question} alike in process and over HTTP`, async () => {
      const input = ASKED[question] as never
      const [mine, theirs] = await Promise.all([settled(here[question](input)), settled(there[question](input))])
      assert.deepEqual(mine, theirs)
      // The starter set has one release: there is nothing to compare it with.
      if (question !== 'policyImpact') assert.equal((mine as { fix?: string }).fix, undefined)
    })
  }

  it('fails alike, with a code, a sentence, a fix and what may have been meant', async () => {
    const wrong = { system: 'icd10cm', code: 'E11.99', asOf: '2026-03-01' }
    const [mine, theirs] = await Promise.all([settled(here.code(wrong)), settled(there.code(wrong))])
    assert.deepEqual(mine, theirs)
    assert.equal((mine as library.Problem).code, 'unknown-code')
    assert.ok((mine as library.Problem).suggestions.length > 0)
    await assert.rejects(client.connect('http://127.0.0.1:9').systems(), { code: 'unreachable', status: undefined })
  })

  it('has at most forty names', () => {
    const names = new Set([library, client, searching].flatMap((module) => Object.keys(module)))
    const types = ['Answer', 'Medcodex', 'Problem', 'Question', 'QuestionInput', 'OpenOptions', 'OpenMedcodex']
    const more = ['ConnectOptions', 'Hit', 'SearchResult', 'MeaningFiles', 'IndexOptions', 'IndexQuery', 'OpenIndex']
    assert.ok(names.size + types.length + more.length <= 40)
    assert.deepEqual([...names].toSorted(), ['AppError', 'RemoteError', 'VERSION', 'connect', 'open', 'openIndex'])
  })
})
