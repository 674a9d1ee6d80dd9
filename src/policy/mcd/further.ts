/** Codes that the words of a document name and none of its lists has. The lists decide over the words. */
import { findingsOf } from '../extract.ts'
import type { Block, CodeLookup, Finding, PolicyHeader, PolicyText } from '../model.ts'

const specOf = (finding: Finding): string =>
  'code' in finding ? finding.code : 'range' in finding ? finding.range.join('..') : `${finding.stub}*`

/** Written like a code of some system: most paragraphs hold nothing like it and need not be read. */
const CODE_LIKE =
  /\b(?:[A-V]\d{4}|\d{5}|\d{4}[A-Z]|[A-TV-Z]\d[0-9AB](?:\.[0-9A-Z]{1,4}|\.?-)|(?=[0-9A-HJ-NP-Z]*\d)[0-9A-HJ-NP-Z]{7})(?![\w])/g

/** A paragraph that long announces no list, unless it ends with a colon. */
const MOST_OF_LEAD = 220

/** Headings, and the blocks that name a code of no list with the one before each, where it may announce it. */
function blocksToRead({ text, blocks }: PolicyText, listed: ReadonlySet<string>): Block[] {
  const names = blocks.map(({ start, end }) =>
    (text.slice(start, end).match(CODE_LIKE) ?? []).some((code) => !listed.has(code.replaceAll('.', ''))),
  )
  if (!names.includes(true)) return []
  const announces = ({ start, end }: Block): boolean =>
    end - start < MOST_OF_LEAD || /:\s*$/.test(text.slice(end - 3, end))
  return blocks.filter((block, i) => block.kind === 'heading' || names[i] || (names[i + 1] && announces(block)))
}

/** Findings of the text of a document, without codes that are in its lists, whatever system the words seem to mean. */
export function furtherFindings(
  { text, header, lookup }: { text: PolicyText; header: PolicyHeader; lookup: CodeLookup },
  lists: readonly Finding[],
): Finding[] {
  const listed = new Set(lists.map(specOf))
  const blocks = blocksToRead(text, listed)
  if (blocks.length === 0) return []
  const ranges = lists.flatMap((each) => ('range' in each ? [each.range] : []))
  return findingsOf({ ...text, blocks }, header, lookup).findings.filter((finding) => {
    if (listed.has(specOf(finding))) return false
    return !('code' in finding) || !ranges.some(([first, last]) => first <= finding.code && finding.code <= last)
  })
}
