/** Text folding shared by loaders and search: the same letters compare equal however they were typed. */

/** `text` in Unicode NFKD without combining marks: `Sézary` → `Sezary`, `½` → `1⁄2`. Case is kept. */
export function foldAccents(text: string): string {
  // Nearly all official text is ASCII; normalising it would only cost time.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is exactly ASCII.
  return /^[\x00-\x7f]*$/.test(text) ? text : text.normalize('NFKD').replace(/\p{M}+/gu, '')
}

/** Capitals without anything but letters and digits: the form in which codes are compared. */
export function foldCode(text: string): string {
  return text.replace(/[^0-9A-Za-z]/g, '').toUpperCase()
}

/** Small letters without anything but letters and digits: the form in which names of systems and headings are compared. */
export function foldName(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** White space runs become one blank; the ends are trimmed. */
export function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** `text` as a pattern that matches it alone; blanks stay blanks. */
export function patternOf(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** `text` for a sentence in a report: one line, at most `max` characters, cut with an ellipsis. */
export function excerpt(text: string, max = 80): string {
  const line = squeeze(text)
  return line.length <= max ? line : `${line.slice(0, max - 1)}…`
}

/** `name` with the article it is spoken with: `an NDC`, `a CPT`, `an ICD-9-CM`; five capitals are spoken as a word: `a LOINC`. */
export function withArticle(name: string): string {
  return `${/^(?:[AEIOaeio]|[FHLMNRSX](?=[A-Z])(?![A-Z]{4}))/.test(name) ? 'an' : 'a'} ${name}`
}

/** Eight hexadecimal digits made of `text` (FNV-1a), for names that have no ASCII word. */
function digits(text: string): string {
  let sum = 0x811c9dc5
  for (const character of text) sum = Math.imul(sum ^ character.codePointAt(0)!, 0x01000193)
  return (sum >>> 0).toString(16).padStart(8, '0')
}

/**
 * A URL slug: lower-case ASCII words joined by hyphens, at most `max` characters, never empty words. A name in another
 * script is eight hexadecimal digits, always the same ones; what has neither letter nor digit is empty.
 */
export function slug(text: string, max = 60): string {
  const words =
    foldAccents(text)
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  let out = ''
  for (const word of words) {
    if (out.length + word.length + 1 > max) break
    out += out === '' ? word : `-${word}`
  }
  return out === '' && /[\p{L}\p{N}]/u.test(text) ? digits(foldAccents(text).toLowerCase()) : out
}
