/** Where sentences end in a text. A point within a code or a number, or after an abbreviation, ends none. */

export interface SentenceEnd {
  /** Right behind the stop, or before the line break. */
  readonly stop: number
  /** Behind the quotes, brackets and footnotes that close the sentence. */
  readonly closed: number
  /** Where the next sentence begins. */
  readonly next: number
}

/** Footnotes stand behind the sentence they are of: `It takes an hour.[^nci]`. */
const CLOSING = String.raw`["”)\]]*(?:\s*\[\^[^\]\s]+\])*`
const BEGINNING = '(?=["“(]?[A-Z0-9•*†])'
const END = new RegExp(String.raw`([.!?])(${CLOSING})\s+${BEGINNING}|\n+`, 'g')
/** In documents of many writers a semicolon before a word in capitals parts sentences, too. */
const END_OR_SEMICOLON = new RegExp(String.raw`${END.source}|;\s+(?=[A-Z][a-z]+ )`, 'g')

/** Words before a point that does not end a sentence. */
const ABBREVIATED =
  /(?:\b(?:e\.g|i\.e|etc|vs|No|no|Nos|Dr|Mr|Mrs|Ms|St|approx|incl|cf|Inc|U\.S|al|Fig|Sec|Rev|Ref|Vol|pp?|[ap]\.m)|\b[A-Z])$/
const LONGEST_ABBREVIATION = 8

/** The ends of sentences within `text`, its own end left out. */
export function sentenceEnds(text: string, { semicolons = false } = {}): SentenceEnd[] {
  const ends: SentenceEnd[] = []
  for (const found of text.matchAll(semicolons ? END_OR_SEMICOLON : END)) {
    const [all, mark, closing = ''] = found
    const at = found.index
    const before = text.slice(Math.max(0, at - LONGEST_ABBREVIATION), at)
    // What has a footnote behind it is done.
    if (mark === '.' && !closing.includes('[^') && ABBREVIATED.test(before)) continue
    const stop = at + (all.startsWith('\n') ? 0 : 1)
    ends.push({ stop, closed: stop + closing.length, next: at + all.length })
  }
  return ends
}
