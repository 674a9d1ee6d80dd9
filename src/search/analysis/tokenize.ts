/** Splits text into words as the index and the query both see them. Pure; no dictionary lookups here. */
import { foldAccents } from '../../core/text.ts'

export interface Token {
  /** Folded, lower-case word: `sezary`, `10`, `mg`, `3b`. */
  readonly text: string
  /** Offsets of the word in the original text, for highlighting; `end` is exclusive. */
  readonly start: number
  readonly end: number
}

/** Letters and digits, with apostrophes inside words and decimal or thousands marks inside numbers. */
const WORD = /\p{N}+(?:[.,]\p{N}+)*(?:[\p{L}\p{M}\p{N}]*)|[\p{L}\p{M}\p{N}]+(?:['’`´‘][\p{L}\p{M}]+)*/gu

/** The same for text without other letters, as nearly all is: a look at each letter's class costs more than the rest. */
const ASCII_WORD = /\d+(?:[.,]\d+)*[a-z\d]*|[a-z\d]+(?:['`][a-z]+)*/gi
const ASCII = /^[\x20-\x7e]*$/

/** Units that are written without a blank after a number: `10mg`, `2.5ml`, `8hrs`. */
const NUMBER_UNIT =
  /^(\d+(?:\.\d+)?)(mg|mcg|ug|ml|cc|g|gm|kg|l|cm|mm|in|ft|oz|lb|lbs|iu|mci|uci|hr|hrs|hour|hours|min|mins|day|days|yr|yrs|week|weeks|month|months)$/

/** Words glued to their number: `type2`, `stage3b`. */
const WORD_NUMBER = /^(type|stage|grade|level|phase|class|degree|factor|trimester)(\d+[a-z]?)$/

/** A word that is neither number nor special, which nearly all are, needs no second look. */
const PLAIN = /^[a-z]+$/

function fold(word: string): string {
  const lower = word.toLowerCase()
  if (PLAIN.test(lower)) return lower
  const folded = foldAccents(lower)
    .replace(/['’`´‘]s$/, '')
    .replace(/['’`´‘]/g, '')
  return /^\d{1,3}(?:,\d{3})+$/.test(folded) ? folded.replace(/,/g, '') : folded
}

/** The tokens of one match: a number and its glued unit become two, as do codes with marks between their digits. */
function push(tokens: Token[], word: string, [start, end]: readonly [number, number]): void {
  // Only a mark between digits belongs to a number; `m17,11` is left to the code reader.
  const marked = word.includes(',') || (word.includes('.') && !/^\d+\.\d+[a-z]*$/.test(word))
  for (const part of marked ? word.split(/[.,]/) : [word]) {
    if (part === '') continue
    const split = NUMBER_UNIT.exec(part) ?? WORD_NUMBER.exec(part)
    if (split) tokens.push({ text: split[1]!, start, end }, { text: split[2]!, start, end })
    else tokens.push({ text: part, start, end })
  }
}

/** Words of `text` in order. A number and its glued unit become two tokens that share the original's offsets. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  const pattern = ASCII.test(text) ? ASCII_WORD : WORD
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const start = match.index
    const end = start + match[0].length
    const word = fold(match[0])
    if (PLAIN.test(word)) tokens.push({ text: word, start, end })
    else push(tokens, word, [start, end])
  }
  return tokens
}
