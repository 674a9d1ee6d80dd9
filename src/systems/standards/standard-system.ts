/**
 * Code systems of standards bodies that other definitions lean on: languages, media types, countries, currencies. They need
 * no release and stand in no edition: their codes follow from a grammar, or from a public register that ships with the
 * program.
 */

export interface StandardCode {
  /** As the standard writes it. */
  readonly code: string
  readonly display: string
  /** Other names that are right too. */
  readonly names?: readonly string[]
  readonly properties?: Readonly<Record<string, string | number>>
  /** The code that it stands below. */
  readonly parent?: string
  readonly deprecated?: true
}

/** A value set that FHIR defines as all of the system, or as the codes that fit a pattern. */
export interface StandardValueSet {
  readonly url: string
  readonly name: string
  readonly title: string
  /** A regular expression that whole codes must fit. */
  readonly pattern?: string
}

export interface StandardSystem {
  readonly uri: string
  readonly oids?: readonly string[]
  /** For programs: letters and digits. */
  readonly name: string
  readonly title: string
  readonly publisher: string
  /** Absent where the register does not say. */
  readonly version?: string
  readonly copyright: string
  readonly caseSensitive: boolean
  readonly properties: Readonly<
    Record<string, { readonly type: 'code' | 'string' | 'integer'; readonly description: string }>
  >
  readonly valueSets: readonly StandardValueSet[]
  find(code: string): StandardCode | undefined
  /** All codes, parents before what stands below them; absent for a grammar, which has no list. */
  list?(): readonly StandardCode[]
}

/** Codes by what they are looked up with, made when first asked for. */
export function register(
  make: () => readonly StandardCode[],
  key: (code: string) => string = (code) => code,
): { list(): readonly StandardCode[]; find(code: string): StandardCode | undefined } {
  let made: { all: readonly StandardCode[]; byKey: ReadonlyMap<string, StandardCode> } | undefined
  const held = () => {
    if (!made) {
      const all = make()
      made = { all, byKey: new Map(all.map((each) => [key(each.code), each])) }
    }
    return made
  }
  return { list: () => held().all, find: (code) => held().byKey.get(key(code)) }
}

/** `name` and `other`, unless they are the same. */
export const otherNames = (name: string, other: string | undefined): { names?: readonly string[] } =>
  other === undefined || other === name ? {} : { names: [other] }
