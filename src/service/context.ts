/** What operations work with: the edition being served and today's date. */
import type { Budget } from '../core/budget.ts'
import type { IsoDate } from '../core/date.ts'
import type { Edition } from '../edition/edition.ts'
import type { TerminologyResource } from '../terminology/resources.ts'
import type { Meaning } from './meaning.ts'

export interface ServiceContext {
  /** The edition in use now; it may be swapped between calls, so an operation asks once and keeps it. */
  edition(): Edition
  today(): IsoDate
  /** Likeness of meaning, where it was switched on. */
  readonly meaning?: Meaning
  /** Steps that the operation at hand may take; `perform` sets it. Absent: no end, for builds and tests. */
  readonly budget?: Budget
  /** Where users reach this server, without a closing slash; absent means: by the name they asked. */
  readonly origin?: string
  /** Why this server cannot be relied on now, as a sentence; undefined when it can. */
  problem?(): string | undefined
  /** Why what it asks elsewhere does not answer, as a sentence; absent where it asks nothing. */
  reachable?(): Promise<string | undefined>
  /** FHIR resources of the user, loaded at start. */
  readonly resources?: readonly TerminologyResource[]
}
