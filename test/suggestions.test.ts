/** Help for codes that are not there: every kind of slip, and that all faces say the same. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { isoDate } from '../src/core/date.ts'
import { AppError, type Suggestion } from '../src/core/errors.ts'
import { call } from '../src/mcp/tools.ts'
import { createApp } from '../src/server.ts'
import { code } from '../src/service/code.ts'
import { MOST_SUGGESTIONS, suggestionsFor } from '../src/service/suggestions.ts'
import { findSystem } from '../src/systems/registry.ts'
import { medcodex } from './cli.ts'
import { STARTER_DAY, type StarterEdition, starterEdition } from './starter-edition.ts'

let starter: StarterEdition

before(async () => {
  starter = await starterEdition()
})
after(() => starter.close())

function help(system: string, written: string, asOf = STARTER_DAY): Suggestion[] {
  return suggestionsFor(starter.edition.catalog, { written, system: findSystem(system), asOf })
}

/** Kinds and codes of the suggestions. */
const brief = (found: readonly Suggestion[]): string[] =>
  found.map(({ kind, code: of }) => `${kind} ${of ?? ''}`.trim())

describe('a code that is not there', () => {
  const cases: readonly (readonly [system: string, written: string, first: string])[] = [
    ['icd10cm', 'e11 9', 'form E11.9'],
    ['icd10cm', 'E1.19', 'form E11.9'],
    ['icd10cm', 'EII.9', 'lookalike E11.9'],
    ['hcpcs', 'J9OOO', 'lookalike J9000'],
    ['icd10cm', 'W19A', 'placeholder W19.XXXA'],
    ['icd10cm', 'S93.401', 'seventh-character S93.401A'],
    ['icd10cm', 'S93.401Z', 'seventh-character S93.401A'],
    ['icd10cm', 'C22', 'header C22.0'],
    ['icd10cm', 'E11', 'header E11.9'],
    ['icd10cm', 'E11.99', 'nearest E11.9'],
    ['icd10cm', 'J9000', 'other-system J9000'],
    ['hcpcs', 'E11.9', 'other-system E11.9'],
    ['hcpcs', 'J0900', 'transposed J9000'],
    ['hcpcs', 'J9000-JW', 'modifier J9000'],
    ['hcpcs', 'J2505', 'ended J2505'],
    ['pos', '1', 'leading-zero 01'],
    ['icd10cm', '0002-8215-01', 'not-loaded'],
    ['icd10cm', '1.10E+12', 'damaged'],
  ]
  for (const [system, written, first] of cases) {
    it(`${written} of ${system} is answered with ${first}`, () => {
      assert.equal(brief(help(system, written))[0], first)
    })
  }

  it('before its first day names the day', () => {
    const [first] = help('icd10cm', 'E11.9', isoDate('1999-01-01'))
    assert.equal(first?.kind, 'future')
    assert.match(first?.text ?? '', /is listed from \d+ \w+ \d{4} on\.$/)
  })

  it('is not helped where it can be used as it stands, or is no code at all', () => {
    for (const written of ['E11.9', 'asthma', '', '   ', '?', 'x'.repeat(500)])
      assert.deepEqual(help('icd10cm', written), [])
  })

  it('never gets more than five suggestions, none twice, whatever is written', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('icd10cm', 'icd10pcs', 'hcpcs', 'pos', 'cpt', 'ndc'),
        fc.string({ maxLength: 20 }),
        (system, text) => {
          const found = help(system, text)
          assert.ok(found.length <= MOST_SUGGESTIONS)
          assert.equal(new Set(found.map((s) => `${s.system} ${s.code} ${s.code ? '' : s.text}`)).size, found.length)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('every face', () => {
  const asked = 'S93.401Z'
  const expected = (): Suggestion[] => help('icd10cm', asked)

  it('of REST says so in the error', async () => {
    const response = await createApp(starter.context).request(`/api/v1/codes/icd10cm/${asked}`)
    assert.equal(response.status, 404)
    const { suggestions } = (await response.json()) as { suggestions: Suggestion[] }
    assert.deepEqual(suggestions, expected())
  })

  it('of the web shows them with their reasons, and they lead to pages', async () => {
    const app = createApp(starter.context)
    const response = await app.request(`/code/icd10cm/${asked}`)
    assert.equal(response.status, 404)
    const page = await response.text()
    for (const { code: shown, text, path } of expected()) {
      assert.ok(page.includes(`<code>${shown}</code>`) && page.includes(text), page)
      assert.equal((await app.request(path!)).status, 200)
    }
  })

  it('of MCP gives them to the model', async () => {
    const { isError, structuredContent } = await call(code as never, starter.context, {
      system: 'icd10cm',
      code: asked,
    })
    assert.equal(isError, true)
    assert.deepEqual((structuredContent as { error: { suggestions: unknown } }).error.suggestions, expected())
  })

  it('of the command line prints them', async () => {
    const home = mkdtempSync(join(tmpdir(), 'medcodex-help-'))
    try {
      await medcodex(['build', '--home', home])
      const { code: exit, stderr } = await medcodex(['show', 'icd10cm', 'E11.99', '--home', home])
      assert.equal(exit, 4)
      assert.match(stderr, /^ {2}E11\.9 {2}Type 2 diabetes.*\n {6}ICD-10-CM E11\.9 is the nearest code\.$/m)
    } finally {
      rmSync(home, { recursive: true, force: true })
    }
  })

  it('an error without any has no such field', () => {
    assert.deepEqual(Object.keys(new AppError('no-policies').toJSON().error), ['code', 'message', 'fix'])
  })
})
