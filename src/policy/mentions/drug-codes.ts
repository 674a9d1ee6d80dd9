/** Codes in segments, as of drugs: joined by hyphens, or bare digits where the text says what they are. */
import { SYSTEMS_IN_DOCUMENTS } from '../../systems/registry.ts'
import { hintsIn } from './hints.ts'
import { matchesOf } from './matches.ts'
import type { Mention, Surroundings } from './mention.ts'

/** Numbers of documents and accounts may have the same segments. */
const OTHER_NUMBER =
  /\b(?:policy|claim|case|reference|ref|member|account|authorization|document|NPI|phone|fax|tax|invoice|order|provider|contract|plan|group)\b[^|;.\n]{0,24}$/i

export function drugCodesIn(text: string, { hint, column }: Surroundings): Mention[] {
  const hints = hintsIn(text)
  const found: Mention[] = []
  for (const { id: system, inDocuments } of SYSTEMS_IN_DOCUMENTS) {
    const { segments } = inDocuments
    if (!segments) continue
    const inContext = (at: number): boolean => {
      const before = hints.findLast((h) => h.start < at)
      return before
        ? before.hint === system && at - before.end < 250
        : hint === system || hints.some((h) => h.hint === system)
    }
    const take = (match: RegExpExecArray, whole: boolean): void => {
      const [start, end] = [match.index, match.index + match[0].length]
      if (found.some((m) => start < m.end && end > m.start)) return
      const digits = match[1]!.replaceAll('-', '')
      found.push({ system, ...(whole ? { code: digits } : { stub: digits }), start, end })
    }
    for (const match of matchesOf(segments.joined, text)) {
      const other = OTHER_NUMBER.test(text.slice(0, match.index)) && !inContext(match.index)
      if (!other && hint !== 'none') take(match, /\d-\d{1,2}$/.test(match[0]))
    }
    for (const match of matchesOf(segments.digits, text))
      if (inContext(match.index) && !OTHER_NUMBER.test(text.slice(0, match.index))) take(match, true)
    if (hint === system && column) for (const match of matchesOf(segments.beginning, text)) take(match, true)
  }
  return found
}
