/** Codes that the words of a document name and none of its lists has. The lists decide over the words. */
import { findingsOf } from '../extract.ts'
import type { CodeLookup, Finding, PolicyHeader, PolicyText } from '../model.ts'

const specOf = (finding: Finding): string =>
  'code' in finding ? finding.code : 'range' in finding ? finding.range.join('..') : `${finding.stub}*`

/** Findings of the text of a document, without codes that are in its lists, whatever system the words seem to mean. */
export function furtherFindings(
  { text, header, lookup }: { text: PolicyText; header: PolicyHeader; lookup: CodeLookup },
  lists: readonly Finding[],
): Finding[] {
  const listed = new Set(lists.map(specOf))
  const ranges = lists.flatMap((each) => ('range' in each ? [each.range] : []))
  return findingsOf(text, header, lookup).findings.filter((finding) => {
    if (listed.has(specOf(finding))) return false
    return !('code' in finding) || !ranges.some(([first, last]) => first <= finding.code && finding.code <= last)
  })
}
