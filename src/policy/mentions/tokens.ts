/** Words of a text that may be codes, with wildcards and what stands right beside them. */

export interface Token {
  /** As written, without a wildcard. */
  readonly text: string
  readonly start: number
  /** After the wildcard. */
  readonly end: number
  /** How the rest of the code is left open: `-`, `*`, `x`. */
  readonly wildcard?: '-' | '*' | 'x'
  /** A star that may be a footnote: the code before it is whole. */
  readonly starred?: boolean
}

const WORD = /[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)?/g
const DASH = '-\u2010-\u2015\u2212'
/** `C22.-`, `C22.*`, `0SRC0*`, `J9xxx`; a hyphen needs a point before it or the end of the list item after it. */
const OPEN_TAIL = new RegExp(
  `^(?:(\\.[${DASH}]+|\\.\\s?(?:\\*+))|(\\*+)|([${DASH}]+)(?=\\s*(?:$|[,;|)\\n]|\\.(?:\\s|$))|\\s+(?:and|or)\\s))`,
)
/** `L97.2- for the ulcer`: of a code with a point, a hyphen before words leaves the rest open. */
const OPEN_BEFORE_WORDS = new RegExp(`^[${DASH}](?=\\s+(?!to\\b|through\\b|thru\\b)[a-z(])`)

/** The words of `text` that hold a digit, or end in a wildcard after one. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (const match of text.matchAll(WORD)) {
    const word = match[0]
    if (!/\d/.test(word)) continue
    tokens.push(tokenOf(text, word, match.index))
  }
  return tokens
}

/** `C22.x`, `E11.6xx`, `J9XXX`, `9921x`: trailing letters x that stand for any character. */
const X_TAIL = /^([A-Za-z]?\d[0-9A-Za-z.]*?)\.?([xX]{1,4})$/

function tokenOf(text: string, word: string, start: number): Token {
  const end = start + word.length
  const rest = text.slice(end, end + 8)
  const tail = OPEN_TAIL.exec(rest)
  if (tail) {
    const [all, point, star] = tail
    const wildcard = star !== undefined || all.includes('*') ? '*' : '-'
    const starred = wildcard === '*' && point === undefined
    return { text: word, start, end: end + all.length, wildcard, ...(starred && { starred }) }
  }
  if (word.includes('.') && OPEN_BEFORE_WORDS.test(rest)) return { text: word, start, end: end + 1, wildcard: '-' }
  const x = X_TAIL.exec(word)
  if (x && /\d/.test(x[1]!) && !(x[2] === 'X' && word.length >= 7))
    return { text: x[1]!.replace(/\.$/, ''), start, end, wildcard: 'x' }
  return { text: word, start, end }
}

/** What stands right before a token says that it is part of something longer. */
export function isGlued(text: string, token: Token): boolean {
  const before = text.slice(Math.max(0, token.start - 14), token.start)
  const after = text.slice(token.end, token.end + 12)
  if (/[@#&=?%_\\$€£~]$/.test(before) && !/(?:^|\s)#$/.test(before)) return true
  if (/\d[.,]$/.test(before) && !/\d{4,5}[FTUM]?,$/.test(before) && !/[A-Za-z]\d[0-9A-Za-z.]*,$/.test(before))
    return true
  if (/^[_@&=]/.test(after) || /^\.\d/.test(after) || /^%/.test(after)) return true
  // A slash within an address, or a number over a number.
  return /[A-Za-z]{3,}\/$/.test(before) && !/(?:codes?|CPT|HCPCS|CM|PCS)\/$/i.test(before)
}

const BEFORE_HYPHEN = new RegExp(`([A-Za-z0-9.]+)[${DASH}]$`)
const AFTER_HYPHEN = new RegExp(`^[${DASH}]([A-Za-z0-9.]+)`)

/** The words joined to a token by a hyphen without blanks. */
export function hyphenated(text: string, token: Token): { before: string | undefined; after: string | undefined } {
  return {
    before: BEFORE_HYPHEN.exec(text.slice(Math.max(0, token.start - 24), token.start))?.[1],
    after: AFTER_HYPHEN.exec(text.slice(token.end, token.end + 24))?.[1],
  }
}
