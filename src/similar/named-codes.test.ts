import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { systemOf } from '../systems/registry.ts'
import { namedCodes } from './named-codes.ts'

const { grammar } = systemOf('icd10cm')

describe('codes named in a note', () => {
  const cases: readonly [text: string, codes: string[]][] = [
    ['type 1 diabetes mellitus (E10.-)', ['E10']],
    ['injury of Achilles tendon (S86.0-)', ['S860']],
    ['skin of breast (C44.501, C44.511)', ['C44501', 'C44511']],
    ['disorders of newborn (P70-P74)', []],
    ['low back strain (S39.012) or sciatica (M54.4-)', ['S39012', 'M544']],
    ['myocardial infarction (acute) with a stated duration', []],
    ['no brackets E10', []],
  ]
  for (const [text, codes] of cases)
    it(`are read from: ${text}`, () => assert.deepEqual(namedCodes(text, grammar), codes))
})
