/** What operations work with: the edition being served and today's date. */
import type { IsoDate } from '../core/date.ts'
import type { Edition } from '../edition/edition.ts'

export interface ServiceContext {
  /** The edition in use now; it may be swapped between calls, so an operation asks once and keeps it. */
  edition(): Edition
  today(): IsoDate
}
