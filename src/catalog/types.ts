/** What the catalog answers with. Dates are inclusive; absent means not known or not ended. */
import type { IsoDate } from '../core/date.ts'
import type { SystemId } from '../core/system-id.ts'
import type { DesignationUse, IndexKind, Level, NoteKind } from '../systems/records.ts'

export interface Release {
  readonly id: number
  readonly system: SystemId
  readonly label: string
  readonly validFrom: IsoDate
  /** Last day before the next loaded release; undefined for the newest. */
  readonly validTo: IsoDate | undefined
}

/** `active`: in the release of that day. `terminated`: listed with a past end date. `deleted`: no longer listed. */
export type Status = 'active' | 'terminated' | 'deleted'

export interface Concept {
  readonly id: number
  readonly system: SystemId
  readonly code: string
  readonly level: Level
  readonly title: string
  readonly shortTitle: string | undefined
  /** True when the code may be reported on the asked date. */
  readonly billable: boolean
  readonly status: Status
  readonly validFrom: IsoDate
  readonly validTo: IsoDate | undefined
  readonly parentId: number | undefined
}

export interface TitlePeriod {
  readonly validFrom: IsoDate
  readonly validTo: IsoDate | undefined
  readonly title: string
  readonly billable: boolean
  readonly terminated: boolean
}

export interface Note {
  readonly kind: NoteKind
  readonly character: string | undefined
  readonly text: string
}

export interface Content {
  readonly notes: readonly Note[]
  /** `language` is absent for English. */
  readonly designations: readonly { readonly use: DesignationUse; readonly text: string; readonly language?: string }[]
  readonly properties: readonly { readonly name: string; readonly value: string }[]
}

/** A link as it stands: from `code` of `system` to `target` of `targetSystem`. */
export interface Relation {
  readonly system: SystemId
  readonly code: string
  readonly kind: string
  readonly targetSystem: SystemId
  readonly target: string
  readonly since: IsoDate | undefined
}

export interface IndexEntry {
  readonly id: number
  readonly system: SystemId
  readonly kind: IndexKind
  readonly release: string
  /** Titles from the main term down to this entry; empty titles left out. */
  readonly path: readonly string[]
  readonly nonessential: string | undefined
}

export interface IndexHit extends IndexEntry {
  readonly partial: boolean
  readonly heading: string | undefined
  readonly manifestation: string | undefined
}

export interface AxisMeaning {
  readonly position: number
  readonly title: string
  readonly code: string
  readonly label: string
  readonly definition: string | undefined
  readonly explanation: string | undefined
  readonly includes: readonly string[]
}
