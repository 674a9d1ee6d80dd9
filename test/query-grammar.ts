/** Random queries from the whole grammar of search, made of words that the index has and of words that it has not. */
import fc from 'fast-check'
import type { SearchIndex } from '../src/search/index/search-index.ts'

/** Queries of up to forty pieces; frequent words come up often, since they cost the most. */
export function queryIn(index: SearchIndex): fc.Arbitrary<string> {
  const byUse = index.terms
    .map((term, id) => ({ term, holders: index.holders(id, id + 1) }))
    .sort((a, b) => b.holders - a.holders)
  const common = fc.constantFrom(...byUse.slice(0, 100).map(({ term }) => term))
  const any = fc.constantFrom(...byUse.map(({ term }) => term))
  const beginning = fc.tuple(common, fc.integer({ min: 1, max: 4 })).map(([word, n]) => word.slice(0, n))
  const slip = any.map((word) => word.slice(0, 2) + (word[3] ?? '') + (word[2] ?? '') + word.slice(4))
  const noise = fc.string({ minLength: 1, maxLength: 12 }).map((text) => text.replace(/["\s]/g, 'x'))
  const stop = fc.constantFrom('of', 'with', 'without', 'and', 'the', 'no')
  const word = fc.oneof({ weight: 4, arbitrary: common }, any, beginning, slip, noise, stop)
  const code = fc.constantFrom('E11', '0D', 'J9', 'A0', '99', 'S72', '0000', 'Z99')
  const field = fc.constantFrom(
    ...['icd10cm', 'icd10pcs', 'hcpcs', 'nowhere'].map((id) => `system:${id}`),
    ...['diagnosis', 'procedure', 'supply', 'drug'].map((kind) => `kind:${kind}`),
    ...['office', 'outpatient', 'inpatient', 'home'].map((value) => `setting:${value}`),
    ...['none', 'local', 'general', 'regional'].map((value) => `anesthesia:${value}`),
    ...['under-30-minutes', 'over-3-hours'].map((value) => `duration:${value}`),
    'billable:yes',
    'billable:no',
    'chapter:4',
    'chapter:E08-E13',
    'asof:2025-11-01',
  )
  const piece = fc.oneof(
    { weight: 6, arbitrary: word },
    { weight: 2, arbitrary: fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => `"${words.join(' ')}"`) },
    word.map((w) => `-${w}`),
    fc.array(word, { minLength: 1, maxLength: 2 }).map((words) => `-"${words.join(' ')}"`),
    field,
    code.map((c) => `${c}*`),
    fc.tuple(code, code).map(([a, b]) => `${a}..${b}`),
    code,
  )
  return fc.array(piece, { minLength: 1, maxLength: 40 }).map((pieces) => pieces.join(' '))
}
