/** Clients that others made, unchanged, against a server on a socket: fhir-kit-client, and fhirpath's terminology calls. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Client } from 'fhir-kit-client'
import fhirpath from 'fhirpath'
import r4Model from 'fhirpath/fhir-context/r4'
import { createApp, type Listening, listen } from '../../src/server.ts'
import { type StarterEdition, starterEdition } from '../starter-edition.ts'

const CM = 'http://hl7.org/fhir/sid/icd-10-cm'

interface Part {
  readonly name: string
  readonly [value: string]: unknown
}

const valueIn = (answer: unknown, name: string): unknown => {
  const found = (answer as { parameter: Part[] }).parameter.find((p) => p.name === name)
  const member = Object.keys(found ?? {}).find((key) => key.startsWith('value'))
  return member === undefined ? undefined : found?.[member]
}

const resources = [
  {
    resourceType: 'ConceptMap' as const,
    id: 'to-words',
    url: 'http://example.org/ConceptMap/to-words',
    status: 'active' as const,
    group: [
      {
        source: CM,
        target: 'http://example.org/CodeSystem/words',
        element: [{ code: 'E11.9', target: [{ code: 'sugar', relationship: 'equivalent' as const }] }],
      },
    ],
  },
]

describe('clients', () => {
  let starter: StarterEdition
  let server: Listening

  before(async () => {
    starter = await starterEdition()
    server = await listen({ app: createApp({ ...starter.context, resources }) }, { host: '127.0.0.1', port: 0 })
  })
  after(async () => {
    await server.close()
    starter.close()
  })

  describe('fhir-kit-client', () => {
    for (const version of ['r4', 'r5']) {
      it(`reads the capabilities of ${version}, searches, reads and asks operations`, async () => {
        const client = new Client({ baseUrl: `${server.url}/fhir/${version}` })
        const statement = (await client.capabilityStatement()) as unknown as { fhirVersion: string }
        assert.equal(statement.fhirVersion, version === 'r4' ? '4.0.1' : '5.0.0')

        const bundle = (await client.search({ resourceType: 'CodeSystem', searchParams: { url: CM } })) as unknown as {
          total: number
          entry: { resource: { id: string; url: string } }[]
        }
        assert.equal(bundle.total, 1)
        const { id } = bundle.entry[0]!.resource
        const read = (await client.read({ resourceType: 'CodeSystem', id })) as unknown as { url: string }
        assert.equal(read.url, CM)

        const found = await client.operation({
          name: 'lookup',
          resourceType: 'CodeSystem',
          method: 'GET',
          input: { system: CM, code: 'E11.9' },
        })
        assert.equal(valueIn(found, 'display'), 'Type 2 diabetes mellitus without complications')

        const parameters = {
          resourceType: 'Parameters',
          parameter: [
            { name: 'url', valueUri: `${CM}?fhir_vs` },
            { name: 'coding', valueCoding: { system: CM, code: 'E11.9' } },
          ],
        }
        const valid = await client.operation({ name: 'validate-code', resourceType: 'ValueSet', input: parameters })
        assert.equal(valueIn(valid, 'result'), true)

        const expanded = (await client.operation({
          name: '$expand',
          resourceType: 'ValueSet',
          method: 'GET',
          input: { url: `${CM}?fhir_vs`, filter: 'diabetes', count: 5 },
        })) as unknown as { expansion: { contains: { code: string }[] } }
        assert.equal(expanded.expansion.contains.length, 5)
      })
    }

    it('gets an OperationOutcome for what goes wrong', async () => {
      const client = new Client({ baseUrl: `${server.url}/fhir/r5` })
      await assert.rejects(
        client.operation({
          name: 'lookup',
          resourceType: 'CodeSystem',
          method: 'GET',
          input: { system: CM, code: 'Q' },
        }),
        (thrown: { response: { status: number; data: { resourceType: string } } }) => {
          assert.equal(thrown.response.status, 404)
          assert.equal(thrown.response.data.resourceType, 'OperationOutcome')
          return true
        },
      )
    })
  })

  describe('fhirpath', () => {
    const evaluate = (expression: string, resource: object): Promise<unknown[]> =>
      Promise.resolve(
        fhirpath.evaluate(resource, expression, {}, r4Model, {
          async: 'always',
          terminologyUrl: `${server.url}/fhir/r4`,
        }),
      )
    const condition = (code: string): object => ({
      resourceType: 'Condition',
      code: { coding: [{ system: CM, code }] },
    })

    it('asks for membership', async () => {
      const expression = `Condition.code.memberOf('${CM}?fhir_vs=isa/E11')`
      assert.deepEqual(await evaluate(expression, condition('E11.9')), [true])
      assert.deepEqual(await evaluate(expression, condition('I10')), [false])
    })

    it('validates, and translates', async () => {
      const validated = `%terminologies.validateVS('${CM}?fhir_vs', Condition.code).parameter.where(name = 'result').value`
      assert.deepEqual(await evaluate(validated, condition('E11.9')), [true])
      const translated = `%terminologies.translate('http://example.org/ConceptMap/to-words', Condition.code.coding.first()).parameter.where(name = 'match').part.where(name = 'concept').value.code`
      assert.deepEqual(await evaluate(translated, condition('E11.9')), ['sugar'])
    })
  })
})
