/**
 * The LOINC table and the accessory files that name things for people.
 *
 * @source Loinc.csv, ConsumerName.csv, PanelsAndForms.csv and MapTo.csv of a LOINC release (Regenstrief); 322 rows of the
 *   layout of 2.79 were checked.
 * @layout CSV, every cell quoted, UTF-8, with a heading. Loinc.csv: LOINC_NUM, the six axes COMPONENT, PROPERTY,
 *   TIME_ASPCT, SYSTEM, SCALE_TYP, METHOD_TYP, then CLASS, DefinitionDescription, STATUS (ACTIVE, TRIAL, DISCOURAGED,
 *   DEPRECATED), CONSUMER_NAME, CLASSTYPE (1 laboratory, 2 clinical, 3 attachment, 4 survey), RELATEDNAMES2 (separated by
 *   `; `), SHORTNAME, ORDER_OBS, EXTERNAL_COPYRIGHT_NOTICE, EXAMPLE_UNITS, LONG_COMMON_NAME, EXAMPLE_UCUM_UNITS,
 *   COMMON_TEST_RANK, PanelType, VersionFirstReleased, VersionLastChanged, DisplayName, …
 *   ConsumerName.csv: LoincNumber, ConsumerName. MapTo.csv: LOINC, MAP_TO, COMMENT.
 *   PanelsAndForms.csv: ParentLoinc, …, Loinc, ….
 * A row with an EXTERNAL_COPYRIGHT_NOTICE holds words of someone else (a questionnaire); the notice is kept with the code.
 */
import type { Issue } from '../../core/issue.ts'
import { squeeze } from '../../core/text.ts'
import { headed, type Row } from '../headed.ts'
import { type ParseContext, problemsOf, quoted } from '../problem.ts'
import { grammar } from './grammar.ts'

const problem = problemsOf('loinc')

export interface Term {
  readonly type: 'term'
  readonly code: string
  readonly title: string
  readonly shortTitle: string
  readonly status: string
  readonly names: readonly { readonly use: 'synonym' | 'consumerName'; readonly text: string }[]
  readonly facts: readonly (readonly [name: string, value: string])[]
}

const FACTS = [
  ['component', 'COMPONENT'],
  ['property', 'PROPERTY'],
  ['timeAspect', 'TIME_ASPCT'],
  ['system', 'SYSTEM'],
  ['scale', 'SCALE_TYP'],
  ['method', 'METHOD_TYP'],
  ['class', 'CLASS'],
  ['classType', 'CLASSTYPE'],
  ['definition', 'DefinitionDescription'],
  ['status', 'STATUS'],
  ['orderOrObservation', 'ORDER_OBS'],
  ['units', 'EXAMPLE_UCUM_UNITS'],
  ['panelType', 'PanelType'],
  ['commonTestRank', 'COMMON_TEST_RANK'],
  ['firstReleased', 'VersionFirstReleased'],
  ['lastChanged', 'VersionLastChanged'],
  ['externalCopyright', 'EXTERNAL_COPYRIGHT_NOTICE'],
] as const

export async function* parseLoinc(rows: AsyncIterable<Row>, { file }: ParseContext): AsyncIterable<Term | Issue> {
  for await (const row of headed(rows, {
    system: 'loinc',
    file,
    needs: ['LOINC_NUM', 'LONG_COMMON_NAME', 'COMPONENT', 'STATUS'],
  })) {
    if (row.type === 'issue') {
      yield row
      continue
    }
    const code = row.cell('LOINC_NUM')
    const title = squeeze(row.cell('LONG_COMMON_NAME')) || squeeze(row.cell('COMPONENT'))
    if (grammar.normalize(code) !== code || title === '') {
      const text = `The row is no LOINC term, or its check digit is wrong: ${quoted(code)}`
      yield problem({ file }, { code: 'bad-code', severity: 'error', line: row.line, text })
      continue
    }
    const synonyms = row.cell('RELATEDNAMES2').split(/;\s*/)
    const facts = FACTS.map(([name, heading]) => [name, squeeze(row.cell(heading))] as const)
    yield {
      type: 'term',
      code,
      title,
      shortTitle: squeeze(row.cell('SHORTNAME')),
      status: row.cell('STATUS'),
      names: [
        { use: 'consumerName' as const, text: squeeze(row.cell('CONSUMER_NAME')) },
        { use: 'synonym' as const, text: squeeze(row.cell('DisplayName')) },
        ...synonyms.map((text) => ({ use: 'synonym' as const, text: squeeze(text) })),
      ].filter(({ text }) => text !== ''),
      facts: facts.filter(([name, value]) => value !== '' && !(name === 'commonTestRank' && value === '0')),
    }
  }
}

/** Pairs of codes or of a code and a name from an accessory file with two columns of interest. */
export async function* parsePairs(
  rows: AsyncIterable<Row>,
  { file, from, to }: ParseContext & { readonly from: string; readonly to: string },
): AsyncIterable<{ readonly type: 'pair'; readonly from: string; readonly to: string } | Issue> {
  for await (const row of headed(rows, { system: 'loinc', file, needs: [from, to] })) {
    if (row.type === 'issue') yield row
    else if (row.cell(from) !== '' && row.cell(to) !== '')
      yield { type: 'pair', from: row.cell(from), to: squeeze(row.cell(to)) }
  }
}
