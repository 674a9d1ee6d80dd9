/**
 * RxNorm in Rich Release Format.
 *
 * @source RXNCONSO.RRF, RXNREL.RRF and RXNSAT.RRF of the prescribable content (RxNorm_full_prescribe_MMDDYYYY.zip) of NLM;
 *   rows of 8 September 2026 were checked.
 * @layout cells separated and ended by a vertical bar, no heading, UTF-8.
 *   RXNCONSO (18): 1 RXCUI, 2 LAT, 3 TS, 4 LUI, 5 STT, 6 SUI, 7 ISPREF, 8 RXAUI, 9 SAUI, 10 SCUI, 11 SDUI, 12 SAB, 13 TTY,
 *     14 CODE, 15 STR, 16 SRL, 17 SUPPRESS (N, O obsolete, Y, E), 18 CVF
 *   RXNREL (16): 1 RXCUI1, 2 RXAUI1, 3 STYPE1, 4 REL, 5 RXCUI2, 6 RXAUI2, 7 STYPE2, 8 RELA, 9 RUI, 10 SRUI, 11 SAB, …
 *     Read from right to left: RXCUI2 RELA RXCUI1 (`aspirin 81 MG has_ingredient …` stands with aspirin first).
 *   RXNSAT (13): 1 RXCUI, 2 LUI, 3 SUI, 4 RXAUI, 5 STYPE, 6 CODE, 7 ATUI, 8 SATUI, 9 ATN, 10 SAB, 11 ATV, 12 SUPPRESS, 13
 * Only rows of the sources RXNORM and MTHSPL (FDA labels) are free; rows of any other source are refused and counted.
 */
import type { Issue } from '../../core/issue.ts'
import { squeeze } from '../../core/text.ts'
import type { Row } from '../headed.ts'
import { type ParseContext, problemsOf, quoted } from '../problem.ts'

const problem = problemsOf('rxnorm')

/** Sources whose rows anyone may use. */
const FREE = new Set(['RXNORM', 'MTHSPL'])

export interface Atom {
  readonly type: 'atom'
  readonly line: number
  readonly rxcui: string
  readonly source: string
  /** Term type: IN, PIN, MIN, BN, SCDC, SCD, SBD, GPCK, BPCK, DF, SY, … */
  readonly termType: string
  readonly text: string
  readonly suppress: string
}

export interface Link {
  readonly type: 'link'
  readonly from: string
  readonly kind: string
  readonly to: string
}

export interface Fact {
  readonly type: 'fact'
  readonly rxcui: string
  readonly name: string
  readonly value: string
}

/** A row of a source that is not free, without its text, or one that does not have the columns. */
function refusal({ file }: ParseContext, row: Row, source: string, columns: number): Issue | undefined {
  const { line, cells } = row
  // The bar at the end of a row makes one more, empty cell.
  if (cells.length !== columns + 1 || cells[0] === '') {
    const text = `The row has ${cells.length - 1} cells instead of ${columns}: ${quoted(cells[0] ?? '')}`
    return problem({ file }, { code: 'row-width', severity: 'error', line, text })
  }
  if (FREE.has(source)) return undefined
  const text = `A row of ${quoted(source)} is left out: only those of RXNORM and MTHSPL may be used without a licence.`
  return problem({ file }, { code: 'source-not-free', severity: 'notice', line, text })
}

export async function* parseConso(rows: AsyncIterable<Row>, context: ParseContext): AsyncIterable<Atom | Issue> {
  for await (const row of rows) {
    const { cells, line } = row
    const source = cells[11] ?? ''
    const refused = refusal(context, row, source, 18)
    if (refused) yield refused
    else
      yield {
        type: 'atom',
        line,
        rxcui: cells[0]!,
        source,
        termType: cells[12]!,
        text: squeeze(cells[14]!),
        suppress: cells[16]!,
      }
  }
}

export async function* parseRel(rows: AsyncIterable<Row>, context: ParseContext): AsyncIterable<Link | Issue> {
  for await (const row of rows) {
    const { cells } = row
    // Links between atoms have no concept on one side; they say nothing about concepts.
    if (cells.length === 17 && (cells[0] === '' || cells[4] === '')) continue
    const refused = refusal(context, row, cells[10] ?? '', 16)
    if (refused) yield refused
    else if (cells[7] !== '') yield { type: 'link', from: cells[4]!, kind: cells[7]!, to: cells[0]! }
  }
}

export async function* parseSat(rows: AsyncIterable<Row>, context: ParseContext): AsyncIterable<Fact | Issue> {
  for await (const row of rows) {
    const { cells } = row
    const refused = refusal(context, row, cells[9] ?? '', 13)
    if (refused) yield refused
    else yield { type: 'fact', rxcui: cells[0]!, name: cells[8]!, value: squeeze(cells[10]!) }
  }
}
