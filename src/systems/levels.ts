/**
 * Where concepts stand in a system. A system declares its levels by name; shared code asks what a level does and never
 * what it is called.
 */

/**
 * - `group`: only arranges codes (chapter, section, labeler); never counted as a code
 * - `frame`: a header that codes are put together from (ICD-10-PCS table)
 * - `header`: a category of codes
 * - `code`: what a claim, an order or a chart carries
 * - `modifier`: added to a code, never reported alone
 */
export type LevelRole = 'group' | 'frame' | 'header' | 'code' | 'modifier'

export interface LevelDeclaration {
  readonly role: LevelRole
  /** `Body system`, for a person. */
  readonly label: string
  /** `a chapter, which groups sections`; with its article, to stand in a sentence. Absent: the label. */
  readonly phrase?: string
  /** Concepts of this level are found by code and from what they stand under, not by words (NDC packages). */
  readonly codeOnly?: true
}

/** The levels of one system by their identifiers. */
export type Levels = Readonly<Record<string, LevelDeclaration>>

/** Levels of a flat system: codes and nothing else. */
export const FLAT: Levels = { code: { role: 'code', label: 'Code' } }

/** What stands in for a level that a system does not declare: an edition of another version may hold one. */
const UNDECLARED: LevelDeclaration = { role: 'header', label: 'Group' }

export function levelIn(levels: Levels, level: string): LevelDeclaration {
  return levels[level] ?? UNDECLARED
}

/** True for levels that only arrange codes or frame them: places in a classification, seldom what is looked for. */
export const isGrouping = ({ role }: LevelDeclaration): boolean => role === 'group' || role === 'frame'

/** True for levels at the bottom of a system: codes and modifiers. */
export const isLeaf = ({ role }: LevelDeclaration): boolean => role === 'code' || role === 'modifier'

/** Identifiers of the levels of some roles. */
export function levelsOf(levels: Levels, ...roles: readonly LevelRole[]): string[] {
  return Object.keys(levels).filter((level) => roles.includes(levels[level]!.role))
}
