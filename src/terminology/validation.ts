/** What `$validate-code` is asked and what it answers. */
import type { Issue } from './issues.ts'
import type { CodeableConcept, Coding } from './resources.ts'

/** How the code was given: alone, as a Coding, or as the codings of a CodeableConcept. */
export type CodedMode = 'code' | 'coding' | 'codeableConcept'

export interface Coded {
  readonly mode: CodedMode
  readonly codings: readonly Coding[]
  /** The CodeableConcept as it came, to be given back. */
  readonly concept?: CodeableConcept | undefined
}

export interface Validation {
  readonly result: boolean
  /** What is to be said, in one line. */
  readonly message?: string | undefined
  readonly code?: string | undefined
  readonly system?: string | undefined
  readonly version?: string | undefined
  readonly display?: string | undefined
  /** The code as the code system writes it, where that differs. */
  readonly normalizedCode?: string | undefined
  readonly inactive?: boolean | undefined
  readonly status?: string | undefined
  /** Code systems that were not found; `caused` where the answer would otherwise be another. */
  readonly unknownSystems: readonly { readonly canonical: string; readonly caused: boolean }[]
  readonly concept?: CodeableConcept | undefined
  readonly issues: readonly Issue[]
}

/** Where issues point: an empty path for a code alone. */
export const ROOT_PATH: Readonly<Record<CodedMode, string>> = {
  code: '',
  coding: 'Coding',
  codeableConcept: 'CodeableConcept',
}

export const codingPath = (mode: CodedMode, index: number): string =>
  mode === 'codeableConcept' ? `CodeableConcept.coding[${index}]` : ROOT_PATH[mode]
