/**
 * Public files of CMS that name services by their bare numbers.
 *
 * @source Restructured BETOS Classification System (RBCS), yearly, data.cms.gov: 17,033 rows of 2024 were checked; NCCI
 *   add-on code edits of 2024 (7,465 rows); medically unlikely edits (MUE) of July 2024 (14,677 rows).
 * @layout CSV with a heading, UTF-8.
 *   RBCS as published: HCPCS_Cd, RBCS_ID, RBCS_Cat_Desc, RBCS_Subcat_Desc, RBCS_Family_Desc, RBCS_Major_Ind,
 *     HCPCS_Cd_Add_Dt, HCPCS_Cd_End_Dt, …; as passed on: hcpcs_code, rbcs_procedure, rbcs_category, rbcs_subcategory,
 *     rbcs_family, hcpcs_date_added, hcpcs_date_ended, rbcs_date_effective. Dates are YYYY-MM-DD or MM/DD/YYYY; 9999 is no end.
 *   add-on edits: primary_code (CCCCC for codes that a contractor chooses), add_on_code, aoc_edit_type.
 *   MUE: hcpcs_code, mue_units, mue_mai, mue_rationale, mue_service.
 * No descriptor stands in any of them; a row with further columns of words is refused.
 */
import { type IsoDate, parseIsoDate } from '../../core/date.ts'
import type { Issue } from '../../core/issue.ts'
import { squeeze } from '../../core/text.ts'
import { type HeadedRow, headed, type Row } from '../headed.ts'
import { problemsOf, quoted } from '../problem.ts'

interface Context {
  readonly file: string
  readonly system: string
}

export interface NumberRow {
  readonly type: 'number'
  readonly code: string
  /** CMS's words for what the number is filed under: family, subcategory, category. */
  readonly title: string
  readonly added?: IsoDate
  readonly ended?: IsoDate
  readonly facts: readonly (readonly [name: string, value: string])[]
}

const COLUMNS = {
  code: ['hcpcs_code', 'HCPCS_Cd'],
  category: ['rbcs_category', 'RBCS_Cat_Desc'],
  subcategory: ['rbcs_subcategory', 'RBCS_Subcat_Desc'],
  family: ['rbcs_family', 'RBCS_Family_Desc'],
  kind: ['rbcs_procedure', 'RBCS_Major_Ind'],
  added: ['hcpcs_date_added', 'HCPCS_Cd_Add_Dt'],
  ended: ['hcpcs_date_ended', 'HCPCS_Cd_End_Dt'],
} as const

/** What CMS writes where it has no family. */
const NONE = /^no rbcs (?:family|subcategory)|^$/i

function dateOf(text: string): IsoDate | undefined {
  if (/9999/.test(text)) return undefined
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text)
  if (!american) return parseIsoDate(text)
  return parseIsoDate(`${american[3]}-${american[1]!.padStart(2, '0')}-${american[2]!.padStart(2, '0')}`)
}

export async function* parseRbcs(
  rows: AsyncIterable<Row>,
  { file, system }: Context,
): AsyncIterable<NumberRow | Issue> {
  const problem = problemsOf(system)
  for await (const row of headed(published(rows), { system, file, needs: ['hcpcs_code', 'rbcs_category'] })) {
    if (row.type === 'issue') {
      yield row
      continue
    }
    const cell = (name: keyof typeof COLUMNS): string => squeeze(row.cell(COLUMNS[name][0]))
    const code = cell('code').toUpperCase()
    const words = [cell('family'), cell('subcategory'), cell('category')].filter((each) => !NONE.test(each))
    if (!/^[0-9A-Z]\d{3}[0-9A-Z]$/.test(code) || words.length === 0) {
      const text = `The row has no number or no category: ${quoted(code)}`
      yield problem({ file }, { code: 'bad-row', severity: 'error', line: row.line, text })
      continue
    }
    const added = dateOf(cell('added'))
    const ended = dateOf(cell('ended'))
    const facts = [
      ['category', cell('category')],
      ['subcategory', cell('subcategory')],
      ['family', cell('family')],
      ['kindOfService', cell('kind')],
    ] as const
    yield {
      type: 'number',
      code,
      title: words.join(', '),
      ...(added === undefined ? {} : { added }),
      ...(ended === undefined ? {} : { ended }),
      facts: facts.filter(([, value]) => !NONE.test(value)),
    }
  }
}

/** Rows with the headings of the published file under the names of the other form. */
async function* published(rows: AsyncIterable<Row>): AsyncIterable<Row> {
  let first = true
  for await (const row of rows) {
    const cells = first ? row.cells.map(otherName) : row.cells
    first = false
    yield { line: row.line, cells }
  }
}

function otherName(heading: string): string {
  const names = Object.values(COLUMNS).find(([, name]) => name.toLowerCase() === heading.trim().toLowerCase())
  return names?.[0] ?? heading
}

export async function* parseAddOns(
  rows: AsyncIterable<Row>,
  { file, system }: Context,
): AsyncIterable<{ readonly type: 'addOn'; readonly primary: string; readonly addOn: string } | Issue> {
  for await (const row of headed(rows, { system, file, needs: ['primary_code', 'add_on_code'] })) {
    if (row.type === 'issue') yield row
    else yield { type: 'addOn', primary: code(row, 'primary_code'), addOn: code(row, 'add_on_code') }
  }
}

const code = (row: HeadedRow, heading: string): string => row.cell(heading).toUpperCase()

export async function* parseLimits(
  rows: AsyncIterable<Row>,
  { file, system }: Context,
): AsyncIterable<{ readonly type: 'limit'; readonly code: string; readonly units: string } | Issue> {
  for await (const row of headed(rows, { system, file, needs: ['hcpcs_code', 'mue_units'] })) {
    if (row.type === 'issue') yield row
    else if (/^\d+$/.test(row.cell('mue_units')))
      yield { type: 'limit', code: code(row, 'hcpcs_code'), units: row.cell('mue_units') }
  }
}
