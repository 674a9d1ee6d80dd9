/**
 * How documents write about a system: the words for it, the look of its codes in running text, and what else looks so. The
 * documents are payers' policies and bulletins; `policy/` reads them and knows no system by itself.
 */

/** What a code is to a document. */
export type DocumentRole = 'service' | 'diagnosis' | 'procedure' | 'device' | 'drug'

/** The beginning of codes, with what leaves the rest open: `C22.-`, `J9*`, `992XX`. */
export interface OpenCode {
  /** Without what leaves it open. */
  readonly text: string
  readonly wildcard: '-' | '*' | 'x'
  /** Characters of the whole, so that `J9XXX` has five. */
  readonly length: number
  /** It has a point; only systems with a `pointed` shape are asked. */
  readonly pointed: boolean
}

/**
 * What else is written like the codes of a system, so that a code needs more than its shape to be read as one:
 * - `nothing`: the shape is enough (`J9035`)
 * - `numbers`: prices, ZIP codes and counts (`99213`)
 * - `serials`: parts and policies have such numbers (`0SRC0JZ`)
 * - `words`: short codes, like names of genes and rooms (`B20`)
 */
export const ALIKE = ['nothing', 'numbers', 'serials', 'words'] as const

export interface CodeShape {
  /** A whole code in capitals, without its point. */
  readonly whole: RegExp
  readonly alike: (typeof ALIKE)[number]
  /** With its point, where that tells it from all else. */
  readonly pointed?: RegExp
  /** Of the codes that `whole` fits, those that may exist; absent where that is not known without a list. */
  mayExist?(code: string): boolean
  /** A column of a database that holds nothing but these codes may hold such ones. */
  readonly listed: RegExp
  /**
   * True where an open code that the grammar takes for a beginning is of this system; `services` when words for services
   * are near. Where a system that has no services is named near it, its name is enough.
   */
  isOpen?(open: OpenCode, services: boolean): boolean
  /** The same of "codes that begin with J9"; `lettered` when words for services whose codes have a letter first are near. */
  isBeginning?(text: string, lettered: boolean): boolean
}

export interface InDocuments {
  /** Anywhere in a text: the codes near these words are of this system. Global. */
  readonly words: RegExp
  /** The same in the heading of a column. */
  readonly heading: RegExp
  /** What its codes are to a document; absent where they are neither done, given nor found (MS-DRG). */
  readonly role?: DocumentRole
  /** Codes that are something else than the rest. */
  readonly otherRoles?: readonly { readonly role: DocumentRole; readonly codes: RegExp }[]
  /** How codes look that are read wherever they stand. */
  readonly shape?: CodeShape
  /** How codes look that are read only where the system is named; nothing is said of them but that. */
  readonly whereNamed?: RegExp
  /** Codes in segments joined by hyphens; all of these patterns are global and capture the code. */
  readonly segments?: {
    readonly joined: RegExp
    /** Only where the system is named. */
    readonly digits: RegExp
    /** Only in a column of the system: the beginning that several codes share. */
    readonly beginning: RegExp
  }
}

/** Written out to the length of a code, or open at any length. */
export const fillsUp = ({ wildcard, length }: OpenCode, codeLength: number): boolean =>
  wildcard === '*' || length === codeLength
