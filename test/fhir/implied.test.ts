/** Systems with rules of their own over FHIR: units put together, expression constraints, value sets that FHIR names. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { isoDate } from '../../src/core/date.ts'
import { currentEditionPath, type Edition, openEdition } from '../../src/edition/edition.ts'
import { homeAt } from '../../src/edition/home.ts'
import { createApp } from '../../src/server.ts'
import { entitledContext } from '../../src/service/entitled.ts'
import { licensedHome } from '../licensed-edition.ts'

const SCT = 'http://snomed.info/sct'
const UCUM = 'http://unitsofmeasure.org'
const LOINC = 'http://loinc.org'

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by path
type Answer = any

let home: Awaited<ReturnType<typeof licensedHome>>
let edition: Edition
let app: ReturnType<typeof createApp>

before(async () => {
  home = await licensedHome('snomed', 'ucum', 'loinc')
  edition = openEdition(currentEditionPath(homeAt(home.root)))
  // SNOMED CT is shown to those whom a licence covers.
  app = createApp(entitledContext({ edition: () => edition, today: () => isoDate('2026-06-01') }))
})
after(() => {
  edition.close()
  home.remove()
})

async function ask(path: string, query: Record<string, string>): Promise<{ status: number; body: Answer }> {
  const response = await app.request(`/fhir/r5/${path}?${new URLSearchParams(query)}`)
  return { status: response.status, body: await response.json() }
}

const value = (answer: Answer, name: string): unknown => {
  const found = answer.parameter?.find((p: { name: string }) => p.name === name)
  return found && Object.entries(found).find(([key]) => key.startsWith('value'))?.[1]
}

const isUnit = async (code: string): Promise<unknown> =>
  value((await ask('CodeSystem/$validate-code', { url: UCUM, code })).body, 'result')

describe('units of UCUM', () => {
  it('are good when they are put together from listed ones by the rules', async () => {
    for (const unit of [
      'm',
      'mm',
      'g/m2',
      'ug.m-2',
      'kPa',
      '/m',
      '10',
      '(m/g)2',
      '[iU]/g',
      'm{body}',
      '{score}',
      'ukg',
    ])
      assert.equal(await isUnit(unit), !/[()]2|ukg/.test(unit), unit)
  })

  it('are asked for in value sets as well, which no list can close', async () => {
    const url = 'http://hl7.org/fhir/ValueSet/ucum-units'
    const { body } = await ask('ValueSet/$validate-code', { url, system: UCUM, code: 'mg/m2' })
    assert.equal(value(body, 'result'), true)
    const expanded = (await ask('ValueSet/$expand', { url })).body.expansion
    assert.equal(expanded.total, 5)
    assert.match(JSON.stringify(expanded.extension), /valueset-unclosed.*put together/)
    const wrong = (await ask('ValueSet/$validate-code', { url, system: UCUM, code: 'mxg' })).body
    assert.equal(value(wrong, 'result'), false)
  })

  it('have what is known of them, which is the code', async () => {
    const { body } = await ask('CodeSystem/$lookup', { system: UCUM, code: 'mg/m2' })
    assert.equal(value(body, 'display'), 'mg/m2')
  })
})

describe('constraints of SNOMED CT', () => {
  const codes = async (constraint: string): Promise<string[]> => {
    const url = `${SCT}?fhir_vs=ecl/${constraint}`
    const { status, body } = await ask('ValueSet/$expand', { url, excludeNested: 'true' })
    assert.equal(status, 200, JSON.stringify(body))
    return (body.expansion.contains ?? []).map((c: Answer) => c.code).sort()
  }

  it('select by place in the tree and by attributes', async () => {
    assert.deepEqual(await codes('<< 121000999106'), ['121000999106', '141000999100', '151000999103', '171000999107'])
    assert.deepEqual(await codes('<! 121000999106 |a name|'), ['141000999100', '171000999107'])
    assert.deepEqual(await codes('<< 121000999106 AND << 131000999109'), ['141000999100', '151000999103'])
    assert.deepEqual(await codes('*: 131000999109 = 171000999107'), ['151000999103'])
    assert.deepEqual(await codes('*: 121000999106 = 171000999107'), [])
    assert.deepEqual(await codes(encodeURIComponent('>! 151000999103')), ['141000999100'])
  })

  it('validate a code, and filter in a value set that is brought', async () => {
    const url = `${SCT}?fhir_vs=ecl/< 111000999104`
    const inside = await ask('ValueSet/$validate-code', { url, system: SCT, code: '151000999103' })
    assert.equal(value(inside.body, 'result'), true)
    const itself = await ask('ValueSet/$validate-code', { url, system: SCT, code: '111000999104' })
    assert.equal(value(itself.body, 'result'), false)
  })

  it('name what is not understood', async () => {
    for (const [constraint, why] of [
      ['^ 121000999106', /reference sets are not loaded/],
      ['<< 121000999106 {{ term = "x" }}', /filters in double braces/],
      ['*: { 131000999109 = * }', /groups in braces/],
      ['< 121000999106 OR * MINUS *', /need brackets/],
      ['< nothing', /a concept, \*, an operator or a bracket is expected/],
    ] as const) {
      const { status, body } = await ask('ValueSet/$expand', { url: `${SCT}?fhir_vs=ecl/${constraint}` })
      assert.equal(status, 422)
      assert.match(body.issue[0].details.text, why)
    }
    assert.equal((await ask('ValueSet/$expand', { url: `${SCT}?fhir_vs=refset/121000999106` })).status, 422)
  })

  it('keep what kind of attribute a link is, and pages its name', async () => {
    const { body } = await ask('CodeSystem/$lookup', { system: SCT, code: '151000999103' })
    const properties = body.parameter.filter((p: Answer) => p.name === 'property')
    const found = properties.find((p: Answer) => p.part[0].valueCode === '131000999109')
    assert.equal(found.part[1].valueCode, '171000999107')
    const page = (await (await app.request('/api/v1/codes/snomed/151000999103')).json()) as Answer
    const link = page.relations.find((r: Answer) => r.kind === 'attribute:131000999109')
    const named = (await (await app.request('/api/v1/codes/snomed/131000999109')).json()) as Answer
    assert.equal(link.label, named.title)
  })
})

describe('value sets that LOINC names', () => {
  it('are all of it; answer lists are not loaded', async () => {
    const all = await ask('ValueSet/$expand', { url: `${LOINC}/vs`, count: '2' })
    assert.equal(all.status, 200)
    assert.ok(all.body.expansion.total > 2)
    const list = await ask('ValueSet/$expand', { url: `${LOINC}/vs/LL1-9` })
    assert.match(list.body.issue[0].details.text, /could not be found/)
  })
})
