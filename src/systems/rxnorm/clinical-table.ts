/**
 * RxNorm in the columns of the table `rxterms`: drugs with their route, and under each its strengths and forms. RxTerms'
 * own display names are in no file that is read here; what stands in their place are RxNorm's names of drug groups
 * (`metformin Oral Product`), under which its links gather the same products.
 */
import type { ClinicalTable, TableRow } from '../clinical-table.ts'

/** Products under a drug group: those with a strength, without what only groups them. */
const products = (row: TableRow): TableRow[] => row.kinds().filter((each) => each.facts('availableStrength').length > 0)

const inWords = (row: TableRow): string =>
  [...row.facts('availableStrength').slice(0, 1), ...row.facts('doseForm').slice(0, 1)].join(' ')

export const clinicalTable: ClinicalTable = {
  name: 'rxterms',
  columns: {
    DISPLAY_NAME: { as: 'name', cell: ({ title }) => title },
    DISPLAY_NAME_SYNONYM: { as: 'name', cell: (row) => row.names().join('; ') || null },
    STRENGTHS_AND_FORMS: { as: 'fact', cell: (row) => products(row).map(inWords) },
    RXCUIS: { as: 'fact', cell: (row) => products(row).map(({ code }) => code) },
    SXDG_RXCUI: { as: 'code', cell: ({ code }) => code },
  },
  code: 'DISPLAY_NAME',
  display: ['DISPLAY_NAME'],
  search: ['DISPLAY_NAME', 'DISPLAY_NAME_SYNONYM'],
  holds: 'codes',
  only: { fact: 'termType', values: ['SCDG', 'SBDG'] },
}
