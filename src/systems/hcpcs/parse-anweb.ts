/**
 * The alpha-numeric HCPCS file: every Level II code and modifier with its official fields.
 *
 * @source CMS, "Alpha-Numeric HCPCS File", `HCPCYYYY_ANWEB….txt` (January), `HCPCYYYY_MMM_ANWEB.txt` (quarters) in
 *   MONTH-YYYY-alpha-numeric-hcpcs-file.zip; layout: "HCPCS Contractor Record - 2019", HCPCS2019_recordlayout.txt.
 *   Checked against January 2019 and January 2020.
 * @layout Fixed width, windows-1252, CRLF, sorted by code. Columns are 1-based.
 *   |   columns | content                                                              |
 *   |----------:|----------------------------------------------------------------------|
 *   |     1 - 5 | procedure code; for a modifier three blanks and the modifier (4 - 5)   |
 *   |    6 - 10 | sequence number by hundreds: 00100 is the first line of a code        |
 *   |        11 | record: 3, 7 first line of a procedure, modifier; 4, 8 further lines   |
 *   |   12 - 91 | long description, 80 columns a line, wrapped between words           |
 *   |  92 - 119 | short description                                                    |
 *   | 120 - 127 | pricing indicator, 4 x 2                                             |
 *   |       128 | multiple pricing indicator                                           |
 *   | 129 - 146 | Coverage Issues Manual reference, 3 x 6                              |
 *   | 147 - 170 | Medicare Carriers Manual reference, 3 x 8                            |
 *   | 171 - 180 | statute number                                                       |
 *   | 181 - 204 | laboratory certification, 8 x 3                                      |
 *   | 205 - 229 | cross-reference code, 5 x 5                                          |
 *   |       230 | coverage code                                                        |
 *   | 231 - 232 | ASC payment group                                                    |
 *   | 233 - 240 | ASC payment group effective date, YYYYMMDD (as are all dates)          |
 *   | 241 - 252 | MOG payment group (3), policy indicator (1), effective date (8)        |
 *   | 253 - 256 | processing note number                                               |
 *   | 257 - 259 | BETOS                                                                |
 *   | 261 - 265 | type of service, 5 x 1                                               |
 *   | 266 - 268 | anesthesia base units                                                |
 *   | 269 - 276 | date added                                                           |
 *   | 277 - 284 | action effective date                                                |
 *   | 285 - 292 | termination date: last day of use                                    |
 *   |       293 | action code                                                          |
 *   | 294 - 320 | filler; some files end at 293                                        |
 * Irregularities: disclaimer lines may come first (2020; 2019 with tabs). Further lines may be cut at column 91 (2020),
 * be 316 long (2019, G8891) or start their text with a blank. Dashes were lost to `?` in 2020 and stay so.
 * Cross-references name CPT numbers, a modifier (AM) and the word `CPT` (P7001).
 */
import type { Issue } from '../../core/issue.ts'
import type { Line } from '../../sources/lines.ts'
import type { SourceRecord } from '../records.ts'
import { type CodeContext, problem, quoted } from './context.ts'
import { FIELDS, type FieldName, type FieldValues } from './fields.ts'
import { type CodeRow, recordsOf } from './rows.ts'

const RECORD = /^(.{5})(\d{5})([3478])/

/**
 * The records of each code in file order. Lines before the first record are the disclaimer. Later lines that are no
 * record, and further lines without a first line, are Issues (`short-row`, `orphan-line`),
 * and so is a code whose fields are shifted (`shifted-columns`); a first line that ends
 * before column 293 and a gap in the sequence numbers are warnings (`short-row`, `sequence-gap`).
 */
export async function* parseAnweb(lines: AsyncIterable<Line>, context: CodeContext): AsyncIterable<SourceRecord> {
  let row: (CodeRow & { readonly pieces: string[] }) | undefined
  let sequence = 0
  let order = 0
  let started = false
  let refused: string | undefined

  const finish = (): SourceRecord[] => {
    if (!row) return []
    order += 1
    return recordsOf(row, { ...context, order })
  }

  for await (const { number, text } of lines) {
    const record = RECORD.exec(text)
    if (!record) {
      if (started && text.trim() !== '' && text !== '\x1a') yield unreadable(context, number, text)
      continue
    }
    started = true
    const code = (record[1] ?? '').trim()
    const piece = text.slice(11, 91)
    if (record[3] === '3' || record[3] === '7') {
      yield* finish()
      row = undefined
      refused = isShifted(text) ? code : undefined
      if (refused !== undefined) {
        const what = `A date of ${quoted(code)} does not stand in its columns: the fields are shifted, as by tabs or another encoding.`
        yield problem(context, { code: 'shifted-columns', severity: 'error', line: number, text: what })
        continue
      }
      row = { line: number, code, pieces: [piece], shortTitle: text.slice(91, 119), values: valuesOf(text) }
      if (text.length < 293) yield short(context, number, code)
    } else if (refused === code) {
      continue
    } else if (row?.code !== code) {
      const what = `A further line of ${quoted(code)} does not follow its first line; it was left out.`
      yield problem(context, { code: 'orphan-line', severity: 'error', line: number, text: what })
      continue
    } else {
      row.pieces.push(piece)
      if (Number(record[2]) !== sequence + 100) {
        const what = `Sequence number ${record[2]} of ${code} does not follow the one before it; a line may be missing.`
        yield problem(context, { code: 'sequence-gap', severity: 'warning', line: number, text: what })
      }
    }
    sequence = Number(record[2])
  }
  yield* finish()
}

const DATES = FIELDS.filter(({ format }) => format === 'date')

/** Whether the fields stand elsewhere than in their columns: a termination date read one column off would be lost. */
function isShifted(text: string): boolean {
  if (text.includes('\t')) return true
  return DATES.some(({ from, width }) => {
    const date = text.slice(from - 1, from - 1 + width)
    return date.length === width && date.trim() !== '' && !/^\d+$/.test(date) && /^\s|\s$/.test(date)
  })
}

function valuesOf(text: string): FieldValues {
  const values = new Map<FieldName, readonly string[]>()
  for (const { name, from, width, slots } of FIELDS) {
    const found: string[] = []
    for (let start = from - 1; start < from - 1 + slots * width; start += width) {
      const value = text.slice(start, start + width).trim()
      if (value !== '') found.push(value)
    }
    if (found.length > 0) values.set(name, found)
  }
  return values
}

function unreadable(context: CodeContext, line: number, text: string): Issue {
  // A broken line may be part of a refused code, so its text is not repeated.
  const what = `The line (${text.length} characters) does not begin with a code, a sequence number and a record kind.`
  return problem(context, { code: 'short-row', severity: 'error', line, text: what })
}

function short(context: CodeContext, line: number, code: string): Issue {
  const what = `The first line of ${code} ends before column 293; the fields after its end are missing.`
  return problem(context, { code: 'short-row', severity: 'warning', line, text: what })
}
