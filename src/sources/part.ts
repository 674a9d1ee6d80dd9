/** What every reader of documents makes: runs of text in reading order, not yet joined into one text. */

export interface Part {
  /** A table has one part for each row; a list one for each item. */
  readonly kind: 'heading' | 'paragraph' | 'item' | 'row'
  /** `\n` where the document breaks a line; empty for rows. Superscripts are Unicode superscripts. */
  readonly text: string
  /** 1 is the title; only for headings. */
  readonly level?: number
  readonly page?: number
  /** Rows of one table share this number. */
  readonly table?: number
  /** A cell over several columns is followed by empty ones; a cell over several rows is repeated. */
  readonly cells?: readonly string[]
  /** The row names the columns. */
  readonly header?: boolean
}

/** A document as its reader found it. */
export interface Parts {
  readonly parts: readonly Part[]
  readonly pages?: number
  /** Pages without any text: pictures. */
  readonly emptyPages?: readonly number[]
  /** Why reading ended early or left something out; one sentence for each. */
  readonly problems: readonly Problem[]
}

export interface Problem {
  /** Kebab-case, the code of the Issue it becomes. */
  readonly code: string
  readonly text: string
}
