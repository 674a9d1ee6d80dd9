/**
 * A code set of claims as a table of the operator's own.
 *
 * @source The file that a publisher gives its licensees or subscribers, or a table that the operator keeps. None was at
 *   hand: publishers' headings are from public descriptions.
 * @layout CSV or tab separated, with a heading among the first ten rows. A column for the code and one for the name, under
 *   one of the headings that the set names; further columns are kept as facts under their own headings. NUCC:
 *   Code, Grouping, Classification, Specialization, Definition, Notes, Display Name, Section.
 */
import { squeeze } from '../../core/text.ts'
import type { CodeGrammar } from '../grammar.ts'
import { headed, type Row } from '../headed.ts'
import { problemsOf, quoted } from '../problem.ts'
import type { SourceRecord } from '../records.ts'

export interface TableOptions {
  readonly system: string
  readonly file: string
  readonly columns: { readonly code: readonly string[]; readonly title: readonly string[] }
  readonly grammar: CodeGrammar
}

export async function* parseTable(
  rows: AsyncIterable<Row>,
  { system, file, columns, grammar }: TableOptions,
): AsyncIterable<SourceRecord> {
  const problem = problemsOf(system)
  const fold = (text: string): string => text.trim().toLowerCase()
  let names: { code: string; title: string } | undefined
  const kept: Row[] = []
  // Which of the possible headings the file has is known when its heading is met.
  for await (const row of rows) {
    const find = (options: readonly string[]): string | undefined =>
      options.find((name) => row.cells.some((cell) => fold(cell) === fold(name)))
    const [code, title] = [find(columns.code), find(columns.title)]
    if (names === undefined && code !== undefined && title !== undefined) names = { code, title }
    kept.push(row)
  }
  const needs = [names?.code ?? columns.code[0]!, names?.title ?? columns.title[0]!]
  const seen = new Set<string>()
  let order = 0
  async function* all(): AsyncIterable<Row> {
    yield* kept
  }
  for await (const row of headed(all(), { system, file, needs, before: 10 })) {
    if (row.type === 'issue') {
      yield row
      continue
    }
    const written = row.cell(needs[0]!)
    const title = squeeze(row.cell(needs[1]!))
    const code = grammar.normalize(written) ?? grammar.candidates(written)[0]?.code
    const why =
      code === undefined
        ? `${quoted(written)} is not written like a code of this set.`
        : title === ''
          ? `${written} has no name.`
          : seen.has(code)
            ? `${written} stands more than once; the first one is kept.`
            : undefined
    if (why !== undefined || code === undefined) {
      yield problem({ file }, { code: 'bad-row', severity: 'error', line: row.line, text: why ?? '' })
      continue
    }
    seen.add(code)
    yield { type: 'concept', code, level: 'code', title, billable: true, order: ++order }
    for (const [name, value] of row.others()) yield { type: 'property', code, name, value: squeeze(value) }
  }
}
