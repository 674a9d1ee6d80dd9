/** What every kind of index tells from its columns alone, wherever these come from. */
import { SUBJECTS, type Subject } from '../../core/subject.ts'
import { FLAG_BILLABLE, FLAG_CURRENT, FLAG_GROUPING, FLAG_LEAF, FLAG_NARROW, SUBJECT_SHIFT } from './builder.ts'
import { NAME_KINDS, type NameKind } from './names.ts'

export abstract class IndexReader {
  abstract readonly systems: readonly string[]
  abstract readonly conceptSystem: Uint8Array
  abstract readonly conceptFlags: Uint8Array
  abstract readonly nameKind: Uint8Array
  abstract readonly postingStart: Uint32Array
  abstract readonly postings: Uint32Array

  /** How many postings the terms `lo` to `hi` (exclusive) have together. */
  holders(lo: number, hi: number): number {
    return this.postingStart[hi]! - this.postingStart[lo]!
  }

  /** Names that hold a term, shortest first. */
  namesWith(term: number): Uint32Array {
    return this.postings.subarray(this.postingStart[term]!, this.postingStart[term + 1]!)
  }

  system(concept: number): string {
    return this.systems[this.conceptSystem[concept]!]!
  }

  billable(concept: number): boolean {
    return (this.conceptFlags[concept]! & FLAG_BILLABLE) !== 0
  }

  leaf(concept: number): boolean {
    return (this.conceptFlags[concept]! & FLAG_LEAF) !== 0
  }

  current(concept: number): boolean {
    return (this.conceptFlags[concept]! & FLAG_CURRENT) !== 0
  }

  /** True for a code that stands behind those for all. */
  narrow(concept: number): boolean {
    return (this.conceptFlags[concept]! & FLAG_NARROW) === FLAG_NARROW
  }

  grouping(concept: number): boolean {
    return (this.conceptFlags[concept]! & FLAG_NARROW) === FLAG_GROUPING
  }

  /** Number of a concept's subject, counted from 1; 0 where none is known. */
  subjectNumber(concept: number): number {
    return this.conceptFlags[concept]! >> SUBJECT_SHIFT
  }

  /** What sort of thing a concept is, where its system says. */
  subject(concept: number): Subject | undefined {
    return SUBJECTS[this.subjectNumber(concept) - 1]
  }

  kindOf(name: number): NameKind {
    return NAME_KINDS[this.nameKind[name]!]!
  }
}
