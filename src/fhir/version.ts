/** The two releases of FHIR that are spoken. Inside, everything is R5. */
export interface FhirVersion {
  /** Part of the path: `/fhir/r5`. */
  readonly path: 'r4' | 'r5'
  readonly number: '4.0.1' | '5.0.0'
}

export const R4: FhirVersion = { path: 'r4', number: '4.0.1' }
export const R5: FhirVersion = { path: 'r5', number: '5.0.0' }

export const VERSIONS: readonly FhirVersion[] = [R5, R4]
