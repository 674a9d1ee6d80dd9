/**
 * Answers of the Coverage API as `policies fetch` keeps them: one JSON file a document,
 * `{ "format": "mcd-api-1", "retrieved": "2026-11-23", "states": ["WI"], "tables": { "article_x_hcpc_code": [rows] } }`,
 * the rows as the API gave them. Values are numbers, text or null; text is HTML escaped once more than in the export.
 */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { z } from 'zod'
import { problemOf } from '../../core/errors.ts'
import { addRow, issue, type McdContent } from './collect.ts'
import { type McdRow, tableNamed } from './tables.ts'

const Cell = z.union([z.string(), z.number(), z.boolean(), z.null()])

export const ApiAnswersSchema = z.object({
  format: z.literal('mcd-api-1'),
  retrieved: z.string(),
  /** States whose report lists the document: the API has no jurisdictions of contractors. */
  states: z.array(z.string()),
  tables: z.record(z.string(), z.array(z.record(z.string(), Cell))),
})
export type ApiAnswers = z.output<typeof ApiAnswersSchema>

/** Adds one file's rows to `content`; a file that is not one becomes an issue. */
export function readApiAnswers(path: string, content: McdContent): void {
  const file = basename(path)
  let answers: ApiAnswers
  try {
    answers = ApiAnswersSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (thrown) {
    content.issues.push(issue({ file }, 'broken-file', `The file holds no answers of the API: ${problemOf(thrown)}`))
    return
  }
  for (const [name, rows] of Object.entries(answers.tables)) {
    const table = tableNamed(name)
    if (!table) {
      content.issues.push({
        ...issue({ file }, 'unknown-table', `${name} is no table that is known.`),
        severity: 'warning',
      })
      continue
    }
    rows.forEach((row, i) => {
      addRow(content, table, rowOf(row, name), { file, line: i + 1 })
    })
  }
  const document = [...content.documents.values()].findLast((each) => each.file === file)
  document?.stateIds.push(...answers.states)
}

function rowOf(row: Record<string, z.output<typeof Cell>>, table: string): McdRow {
  const entries = Object.entries(row).map(([key, value]) => [key.toLowerCase(), value === null ? '' : String(value)])
  const cells = Object.fromEntries(entries) as Record<string, string>
  // The API names columns of an NCD otherwise than the export.
  if (table !== 'ncd_trkg') return cells
  return {
    ...cells,
    ncd_id: cells['document_id'] ?? '',
    ncd_vrsn_num: cells['document_version'] ?? '',
    ncd_mnl_sect: cells['document_display_id'] ?? '',
    ncd_mnl_sect_title: cells['title'] ?? '',
    ncd_efctv_dt: cells['effective_date'] ?? '',
    ncd_trmntn_dt: cells['effective_end_date'] ?? '',
    itm_srvc_desc: cells['item_service_description'] ?? '',
    indctn_lmtn: cells['indications_limitations'] ?? '',
    xref_txt: cells['cross_reference'] ?? '',
    othr_txt: cells['other_text'] ?? '',
    rev_hstry: cells['revision_history'] ?? '',
  }
}
