import type { SystemId } from './system-id.ts'

/**
 * Something wrong with one row of a source file. Issues are data: they are counted and named in the import
 * report and never thrown, so one bad row costs one row.
 */
export interface Issue {
  readonly type: 'issue'
  /** Stable kebab-case name of the kind of problem, e.g. `short-row`, `unknown-code`. */
  readonly code: string
  /** `error`: the row was rejected. `warning`: kept, with a doubt. `notice`: left out on purpose (licence). */
  readonly severity: 'error' | 'warning' | 'notice'
  /** The file, containers joined with `!`: `cms_2026_dx.zip!icd10cm_order_2026.txt`. */
  readonly file: string
  /** 1-based line (or sheet row) in that file; absent where the format has no lines. */
  readonly line?: number
  /** One sentence for a person, with the offending text cut to 80 characters. */
  readonly text: string
  readonly system?: SystemId
}
