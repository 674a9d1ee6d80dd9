/**
 * Composed words over the full edition: a fixed sample of every system, or with MEDCODEX_EXPLAIN_ALL=1 every concept.
 */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isoDate } from '../src/core/date.ts'
import { missing } from './full-data.ts'
import { fullEdition } from './full-edition.ts'
import { checkComposed } from './tools/composed.ts'

const AS_OF = isoDate('2026-05-01')

/** Every Nth concept; prime, so that no regular layout of a system hides from it. */
const ALL = process.env['MEDCODEX_EXPLAIN_ALL'] === '1'
const STEP = ALL ? 1 : 53

/** Outside Medical and Surgical nearly every table of ICD-10-PCS has words of its own. */
const CLOSER = ALL ? 1 : 7

const stepOf = ({ system, code }: { readonly system: string; readonly code: string }): number =>
  system === 'icd10pcs' && !code.startsWith('0') ? CLOSER : STEP

describe('composed words over the full edition', () => {
  for (const system of ['icd10cm', 'icd10pcs', 'hcpcs'] as const) {
    it(`rest on facts and read well: ${system}`, async (t) => {
      const edition = await fullEdition()
      if ('missing' in edition) return t.skip(missing(edition.missing))
      const concepts = [...edition.catalog.rows.concepts(system, AS_OF)].filter((each, i) => i % stepOf(each) === 0)
      const { problems, sentences } = checkComposed(edition.catalog, concepts, AS_OF)
      t.diagnostic(`${concepts.length} concepts, ${sentences} sentences`)
      assert.deepEqual(problems.slice(0, 20), [])
      assert.ok(concepts.length > 100)
    })
  }
})
