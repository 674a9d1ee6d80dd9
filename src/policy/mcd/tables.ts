/**
 * The tables of the Medicare Coverage Database that Medcodex reads. The bulk export (`current_article.zip`,
 * `current_lcd.zip`, `all_*.zip`, `ncd.zip`: zips of CSV in zips, first row the column names) and the Coverage API
 * (`GET /v1/data/article/hcpc-code?articleid=…` answers `{meta, data: [rows]}`) hold the same rows under nearly the
 * same names, so both are read into these.
 *
 * Column names are compared in lower case. A document is the pair (`article_id`, `article_version`) or (`lcd_id`,
 * `lcd_version`); display ids are `A` or `L` before the id; an NCD is shown by its manual section (`ncd_mnl_sect`).
 */

/** A row by column name, lower case, values as written. */
export type McdRow = Readonly<Record<string, string>>

/** Tables that hold rows of one document, by what follows `article_` or `lcd_` in the file name. */
export const PARTS = [
  'x_hcpc_code',
  'x_hcpc_code_group',
  'x_icd10_covered',
  'x_icd10_covered_group',
  'x_icd10_noncovered',
  'x_icd10_noncovered_group',
  'x_icd10_pcs_code',
  'x_icd10_pcs_code_group',
  'x_hcpc_modifier',
  'x_hcpc_modifier_group',
  'x_code_table',
  'x_bill_code',
  'x_revenue_code',
  'x_other_coding_group',
  'x_contractor',
  'x_primary_jurisdiction',
  'related_documents',
  'related_ncd_documents',
  'x_revision_history',
  'x_urls',
] as const
export type Part = (typeof PARTS)[number]

/** Tables both exports share. */
export const LOOKUPS = ['contractor', 'contractor_jurisdiction', 'state_lookup'] as const
export type Lookup = (typeof LOOKUPS)[number]

export type McdTable =
  | { readonly of: 'article' | 'lcd'; readonly part: Part | 'main' }
  | { readonly of: 'ncd' }
  | { readonly of: 'lookup'; readonly lookup: Lookup }

/** Tables of an export that say nothing a reader of policies needs; named so that others are reported. */
export const IGNORED =
  /^(?:(?:article|lcd)_future_retire|article_type_lookup|state_x_region|region_lookup|contractor_(?:sub)?type_lookup|dmerc_region_lookup|update_period|lcd_x_(?:reason_change|requestor_letters|advisory_committee|synopsis_changes)|(?:article|lcd)_x_(?:sticky_note|response_comment)|(?:article|lcd)_related_source_icd9|ncd_trkg_bnft_xref|ncd_bnft_ctgry_ref|ncd_pblctn_ref|.*_lookup|icd10_.*_versions?|hcpc_.*_versions?|sad_.*)$/

/** The table in a file named like `article_x_hcpc_code.csv`, or undefined when the name is no table that is read. */
export function tableNamed(name: string): McdTable | undefined {
  const stem = name.toLowerCase().replace(/\.(?:csv|json)$/, '')
  if (stem === 'ncd_trkg') return { of: 'ncd' }
  const lookup = LOOKUPS.find((each) => each === stem)
  if (lookup) return { of: 'lookup', lookup }
  const [, of, rest] = /^(article|lcd)(?:_(\w+))?$/.exec(stem) ?? []
  if (of === undefined) return undefined
  if (rest === undefined) return { of: of as 'article', part: 'main' }
  const part = PARTS.find((each) => each === rest)
  return part && { of: of as 'article', part }
}
