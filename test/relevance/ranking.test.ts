/** Ranking sets: the first results on the starter edition, with the reason for every position. */
import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { starterEdition } from '../starter-edition.ts'

/** What must stand at each place, and why. */
type Position = readonly [code: string, reason: string]

const SETS: Readonly<Record<string, readonly Position[]>> = {
  'ankle sprain': [
    ['S93.409A', 'what can be reported under the header, with nothing but "unspecified" and the first encounter'],
    ['S93.4', 'the title says exactly this, in another order'],
    ['S93.40', 'an index entry says exactly this and leads here'],
    ['S93.409', 'nothing more than unspecified ligament of unspecified ankle'],
  ],
  'malignant neoplasm of liver': [
    ['C22.9', 'the neoplasm table leads here from exactly these words, "primary" being its default column'],
    ['C22.8', 'the same with "primary, unspecified as to type"'],
    ['C78.7', 'the secondary column of the same line'],
  ],
  'aspirin poisoning': [
    [
      'T39.011A',
      'accidental is what is coded when nothing is said of intent, and the first encounter when nothing of that',
    ],
    ['T39.011', 'the header that says only this'],
    ['T39.011D', 'the subsequent encounter comes after the initial one'],
    ['T39.011S', 'the sequela comes last'],
  ],
  E11: [
    ['E11', 'the code itself'],
    ['E11.0', 'codes that begin with it, in official order'],
    ['E11.00', 'official order'],
  ],
  j9190: [['J9190', 'the code itself, whatever its case']],
  'high blood pressure': [['I10', 'lay words for hypertension, and the index says hypertension is coded here']],
  COPD: [
    ['J44.9', 'the abbreviation stands for exactly this title'],
    ['J44.89', 'the same disease, another specified form'],
  ],
  depresion: [
    ['F32.A', 'the corrected word alone is this title'],
    ['F32.89', 'depression with one more word, atypical, and nearest in meaning'],
    ['F41.8', 'depression with one more word, anxiety'],
  ],
  appendectomy: [
    ['0DTJ0ZZ', 'the index sends appendectomy to resection of the appendix; the family stands as one row'],
    ['0DBJ0ZZ', 'the other operation the index names, cutting out a part'],
  ],
  Avastin: [['J9035', 'a brand of bevacizumab, the only code for it here']],
  'type 2 diabetes': [
    ['E11.9', 'a claim needs a code, and "without complications" is the plain case'],
    ['E11', 'the category says only this'],
  ],
}

const starter = await starterEdition()
after(() => starter.close())

describe('the first results on the starter edition', () => {
  for (const [query, positions] of Object.entries(SETS)) {
    it(`are in order for “${query}”`, () => {
      const { hits } = starter.edition.engine.search(query, { limit: positions.length, filters: {} })
      const found = hits.map((h) => h.code)
      positions.forEach(([code, reason], i) => {
        assert.equal(found[i], code, `place ${i + 1} belongs to ${code}: ${reason}. Found ${found.join(', ')}`)
      })
    })
  }
})
