/**
 * Gathers rows of the Medicare Coverage Database by document version, in whatever order files come. Only the columns
 * that are used are kept: descriptions of CPT codes are the AMA's and of ICD-10 codes in the catalog already.
 */
import type { Issue } from '../../core/issue.ts'
import { squeeze } from '../../core/text.ts'
import type { McdRow, McdTable, Part } from './tables.ts'

/** A code of one of the lists of a document. */
export interface ListedCode {
  readonly code: string
  readonly group: string
  /** Last code, where the row is a range. */
  readonly last?: string
  /** The code is the beginning of codes: `C22.-`. */
  readonly stub?: true
  readonly marked: boolean
}

export interface GroupText {
  readonly paragraph: string
  /** Only covered diagnoses have one: what their asterisk means. */
  readonly footnote: string
}

export type CodeList = 'services' | 'supports' | 'doesNotSupport' | 'procedures' | 'modifiers' | 'bills' | 'revenue'

/** A version of an LCD or article with what its tables say of it. */
export interface McdDocument {
  readonly of: 'article' | 'lcd'
  readonly id: string
  readonly version: string
  main?: McdRow
  readonly codes: Map<CodeList, ListedCode[]>
  readonly groups: Map<CodeList, Map<string, GroupText>>
  /** Rows of a self-administered drug list. */
  readonly drugs: McdRow[]
  readonly otherCoding: McdRow[]
  /** `contractor_id/contractor_type_id/contractor_version` */
  readonly contractors: string[]
  readonly stateIds: string[]
  readonly related: McdRow[]
  readonly revisions: McdRow[]
  readonly urls: McdRow[]
  readonly file: string
  /** Why rows of it were lost, a reason for each. */
  readonly lost: string[]
}

export interface Where {
  readonly file: string
  readonly line?: number
}

/** Everything read so far, by document and lookup. */
export interface McdContent {
  readonly documents: Map<string, McdDocument>
  readonly ncds: { readonly row: McdRow; readonly file: string }[]
  /** Names of contractors by key. */
  readonly contractors: Map<string, string>
  /** Jurisdictions of contractors: ids of states, by key. */
  readonly jurisdictions: Map<string, string[]>
  /** Postal abbreviations by id. */
  readonly states: Map<string, string>
  readonly issues: Issue[]
  /** Files of rows that were lost and name no document. */
  readonly lost: string[]
  /** Rows read, by table file. */
  readonly rows: Map<string, number>
}

export function emptyContent(): McdContent {
  return {
    documents: new Map(),
    ncds: [],
    contractors: new Map(),
    jurisdictions: new Map(),
    states: new Map(),
    issues: [],
    lost: [],
    rows: new Map(),
  }
}

/** Which list a part's rows belong to, and the name of its code and group columns. */
const CODE_PARTS: Partial<Record<Part, { list: CodeList; code: string; group?: string }>> = {
  x_hcpc_code: { list: 'services', code: 'hcpc_code_id', group: 'hcpc_code_group' },
  x_icd10_covered: { list: 'supports', code: 'icd10_code_id', group: 'icd10_covered_group' },
  x_icd10_noncovered: { list: 'doesNotSupport', code: 'icd10_code_id', group: 'icd10_noncovered_group' },
  x_icd10_pcs_code: { list: 'procedures', code: 'icd10_pcs_code_id', group: 'icd10_pcs_code_group' },
  x_hcpc_modifier: { list: 'modifiers', code: 'hcpc_modifier_code_id', group: 'hcpc_modifier_group' },
  x_bill_code: { list: 'bills', code: 'bill_code_id' },
  x_revenue_code: { list: 'revenue', code: 'revenue_code_id' },
}

const GROUP_PARTS: Partial<Record<Part, { list: CodeList; group: string }>> = {
  x_hcpc_code_group: { list: 'services', group: 'hcpc_code_group' },
  x_icd10_covered_group: { list: 'supports', group: 'icd10_covered_group' },
  x_icd10_noncovered_group: { list: 'doesNotSupport', group: 'icd10_noncovered_group' },
  x_icd10_pcs_code_group: { list: 'procedures', group: 'icd10_pcs_code_group' },
  x_hcpc_modifier_group: { list: 'modifiers', group: 'hcpc_modifier_group' },
}

const ROW_PARTS: Partial<Record<Part, 'drugs' | 'otherCoding' | 'related' | 'revisions' | 'urls'>> = {
  x_code_table: 'drugs',
  x_other_coding_group: 'otherCoding',
  related_documents: 'related',
  related_ncd_documents: 'related',
  x_revision_history: 'revisions',
  x_urls: 'urls',
}

/** Adds one row; a row that cannot be placed becomes an issue. */
export function addRow(content: McdContent, table: McdTable, row: McdRow, where: Where): void {
  content.rows.set(where.file, (content.rows.get(where.file) ?? 0) + 1)
  if (table.of === 'ncd') content.ncds.push({ row, file: where.file })
  else if (table.of === 'lookup') addLookup(content, table.lookup, row)
  else addPart(content, { of: table.of, part: table.part, row, where })
}

const contractorKey = (row: McdRow): string =>
  [row['contractor_id'], row['contractor_type_id'] ?? row['contract_type_id'], row['contractor_version']].join('/')

function addLookup(content: McdContent, lookup: string, row: McdRow): void {
  if (lookup === 'contractor') {
    content.contractors.set(contractorKey(row), row['contractor_bus_name'] ?? row['contractor_name'] ?? '')
  } else if (lookup === 'state_lookup') {
    content.states.set(row['state_id'] ?? '', row['state_abbrev'] ?? '')
  } else if ((row['term_date'] ?? '') === '') {
    const key = contractorKey(row)
    content.jurisdictions.set(key, [...(content.jurisdictions.get(key) ?? []), row['state_id'] ?? ''])
  }
}

interface PartRow {
  readonly of: 'article' | 'lcd'
  readonly part: Part | 'main'
  readonly row: McdRow
  readonly where: Where
}

function addPart(content: McdContent, { of, part, row, where }: PartRow): void {
  // The API's answer on jurisdictions of articles names its columns after LCDs.
  const id = row[`${of}_id`] ?? row['lcd_id']
  const version = row[`${of}_version`] ?? row['lcd_version']
  if (!id || !version || !/^\d+$/.test(id) || !/^\d+$/.test(version)) {
    content.issues.push(issue(where, 'no-document', `The row names no ${of} and version: ${id ?? ''} ${version ?? ''}`))
    content.lost.push(where.file)
    return
  }
  const document = documentOf(content, { of, id, version, file: where.file })
  if (part === 'main') {
    document.main = row
    return
  }
  const codes = CODE_PARTS[part]
  if (codes) {
    addCode(content, document, { ...codes, row, where })
    return
  }
  const groups = GROUP_PARTS[part]
  if (groups) {
    const texts = document.groups.get(groups.list) ?? new Map<string, GroupText>()
    document.groups.set(groups.list, texts)
    texts.set(row[groups.group] ?? '', { paragraph: row['paragraph'] ?? '', footnote: row['icd10_covered_ast'] ?? '' })
    return
  }
  if (part === 'x_contractor') document.contractors.push(contractorKey(row))
  else if (part === 'x_primary_jurisdiction') document.stateIds.push(row['state_id'] ?? '')
  else document[ROW_PARTS[part]!].push(row)
}

/** Notes a row that cannot be used: at its document where it says which that is. */
export function loseRow(
  content: McdContent,
  { of, part, row }: { readonly of: McdTable['of']; readonly part: string; readonly row: McdRow },
  lost: Issue,
): void {
  content.issues.push(lost)
  const [id, version] = [row[`${of}_id`], row[`${of}_version`]]
  // A row of the documents themselves names no document that is sure to be there.
  const known =
    (of === 'article' || of === 'lcd') && part !== 'main' && /^\d+$/.test(id ?? '') && /^\d+$/.test(version ?? '')
  if (known) documentOf(content, { of, id: id!, version: version!, file: lost.file ?? '' }).lost.push(lost.text)
  else content.lost.push(lost.file ?? '')
}

/** What the database writes where a list is empty. */
const PLACEHOLDER = /^(?:X{2,}0*|N\/?A|NOT ?APPLICABLE|9{5})$/i
const SET = /^(?:y|yes|true|t|1|\*+)$/i

const RANGE = /^(\S+?)\s*(?:-|–|—|\s(?:to|thru|through)\s)\s*(\S+)$/i
const STUB = /^([A-Z]\d[0-9A-Z](?:\.?[0-9A-Z]{0,3}))\.?(?:-|\*|X+|\?)$/

/** A cell for one code may hold a range or the beginning of codes: `I10-I15`, `C22.-`, `M17.X`. */
function writtenIn(cell: string): { code: string; last?: string; stub?: boolean } {
  const range = RANGE.exec(cell)
  if (range && /\d/.test(range[2]!)) return { code: range[1]!, last: range[2]! }
  const open = /[-*?]$/.test(cell) || /^[A-Z]\d[0-9A-Z]\.X+$/.test(cell) ? STUB.exec(cell) : null
  return open ? { code: open[1]!.replace(/\.$/, ''), stub: true } : { code: cell }
}

function addCode(
  content: McdContent,
  document: McdDocument,
  at: { list: CodeList; code: string; group?: string; row: McdRow; where: Where },
): void {
  const code = squeeze(at.row[at.code] ?? '').toUpperCase()
  if (code === '') {
    const text = `The row has no ${at.code}.`
    content.issues.push(issue(at.where, 'no-code', text))
    document.lost.push(text)
    return
  }
  if (PLACEHOLDER.test(code)) {
    content.issues.push({
      ...issue(at.where, 'placeholder-code', `${code} stands for an empty list.`),
      severity: 'notice',
    })
    return
  }
  const written = writtenIn(code)
  const last = written.last ?? RANGE.exec(at.row['range'] ?? '')?.[2]?.toUpperCase()
  const listed: ListedCode = {
    code: written.code,
    ...(written.stub ? { stub: true as const } : {}),
    group: at.group === undefined ? '' : (at.row[at.group] ?? ''),
    marked: SET.test(at.row['asterisk'] ?? ''),
    ...(last === undefined ? {} : { last }),
  }
  const codes = document.codes.get(at.list)
  if (codes) codes.push(listed)
  else document.codes.set(at.list, [listed])
}

function documentOf(
  content: McdContent,
  at: { of: 'article' | 'lcd'; id: string; version: string; file: string },
): McdDocument {
  const key = `${at.of} ${at.id} ${at.version}`
  let document = content.documents.get(key)
  if (!document) {
    document = {
      ...at,
      codes: new Map(),
      groups: new Map(),
      drugs: [],
      otherCoding: [],
      contractors: [],
      stateIds: [],
      related: [],
      revisions: [],
      urls: [],
      lost: [],
    }
    content.documents.set(key, document)
  }
  return document
}

export function issue({ file, line }: Where, code: string, text: string): Issue {
  return { type: 'issue', code, severity: 'error', file, text, ...(line === undefined ? {} : { line }) }
}
