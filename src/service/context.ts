/** What operations work with: the edition being served and today's date. */
import type { IsoDate } from '../core/date.ts'
import type { Edition } from '../edition/edition.ts'
import type { Meaning } from './meaning.ts'

export interface ServiceContext {
  /** The edition in use now; it may be swapped between calls, so an operation asks once and keeps it. */
  edition(): Edition
  today(): IsoDate
  /** Likeness of meaning, where it was switched on. */
  readonly meaning?: Meaning
}
