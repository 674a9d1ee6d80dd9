/** What a code system must offer. Shared code never branches on a system's id: it asks the system. */
import type { IsoDate } from '../core/date.ts'
import type { SystemId } from '../core/system-id.ts'
import type { SourceFile } from '../sources/source-file.ts'
import type { SourceRecord } from './records.ts'

export type SystemKind = 'diagnosis' | 'procedure' | 'supply'

/** Terms under which a system's content is shown; the notice stands on every page and answer of that system. */
export interface Licence {
  readonly name: string
  /** One or two sentences in the publisher's sense, shown wherever the content is. */
  readonly notice: string
  readonly url: string
  /** The text may only be shown to those the operator's own licence covers; nothing of it ships with the program. */
  readonly licensed?: boolean
}

/** How codes of a system are written and read. */
export interface CodeGrammar {
  /**
   * The stored form of anything a person may type for one code (`e11.9`, `E 11 9`, `j-9271`), or undefined when
   * `text` cannot be a whole code of this system. Says nothing about whether the code exists.
   */
  normalize(text: string): string | undefined
  /** Like `normalize` for the first characters of a code (`E11`, `0dt`); used for prefix search. */
  normalizePrefix(text: string): string | undefined
  /** The code as officially written: `E119` → `E11.9`. Chapters and sections have a form of their own. */
  display(code: string): string
}

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

/** Files that make up one release; a role may occur more than once (the newest name wins, the loader says so). */
export interface ReleaseFiles {
  readonly release: ReleaseId
  readonly files: readonly RecognizedFile[]
}

export interface CodeSystem {
  readonly id: SystemId
  /** `ICD-10-CM` */
  readonly name: string
  /** `International Classification of Diseases, Tenth Revision, Clinical Modification` */
  readonly title: string
  readonly kind: SystemKind
  /** Canonical FHIR URI of the code system. */
  readonly uri: string
  readonly publisher: string
  readonly licence: Licence
  readonly grammar: CodeGrammar
  /** True when short titles are wordings of their own, not the long title cut to a length. */
  readonly shortTitlesDiffer?: boolean
  /** Roles of which at least one combination makes a release complete enough to list codes. */
  readonly codeRoles: readonly (readonly string[])[]
  /** Label and first day of the release in force on `date`, from the publisher's calendar alone. */
  releaseInForce(date: IsoDate): ReleaseId
  /** What a property's coded value means, from the publisher's record layout; absent where values speak for themselves. */
  describeProperty?(name: string, value: string): string | undefined
  /**
   * Key of the combinatorial family a code belongs to: codes of one table and one clinical meaning that differ
   * in approach, device or qualifier only. Results collapse families into one row. Absent where codes do not combine.
   */
  family?(code: string): string | undefined
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
