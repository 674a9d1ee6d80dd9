/** What the thread that reads documents is asked and answers. */
import { AppError, problemOf } from '../../core/errors.ts'
import type { Problem } from '../../sources/part.ts'
import type { PolicyText } from '../model.ts'

export interface ReadTask {
  readonly name: string
  /** Of the format, `.docx`. */
  readonly ending: string
  readonly bytes: Uint8Array
}

/** A document read: its text, and what was found on the way. */
export interface Read {
  readonly text: PolicyText
  /** Nothing of it could be read. */
  readonly none: boolean
  readonly pages?: number
  readonly emptyPages?: readonly number[]
  readonly problems: readonly Problem[]
}

export type ReadAnswer = Read | { readonly failed: string; readonly code: string }

/** Why a reader gave up. */
export function failureOf(error: unknown): ReadAnswer {
  const large = error instanceof AppError && error.code === 'file-too-large'
  return { failed: problemOf(error), code: large ? 'document-too-large' : 'document-damaged' }
}
