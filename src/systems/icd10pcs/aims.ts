/**
 * What an operation of the sections Medical and Surgical and Obstetrics, which share operations, aims at, as the ICD-10-PCS Reference Manual of CMS groups the
 * root operations: those of one group are told apart by their definitions and are the ones that get mixed up.
 */

/** Third characters of each group, in the order of the manual. */
const GROUPS = [
  // Take out some or all of a body part.
  'BT65D',
  // Take out solids, fluids or gases.
  '9CF',
  // Cut or separate only.
  '8N',
  // Put in or put back, or move, some or all of a body part.
  'YMXS',
  // Alter the diameter or route of a tubular body part: narrowing, widening and leading past are parted, as opposites.
  'VL',
  '7',
  '1',
  // Always involve a device.
  'HRU2PW',
  // Examine only.
  'JK',
  // Other repairs.
  '3Q',
  // Other objectives.
  'G04',
] as const

const SECTIONS: ReadonlySet<string> = new Set(['0', '1'])

/** The number of the group that the operation of `code` stands in; undefined where none is defined. */
export function aim(code: string): number | undefined {
  if (!SECTIONS.has(code[0]!) || code.length !== 7) return undefined
  const found = GROUPS.findIndex((group) => group.includes(code[2]!))
  return found < 0 ? undefined : found
}
