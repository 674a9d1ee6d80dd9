/**
 * The contract: `openapi.json` is a valid OpenAPI document, and whatever is asked, in words that are valid or not, live
 * answers are as it says. Parameters are made from the document's own schemas, with odd values among them.
 */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { openApi } from '../src/rest/openapi.ts'
import { createApp } from '../src/server.ts'
import { type StarterEdition, starterEdition } from './starter-edition.ts'

interface Schema {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
}
interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly schema: Schema
}
interface Answered {
  readonly content: Readonly<Record<string, { readonly schema: object }>>
}
interface Operation {
  readonly operationId: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> }
  readonly responses: Readonly<Record<string, Answered>>
}

const document = JSON.parse(JSON.stringify(openApi())) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: object
}
const ajv = new Ajv2020({ strict: false, allErrors: false })
const compiled = new Map<object, ValidateFunction>()

function check(schema: object, value: unknown, what: string): void {
  const validate = compiled.get(schema) ?? ajv.compile({ ...schema, components: document.components })
  compiled.set(schema, validate)
  assert.ok(validate(value), `${what}: ${ajv.errorsText(validate.errors)}`)
}

/** Values that mean something here, by the name of the parameter. */
const SENSIBLE: Readonly<Record<string, readonly string[]>> = {
  q: ['asthma', 'E11.9', 'pump -insulin', '"left" kind:drug', 'J9* billable:no'],
  system: ['icd10cm', 'ICD-10-PCS', 'hcpcs', 'cpt', 'http://hl7.org/fhir/sid/icd-10-cm', 'ndc'],
  code: ['E11.9', 'J9190', '0DTJ4ZZ', '96425', 'E0783', 'E11.99', 'A'],
  codes: ['icd10cm:E11.9,hcpcs:J9190', 'E11.9', 'icd10cm/E11.9,icd10cm/E11'],
  asOf: ['2026-03-01', '1999-12-31', '2026-02-30'],
  date: ['2026-03-01', 'soon'],
  diagnoses: ['C22.0', 'I35.0,I34', 'XYZ'],
  payer: ['medicare', 'Medicare', 'nobody'],
  number: ['L33577', '210.3', '0'],
  state: ['WI', 'Texas', 'Narnia'],
  letter: ['A', 'J', 'ß'],
  from: ['FY2025', ''],
  to: ['FY2026'],
}
const ODD = [
  '',
  '0',
  '-1',
  '1e9',
  '\u0000',
  '%',
  '"',
  '<b>',
  "';--",
  '\u202e',
  'é'.repeat(300),
  '[]',
  'null',
  '../..',
  '🩺',
]

function valuesOf({ name, schema }: Parameter): fc.Arbitrary<string> {
  const by = [
    ...(SENSIBLE[name] ? [{ weight: 6, arbitrary: fc.constantFrom(...SENSIBLE[name]) }] : []),
    ...(schema.enum ? [{ weight: 4, arbitrary: fc.constantFrom(...schema.enum.map(String)) }] : []),
    ...(schema.type === 'integer' || schema.type === 'number'
      ? [
          {
            weight: 4,
            arbitrary: fc
              .integer({ min: (schema.minimum ?? 0) - 1, max: Math.min(schema.maximum ?? 50, 300) + 1 })
              .map(String),
          },
        ]
      : []),
    { weight: 1, arbitrary: fc.constantFrom(...ODD) },
    { weight: 1, arbitrary: fc.string({ maxLength: 30 }) },
  ]
  return fc.oneof(...by)
}

/** Addresses of an operation: path parameters always, query parameters often, now and then one nobody knows. */
function addresses(path: string, { parameters = [] }: Operation): fc.Arbitrary<string> {
  const inPath = parameters.filter((each) => each.in === 'path')
  const inQuery = parameters.filter((each) => each.in === 'query')
  const places = fc.record(
    Object.fromEntries(inPath.map((each) => [each.name, valuesOf(each).filter((v) => v !== '' && !/^\.+$/.test(v))])),
  )
  const query = fc.tuple(
    ...inQuery.map((each) =>
      fc
        .option(valuesOf(each), { freq: each.required ? 12 : 2, nil: undefined })
        .map((value) => [each.name, value] as const),
    ),
  )
  return fc.tuple(places, query, fc.boolean()).map(([at, given, unknown]) => {
    const place = path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent((at as Record<string, string>)[name]!.toWellFormed()),
    )
    const pairs = given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value.toWellFormed()]]))
    const text = new URLSearchParams([...pairs, ...(unknown ? [['nobody', 'knows']] : [])]).toString()
    return text === '' ? place : `${place}?${text}`
  })
}

/** Addresses that chance seldom finds. */
const GOOD: Readonly<Record<string, readonly string[]>> = {
  '/api/v1/numbers/{system}/{code}': ['/api/v1/numbers/cpt/96425'],
  '/api/v1/search': ['/api/v1/search?q=asthma&explain=true'],
}

describe('the contract', () => {
  let starter: StarterEdition
  let app: ReturnType<typeof createApp>
  const seen = new Map<string, Set<number>>()
  before(async () => {
    starter = await starterEdition()
    app = createApp(starter.context)
  })
  after(() => starter.close())

  async function holds(operation: Operation, address: string, init?: RequestInit): Promise<void> {
    const response = await app.request(address, init)
    const type = (response.headers.get('content-type') ?? '').replace('; charset=utf-8', '')
    const text = await response.text()
    const body: unknown = type.endsWith('json') ? JSON.parse(text) : text
    const said = operation.responses[String(response.status)] ?? operation.responses['default']
    assert.ok(said, `${response.status} is not in the document: ${address}`)
    assert.ok(response.status < 500, `${response.status}: ${address}`)
    const content = said.content[type]
    assert.ok(content, `${type} is not in the document: ${address}`)
    check(content.schema, body, address)
    seen.set(operation.operationId, (seen.get(operation.operationId) ?? new Set()).add(response.status))
  }

  it('is a valid OpenAPI 3.1 document', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document))
    assert.ok(valid, JSON.stringify(errors))
  })

  for (const [path, methods] of Object.entries(document.paths)) {
    const { get, post } = methods
    if (get)
      it(`holds whatever is asked of ${path}`, async () => {
        await fc.assert(
          fc.asyncProperty(addresses(path, get), (address) => holds(get, address)),
          { numRuns: 120, seed: 20261130, examples: (GOOD[path] ?? []).map((address) => [address]) },
        )
        // The starter set has one release of each system: it has nothing to compare.
        const answered = seen.get(get.operationId)!.has(200)
        assert.ok(answered || path === '/api/v1/policies/impact', `${path} was never answered`)
      })
    const tables = Object.keys(post?.requestBody?.content ?? {}).filter((type) => type.startsWith('text/'))
    if (post && tables.length > 0)
      it(`holds whatever table is sent to ${path}`, async () => {
        const cell = fc.oneof(fc.constantFrom('dx', 'E11.9', 'I10', '"', '', '2026-01-15'), fc.string({ maxLength: 8 }))
        const table = fc.array(fc.array(cell, { maxLength: 3 }), { maxLength: 6 }).map((rows) =>
          rows
            .map((row) => row.join(','))
            .join('\n')
            .toWellFormed(),
        )
        const asked = fc.tuple(addresses(path, post), fc.constantFrom(...tables, 'application/pdf'), table)
        await fc.assert(
          fc.asyncProperty(asked, ([address, type, body]) =>
            holds(post, address, { method: 'POST', headers: { 'content-type': type }, body }),
          ),
          { numRuns: 120, seed: 20261130, examples: [[[`${path}?column=dx=icd10cm`, 'text/csv', 'dx\nE11.9\n']]] },
        )
        assert.ok(seen.get(post.operationId)!.has(200))
      })
    else if (post)
      it(`holds whatever is sent to ${path}`, async () => {
        const headers = { 'content-type': 'application/json' }
        const bodies = fc.oneof(
          fc.record({
            system: fc.constantFrom('icd10cm', 'nothing'),
            codes: fc.array(fc.constantFrom('E11.9', 'E11', 'zzz', ''), { maxLength: 4 }),
          }),
          fc.object({ maxDepth: 2 }),
        )
        await fc.assert(
          fc.asyncProperty(bodies, (body) =>
            holds(post, path, { method: 'POST', headers, body: JSON.stringify(body) }),
          ),
          { numRuns: 120, seed: 20261130 },
        )
        assert.ok(seen.get(post.operationId)!.has(200))
      })
  }
})
