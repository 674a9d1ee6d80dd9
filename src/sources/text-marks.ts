/** Marks that writers of documents use: bullets, numbers of items, superscripts, dashes, page numbers. */

const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
  '+': '⁺',
  '-': '⁻',
  a: 'ᵃ',
  b: 'ᵇ',
  c: 'ᶜ',
  d: 'ᵈ',
  e: 'ᵉ',
  f: 'ᶠ',
  g: 'ᵍ',
  h: 'ʰ',
  i: 'ⁱ',
  k: 'ᵏ',
  m: 'ᵐ',
  n: 'ⁿ',
  o: 'ᵒ',
  p: 'ᵖ',
  r: 'ʳ',
  s: 'ˢ',
  t: 'ᵗ',
  u: 'ᵘ',
  v: 'ᵛ',
  w: 'ʷ',
  x: 'ˣ',
  y: 'ʸ',
  z: 'ᶻ',
}

/** Raised text as Unicode superscripts, so that a footnote's number never grows onto a code: `J9190¹`. */
export function superscript(text: string): string {
  const raised = [...text].map((c) => SUPERSCRIPTS[c.toLowerCase()] ?? c).join('')
  return /[A-Za-z0-9]/.test(raised) ? ` ${raised} ` : raised
}

/** A bullet, a box or the number of an item at the start of a line, with the blanks after it. */
export const ITEM_MARK =
  /^\s*(?:[•‣◦▪▫●○■□◆◇►▸–—·∙✓✔✗✘❖➢➤\uf0b7\uf0a7\uf0d8]\s*|[-*o+]\s+|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s+)(?=\S)/

const LIGATURES: Readonly<Record<string, string>> = {
  ﬀ: 'ff',
  ﬁ: 'fi',
  ﬂ: 'fl',
  ﬃ: 'ffi',
  ﬄ: 'ffl',
  ﬅ: 'st',
  ﬆ: 'st',
}

/** Ligatures apart, blanks of all kinds as a blank, and what has no width left out. */
export function readableCharacters(text: string): string {
  return (
    text
      .replace(/[\ufb00-\ufb06]/g, (c) => LIGATURES[c] ?? c)
      .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
      .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they have no meaning in a text
      .replace(/[\u0000-\u0008\u000e-\u001f\u007f]/g, '')
  )
}

/**
 * True when a star at the beginning of a line is the mark of a footnote: few lines begin so, and a star stands at the
 * end of a word or alone in another line too.
 */
export function starsAreNotes(lines: readonly string[]): boolean {
  const starting = lines.filter((line) => /^\s*\*+\s/.test(line)).length
  return starting > 0 && starting <= 3 && lines.some((line) => /[A-Za-z0-9)]\*|\S.*\s\*+\s*(?:$|[|,;])/.test(line))
}

/** A line that numbers the page and says nothing else. */
export const PAGE_NUMBER = /^\s*(?:[-–—|]\s*)?(?:page|pg\.?)?\s*\d{1,4}\s*(?:(?:of|\/)\s*\d{1,4})?\s*(?:[-–—|])?\s*$/i
