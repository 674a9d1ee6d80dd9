/** An expansion: the codes of a value set as an answer lists them. */
import type { Designation } from './designations.ts'
import type { NamedValue } from './options.ts'
import type { Extension } from './resources.ts'
import type { TypedValue } from './values.ts'

export interface EntryProperty {
  readonly code: string
  readonly value: TypedValue
}

export interface Entry {
  readonly system: string
  /** Given where codes of two versions stand in one expansion. */
  readonly version?: string | undefined
  readonly code: string
  readonly display?: string | undefined
  readonly abstract: boolean
  readonly inactive: boolean
  readonly designations: readonly Designation[]
  readonly properties: readonly EntryProperty[]
  readonly extensions: readonly Extension[]
  /** Entries below this one, where the expansion is nested. */
  readonly contains: readonly Entry[]
}

export interface Expansion {
  /** Entries of this page. */
  readonly entries: readonly Entry[]
  /** How many codes there are on all pages; absent where they were not counted. */
  readonly total: number | undefined
  readonly offset: number | undefined
  readonly parameters: readonly NamedValue[]
  /** Definitions of the properties that entries carry. */
  readonly properties: readonly { readonly code: string; readonly uri: string | undefined }[]
  /** Why it does not hold every code that is valid. */
  readonly unclosed: readonly string[]
}

/** Parameters of an expansion: each name and value once. */
export class ExpansionParameters {
  readonly list: NamedValue[] = []

  add(name: string, value: TypedValue): void {
    if (!this.list.some((p) => p.name === name && p.value.value === value.value)) this.list.push({ name, value })
  }
}

/** Definitions of properties, by URI and by code. */
export class PropertyDefinitions {
  readonly list: { code: string; uri: string | undefined }[] = []

  /** The code under which values of a property are written: that of its URI where one is known. */
  declare(code: string, uri: string | undefined): string {
    const known = this.list.find((p) => (uri !== undefined && p.uri === uri) || p.code === code)
    if (!known) {
      this.list.push({ code, uri })
      return code
    }
    known.uri ??= uri
    return known.code
  }
}
