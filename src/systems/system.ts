/** What a code system must offer. Shared code never branches on a system's id: it asks the system. */
import type { IsoDate } from '../core/date.ts'
import type { Subject } from '../core/subject.ts'
import type { SystemId } from '../core/system-id.ts'
import type { SourceFile } from '../sources/source-file.ts'
import type { ClinicalTable } from './clinical-table.ts'
import type { CodeGrammar } from './grammar.ts'
import type { InDocuments } from './in-documents.ts'
import type { Levels } from './levels.ts'
import type { Licence } from './licence.ts'
import type { SourceRecord } from './records.ts'

export type { CodeCandidate, CodeGrammar, Mend } from './grammar.ts'
export type { Licence } from './licence.ts'

/** What codes are for. Search can be narrowed to a kind, and pages are coloured by it. */
export const SYSTEM_KINDS = [
  'diagnosis',
  'procedure',
  'supply',
  'drug',
  'vaccine',
  'laboratory',
  'grouper',
  'claim',
  'unit',
  'provider',
  'concept',
] as const
export type SystemKind = (typeof SYSTEM_KINDS)[number]

/** Which template of sections a page uses. */
export const PAGE_KINDS = [
  'procedure',
  'diagnosis',
  'circumstance',
  'drug',
  'supply',
  'laboratory',
  'group',
  'reference',
] as const
export type PageKind = (typeof PAGE_KINDS)[number]

/** How plain words are put together from the facts of a code; see `explain/compose`. */
export type Composition = 'classification' | 'tables' | 'register' | 'descriptors' | 'facts'

/** A publisher's release, recognised from file names and contents. */
export interface ReleaseId {
  readonly system: SystemId
  /** Label used in print and URLs: `FY2026`, `2024-07`. Labels of a system sort in time order. */
  readonly label: string
  /** First day the release is in force. */
  readonly validFrom: IsoDate
}

/** One file of a release and the part it plays. */
export interface RecognizedFile {
  readonly release: ReleaseId
  /** System-defined part: `order`, `tabular`, `index`, `drug`, `neoplasm`, `eindex`, `poaExempt`, `conversion`, `tables`, … */
  readonly role: string
  readonly file: SourceFile
}

/** Releases within the reign of another that change a part of it. */
export interface Amendments {
  /** Label of the release that the one labelled `label` amends; undefined for one that stands alone. */
  of(label: string): string | undefined
  /** Parts of the amended release that go on where the amendment brings none. */
  readonly keep: readonly string[]
}

/** Files that make up one release; a role may occur more than once (the newest name wins, the loader says so). */
export interface ReleaseFiles {
  readonly release: ReleaseId
  readonly files: readonly RecognizedFile[]
}

/** What shared code needs of a concept to choose its page. */
export interface PageFacts {
  readonly code: string
  readonly title: string
  readonly level: string
  /** Value of the first property of a name. */
  property(name: string): string | undefined
}

/** A report says what was found or noted, as that to a quality measure; anything else is given or done. */
export type Matter = 'report' | 'service'

/** One official fact under a documented name. */
export interface PropertyDeclaration {
  /** `Coverage`, for a person. */
  readonly label: string
  readonly type?: 'string' | 'code' | 'boolean' | 'decimal' | 'date'
  readonly unit?: string
  /** True for what decides how the code stands on a claim and is paid; pages say it first. */
  readonly onClaim?: true
  /** What a coded value means, from the publisher's record layout; absent where values speak for themselves. */
  meaning?(value: string): string | undefined
}

/** A kind of link between codes, as it reads from either end. */
export interface RelationDeclaration {
  /** At the code that has it: `Replaces`. */
  readonly label: string
  /** At the code it leads to: `Replaced by`. */
  readonly inverse: string
  /** True where a code can be looked up by the names of the codes that this link leads from: a map, not a likeness. */
  readonly lendsNames?: boolean
  /** Where the link is a row of an official map to another system: how its ends relate, in the words of FHIR. */
  readonly maps?: 'equivalent' | 'related-to'
}

/** Facts of a listed code. */
export interface ListedFacts {
  /** Value of the first property of a name. */
  property(name: string): string | undefined
}

export interface CodeSystem {
  readonly id: SystemId
  /** `ICD-10-CM` */
  readonly name: string
  /** For badges and narrow places, where the name is long: `HCPCS`. */
  readonly shortName?: string
  /** `International Classification of Diseases, Tenth Revision, Clinical Modification` */
  readonly title: string
  readonly kind: SystemKind
  /** Codes that are of another kind than the system, by the beginning of their stored form. */
  readonly otherKinds?: readonly { readonly kind: SystemKind; readonly prefixes: readonly string[] }[]
  /**
   * Id of the licensed system whose bare numbers this one registers. Its codes are shown as those of that system, on its
   * pages, to readers who may not see the other's text.
   */
  readonly registerOf?: SystemId
  /** Canonical FHIR URI of the code system. */
  readonly uri: string
  /** Object identifiers, without `urn:oid:`. */
  readonly oids?: readonly string[]
  /** Every other name by which people and programs call it; compared without case, blanks and punctuation. */
  readonly names?: readonly string[]
  readonly publisher: string
  readonly licence: Licence
  readonly grammar: CodeGrammar
  /** How payers' documents write about it; absent where they do not name its codes. */
  readonly inDocuments?: InDocuments
  readonly levels: Levels
  /**
   * Where codes are put together from those listed, so that a code may be good without being listed (UCUM): whether `code`
   * is put together as it should be. `listed` gives the facts of a listed code; undefined for one that is not.
   */
  isComposed?(code: string, listed: (code: string) => ListedFacts | undefined): boolean
  /** Addresses by which FHIR knows the value set of all its codes, beside `URI?fhir_vs`. */
  readonly valueSets?: readonly string[]
  /** Value sets may select its codes with SNOMED CT's Expression Constraint Language. */
  readonly constraints?: 'ecl'
  /** False where nothing is reported on a claim (LOINC, RxNorm); releases may then have no billable code. */
  readonly reportable: boolean
  /** Labels, types and meanings of the properties that loaders give; others are shown under their own names. */
  readonly properties?: Readonly<Record<string, PropertyDeclaration>>
  readonly relations?: Readonly<Record<string, RelationDeclaration>>
  /** True when short titles are wordings of their own, not the long title cut to a length. */
  readonly shortTitlesDiffer?: boolean
  readonly composition: Composition
  /** True when the program ships with all of it, for it is a short list of facts. */
  readonly shipsWhole?: boolean
  /** The system as the public autocomplete service has it; absent where that has none of it. */
  readonly clinicalTable?: ClinicalTable
  /** The template of a reportable code's page; headers have one of their own. */
  pageKind(facts: PageFacts): PageKind
  /** What a code stands for, where its facts say so; absent where all codes of a system are of one matter. */
  matter?(facts: PageFacts): Matter | undefined
  /** Roles of which at least one combination makes a release complete enough to list codes. */
  readonly codeRoles: readonly (readonly string[])[]
  /** Label and first day of the release in force on `date`; undefined where the publisher has no calendar. */
  releaseInForce(date: IsoDate): ReleaseId | undefined
  /** What sort of thing a code stands for, by its place in the system; absent where the system's kind says it all. */
  subject?(code: string, title: string): Subject
  /** True for codes that only some payers, places of care or purposes use: they are found a little behind those for all. */
  narrow?(code: string): boolean
  /**
   * Key of the combinatorial family a code belongs to: codes of one table and one clinical meaning that differ
   * in approach, device or qualifier only. Results collapse families into one row. Absent where codes do not combine.
   */
  family?(code: string): string | undefined
  /**
   * The group of operations with one aim that a code's operation stands in, where the publisher forms such groups: taking
   * out some or all of a part, say. Operations of one group are easily mixed up, those of two groups hardly.
   */
  aim?(code: string): number | undefined
  /** Updates within the year; absent where the publisher brings out whole releases only. */
  readonly amendments?: Amendments
  /**
   * The part `file` plays, or undefined when it is none of this system's files. `head` is the first 4 KiB
   * decoded as UTF-8 (latin-1 where that fails), for files whose name does not tell.
   */
  recognize(file: SourceFile, head: string): Omit<RecognizedFile, 'file'> | undefined
  /**
   * Everything the files of one release say. Concepts come in official order, parents before children, one
   * record per code; notes, designations, properties and index entries may stand anywhere. Bad rows are Issues.
   */
  load(release: ReleaseFiles): AsyncIterable<SourceRecord>
}

/** The name for badges and narrow places. */
export const shortNameOf = ({ shortName, name }: CodeSystem): string => shortName ?? name

/** How a kind of link reads. A kind may have a code behind a colon that says which: `attribute:363698007`. */
export const relationOf = ({ relations }: CodeSystem, kind: string): RelationDeclaration | undefined =>
  relations?.[kind.split(':', 1)[0]!]

/** The code behind the colon of a kind of link. */
export const qualifierOf = (kind: string): string | undefined => /^[^:]+:(.+)$/.exec(kind)?.[1]

/** What a coded value of a property means, where the system says. */
export function meaningOf(system: CodeSystem, name: string, value: string): string | undefined {
  return system.properties?.[name]?.meaning?.(value)
}

/** Kinds of a system's codes, its own first. */
export function kindsOf({ kind, otherKinds = [] }: CodeSystem): SystemKind[] {
  return [kind, ...otherKinds.map((other) => other.kind)]
}

/** The kind of one stored code. */
export function kindOfCode({ kind, otherKinds = [] }: CodeSystem, code: string): SystemKind {
  return otherKinds.find((other) => other.prefixes.some((prefix) => code.startsWith(prefix)))?.kind ?? kind
}
