/**
 * A Medicare Coverage Database of two articles, an LCD and an NCD, written by hand in the layout of the exports. All
 * numbers and words are invented; codes are real.
 */
import { zipOf } from '../../../test/tools/zip-writer.ts'

const TABLES: Readonly<Record<string, string>> = {
  'article.csv': `article_id,article_version,article_type,title,article_eff_date,article_end_date,description,status,last_updated
90001,3,5,"Billing and Coding: Widget Scans",2025-01-01 00:00:00,2025-12-31 00:00:00,"<p>Old words about widget scans.</p>",A,2025-01-01 00:00:00
90001,4,5,"Billing and Coding: Widget Scans",2026-01-01 00:00:00,,"<p>Widget scans are billed once a day.</p>
<script>alert(1)</script><ul><li>Keep a record.</li></ul>",A,2026-01-01 00:00:00
90002,1,8,Self-Administered Drug List,2025-06-01 00:00:00,,,A,2025-06-01 00:00:00
`,
  'article_x_hcpc_code.csv': `article_id,article_version,hcpc_code_id,hcpc_code_version,hcpc_code_group,range,last_updated,long_description,short_description
90001,3,93306,1,1,,,SECRET WORDS OF THE AMA,SECRET
90001,4,93306,1,1,,,SECRET WORDS OF THE AMA,SECRET
90001,4,C8929,1,1,,,Words,Words
90001,4,J9190,1,2,,,Words,Words
90001,4,XX000,1,1,,,Not Applicable,
90001,4,12,1,1,,,too short,
`,
  'article_x_hcpc_code_group.csv': `article_id,article_version,hcpc_code_group,paragraph,last_updated
90001,4,1,<p>Scans of this list.</p>,
90001,4,2,<p>The following are not covered with a scan.</p>,
`,
  'article_x_icd10_covered.csv': `article_id,article_version,icd10_code_id,icd10_code_version,icd10_covered_group,range,last_updated,sort_order,description,asterisk
90001,3,I10,1,1,,,1,Essential (primary) hypertension,
90001,4,I10,1,1,,,1,Essential (primary) hypertension,Y
90001,4,E11.9,1,1,,,2,Type 2 diabetes mellitus without complications,
90001,4,Z79.899,1,2,,,3,Other long term (current) drug therapy,
`,
  'article_x_icd10_covered_group.csv': `article_id,article_version,icd10_covered_group,paragraph,last_updated,icd10_covered_ast
90001,4,1,"<p>For 93306 and C8929, a code of Group 1 must be reported together with a code of Group 2.</p>",,*Report the stage as well.
90001,4,2,<p>Second codes.</p>,,
`,
  'article_x_icd10_noncovered.csv': `article_id,article_version,icd10_code_id,icd10_code_version,icd10_noncovered_group,range,last_updated,sort_order,description
90001,4,Z00.00,1,1,,,1,Encounter for general adult medical examination without abnormal findings
`,
  'article_x_code_table.csv': `article_id,article_version,article_type,code_table_row,brand_name,eff_date,end_date,comments,hcpc_code_id,hcpc_code_version,last_updated,short_description,long_description
90002,1,8,1,Brandex,2025-06-01 00:00:00,,,J3490,1,,,
`,
  'article_x_contractor.csv': `article_id,article_version,article_type,contractor_id,contractor_type_id,contractor_version,last_updated
90001,4,5,7,9,1,
90001,3,5,7,9,1,
90002,1,8,8,9,1,
`,
  'article_related_documents.csv': `article_id,article_version,related_num,r_article_id,r_article_version,r_lcd_id,r_lcd_version,r_contractor_id,last_updated
90001,4,1,,,80001,2,,
`,
  'article_related_ncd_documents.csv': `article_id,article_version,related_num,r_ncd_id,r_ncd_version,last_updated
90001,4,1,500,1,
`,
  'article_x_revision_history.csv': `article_id,article_version,rev_hist_num,rev_hist_date,rev_hist_exp,last_updated
90001,4,R2,2026-01-01 00:00:00,<p>Added <b>E11.9</b>.</p>,
90001,4,R1,2025-01-01 00:00:00,<p>First issue.</p>,
`,
  'lcd.csv': `lcd_id,lcd_version,title,rev_eff_date,rev_end_date,indication,status
80001,2,Widget Scans,2025-10-01 00:00:00,,"<h3>Indications</h3><p>A widget scan is reasonable and necessary when the heart is enlarged.</p><p>A scan by telephone (G2012) is not covered. It was billed with Q3014.</p>",A
`,
  'lcd_x_contractor.csv': `lcd_id,lcd_version,contractor_id,contractor_type_id,contractor_version,last_updated
80001,2,7,9,1,
`,
  'contractor.csv': `contractor_id,contractor_type_id,contractor_version,contractor_bus_name
7,9,1,"North Contractor, LLC"
8,9,1,South Contractor
`,
  'contractor_jurisdiction.csv': `contractor_id,contractor_type_id,contractor_version,state_id,last_updated,active_date,term_date
7,9,1,60,,,
7,9,1,61,,,
7,9,1,62,,,2020-01-01 00:00:00
8,9,1,62,,,
`,
  'state_lookup.csv': `state_id,state_abbrev,description
60,WI,Wisconsin
61,IL,Illinois
62,TX,Texas
`,
  'ncd_trkg.csv': `NCD_id,NCD_vrsn_num,NCD_mnl_sect,NCD_mnl_sect_title,NCD_efctv_dt,NCD_trmntn_dt,itm_srvc_desc,indctn_lmtn
500,1,999.1,Widget Scanning,2010-03-01 00:00:00,,<p>A scan of the widget.</p>,<p>Covered nationwide.</p>
`,
  'update_period.csv': 'update_period_id\n1\n',
  'surprise.csv': 'surprise_id\n1\n',
}

/** The tables by file name, as when the export was unpacked. `change` replaces or removes some. */
export const mcdTables = (
  change: Readonly<Record<string, string | undefined>> = {},
): readonly (readonly [name: string, text: string])[] =>
  Object.entries({ ...TABLES, ...change }).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, text] as const],
  )

/** The export as bytes: zips in a zip, in the way of the publisher. `change` replaces or removes tables. */
export function mcdExport(change: Readonly<Record<string, string | undefined>> = {}): Buffer {
  const inner = zipOf(mcdTables(change).map(([name, bytes]) => ({ name, bytes })))
  return zipOf([{ name: 'current_article_csv.zip', bytes: inner }])
}
