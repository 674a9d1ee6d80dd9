/**
 * What loaders say about a release, as a flat stream of tagged records. Codes are always in *stored form*:
 * capitals, no dots, no hyphens (`E119`, `0DTJ4ZZ`, `J9190`). Everything here comes from an official file;
 * nothing is inferred unless the field says so.
 */
import type { IsoDate } from '../core/date.ts'
import type { Issue } from '../core/issue.ts'
import type { SystemId } from '../core/system-id.ts'

/** Where a concept stands in its system: one of the levels that the system declares. */
export type Level = string

export interface ConceptRecord {
  readonly type: 'concept'
  readonly code: string
  readonly level: Level
  /** The official (long) title, exactly as in the file apart from white space. */
  readonly title: string
  /** The official short title, when the release has one that differs. */
  readonly shortTitle?: string
  /** True when the publisher's file says the code is valid for reporting. */
  readonly billable: boolean
  /** Stored code of the parent in the same release. */
  readonly parent?: string
  /** Position in the official order; ascending within a release. */
  readonly order: number
  /** First day the code may be used, when the file says it per code (HCPCS `date added`). */
  readonly addedOn?: IsoDate
  /** Last day the code may be used, when the file says it (HCPCS `date terminated`). */
  readonly terminatedOn?: IsoDate
}

/**
 * What another official name is: a term the publisher says is included; another name of the same thing; a name under
 * which it is sold; a name for people without training; a short or abbreviated one.
 */
export const DESIGNATION_USES = ['inclusionTerm', 'synonym', 'brandName', 'consumerName', 'shortName'] as const
export type DesignationUse = (typeof DESIGNATION_USES)[number]

/** Another official name of a concept. Index phrases are IndexEntryRecords, not designations. */
export interface DesignationRecord {
  readonly type: 'designation'
  readonly code: string
  readonly use: DesignationUse
  readonly text: string
  /** BCP 47; absent for US English. */
  readonly language?: string
}

export const NOTE_KINDS = [
  'includes',
  'excludes1',
  'excludes2',
  'codeFirst',
  'useAdditionalCode',
  'codeAlso',
  'sevenChrNote',
  'sevenChrDef', // `character` is the 7th character, `text` its meaning
  'note', // ICD-10-CM free notes; HCPCS processing notes
] as const
export type NoteKind = (typeof NOTE_KINDS)[number]

/** An instructional note standing at `code`; notes of ancestors are inherited when read, never copied here. */
export interface NoteRecord {
  readonly type: 'note'
  readonly code: string
  readonly kind: NoteKind
  readonly text: string
  readonly character?: string
}

/** One more official fact of a code under the field's documented name, e.g. `poaExempt`, `coverage`, `betos`. */
export interface PropertyRecord {
  readonly type: 'property'
  readonly code: string
  readonly name: string
  readonly value: string
}

/**
 * A link from `code` to a code of this or another system, from official conversion tables, maps and xref fields. What a
 * kind means at either end is declared by the system. Two kinds mean the same in every system: `replaces`, and `isA`, a
 * further parent of a concept that has several.
 */
export interface RelationRecord {
  readonly type: 'relation'
  readonly code: string
  readonly kind: string
  /** Stored code. */
  readonly target: string
  /** System of the target, when it is another. */
  readonly targetSystem?: SystemId
  readonly since?: IsoDate
}

export const INDEX_KINDS = ['alphabetic', 'externalCause', 'drug', 'neoplasm', 'pcs'] as const
export type IndexKind = (typeof INDEX_KINDS)[number]

/** A code an index entry leads to. */
export interface IndexTarget {
  /** Stored form; for a partial code (`C50.-`, PCS `0UT9`) the characters given. */
  readonly code: string
  /** True when the index gives only the start of the code. */
  readonly partial: boolean
  /** Column heading in the drug and neoplasm tables: `Poisoning Accidental (unintentional)`. */
  readonly column?: string
  /** Manifestation code in brackets, reported after `code`. */
  readonly manifestation?: string
}

export interface IndexReference {
  readonly kind: 'see' | 'seeAlso' | 'seeCategory' | 'use'
  readonly text: string
  /** PCS `see` entries name a table or partial code; `seeCategory` names a category. */
  readonly code?: string
}

/** One line of an alphabetic index or table. Its full phrase is the titles of its ancestors and its own. */
export interface IndexEntryRecord {
  readonly type: 'indexEntry'
  readonly index: IndexKind
  /** Document order within the index, from 0; unique per index kind and release. */
  readonly id: number
  /** `id` of the entry above it; absent for main terms. */
  readonly parent?: number
  /** The entry's own words without nonessential modifiers; empty for PCS terms that hold only a reference. */
  readonly title: string
  /** Nonessential modifiers as printed, parentheses kept: `(acute) (chronic)`. */
  readonly nonessential?: string
  readonly targets: readonly IndexTarget[]
  readonly references: readonly IndexReference[]
}

/** One row of an ICD-10-PCS table: every combination of its values is a valid code of `table`. */
export interface AxisRowRecord {
  readonly type: 'axisRow'
  /** First three characters. */
  readonly table: string
  /** Row within the table, from 0. */
  readonly row: number
  /** Axes 4 to 7 in order. */
  readonly axes: readonly Axis[]
}

/** Axes 1 to 3 of an ICD-10-PCS table; `values` holds exactly one value each. */
export interface TableAxesRecord {
  readonly type: 'tableAxes'
  readonly table: string
  readonly axes: readonly Axis[]
}

export interface Axis {
  /** Character position, 1 to 7. */
  readonly position: number
  /** Official axis name in this table: `Body Part`, `Approach`. */
  readonly title: string
  readonly values: readonly AxisValue[]
}

export interface AxisValue {
  readonly code: string
  readonly label: string
  readonly definition?: string
}

/** One term of the ICD-10-PCS definitions: what a value's label means within a section and axis. */
export interface DefinitionRecord {
  readonly type: 'definition'
  /** First character of the codes it holds for. */
  readonly section: string
  readonly position: number
  readonly axis: string
  readonly term: string
  readonly definition?: string
  readonly explanation?: string
  readonly includes: readonly string[]
}

export type SourceRecord =
  | ConceptRecord
  | DesignationRecord
  | NoteRecord
  | PropertyRecord
  | RelationRecord
  | IndexEntryRecord
  | AxisRowRecord
  | TableAxesRecord
  | DefinitionRecord
  | Issue
