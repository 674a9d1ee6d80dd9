/** HCPCS as the public autocomplete service has it: every code and modifier, ended ones marked. */
import { type ClinicalTable, CODE, plainDate, SHORT_TITLE, TITLE } from '../clinical-table.ts'

export const clinicalTable: ClinicalTable = {
  columns: {
    code: CODE,
    display: { as: 'fact', cell: ({ title }) => title },
    short_desc: SHORT_TITLE,
    long_desc: TITLE,
    add_dt: { as: 'fact', cell: ({ since }) => plainDate(since) },
    act_eff_dt: { as: 'fact', cell: (row) => plainDate(row.facts('actionDate')[0]) },
    term_dt: { as: 'fact', cell: ({ until }) => plainDate(until) },
    obsolete: { as: 'fact', cell: ({ active }) => !active },
  },
  code: 'code',
  display: ['code', 'display'],
  search: ['code', 'short_desc', 'long_desc'],
  holds: 'codes',
}
