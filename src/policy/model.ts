/**
 * The words of this folder. A *policy* is one version of a payer's document; a *finding* says what it does with a
 * code, and always carries the words of the document that settle it. Nothing here knows where a document came from.
 */
import type { IsoDate } from '../core/date.ts'
import type { Issue } from '../core/issue.ts'
import type { SystemId } from '../core/system-id.ts'

export const POLICY_KINDS = ['ncd', 'lcd', 'article', 'commercial', 'medicaid', 'pa-list'] as const
export type PolicyKind = (typeof POLICY_KINDS)[number]

/**
 * What a document does with a code, strongest evidence first:
 * - `covers`: covered or medically necessary, without a condition beyond its diagnosis list
 * - `conditional`: only when stated criteria are met
 * - `needs-authorization`: prior authorization, precertification or notification is required
 * - `excludes`: not covered, not medically necessary, investigational, experimental, unproven, cosmetic
 * - `supports-necessity`: a diagnosis that supports the document's services
 * - `does-not-support`: a diagnosis that never does
 * - `mentions`: named without saying which; also what is said in doubt
 */
export const DISPOSITIONS = [
  'covers',
  'conditional',
  'needs-authorization',
  'excludes',
  'supports-necessity',
  'does-not-support',
  'mentions',
] as const
export type Disposition = (typeof DISPOSITIONS)[number]

export const ROLES = ['service', 'diagnosis', 'procedure', 'device', 'drug', 'modifier'] as const
export type Role = (typeof ROLES)[number]

/** A system whose codes a policy may name; more than those an edition can hold. */
export type NamedSystem = SystemId

/** What a register says about a document. */
export interface PolicyHeader {
  readonly payer: string
  readonly plan?: string
  readonly kind: PolicyKind
  /** As the payer writes it: `L33577`, `110.17`, `MP-042`. */
  readonly number: string
  /** The payer's number of this version, where it has one. */
  readonly version?: string
  readonly title: string
  readonly effective?: IsoDate
  /** Last day. */
  readonly end?: IsoDate
  /** Two-letter states it holds in; absent = everywhere the payer works. */
  readonly states?: readonly string[]
  readonly url?: string
  /** Day the document was obtained. */
  readonly retrieved?: IsoDate
  /** Who administers it: the Medicare contractors of a local document. */
  readonly contractors?: readonly string[]
  /** True when the text is our summary of the document and not the payer's words. */
  readonly summary?: boolean
}

/** A run of a document's text. `start` and `end` are offsets into `PolicyText.text`, `end` exclusive. */
export interface Block {
  /** A table has one block for each row; a list one for each item. */
  readonly kind: 'heading' | 'paragraph' | 'item' | 'row'
  readonly start: number
  readonly end: number
  /** 1 is the title; only for headings. */
  readonly level?: number
  /** 1-based; absent where the format has no pages. */
  readonly page?: number
  /** Rows of one table share this number. */
  readonly table?: number
  /** Spans of the cells of a row, in order. */
  readonly cells?: readonly { readonly start: number; readonly end: number }[]
  /** The row names the columns. */
  readonly header?: boolean
}

/** A document as text: what every format is read into. Blocks are in reading order and do not overlap. */
export interface PolicyText {
  readonly text: string
  readonly blocks: readonly Block[]
  readonly pages?: number
  /** What could not be read: a page that is a picture, a damaged table. */
  readonly issues: readonly Issue[]
}

/** A code, a range or a beginning, as the document writes it but folded: capitals, no dots or hyphens. */
export type CodeSpec =
  | { readonly code: string }
  | { readonly range: readonly [first: string, last: string]; readonly except?: readonly string[] }
  | { readonly stub: string; readonly except?: readonly string[] }

export interface Evidence {
  /** Headings above the words, outermost first. */
  readonly section: readonly string[]
  readonly page?: number
  /** Offsets of `quote` in the document's text, end exclusive. */
  readonly span: readonly [start: number, end: number]
  /** The shortest words of the document that settle it. */
  readonly quote: string
}

/** What is odd about a code that a document names; such findings are kept. */
export const FLAGS = ['unknown', 'deleted', 'not-yet-valid', 'not-billable'] as const
export type Flag = (typeof FLAGS)[number]

export type Finding = CodeSpec & {
  readonly system: NamedSystem
  readonly disposition: Disposition
  readonly role: Role
  /** The group, table or list of criteria it stands under. */
  readonly group?: string
  /** What must be met, in the document's words. */
  readonly conditions?: string
  readonly evidence: Evidence
  /** Where the document writes the code: offsets, end exclusive, in order. */
  readonly at?: readonly (readonly [start: number, end: number])[]
  readonly flags?: readonly Flag[]
  /** How often such a finding is right, 0 to 1, measured on styles left out; absent where nothing was read from prose. */
  readonly confidence?: number
  /** What the document may say of a code that is `mentions` because that is not sure enough. */
  readonly candidate?: Disposition
  /** Server and model of an outside reader that had a say. */
  readonly reader?: string
}

/**
 * From here on a finding is called sure: the line at which, on styles left out, most findings are called so while 98 of
 * 100 of all of them are right.
 */
export const SURE = 0.93
export const isSure = ({ confidence }: { readonly confidence?: number }): boolean =>
  confidence === undefined || confidence >= SURE

/** Something that looks like a code and is not one, and why it was left out. */
export interface Rejected {
  readonly text: string
  readonly reason: string
  readonly span: readonly [start: number, end: number]
}

/** What a catalog knows about a code on a day; given to the grammar so that it need not know catalogs. */
export interface CodeFacts {
  readonly level: string
  readonly billable: boolean
  readonly status: 'active' | 'terminated' | 'deleted' | 'future'
}

/**
 * Looks a folded code up as of a day. Absent = the system is loaded and does not know it. A system that is not
 * loaded answers for no code; ask `loaded` first.
 */
export interface CodeLookup {
  loaded(system: NamedSystem): boolean
  find(system: NamedSystem, code: string, asOf: IsoDate): CodeFacts | undefined
}

/** A list of codes in a document that belong together: any one of them, unless `paragraph` says otherwise. */
export interface PolicyGroup {
  /** What its codes are for, which decides their role and disposition. */
  readonly kind: 'service' | 'supports' | 'does-not-support' | 'procedure' | 'modifier' | 'other'
  /** `Group 2`, or the heading it stands under. */
  readonly title: string
  /** The payer's words about the group, whole. */
  readonly paragraph?: string
  /** What the mark at some of its codes means. */
  readonly footnote?: string
}

/** A finding with its place among the groups of the record, and whether the code carries the group's mark. */
export type GroupedFinding = Finding & { readonly groupIndex?: number; readonly marked?: boolean }

export interface RelatedPolicy {
  readonly kind: PolicyKind
  readonly number: string
}

export interface Revision {
  readonly number?: string
  readonly day?: IsoDate
  readonly text: string
}

/** Rows of a source that could not be read, and so are missing from what a record says. */
export interface LostRows {
  readonly rows: number
  /** The first reasons. */
  readonly why: readonly string[]
}

/** One version of a document, read whole: what every source of policies is turned into. */
export interface PolicyRecord {
  readonly header: PolicyHeader
  readonly text: PolicyText
  readonly groups: readonly PolicyGroup[]
  readonly findings: readonly GroupedFinding[]
  readonly related: readonly RelatedPolicy[]
  readonly revisions: readonly Revision[]
  /** The file it was read from, containers joined by `!`. */
  readonly file: string
  readonly issues: readonly Issue[]
  readonly lost?: LostRows
}
