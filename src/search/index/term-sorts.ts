/**
 * What sort of thing the names with a term are of, where nearly all agree: `insulin` names drugs. Told from a sample of them;
 * an index whose names are elsewhere has it as a column.
 */
import { SUBJECTS, type Subject } from '../../core/subject.ts'
import type { SearchIndex } from './search-index.ts'

/** Sorts that a word may stand for; the number, counted from 1, is stored. */
export const TERM_SORTS = ['drug', 'supply', 'diagnosis'] as const satisfies readonly Subject[]
export type TermSort = (typeof TERM_SORTS)[number]

/** Names of a term that are looked at, and the share of them that makes the term a word for a sort. */
const SAMPLE = 48
const DECISIVE = 0.7

const numberOf = (subject: Subject): number => SUBJECTS.indexOf(subject) + 1

/** The share of the names that hold `term` whose concepts are of each sort, by the subject's number. */
function sharesOf(index: SearchIndex, term: number): Float64Array {
  const shares = new Float64Array(SUBJECTS.length + 1)
  const names = index.namesWith(term)
  const step = Math.max(1, Math.floor(names.length / SAMPLE))
  let seen = 0
  for (let i = 0; i < names.length; i += step) {
    shares[index.subjectNumber(index.nameConcept[names[i]!]!)]!++
    seen++
  }
  return shares.map((n) => n / Math.max(1, seen))
}

/** The sort that a term stands for; undefined when its names do not agree. */
export function termSort(index: SearchIndex, term: number): TermSort | undefined {
  if (index.termSorts) return TERM_SORTS[index.termSorts[term]! - 1]
  const shares = sharesOf(index, term)
  if (shares[numberOf('drug')]! + shares[numberOf('poisoning')]! >= DECISIVE) return 'drug'
  if (shares[numberOf('supply')]! >= DECISIVE) return 'supply'
  return shares[numberOf('diagnosis')]! >= DECISIVE ? 'diagnosis' : undefined
}
