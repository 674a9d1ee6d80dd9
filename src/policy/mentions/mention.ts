/** A place of a document where a code, a range or a beginning is named. */
import type { NamedSystem, Rejected } from '../model.ts'
import type { Hint } from './hints.ts'

export interface Mention {
  readonly system: NamedSystem
  readonly code?: string
  readonly range?: readonly [string, string]
  readonly stub?: string
  /** Codes taken out of this range or stub; each has a mention of its own. */
  except?: string[]
  /** Taken out of the range or stub that this is. */
  readonly exceptOf?: Mention
  readonly start: number
  readonly end: number
  readonly modifier?: boolean
  /** A shape that other numbers share, without evidence beside it: kept only if the document names the code elsewhere. */
  readonly doubtful?: boolean
  /** The marker of a footnote that stands at the code. */
  readonly marker?: string
}

export interface Scan {
  readonly mentions: readonly Mention[]
  readonly rejected: readonly Rejected[]
}

/** What is known of a text before it is read. */
export interface Surroundings {
  /** The system that the heading of the column, the list or the section names. */
  readonly hint?: Hint | undefined
  /** The text is a cell of a column of codes, or an item of a list of codes. */
  readonly column?: boolean
  /** A star after a whole code is a footnote: the document has a note that begins with one. */
  readonly starNotes?: boolean
  /** The text leaves codes open in other ways too, so that a star is one more of them. */
  readonly wildcards?: boolean
  /** The document writes diagnoses with their point. */
  readonly dotted?: boolean
  /** Literature and the like, where a shape alone says nothing. */
  readonly citing?: boolean
  /** The catalog's word on which of several systems has a code; undefined = it cannot tell. */
  readonly known?: (system: NamedSystem, code: string) => boolean | undefined
}
