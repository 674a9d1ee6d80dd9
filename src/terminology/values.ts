/** Values with their FHIR type, which JSON writes as `valueCode`, `valueString` and so on. */
import type { Coding } from './resources.ts'

export type ValueType =
  | 'code'
  | 'string'
  | 'boolean'
  | 'integer'
  | 'decimal'
  | 'dateTime'
  | 'Coding'
  | 'uri'
  | 'canonical'
  | 'CodeableConcept'

export interface TypedValue {
  readonly type: ValueType
  readonly value: unknown
}

export const code = (value: string): TypedValue => ({ type: 'code', value })
export const text = (value: string): TypedValue => ({ type: 'string', value })
export const boolean = (value: boolean): TypedValue => ({ type: 'boolean', value })
export const integer = (value: number): TypedValue => ({ type: 'integer', value })
export const decimal = (value: number): TypedValue => ({ type: 'decimal', value })
export const uri = (value: string): TypedValue => ({ type: 'uri', value })
export const canonical = (value: string): TypedValue => ({ type: 'canonical', value })

const NAMES: Readonly<Record<string, ValueType>> = {
  valueCode: 'code',
  valueString: 'string',
  valueBoolean: 'boolean',
  valueInteger: 'integer',
  valueDecimal: 'decimal',
  valueDateTime: 'dateTime',
  valueCoding: 'Coding',
  valueUri: 'uri',
  valueCanonical: 'canonical',
}

/** The `value…` of an element; undefined when it has none that terminology knows. */
export function typedValueOf(element: object): TypedValue | undefined {
  for (const [name, value] of Object.entries(element)) {
    const type = NAMES[name]
    if (type) return { type, value }
  }
  return undefined
}

/** A value as filters compare it: a Coding by its code. */
export function valueText({ type, value }: TypedValue): string {
  return type === 'Coding' ? ((value as Coding).code ?? '') : String(value)
}
