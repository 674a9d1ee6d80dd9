/** Official maps of an edition over `$translate`: by their systems, by their address, from either end. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { isoDate } from '../../src/core/date.ts'
import { currentEditionPath, type Edition, openEdition } from '../../src/edition/edition.ts'
import { homeAt } from '../../src/edition/home.ts'
import { createApp } from '../../src/server.ts'
import { medcodex } from '../cli.ts'

const NINE = 'http://hl7.org/fhir/sid/icd-9-cm'
const TEN = 'http://hl7.org/fhir/sid/icd-10-cm'

interface Parameter {
  readonly name: string
  readonly valueBoolean?: boolean
  readonly valueCode?: string
  readonly valueCoding?: { readonly system?: string; readonly code?: string }
  readonly valueUri?: string
  readonly valueCanonical?: string
  readonly part?: readonly Parameter[]
}

describe('maps of an edition', () => {
  const root = mkdtempSync(join(tmpdir(), 'medcodex-maps-'))
  let edition: Edition
  let app: ReturnType<typeof createApp>
  before(async () => {
    for (const args of [['add', join(import.meta.dirname, '../../fixtures/icd9cm')], ['build']]) {
      const { code, stderr } = await medcodex(args, { MEDCODEX_HOME: root })
      assert.equal(code, 0, stderr)
    }
    edition = openEdition(currentEditionPath(homeAt(root)))
    app = createApp({ edition: () => edition, today: () => isoDate('2026-03-01') })
  })
  after(() => {
    edition.close()
    rmSync(root, { recursive: true, force: true })
  })

  async function translated(version: 'r4' | 'r5', query: Record<string, string>) {
    const response = await app.request(`/fhir/${version}/ConceptMap/$translate?${new URLSearchParams(query)}`)
    assert.equal(response.status, 200, await response.clone().text())
    const { parameter = [] } = (await response.json()) as { parameter?: Parameter[] }
    const partOf = (match: Parameter, name: string) => match.part?.find((each) => each.name === name)
    return {
      result: parameter.find(({ name }) => name === 'result')?.valueBoolean,
      matches: parameter
        .filter(({ name }) => name === 'match')
        .map((match) => ({
          // Asked backwards, the answer is the source of the map.
          code: (partOf(match, 'source')?.valueCoding ?? partOf(match, 'concept')?.valueCoding)?.code,
          how: (partOf(match, 'relationship') ?? partOf(match, 'equivalence'))?.valueCode,
        })),
    }
  }

  it('are found by the systems of the question, as FHIR R4 and R5 ask', async () => {
    const four = await translated('r4', { system: NINE, code: '250.00', targetsystem: TEN })
    assert.deepEqual(four, { result: true, matches: [{ code: 'E11.9', how: 'relatedto' }] })
    const five = await translated('r5', { system: NINE, sourceCode: '001.0', targetSystem: TEN })
    assert.deepEqual(five, { result: true, matches: [{ code: 'A00.0', how: 'equivalent' }] })
  })

  it('have an address, and lead back', async () => {
    const url = `${NINE}?fhir_cm=${TEN}`
    const by = await translated('r5', { url, system: NINE, sourceCode: '401.9' })
    assert.deepEqual(by.matches, [{ code: 'I10', how: 'related-to' }])
    const back = await translated('r4', { url, system: TEN, code: 'I10', targetsystem: NINE, reverse: 'true' })
    assert.deepEqual(
      back.matches.map(({ code }) => code),
      ['401.9'],
    )
    const other = await translated('r5', { url: `${TEN}?fhir_cm=${NINE}`, system: NINE, sourceCode: '401.9' })
    assert.deepEqual(other, { result: false, matches: [] })
  })

  it('say nothing of a code that is mapped to none, or that is none', async () => {
    for (const code of ['E880.0', '999.99', 'x'])
      assert.deepEqual(await translated('r4', { system: NINE, code, targetsystem: TEN }), {
        result: false,
        matches: [],
      })
  })

  it('are listed with what they lead from and to, and read by their id', async () => {
    for (const [version, from] of [
      ['r4', 'sourceUri'],
      ['r5', 'sourceScopeUri'],
    ] as const) {
      const ask = async (path: string) => (await (await app.request(`/fhir/${version}/${path}`)).json()) as Resource
      const url = encodeURIComponent(`${NINE}?fhir_cm=${TEN}`)
      const { total, entry = [] } = await ask(`ConceptMap?url=${url}`)
      assert.equal(total, 1)
      const map = entry[0]!.resource
      assert.equal(map[from], `${NINE}?fhir_vs`)
      assert.equal(map['group'], undefined, 'its rows are asked for a code at a time')
      assert.equal((await ask(`ConceptMap/${map['id']}`))['url'], `${NINE}?fhir_cm=${TEN}`)
    }
  })
})

interface Resource {
  readonly total?: number
  readonly entry?: readonly { readonly resource: Readonly<Record<string, unknown>> }[]
  readonly [name: string]: unknown
}
