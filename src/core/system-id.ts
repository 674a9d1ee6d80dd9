/** The code systems Medcodex knows, by the short identifier used in URLs, files and the API. */
export const SYSTEM_IDS = ['icd10cm', 'icd10pcs', 'hcpcs', 'cpt'] as const

export type SystemId = (typeof SYSTEM_IDS)[number]

/** True when `text` is a known system identifier; identifiers are lower case and compared exactly. */
export function isSystemId(text: string): text is SystemId {
  return (SYSTEM_IDS as readonly string[]).includes(text)
}
