/** Which ICD-10-PCS codes are variants of one procedure. */

/** Sections whose sixth character names the substance given or the agent used, which is what such a code is about. */
const SUBSTANCE_SECTIONS = new Set(['3', 'X'])

/**
 * Codes of one operation on one body part are one family: approach, device and qualifier vary. Where the sixth
 * character is the substance (Administration, New Technology), it belongs to the meaning too. Table headers have no
 * family.
 */
export function family(code: string): string | undefined {
  if (code.length !== 7) return undefined
  return SUBSTANCE_SECTIONS.has(code[0]!) ? `${code.slice(0, 4)}${code[5]}` : code.slice(0, 4)
}
