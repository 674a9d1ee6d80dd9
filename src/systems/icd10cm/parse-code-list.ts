/**
 * ICD-10-CM code list: chapters, sections and all codes in official order, no titles.
 *
 * @source `code-list-<Month>-YYYY.txt`, made from the official files by the simple-icd-10-cm package (MIT) and shipped
 *   beside the official tabular list. Checked against April 2026: 22 chapters, 297 sections, 98,186 codes.
 * @layout One entry a line, in the order of the tabular list:
 *   | line | what it is |
 *   |---|---|
 *   | `4` | chapter number |
 *   | `E08-E13` | section |
 *   | `E119` | code without point |
 * Irregularities: a section of one category is written like the category (`C7A`), so that the same line stands twice,
 * first the section, then the category. The last line may have no line end.
 */
import type { Issue } from '../../core/issue.ts'
import type { Line } from '../../sources/lines.ts'
import { issueOf, type ParseContext } from './context.ts'
import { isStoredCode, sectionCode } from './grammar.ts'

export interface ListedEntry {
  readonly type: 'listed'
  readonly kind: 'chapter' | 'section' | 'code'
  /** Stored form: `chapter-4`, `C7A-C7A`, `E119`. */
  readonly code: string
  readonly line: number
}

/** The entries in file order; lines that are none are Issues. */
export async function* parseCodeList(
  lines: AsyncIterable<Line>,
  context: ParseContext,
): AsyncIterable<ListedEntry | Issue> {
  const seen = new Set<string>()
  const entry = (kind: ListedEntry['kind'], code: string, line: number): ListedEntry | Issue => {
    if (seen.has(code)) {
      return issueOf(context, { code: 'duplicate-code', line, text: `${code} stands earlier in the list as well.` })
    }
    seen.add(code)
    return { type: 'listed', kind, code, line }
  }
  // A category is held back for one line: the same again means that the first was a section.
  let held: { code: string; line: number } | undefined
  for await (const { number: line, text } of lines) {
    const word = text.trim()
    if (word === '') continue
    if (held) {
      if (held.code === word) yield entry('section', `${word}-${word}`, held.line)
      else yield entry('code', held.code, held.line)
      held = undefined
    }
    if (isStoredCode(word)) {
      if (word.length === 3 && !seen.has(word) && !seen.has(`${word}-${word}`)) held = { code: word, line }
      else yield entry('code', word, line)
      continue
    }
    const section = word.includes('-') ? sectionCode(word) : undefined
    if (/^[1-9]\d?$/.test(word)) yield entry('chapter', `chapter-${word}`, line)
    else if (section !== undefined) yield entry('section', section, line)
    else {
      const problem = 'The line is neither a chapter, nor a section, nor a code.'
      yield issueOf(context, { code: 'unparsable-code', line, text: problem, quote: text })
    }
  }
  if (held) yield entry('code', held.code, held.line)
}
