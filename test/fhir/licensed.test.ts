/** Text under a licence over FHIR: there for those it covers, never in bulk; and not there for everybody else. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Budget } from '../../src/core/budget.ts'
import { isoDate } from '../../src/core/date.ts'
import { currentEditionPath, type Edition, openEdition } from '../../src/edition/edition.ts'
import { homeAt } from '../../src/edition/home.ts'
import { createApp } from '../../src/server.ts'
import type { ServiceContext } from '../../src/service/context.ts'
import { entitledContext } from '../../src/service/entitled.ts'
import { withinRequest } from '../../src/service/request.ts'
import { LICENSED_WORDS, licensedHome } from '../licensed-edition.ts'

const CPT = 'http://www.ama-assn.org/go/cpt'
const LOOKUP = `CodeSystem/$lookup?system=${CPT}&code=9990A`

describe('licensed systems over FHIR', () => {
  let home: Awaited<ReturnType<typeof licensedHome>>
  let edition: Edition
  let context: ServiceContext

  before(async () => {
    home = await licensedHome()
    edition = openEdition(currentEditionPath(homeAt(home.root)))
    context = { edition: () => edition, today: () => isoDate('2026-03-01') }
  })
  after(() => {
    edition.close()
    home.remove()
  })

  const ask = async (path: string, of: ServiceContext) => {
    const noted: string[] = []
    const scope = {
      budget: new Budget(),
      isGone: () => false,
      noteLicensed: (system: string, code: string) => void noted.push(`${system} ${code}`),
    }
    const response = await withinRequest(scope, () => createApp(of).request(`/fhir/r4/${path}`))
    return { status: response.status, text: await response.text(), noted: [...new Set(noted)] }
  }

  it('are not there for those whom no licence covers', async () => {
    const answer = await ask(LOOKUP, context)
    assert.equal(answer.status, 422)
    assert.doesNotMatch(answer.text, LICENSED_WORDS)
    assert.doesNotMatch((await ask('CodeSystem', context)).text, /ama-assn/)
  })

  it('are answered code by code for those it covers, and that is noted', async () => {
    const answer = await ask(LOOKUP, entitledContext(context))
    assert.match(answer.text, LICENSED_WORDS)
    assert.deepEqual(answer.noted, ['cpt 9990A'])
  })

  it('are found by words, and never listed whole', async () => {
    const all = `ValueSet/$expand?url=${encodeURIComponent(`${CPT}?fhir_vs`)}`
    const found = await ask(`${all}&filter=widget&count=5`, entitledContext(context))
    assert.match(found.text, LICENSED_WORDS)
    assert.ok(found.noted.includes('cpt 9990A'))
    assert.equal((await ask(all, entitledContext(context))).status, 403)
    assert.equal((await ask(`${all}&count=1`, entitledContext(context))).status, 403)
  })
})
