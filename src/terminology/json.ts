/** JSON as it comes in: nothing is known of it until it was looked at. */
export type Json = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

export const objectsOf = (value: unknown): readonly Json[] => listOf(value).filter(isObject)

export const textIn = (object: Json, name: string): string | undefined =>
  typeof object[name] === 'string' ? object[name] : undefined

/** `object` without members that are undefined or empty lists, which FHIR's JSON does not allow. */
export function compact<T extends object>(object: T): T {
  const kept = Object.entries(object).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  )
  return Object.fromEntries(kept) as T
}
