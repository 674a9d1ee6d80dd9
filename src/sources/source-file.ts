/** The unit every loader reads: one file, wherever it was found, with its bytes on demand. */
import type { IsoDate } from '../core/date.ts'

export interface SourceFile {
  /** Base name as the publisher spells it: `icd10cm_order_2026.txt`. */
  readonly name: string
  /** Where it stands, containers joined by `!`: `cms_2026_dx.zip!icd10cm_order_2026.txt`. Used in Issues and provenance. */
  readonly path: string
  /** Size in bytes after decompression, when the container says it. */
  readonly size: number | undefined
  /** Day it was last changed, when its container says it: for files whose name tells no release. */
  readonly modified?: IsoDate
  /** A fresh stream of the decompressed bytes; may be called more than once. */
  open(): AsyncIterable<Uint8Array>
}
