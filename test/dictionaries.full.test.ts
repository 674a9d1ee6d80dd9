/**
 * The dictionaries against a full edition: every word of a right side is a word of the code sets, and the words of
 * a right side stand together in at least one name, so that a reading made from it can find something.
 */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { type DictionaryEntry, readDictionaries } from '../src/edition/dictionaries.ts'
import { termsOf } from '../src/search/analysis/analyze.ts'
import type { SearchIndex } from '../src/search/index/search-index.ts'
import { Matcher } from '../src/search/query/match.ts'
import type { Group, Reading } from '../src/search/query/reading.ts'
import { missing } from './full-data.ts'
import { fullEdition } from './full-edition.ts'

/** The word itself and nothing else: no forms, no synonyms. */
function exactGroup(index: SearchIndex, term: string): Group {
  const id = index.termId(term)!
  return { word: term, ranges: [{ lo: id, hi: id + 1, weight: 1, how: 'exact' }], mass: index.weights[id]! }
}

const at = ({ file, line, from, to }: DictionaryEntry, more: string): string =>
  `${file}:${line} ${from} → ${to} ${more}`

it('the words a dictionary gives stand together in an official name', async (t) => {
  const edition = await fullEdition()
  if ('missing' in edition) return t.skip(missing(edition.missing))
  const { index } = edition.engine
  const matcher = new Matcher(index)
  const wrong: string[] = []
  for (const entry of readDictionaries()) {
    const terms = termsOf(entry.to)
    const unknown = terms.filter((term) => index.termId(term) === undefined)
    if (unknown.length > 0) {
      wrong.push(at(entry, `(no name has ${unknown.join(', ')})`))
      continue
    }
    const groups = terms.map((term) => exactGroup(index, term))
    const reading: Reading = { groups, weight: 1, replacements: [], whole: false, corrected: false }
    let found = false
    matcher.all(reading, () => {
      found = true
    })
    if (!found) wrong.push(at(entry, '(never in one name)'))
  }
  assert.deepEqual(wrong, [])
})
