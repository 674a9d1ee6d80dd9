/** A mention with what is said of it, before repeated ones are put together. */

import type { Mention } from '../mentions/mention.ts'
import type { Disposition } from '../model.ts'

/** How a disposition was found, strongest last; `elsewhere`: said of the service by its name or label. */
export type Ground = 'none' | 'elsewhere' | 'section' | 'list' | 'sentence' | 'row'

export interface Draft {
  readonly mention: Mention
  readonly disposition: Disposition
  readonly ground: Ground
  /** Offsets in the document of the words that settle it. */
  readonly span: readonly [number, number]
  readonly section: readonly string[]
  readonly page?: number | undefined
  readonly group?: string | undefined
  readonly conditions?: string | undefined
  /** The share that the evidence gives the disposition; absent where the resolver has no say. */
  readonly share?: number
  /** What the evidence finds likeliest. */
  readonly likeliest?: Disposition
  /** What the rules said before the evidence was weighed. */
  readonly overruled?: Disposition
  /** Server and model of an outside reader that had a say. */
  readonly reader?: string
}
