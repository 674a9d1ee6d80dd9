/** `medcodex export`: every form holds the same codes, and systems whose licence forbids bulk are refused by name. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { parse } from 'csv-parse/sync'
import { medcodex } from './cli.ts'
import { licensedHome } from './licensed-edition.ts'

describe('medcodex export', () => {
  let home: Awaited<ReturnType<typeof licensedHome>>
  before(async () => {
    home = await licensedHome()
  })
  after(() => home.remove())

  const exported = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await medcodex(['export', ...args, '--as-of', '2026-01-15', '--home', home.root])
    assert.equal(code, 0, stderr)
    return stdout
  }

  it('writes the same codes as NDJSON, CSV and a FHIR CodeSystem', async () => {
    const lines = (await exported('icd10cm'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { code: string; title: string })
    const table = parse(await exported('ICD-10-CM', '--format', 'csv'), { columns: true }) as {
      code: string
      title: string
    }[]
    const system = JSON.parse(await exported('icd10cm', '--format', 'fhir')) as {
      resourceType: string
      url: string
      concept: { code: string; display: string; property?: { code: string; valueCode?: string }[] }[]
    }
    assert.ok(lines.length > 100)
    assert.deepEqual(
      table.map(({ code, title }) => [code, title]),
      lines.map(({ code, title }) => [code, title]),
    )
    assert.deepEqual([system.resourceType, system.url], ['CodeSystem', 'http://hl7.org/fhir/sid/icd-10-cm'])
    assert.deepEqual(
      system.concept.map(({ code, display }) => [code, display]),
      lines.map(({ code, title }) => [code, title]),
    )
    const codes = new Set(lines.map(({ code }) => code))
    const parents = system.concept.flatMap(({ property = [] }) => property.flatMap(({ valueCode }) => valueCode ?? []))
    assert.ok(parents.length > 50 && parents.every((parent) => codes.has(parent)))
  })

  it('refuses a system under a licence by its name, and writes nothing', async () => {
    const { code, stdout, stderr } = await medcodex(['export', 'cpt', '--home', home.root])
    assert.equal(code, 4)
    assert.equal(stdout, '')
    assert.match(stderr, /^CPT may not be listed in bulk under its licence\./)
  })
})
