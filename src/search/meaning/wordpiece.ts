/**
 * The tokenizer of BERT's uncased models: clean, lower-case, strip accents, split at blanks and punctuation, then the
 * longest known piece first. Texts become the numbers a sentence model was trained on.
 */

const UNKNOWN = '[UNK]'
const START = '[CLS]'
const END = '[SEP]'
/** A word of more letters than this is unknown, as in the reference implementation. */
const LONGEST_WORD = 100

/** Ideographs stand alone, whatever is beside them. */
const IDEOGRAPH = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{2fa1f}]/u
const PUNCTUATION = /[!-/:-@[-`{-~]|\p{P}/u
const CONTROL = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u
const BLANK = /[\t\n\r\p{Z}]/u

/** Words of `text`, punctuation marks as words of their own. */
function wordsOf(text: string): string[] {
  const words: string[] = []
  let word = ''
  const flush = (): void => {
    if (word !== '') words.push(word)
    word = ''
  }
  // Letter by letter: the reference knows no rule for a sigma at the end of a word.
  const lower = Array.from(text.normalize('NFD'), (character) => character.toLowerCase()).join('')
  for (const character of lower.normalize('NFD')) {
    if (BLANK.test(character)) flush()
    else if (character === '\u0000' || character === '\ufffd' || CONTROL.test(character)) continue
    else if (/\p{Mn}/u.test(character)) continue
    else if (PUNCTUATION.test(character) || IDEOGRAPH.test(character)) {
      flush()
      words.push(character)
    } else word += character
  }
  flush()
  return words
}

export class WordPiece {
  readonly #ids = new Map<string, number>()
  readonly #unknown: number
  readonly #start: number
  readonly #end: number

  /** `vocabulary` is the text of `vocab.txt`: one piece a line, its number is the line's, from 0. */
  constructor(vocabulary: string) {
    vocabulary.split('\n').forEach((piece, id) => {
      const bare = piece.replace(/\r$/, '')
      if (bare !== '') this.#ids.set(bare, id)
    })
    const special = (piece: string): number => {
      const id = this.#ids.get(piece)
      if (id === undefined) throw new RangeError(`the vocabulary has no ${piece}`)
      return id
    }
    this.#unknown = special(UNKNOWN)
    this.#start = special(START)
    this.#end = special(END)
  }

  /** Numbers of `text` between the start and end marks, cut to `most` in all. */
  encode(text: string, most = 128): number[] {
    const ids = [this.#start]
    for (const word of wordsOf(text)) {
      for (const id of this.#pieces(word)) {
        if (ids.length === most - 1) break
        ids.push(id)
      }
    }
    ids.push(this.#end)
    return ids
  }

  #pieces(word: string): number[] {
    const letters = [...word]
    if (letters.length > LONGEST_WORD) return [this.#unknown]
    const ids: number[] = []
    for (let start = 0; start < letters.length; ) {
      let end = letters.length
      let found: number | undefined
      for (; end > start && found === undefined; end--) {
        const piece = (start === 0 ? '' : '##') + letters.slice(start, end).join('')
        found = this.#ids.get(piece)
      }
      if (found === undefined) return [this.#unknown]
      ids.push(found)
      start = end + 1
    }
    return ids
  }
}
