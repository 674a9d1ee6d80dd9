/**
 * The words of this folder. An *explainer* is sections of plain words about a code or a family of codes. A *fact* is one
 * official statement about a code, under an id; a *source* is a public reference. Every sentence names the facts or the
 * sources it rests on, so that a reader, a checker or a reviewer can follow it back.
 */
import type { IsoDate } from '../core/date.ts'
import type { NamedSystem } from '../policy/model.ts'
import { PAGE_KINDS, type PageKind } from '../systems/system.ts'

/** Which template of sections a code uses. */
export const KINDS = PAGE_KINDS
export type Kind = PageKind

/**
 * How a text came to be:
 * - `composed`: put together by rule from official facts, for every code
 * - `authored`: written for Medcodex or by its operator, from the sources it names
 * - `draft`: written by a language model for one code; shown once reviewed, or where that was asked for
 * - `imported`: taken over from a page that the user brought; shown, and said to be imported
 */
export const STATUSES = ['composed', 'authored', 'draft', 'imported'] as const
export type Status = (typeof STATUSES)[number]

export const FACT_KINDS = [
  'title',
  'shortTitle',
  'level',
  'billable',
  'axis',
  'definition',
  'explanation',
  'includes',
  'designation',
  'note',
  'property',
  'relation',
  'parent',
  'child',
  'count',
  'period',
] as const
export type FactKind = (typeof FACT_KINDS)[number]

/** One official statement about a code. `id` is stable for a code and readable: `axis4`, `note3@E11`, `title`. */
export interface Fact {
  readonly id: string
  readonly kind: FactKind
  /** The official words, unchanged. */
  readonly value: string
  /** What the value is a value of: the axis, the property, the kind of note. */
  readonly name?: string
  /** What an official code value means in the publisher's layout: `D` → `Special coverage instructions apply`. */
  readonly meaning?: string
  /** Code the fact stands at, where that is not the code explained. */
  readonly at?: string
}

/** One sentence with what it rests on. `facts` are ids of facts, `sources` ids of the sources of its explainer. */
export interface Sentence {
  readonly text: string
  readonly facts: readonly string[]
  readonly sources: readonly string[]
}

/** An item of a list or a step; it may hold paragraphs and lists of its own. */
export interface Item {
  readonly sentences: readonly Sentence[]
  readonly blocks: readonly Block[]
}

export type Block =
  | { readonly type: 'paragraph'; readonly sentences: readonly Sentence[] }
  | { readonly type: 'steps'; readonly items: readonly Item[] }
  | { readonly type: 'list'; readonly items: readonly Item[] }

/** A section by its id in the template of its kind; `other` sections keep a heading the template does not know. */
export interface Section {
  readonly id: string
  readonly heading: string
  readonly blocks: readonly Block[]
}

/** A public reference that sentences rest on. */
export interface Source {
  readonly id: string
  readonly title: string
  readonly publisher?: string
  readonly url?: string
  readonly year?: number
}

/** Who read a text and when; absent = nobody yet. */
export interface Review {
  readonly name: string
  readonly date: IsoDate
}

export const SETTINGS = ['outpatient', 'inpatient', 'office', 'home', 'emergency'] as const
export type Setting = (typeof SETTINGS)[number]

export const ANESTHESIA = ['none', 'local', 'sedation', 'regional', 'general'] as const
export type Anesthesia = (typeof ANESTHESIA)[number]

/** Structured values that search can filter on. They are ours, not the code set's. */
export interface Facets {
  readonly setting?: readonly Setting[]
  readonly anesthesia?: readonly Anesthesia[]
  /** Usual length in minutes. */
  readonly duration?: { readonly min: number; readonly max: number }
  readonly personnel?: readonly string[]
  readonly equipment?: readonly string[]
}

/** Which codes a text is about: one code, every code that begins alike, or a range with both ends. Codes in stored form. */
export type Applies = { readonly system: NamedSystem } & (
  | { readonly code: string }
  | { readonly prefix: string }
  | { readonly first: string; readonly last: string }
)

/** Facts a code must have, by key; each key lists the values that count. `not` names values that it must not have. */
export interface Condition {
  readonly is: Readonly<Record<string, readonly string[]>>
  readonly not: Readonly<Record<string, readonly string[]>>
}

/**
 * What a block is about. A section of a page takes one block of each aspect, in this order, so that what is closest to
 * the code is said first.
 */
export const ASPECTS = [
  'service',
  'operation',
  'condition',
  'complication',
  'stage',
  'family',
  'part',
  'device',
  'approach',
] as const
export type Aspect = (typeof ASPECTS)[number]

export interface Explainer {
  /** Name of its file without the ending; for an imported page the code. */
  readonly id: string
  readonly title: string
  /** What the text speaks of, in words that a page shows above it: `Infusion pumps in general`. */
  readonly scope?: string
  readonly kind: Kind
  readonly applies: readonly Applies[]
  /** One of these must hold at a code for the text to be shown there; others get a link to it. */
  readonly requires?: readonly Condition[]
  /** Codes that get a link to the text and none of its words. */
  readonly related?: readonly Applies[]
  /** Other words for what the text is about, by which it is known at its codes. */
  readonly words?: readonly string[]
  /** For a block: what it is about, and the facts by which it is found. */
  readonly aspect?: Aspect
  readonly match?: readonly Condition[]
  readonly sections: readonly Section[]
  readonly sources: readonly Source[]
  readonly status: Exclude<Status, 'composed'>
  readonly facets?: Facets
  readonly reviewed?: Review
}

/** A section of a page: where its words come from, and the sections inside it. */
export interface PageSection extends Section {
  readonly status: Status
  /** Explainer the words are from; absent when composed. */
  readonly explainer?: string
  readonly reviewed?: Review
  /** What the text speaks of, where that is more than this code. */
  readonly scope?: string
  readonly sections: readonly PageSection[]
}

/** A stretch of a title, and what people say for it. */
export interface Everyday {
  /** Words of the title, as they stand there. */
  readonly official: string
  readonly plain: string
}

/** What stands on the page of a code. Sources are numbered from 1 in the order they are first used. */
export interface Page {
  readonly system: string
  readonly code: string
  readonly kind: Kind
  readonly sections: readonly PageSection[]
  /** Everyday words for words of the title. */
  readonly everyday: readonly Everyday[]
  /** Facts that sentences of the page name, in order. */
  readonly facts: readonly Fact[]
  /** `id` is the number as text, which is what `Sentence.sources` of the page hold. */
  readonly sources: readonly Source[]
  /** Explainers that sections were taken from. */
  readonly explainers: readonly {
    readonly id: string
    readonly title: string
    readonly status: Status
    readonly reviewed?: Review
  }[]
  /** Texts about something near, which do not fit this code; `system` and `code` say whose page has them. */
  readonly cards: readonly {
    readonly id: string
    readonly title: string
    readonly scope: string
    readonly system: string
    readonly code: string
  }[]
  readonly facets?: Facets
  /** True when a draft stands on the page; a banner must say so. */
  readonly hasDraft: boolean
  readonly disclaimer: string
}
