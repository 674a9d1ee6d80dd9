/**
 * The lists of valid ICD-9-CM codes.
 *
 * @source CMS32_DESC_LONG_DX.txt, CMS32_DESC_SHORT_DX.txt (14,567 diagnoses), …_SG.txt (3,882 procedures): version 32,
 *   fiscal year 2015, the last one. In use until 30 September 2015.
 * @layout one code a line without the point, one or more blanks, the title. The long list of diagnoses holds letters of
 *   latin-1 (Ménière), the others are ASCII.
 */
import type { Issue } from '../../core/issue.ts'
import type { SystemId } from '../../core/system-id.ts'
import { squeeze } from '../../core/text.ts'
import type { Line } from '../../sources/lines.ts'
import { type ParseContext, problemsOf, quoted } from '../problem.ts'

export interface Titled {
  readonly type: 'titled'
  readonly code: string
  readonly title: string
}

export async function* parseCodes(
  lines: AsyncIterable<Line>,
  { file, system, isCode }: ParseContext & { readonly system: SystemId; isCode(code: string): boolean },
): AsyncIterable<Titled | Issue> {
  const problem = problemsOf(system)
  for await (const { number, text } of lines) {
    if (text.trim() === '') continue
    const found = /^([0-9A-Z]{2,5})\s+(\S.*)$/.exec(text.trim())
    if (found && isCode(found[1]!)) yield { type: 'titled', code: found[1]!, title: squeeze(found[2]!) }
    else {
      const what = `The line is no code and title: ${quoted(text)}`
      yield problem({ file }, { code: 'bad-row', severity: 'error', line: number, text: what })
    }
  }
}
