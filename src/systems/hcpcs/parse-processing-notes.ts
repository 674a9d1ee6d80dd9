/**
 * The processing notes: numbered remarks that the alpha-numeric file refers to.
 *
 * @source CMS, `proc_notes_YYYY.txt` in the archive of the alpha-numeric file ("Appendix A of the HCPCS manual").
 *   Checked against 2019 (218 notes) and 2020 (220 notes).
 * @layout Text, ASCII, CRLF, in capitals, with a title and a rule in front:
 *             0107--PAYMENT IS FOR HOSPITAL OUTPATIENT ONLY.                            *
 *                   further lines of the note                                       *
 *   A note starts with its four-digit number and two hyphens, after blanks or a tab. Each line ends in a star.
 * Irregularities: notes withdrawn long ago say so and are given as they stand.
 */
import type { Issue } from '../../core/issue.ts'
import { squeeze } from '../../core/text.ts'
import type { Line } from '../../sources/lines.ts'
import { type ParseContext, problem } from './context.ts'

/** A numbered remark; codes name it in their field `processingNote`. */
export interface ProcessingNote {
  readonly type: 'processingNote'
  /** Four digits. */
  readonly number: string
  readonly text: string
}

/** The notes in file order. A file without any is one Issue (`no-rows`); a number that repeats is `duplicate-note`. */
export async function* parseProcessingNotes(
  lines: AsyncIterable<Line>,
  context: ParseContext,
): AsyncIterable<ProcessingNote | Issue> {
  const seen = new Set<string>()
  let number = ''
  let text = ''

  const finish = (): ProcessingNote[] =>
    number === '' ? [] : [{ type: 'processingNote', number, text: squeeze(text) }]

  for await (const line of lines) {
    const body = line.text.replace(/\*?\s*$/, '')
    const start = /^\s*(\d{4})--(.*)$/.exec(body)
    if (!start) {
      if (number !== '' && body !== '\x1a') text += ` ${body}`
      continue
    }
    yield* finish()
    number = start[1] ?? ''
    text = start[2] ?? ''
    if (seen.has(number)) {
      const what = `Processing note ${number} stands more than once; the last one is used.`
      yield problem(context, { code: 'duplicate-note', severity: 'warning', line: line.number, text: what })
    }
    seen.add(number)
  }
  yield* finish()
  if (seen.size === 0) {
    yield problem(context, { code: 'no-rows', severity: 'error', text: 'The file holds no numbered note.' })
  }
}
