/**
 * However a code is given (alone, as a Coding, in a CodeableConcept), in whichever release of FHIR and by which method,
 * it is judged alike. Every version of a code against every version of a value set under every rule for versions.
 */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Hono } from 'hono'
import { createApp } from '../../src/server.ts'
import { animals } from '../../src/terminology/testing.ts'
import { type StarterEdition, starterEdition } from '../starter-edition.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by path
type Answer = any

const SYSTEM = animals().url!
const SETS = ['none', '1.0.0', '2.0.0', '1.x.x', '9.0.0']
const VERSIONS = [undefined, '1.0.0', '2.0.0', '9.0.0']
const RULES = [undefined, 'system-version', 'check-system-version', 'force-system-version']
const CODES = [
  { code: 'cat', display: 'Cat' },
  { code: 'cat', display: 'Hund' },
  { code: 'emu' },
  { code: 'dodo' },
  { code: 'yeti' },
]

const valueSet = (version: string) => ({
  resourceType: 'ValueSet',
  url: `http://example.org/ValueSet/animals-${version}`,
  status: 'active',
  compose: { inactive: false, include: [{ system: SYSTEM, ...(version !== 'none' && { version }) }] },
})

const BROUGHT = [animals('1.0.0'), animals('2.0.0', [{ code: 'emu', display: 'Emu' }]), ...SETS.map(valueSet)].map(
  (resource) => ({ name: 'tx-resource', resource }),
)

let starter: StarterEdition
let app: Hono

before(async () => {
  starter = await starterEdition()
  app = createApp(starter.context)
})
after(() => starter.close())

interface Coding {
  readonly system: string
  readonly version?: string
  readonly code: string
  readonly display?: string
}

const MODES: Readonly<Record<string, (coding: Coding) => object[]>> = {
  code: ({ system, version, code, display }) => [
    { name: 'system', valueUri: system },
    { name: 'code', valueCode: code },
    ...(version === undefined ? [] : [{ name: 'systemVersion', valueString: version }]),
    ...(display === undefined ? [] : [{ name: 'display', valueString: display }]),
  ],
  coding: (valueCoding) => [{ name: 'coding', valueCoding }],
  codeableConcept: (coding) => [{ name: 'codeableConcept', valueCodeableConcept: { coding: [coding] } }],
}

const HEADERS = { 'content-type': 'application/fhir+json', 'x-cache-id': 'agreement' }

async function asked(release: string, list: object[]): Promise<Answer> {
  const body = JSON.stringify({ resourceType: 'Parameters', parameter: list })
  const response = await app.request(`/fhir/${release}/ValueSet/$validate-code`, {
    method: 'POST',
    headers: HEADERS,
    body,
  })
  return response.json()
}

/** The same question in the address; the resources stand in the cache. */
async function askedByAddress(release: string, list: Answer[]): Promise<Answer> {
  const query = new URLSearchParams(
    list.map((p) => [p.name, String(Object.entries(p).find(([name]) => name.startsWith('value'))?.[1])]),
  )
  return (await app.request(`/fhir/${release}/ValueSet/$validate-code?${query}`, { headers: HEADERS })).json()
}

/** What is said of a whole CodeableConcept, and of one of its codings, that a code alone has one sentence for. */
const OF_CONCEPTS = new Set(['TX_GENERAL_CC_ERROR_MESSAGE', 'None_of_the_provided_codes_are_in_the_value_set_one'])

/** Result and issues, without the places that the ways of asking differ in. */
function verdict(answer: Answer): object {
  const part = (name: string): Answer => answer.parameter?.find((p: Answer) => p.name === name)
  const issues: Answer[] = part('issues')?.resource.issue ?? answer.issue ?? []
  return {
    result: part('result')?.valueBoolean,
    said: issues
      .map((i) => [i.severity, i.extension?.[0]?.valueString, i.details.text])
      .filter(([, id]) => !OF_CONCEPTS.has(id))
      .map(String)
      .sort(),
  }
}

describe('a code is judged alike', () => {
  it('however it is given', async () => {
    await asked('r5', [...BROUGHT, ...MODES['coding']!({ system: SYSTEM, code: 'cat' })])
    for (const set of SETS)
      for (const rule of RULES)
        for (const version of VERSIONS)
          for (const one of CODES) {
            const coding = { system: SYSTEM, ...(version !== undefined && { version }), ...one }
            const common = [
              { name: 'url', valueUri: valueSet(set).url },
              ...(rule === undefined ? [] : [{ name: rule, valueCanonical: `${SYSTEM}|1.0.x` }]),
            ]
            const wanted = verdict(await asked('r5', [...common, ...MODES['coding']!(coding)]))
            const what = JSON.stringify({ set, rule, coding })
            for (const mode of ['code', 'codeableConcept'])
              for (const release of ['r4', 'r5'])
                assert.deepEqual(
                  verdict(await asked(release, [...common, ...MODES[mode]!(coding)])),
                  wanted,
                  `${release} ${mode} ${what}`,
                )
            const byAddress = await askedByAddress('r5', [...common, ...MODES['code']!(coding)])
            assert.deepEqual(verdict(byAddress), wanted, `GET ${what}`)
          }
  })

  it('and rightly', async () => {
    for (const [set, version, code, right] of [
      ['1.0.0', '1.0.0', 'cat', true],
      ['1.0.0', '1.0.0', 'emu', false],
      ['2.0.0', '2.0.0', 'emu', true],
      ['1.x.x', '1.0.0', 'cat', true],
      ['1.0.0', '2.0.0', 'cat', false],
      ['none', '1.0.0', 'dodo', false],
    ] as const) {
      const list = [
        { name: 'url', valueUri: valueSet(set).url },
        ...MODES['coding']!({ system: SYSTEM, version, code }),
      ]
      assert.equal((await asked('r5', [...BROUGHT, ...list])).parameter[0].valueBoolean, right, `${set} ${code}`)
    }
  })
})
