/**
 * Gathered rows → policy records. An article's lists decide: a diagnosis under "support medical necessity" supports,
 * one under "do not support" does not, and a service is `conditional` where such a list exists, since it is covered
 * for those diagnoses and on the terms of the LCD. What the words of a group say comes before that. Descriptions are
 * never taken over, so no text of the AMA or the ADA gets in.
 */
import type { IsoDate } from '../../core/date.ts'
import { parseIsoDate } from '../../core/date.ts'
import type { Issue } from '../../core/issue.ts'
import { squeeze } from '../../core/text.ts'
import { flagsOf } from '../lookup.ts'
import type {
  CodeLookup,
  Disposition,
  Evidence,
  GroupedFinding,
  LostRows,
  NamedSystem,
  PolicyGroup,
  PolicyHeader,
  PolicyRecord,
  RelatedPolicy,
} from '../model.ts'
import { stateAbbreviation } from '../states.ts'
import { PolicyTextBuilder } from '../text-builder.ts'
import { stubOf, systemOfCode } from './codes.ts'
import type { CodeList, ListedCode, McdContent, McdDocument } from './collect.ts'
import { addField, linedText, plainText } from './fields.ts'
import { furtherFindings } from './further.ts'
import type { McdRow } from './tables.ts'

export const MEDICARE = 'Medicare'
const SITE = 'https://www.cms.gov/medicare-coverage-database/view'

export interface AssembleOptions {
  readonly lookup: CodeLookup
  readonly retrieved?: IsoDate | undefined
  /** What the words of a group or sentence do with the codes under it; undefined when they do not say. */
  readonly classify: (text: string) => Disposition | undefined
}

/** All documents and NCDs, in the order of their numbers and versions. */
export function* assemble(content: McdContent, options: AssembleOptions): Iterable<PolicyRecord> {
  const displayed = new Map(content.ncds.map(({ row }) => [row['ncd_id'] ?? '', row['ncd_mnl_sect'] ?? '']))
  const documents = [...content.documents.values()].sort(
    (a, b) => a.of.localeCompare(b.of) || Number(a.id) - Number(b.id) || Number(a.version) - Number(b.version),
  )
  for (const { row, file } of content.ncds) yield ncdRecord(row, { file, options })
  for (const document of documents) {
    if (document.main) yield localRecord(document, { content, displayed, options })
    else content.issues.push(withoutMain(document))
  }
}

function withoutMain({ of, id, version, file }: McdDocument): Issue {
  const text = `Rows name ${of} ${id} version ${version}, which ${of}.csv does not list.`
  return { type: 'issue', code: 'no-main-row', severity: 'error', file, text }
}

/** A day written `2026-01-01 00:00:00` or `01/31/2026`. */
export function mcdDate(text: string | undefined): IsoDate | undefined {
  const t = (text ?? '').trim()
  const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(t)
  if (us) return parseIsoDate(`${us[3]}-${us[1]!.padStart(2, '0')}-${us[2]!.padStart(2, '0')}`)
  return parseIsoDate(t.slice(0, 10))
}

const dated = <K extends string>(key: K, day: IsoDate | undefined): { [P in K]?: IsoDate } =>
  (day === undefined ? {} : { [key]: day }) as { [P in K]?: IsoDate }

/** The earliest of the days a document names as its last. */
const earliest = (...days: (IsoDate | undefined)[]): IsoDate | undefined =>
  days.filter((day) => day !== undefined).sort()[0]

interface LocalContext {
  readonly content: McdContent
  /** Manual section of an NCD by its id. */
  readonly displayed: ReadonlyMap<string, string>
  readonly options: AssembleOptions
}

function localRecord(document: McdDocument, { content, displayed, options }: LocalContext): PolicyRecord {
  const main = document.main!
  const issues: Issue[] = []
  const header = localHeader(document, { content, issues, retrieved: options.retrieved })
  const builder = new PolicyTextBuilder()
  const title = builder.heading(1, header.title)!
  for (const field of document.of === 'lcd' ? LCD_FIELDS : ARTICLE_FIELDS) {
    addField(builder, { heading: field.heading, html: main[field.column] ?? '' })
  }
  const found = new Lists({ document, builder, header, options, issues, title })
  for (const list of LISTS) found.addList(list)
  found.addDrugs()
  found.addBare()
  for (const row of document.otherCoding) {
    addField(builder, {
      heading: 'Other coding information',
      html: `${row['paragraph'] ?? ''}<br>${row['codes'] ?? ''}`,
    })
  }
  for (const field of LAST_FIELDS) addField(builder, { heading: field.heading, html: main[field.column] ?? '' })
  const text = builder.build()
  return {
    header,
    text,
    groups: found.groups,
    findings: [...found.findings, ...furtherFindings({ text, header, lookup: options.lookup }, found.findings)],
    related: relatedOf(document, displayed),
    revisions: document.revisions
      .map((row) => ({
        ...(row['rev_hist_num'] ? { number: row['rev_hist_num'] } : {}),
        ...dated('day', mcdDate(row['rev_hist_date'])),
        text: plainText(row['rev_hist_exp'] ?? ''),
      }))
      .sort((a, b) => (b.day ?? '').localeCompare(a.day ?? '') || Number(b.number ?? 0) - Number(a.number ?? 0)),
    file: document.file,
    issues,
    ...(document.lost.length === 0 ? {} : { lost: lostOf(document.lost) }),
  }
}

/** Reasons that are told; the rest is counted. */
const MOST_REASONS = 5

function lostOf(reasons: readonly string[]): LostRows {
  return { rows: reasons.length, why: [...new Set(reasons)].slice(0, MOST_REASONS) }
}

function localHeader(
  document: McdDocument,
  { content, issues, retrieved }: { content: McdContent; issues: Issue[]; retrieved: IsoDate | undefined },
): PolicyHeader {
  const { of, id, version } = document
  const main = document.main!
  const article = of === 'article'
  const states = statesOf(document, content)
  const contractors = [...new Set(document.contractors.map((key) => content.contractors.get(key) ?? ''))]
    .filter((name) => name !== '')
    .sort()
  if (states === undefined) {
    const text = `No jurisdiction of ${article ? 'A' : 'L'}${id} is known; it is shown for every state.`
    issues.push({ type: 'issue', code: 'no-jurisdiction', severity: 'warning', file: document.file, text })
  }
  const effective = article
    ? mcdDate(main['article_eff_date'])
    : mcdDate(main['rev_eff_date'] || main['orig_det_eff_date'])
  const end = article
    ? earliest(mcdDate(main['article_end_date']), mcdDate(main['article_rev_end_date']), mcdDate(main['date_retired']))
    : earliest(mcdDate(main['rev_end_date']), mcdDate(main['ent_det_end_date']), mcdDate(main['date_retired']))
  return {
    payer: MEDICARE,
    kind: of,
    number: `${article ? 'A' : 'L'}${id}`,
    version,
    title: plainText(main['title'] ?? '') || `${article ? 'Article' : 'LCD'} ${id}`,
    url: article
      ? `${SITE}/article.aspx?articleid=${id}&ver=${version}`
      : `${SITE}/lcd.aspx?lcdid=${id}&ver=${version}`,
    contractors,
    ...dated('effective', effective),
    ...dated('end', end),
    ...dated('retrieved', retrieved),
    ...(states === undefined ? {} : { states }),
  }
}

/** Jurisdictions of a document's contractors, or else the states it names itself; undefined when neither is known. */
function statesOf(document: McdDocument, { jurisdictions, states }: McdContent): string[] | undefined {
  const ids = document.contractors.flatMap((key) => jurisdictions.get(key) ?? [])
  const all = (ids.length > 0 ? ids : document.stateIds).map((id) => stateAbbreviation(states.get(id) ?? id))
  const known = [...new Set(all.filter((state) => state !== undefined))].sort()
  return known.length === 0 ? undefined : known
}

function relatedOf(document: McdDocument, displayed: ReadonlyMap<string, string>): RelatedPolicy[] {
  const set = (value: string | undefined): value is string => value !== undefined && value !== '' && value !== '0'
  const related = document.related.flatMap((row): RelatedPolicy[] => [
    ...(set(row['r_lcd_id']) ? [{ kind: 'lcd' as const, number: `L${row['r_lcd_id']}` }] : []),
    ...(set(row['r_article_id']) ? [{ kind: 'article' as const, number: `A${row['r_article_id']}` }] : []),
    // Some rows name several NCDs in one cell.
    ...(row['r_ncd_id'] ?? '')
      .split(/[\s,;|]+/)
      .filter(set)
      .map((id) => ({ kind: 'ncd' as const, number: displayed.get(id) || `NCD ${id}` })),
  ])
  return [...new Map(related.map((each) => [each.number, each])).values()]
}

interface Field {
  readonly heading: string
  readonly column: string
}

const ARTICLE_FIELDS: readonly Field[] = [{ heading: 'Article text', column: 'description' }]
const LCD_FIELDS: readonly Field[] = [
  { heading: 'CMS national coverage policy', column: 'cms_cov_policy' },
  { heading: 'Coverage indications, limitations and medical necessity', column: 'indication' },
  { heading: 'Coding guidelines', column: 'coding_guidelines' },
  { heading: 'Documentation requirements', column: 'doc_reqs' },
  { heading: 'Utilization guidelines', column: 'util_guide' },
  { heading: 'Summary of evidence', column: 'summary_of_evidence' },
  { heading: 'Analysis of evidence', column: 'analysis_of_evidence' },
]
const LAST_FIELDS: readonly Field[] = [
  { heading: 'Diagnoses that support medical necessity', column: 'diagnoses_support' },
  { heading: 'Diagnoses that do not support medical necessity', column: 'diagnoses_dont_support' },
  { heading: 'Additional ICD-10 information', column: 'add_icd10_info' },
  { heading: 'Associated information', column: 'associated_info' },
  { heading: 'Other comments', column: 'other_comments' },
]

interface List {
  readonly list: CodeList
  readonly kind: PolicyGroup['kind']
  readonly heading: string
}

const LISTS: readonly List[] = [
  { list: 'services', kind: 'service', heading: 'CPT/HCPCS codes' },
  { list: 'modifiers', kind: 'modifier', heading: 'Modifiers' },
  { list: 'supports', kind: 'supports', heading: 'ICD-10-CM codes that support medical necessity' },
  {
    list: 'doesNotSupport',
    kind: 'does-not-support',
    heading: 'ICD-10-CM codes that do not support medical necessity',
  },
  { list: 'procedures', kind: 'procedure', heading: 'ICD-10-PCS codes' },
]

interface ListsAt {
  readonly document: McdDocument
  readonly builder: PolicyTextBuilder
  readonly header: PolicyHeader
  readonly options: AssembleOptions
  readonly issues: Issue[]
  readonly title: Evidence
}

/** Turns the code lists of one document into groups and findings, and their paragraphs into text. */
class Lists {
  readonly groups: PolicyGroup[] = []
  readonly findings: GroupedFinding[] = []
  readonly #at: ListsAt
  readonly #terms: Evidence | undefined

  constructor(at: ListsAt) {
    this.#at = at
    this.#terms = termsOf(at.builder, at.options.classify)
  }

  addList({ list, kind, heading }: List): void {
    const { document, builder } = this.#at
    const codes = document.codes.get(list) ?? []
    const texts = document.groups.get(list) ?? new Map()
    if (codes.length === 0) return
    const headed = builder.heading(2, heading)!
    const numbers = [...new Set(codes.map((c) => c.group))].sort((a, b) => Number(a) - Number(b))
    for (const number of numbers) {
      const text = texts.get(number)
      const title = builder.heading(3, `${heading}, group ${number || '1'}`)!
      const paragraph = linedText(text?.paragraph ?? '')
      const said = builder.paragraph(paragraph)
      const footnote = plainText(text?.footnote ?? '')
      builder.paragraph(footnote)
      const groupIndex = this.groups.push({
        kind,
        title: `Group ${number || '1'}`,
        ...(said ? { paragraph } : {}),
        ...(footnote === '' ? {} : { footnote }),
      })
      const evidence = this.#judge(kind, { headed, said, title })
      for (const each of codes) {
        if (each.group === number) this.#addCode(each, { kind, groupIndex: groupIndex - 1, ...evidence })
      }
    }
  }

  /** The disposition of a group's codes, with the words that settle it. */
  #judge(
    kind: PolicyGroup['kind'],
    { headed, said, title }: { headed: Evidence; said: Evidence | undefined; title: Evidence },
  ): { disposition: Disposition; evidence: Evidence } {
    if (kind === 'supports') return { disposition: 'supports-necessity', evidence: headed }
    if (kind === 'does-not-support') return { disposition: 'does-not-support', evidence: headed }
    if (kind === 'modifier') return { disposition: 'mentions', evidence: said ?? title }
    const told = said && this.#at.options.classify(said.quote)
    if (said && told !== undefined && told !== 'mentions') return { disposition: told, evidence: said }
    if (this.#terms) return { disposition: 'conditional', evidence: this.#terms }
    const supported = kind === 'service' && (this.#at.document.codes.get('supports')?.length ?? 0) > 0
    if (supported) return { disposition: 'conditional', evidence: said ?? headed }
    return { disposition: 'mentions', evidence: said ?? title }
  }

  #addCode(
    { code, last, stub, marked }: ListedCode,
    at: { kind: PolicyGroup['kind']; groupIndex: number; disposition: Disposition; evidence: Evidence },
  ): void {
    const { document, header, options, issues } = this.#at
    const place = stub ? stubOf(code, at.kind) : systemOfCode(code, at.kind)
    if (!place) {
      const text = `${code} of ${header.number} is written like no code of its list.`
      issues.push({ type: 'issue', code: 'not-a-code', severity: 'error', file: document.file, text })
      document.lost.push(text)
      return
    }
    const flags = last === undefined && !stub ? flagsOf(options.lookup, place, header) : []
    this.findings.push({
      system: place.system,
      ...(last !== undefined
        ? { range: [place.code, last.replaceAll('.', '')] as const }
        : stub
          ? { stub: place.code }
          : { code: place.code }),
      disposition: at.disposition,
      role: place.role,
      group: this.groups[at.groupIndex]!.title,
      groupIndex: at.groupIndex,
      marked,
      ...(at.disposition === 'conditional' && at.kind === 'service' ? { conditions: CONDITIONS } : {}),
      evidence: at.evidence,
      ...(flags.length === 0 ? {} : { flags }),
    })
  }

  /** A list of drugs that patients usually give themselves is a list of what is not paid for. */
  addDrugs(): void {
    const { document, builder, header, options, issues } = this.#at
    if (document.drugs.length === 0) return
    const headed = builder.heading(2, 'Self-administered drug exclusion list')!
    const groupIndex = this.groups.push({ kind: 'service', title: headed.quote }) - 1
    for (const row of document.drugs) {
      const place = systemOfCode(squeeze(row['hcpc_code_id'] ?? '').toUpperCase(), 'service')
      if (!place) {
        const text = `${row['hcpc_code_id'] ?? ''} of ${header.number} is written like no code of its list.`
        issues.push({ type: 'issue', code: 'not-a-code', severity: 'error', file: document.file, text })
        document.lost.push(text)
        continue
      }
      const from = mcdDate(row['eff_date'])
      const to = mcdDate(row['end_date'])
      const days = [from && `from ${from}`, to && `to ${to}`].filter(Boolean).join(' ')
      const said = builder.item([place.code, row['brand_name'], days, plainText(row['comments'] ?? '')].join(' '))!
      const flags = flagsOf(options.lookup, place, header)
      this.findings.push({
        system: place.system,
        code: place.code,
        disposition: 'excludes',
        role: 'drug',
        group: headed.quote,
        groupIndex,
        ...(days === '' ? {} : { conditions: `Excluded ${days}` }),
        evidence: said,
        ...(flags.length === 0 ? {} : { flags }),
      })
    }
  }

  /** Bill types and revenue codes are the NUBC's: bare numbers, named and no more. */
  addBare(): void {
    const { document, builder, title } = this.#at
    for (const [list, system, heading] of BARE) {
      const codes = document.codes.get(list) ?? []
      if (codes.length === 0) continue
      const evidence = builder.heading(2, heading) ?? title
      for (const { code } of codes) {
        this.findings.push({ system, code, disposition: 'mentions', role: 'service', evidence })
      }
    }
  }
}

const CONDITIONS = 'On the terms of the document and for the diagnoses it lists.'

const BARE = [
  ['bills', 'bill-type', 'Bill type codes'],
  ['revenue', 'revenue', 'Revenue codes'],
] as const satisfies readonly (readonly [CodeList, NamedSystem, string])[]

/** The first sentence of the text so far that sets terms of coverage. */
function termsOf(builder: PolicyTextBuilder, classify: AssembleOptions['classify']): Evidence | undefined {
  const { text, blocks } = builder.build()
  for (const block of blocks) {
    if (block.kind === 'heading') continue
    const said = text.slice(block.start, block.end)
    for (const match of said.matchAll(/[^.;]+(?:[.;](?!\s)[^.;]*)*[.;]?/g)) {
      const quote = match[0].trim()
      const start = block.start + match.index + match[0].indexOf(quote)
      if (classify(quote) === 'conditional') return { section: [], span: [start, start + quote.length], quote }
    }
  }
  return undefined
}

const NCD_FIELDS: readonly Field[] = [
  { heading: 'Item or service', column: 'itm_srvc_desc' },
  { heading: 'Indications and limitations of coverage', column: 'indctn_lmtn' },
  { heading: 'Cross reference', column: 'xref_txt' },
  { heading: 'Other text', column: 'othr_txt' },
]

/** An NCD has no list of codes: articles and LCDs name it; what its words name is found. */
function ncdRecord(row: McdRow, { file, options }: { file: string; options: AssembleOptions }): PolicyRecord {
  const builder = new PolicyTextBuilder()
  const title = plainText(row['ncd_mnl_sect_title'] ?? '')
  const number = row['ncd_mnl_sect'] || `NCD ${row['ncd_id']}`
  builder.heading(1, title)
  for (const { heading, column } of NCD_FIELDS) addField(builder, { heading, html: row[column] ?? '' })
  const history = plainText(row['rev_hstry'] ?? '')
  const header: PolicyHeader = {
    payer: MEDICARE,
    kind: 'ncd',
    number,
    title: title || number,
    url: `${SITE}/ncd.aspx?ncdid=${row['ncd_id']}&ncdver=${row['ncd_vrsn_num']}`,
    ...(row['ncd_vrsn_num'] ? { version: row['ncd_vrsn_num'] } : {}),
    ...dated('effective', mcdDate(row['ncd_efctv_dt'])),
    ...dated('end', mcdDate(row['ncd_trmntn_dt'])),
    ...dated('retrieved', options.retrieved),
  }
  const text = builder.build()
  return {
    header,
    text,
    groups: [],
    findings: furtherFindings({ text, header, lookup: options.lookup }, []),
    related: [],
    revisions: history === '' ? [] : [{ text: history }],
    file,
    issues: [],
  }
}
