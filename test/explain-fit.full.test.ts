/** Texts stand only where the code's own facts say they fit, over the full edition. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isoDate } from '../src/core/date.ts'
import { indexExplainers } from '../src/explain/applies.ts'
import { explain, explainNumber } from '../src/explain/explain.ts'
import { loadExplainers, SHIPPED_BLOCKS, SHIPPED_EXPLAINERS } from '../src/explain/files/load.ts'
import { flatten } from '../src/explain/merge.ts'
import type { Page } from '../src/explain/model.ts'
import { missing } from './full-data.ts'
import { fullEdition } from './full-edition.ts'
import { misfits } from './tools/misfits.ts'

const AS_OF = isoDate('2026-05-01')
const { explainers } = loadExplainers(SHIPPED_EXPLAINERS)
const index = indexExplainers([...explainers, ...loadExplainers(SHIPPED_BLOCKS).explainers])

const words = (page: Page): string => JSON.stringify(flatten(page.sections).map((each) => each.blocks))

describe('texts at their codes', () => {
  it('have a word that is official text of each code they name', async (t) => {
    const edition = await fullEdition()
    if ('missing' in edition) return t.skip(missing(edition.missing))
    const { checked, problems } = misfits(edition.catalog, explainers, { asOf: AS_OF })
    t.diagnostic(`${checked} pairs of text and code`)
    assert.deepEqual(problems, [])
    assert.ok(checked > 1000)
  })

  it('say nothing of another pump, another cause or another machine', async (t) => {
    const edition = await fullEdition()
    if ('missing' in edition) return t.skip(missing(edition.missing))
    const page = (system: 'icd10cm' | 'icd10pcs' | 'hcpcs', code: string): Page => {
      const concept = edition.catalog.concept(system, code, AS_OF)
      assert.ok(concept, code)
      return explain(edition.catalog, system, concept, AS_OF, index)
    }
    const pump = page('hcpcs', 'E0783')
    assert.equal(pump.kind, 'supply')
    assert.ok(!pump.sections.some((each) => each.id === 'purpose' || each.heading === 'Name of the Procedure'))
    assert.ok(pump.cards.some((each) => each.id === 'intra-arterial-chemotherapy' && each.code === '96425'))
    assert.ok(flatten(pump.sections).every((each) => each.explainer === undefined || each.scope !== undefined))
    assert.doesNotMatch(words(page('icd10cm', 'M5450')), /vertebrogenic pain/i)
    assert.doesNotMatch(words(page('icd10pcs', 'DW010ZZ')), /linear accelerator/i)
    assert.match(words(page('icd10pcs', 'DW011ZZ')), /linear accelerator/i)
    assert.match(words(page('icd10pcs', 'F08Z7EZ')), /official definition/i)
    assert.match(words(page('icd10cm', 'S72002H')), /Fracture of hip NOS/i)
    // Rules in their right words: all that apply, what the table says and no more, a rule in a 7th character note.
    assert.match(words(page('icd10cm', 'E119')), /every one of these that applies is reported after this code/)
    assert.doesNotMatch(words(page('icd10cm', 'E119')), /one of these is added/)
    assert.match(words(page('icd10cm', 'I10')), /names it as the code before these newer ones/)
    assert.doesNotMatch(words(page('icd10cm', 'I10')), /now have a code of their own/)
    assert.match(words(page('icd10cm', 'O3110X1')), /O30, Multiple gestation, must also be assigned/)
    assert.match(words(page('hcpcs', 'G8926')), /code of quality measures/)
    assert.doesNotMatch(words(page('hcpcs', 'G8926')), /Specialist/)
    assert.doesNotMatch(words(page('icd10pcs', '0SRC0JZ')), /total replacement heart|hernia/i)
  })

  it('say of 96425 what selects it, and of a push nothing of days', () => {
    const long = explainNumber('cpt', '96425', index)
    assert.ok(long && /more than 8 hours/.test(words(long)))
    for (const code of ['96420', '96422']) {
      const page = explainNumber('cpt', code, index)
      assert.ok(page)
      assert.doesNotMatch(words(page), /more than 8 hours|for days|hours or days|many hours/)
    }
  })
})
