/** National drug codes: segments with hyphens, or ten and eleven digits where the text says what they are. */

import { hintsIn } from './hints.ts'
import type { Mention, Surroundings } from './mention.ts'

const HYPHENATED =
  /(?<![\dA-Za-z.-])(\d{4}-\d{4}-\d{2}|\d{5}-\d{3}-\d{2}|\d{5}-\d{4}-\d{1,2}|\d{5}-\d{4}(?=-(?:\*+|[xX]{1,2})))(?:-(?:\*+|[xX]{1,2}))?(?![\dA-Za-z-])/g
const DIGITS = /(?<![\dA-Za-z.-])(\d{10,11})(?![\dA-Za-z-])/g
const PRODUCT = /(?<![\dA-Za-z.-])(\d{5}-\d{3,4}|\d{4}-\d{4})(?![\dA-Za-z-])/g
/** Numbers of documents and accounts may have the same segments. */
const OTHER_NUMBER =
  /\b(?:policy|claim|case|reference|ref|member|account|authorization|document|NPI|phone|fax|tax|invoice|order|provider|contract|plan|group)\b[^|;.\n]{0,24}$/i

export function drugCodesIn(text: string, { hint, column }: Surroundings): Mention[] {
  const hints = hintsIn(text)
  const inContext = (at: number): boolean => {
    const before = hints.findLast((h) => h.start < at)
    return before
      ? before.hint === 'ndc' && at - before.end < 250
      : hint === 'ndc' || hints.some((h) => h.hint === 'ndc')
  }
  const found: Mention[] = []
  const take = (match: RegExpMatchArray, whole: boolean): void => {
    const [start, end] = [match.index!, match.index! + match[0].length]
    if (found.some((m) => start < m.end && end > m.start)) return
    const digits = match[1]!.replaceAll('-', '')
    found.push({ system: 'ndc', ...(whole ? { code: digits } : { stub: digits }), start, end })
  }
  for (const match of text.matchAll(HYPHENATED)) {
    const other = OTHER_NUMBER.test(text.slice(0, match.index)) && !inContext(match.index)
    if (!other && hint !== 'none') take(match, /\d-\d{1,2}$/.test(match[0]))
  }
  for (const match of text.matchAll(DIGITS))
    if (inContext(match.index) && !OTHER_NUMBER.test(text.slice(0, match.index))) take(match, true)
  if (hint === 'ndc' && column) for (const match of text.matchAll(PRODUCT)) take(match, true)
  return found
}
