/**
 * Code sets of claims whose text belongs to others and is read only from the operator's own file, on the operator's word
 * that the terms are accepted: provider taxonomy, revenue codes, adjustment reasons, remarks and dental procedures. Each is
 * a table with a code and a name; nothing of them ships, and none is listed or exported as a whole.
 */

import { type IsoDate, isoDate } from '../../core/date.ts'
import { foldCode } from '../../core/text.ts'
import { readCsv } from '../../sources/csv.ts'
import type { SourceFile } from '../../sources/source-file.ts'
import { readSeparated } from '../../sources/tabbed.ts'
import { defineGrammar, type GrammarRules, withLeadingZeros } from '../grammar.ts'
import { fillsUp, type InDocuments } from '../in-documents.ts'
import { FLAT } from '../levels.ts'
import type { CodeSystem, PageKind, SystemKind } from '../system.ts'
import { parseTable } from './parse-table.ts'

/** What tells one of these sets from another. */
export interface ClaimSet {
  readonly id: string
  readonly name: string
  readonly shortName?: string
  readonly title: string
  readonly kind: SystemKind
  readonly uri: string
  readonly oids?: readonly string[]
  readonly names: readonly string[]
  readonly publisher: string
  readonly access: 'terms' | 'licensed'
  readonly notice: string
  readonly url: string
  readonly rules: GrammarRules
  readonly inDocuments?: InDocuments
  /** Headings that a code and its name may stand under, the first of them the publisher's. */
  readonly columns: { readonly code: readonly string[]; readonly title: readonly string[] }
  /** Name of the operator's file. */
  readonly file: RegExp
  readonly pageKind?: PageKind
}

/** The day in the name of a file, its year, or the day it was last changed. */
function dayOf(file: SourceFile): IsoDate {
  const day = /(20\d\d)[-_]?(\d\d)[-_]?(\d\d)(?=\D)/.exec(file.name)
  if (day) return isoDate(`${day[1]}-${day[2]}-${day[3]}`)
  const half = /_(\d\d)([01])\.csv$/i.exec(file.name)
  if (half) return isoDate(`20${half[1]}-${half[2] === '0' ? '01' : '07'}-01`)
  const year = /(20\d\d)/.exec(file.name)?.[1]
  return year === undefined ? (file.modified ?? UNDATED) : isoDate(`${year}-01-01`)
}

/** Day of a file of which nothing tells the day. */
const UNDATED = isoDate('2026-01-01')

export function claimSystem(set: ClaimSet): CodeSystem {
  const grammar = defineGrammar(set.rules)
  return {
    id: set.id,
    name: set.name,
    ...(set.shortName === undefined ? {} : { shortName: set.shortName }),
    title: set.title,
    kind: set.kind,
    uri: set.uri,
    ...(set.oids === undefined ? {} : { oids: set.oids }),
    names: set.names,
    publisher: set.publisher,
    licence: { access: set.access, name: `Terms of the ${set.publisher}`, notice: set.notice, url: set.url },
    grammar,
    ...(set.inDocuments === undefined ? {} : { inDocuments: set.inDocuments }),
    levels: FLAT,
    reportable: true,
    composition: 'facts',
    pageKind: () => set.pageKind ?? 'reference',
    codeRoles: [['table']],
    releaseInForce: () => undefined,
    recognize(file, head) {
      if (!set.file.test(file.name) || !/\.(?:csv|txt|tsv)$/i.test(file.name)) return undefined
      const heading = head.split(/\r?\n/).slice(0, 10).join('\n').toLowerCase()
      if (!set.columns.code.some((name) => heading.includes(name.toLowerCase()))) return undefined
      const day = dayOf(file)
      return { role: 'table', release: { system: set.id, label: day, validFrom: day } }
    },
    async *load({ files }) {
      const found = files.at(-1)
      if (!found) return
      const rows = /\.csv$/i.test(found.file.name)
        ? readCsv(found.file, { encoding: 'utf-8-or-windows-1252' })
        : readSeparated(found.file, { encoding: 'utf-8-or-windows-1252' })
      yield* parseTable(rows, { system: set.id, file: found.file.path, columns: set.columns, grammar })
    },
  }
}

const pattern =
  (shape: RegExp) =>
  (text: string): string | undefined => {
    const code = foldCode(text)
    return shape.test(code) ? code : undefined
  }

export const nucc = claimSystem({
  id: 'nucc',
  name: 'Provider taxonomy',
  shortName: 'NUCC',
  title: 'Health Care Provider Taxonomy Code Set',
  kind: 'provider',
  uri: 'http://nucc.org/provider-taxonomy',
  oids: ['2.16.840.1.113883.6.101'],
  names: ['NUCC taxonomy', 'taxonomy codes', 'provider taxonomy codes'],
  publisher: 'National Uniform Claim Committee (NUCC)',
  access: 'terms',
  notice: 'The Health Care Provider Taxonomy is copyright of the American Medical Association and shown on its terms.',
  url: 'https://www.nucc.org/index.php/code-sets-mainmenu-41/provider-taxonomy-mainmenu-40',
  rules: { normalize: pattern(/^\d{3}[0-9A-Z]{6}X$/), normalizePrefix: pattern(/^\d{1,3}[0-9A-Z]{0,7}$/) },
  columns: { code: ['Code'], title: ['Display Name', 'Classification'] },
  file: /nucc.*taxonomy|taxonomy.*nucc/i,
})

export const rev = claimSystem({
  id: 'rev',
  name: 'Revenue codes',
  shortName: 'Revenue',
  title: 'Revenue Codes of the Uniform Bill',
  kind: 'claim',
  uri: 'https://www.nubc.org/CodeSystem/RevenueCodes',
  names: ['revenue', 'rev codes', 'revenue code', 'UB-04 revenue codes', 'RC'],
  publisher: 'National Uniform Billing Committee (NUBC)',
  access: 'licensed',
  notice: 'Revenue codes are copyright of the American Hospital Association and shown under a licence of the operator.',
  url: 'https://www.nubc.org/',
  rules: {
    open: true,
    normalize: pattern(/^\d{4}$/),
    normalizePrefix: pattern(/^\d{1,4}$/),
    mends: [withLeadingZeros(4, 3)],
  },
  columns: { code: ['revenue code', 'rev code', 'code'], title: ['description', 'name'] },
  file: /rev(?:enue)?[-_ ]?codes?/i,
})

export const carc = claimSystem({
  id: 'carc',
  name: 'Claim adjustment reasons',
  shortName: 'CARC',
  title: 'Claim Adjustment Reason Codes',
  kind: 'claim',
  uri: 'https://x12.org/codes/claim-adjustment-reason-codes',
  names: ['CARC codes', 'claim adjustment reason code', 'adjustment reason codes'],
  publisher: 'X12',
  access: 'terms',
  notice: 'Claim Adjustment Reason Codes are copyright of X12 and shown on the terms of X12.',
  url: 'https://x12.org/codes/claim-adjustment-reason-codes',
  rules: { normalize: pattern(/^(?:[1-9]\d{0,2}|[A-Z]\d{1,2})$/), normalizePrefix: pattern(/^[0-9A-Z]{1,3}$/) },
  columns: { code: ['CARC', 'Code'], title: ['Description'] },
  file: /(?:^|[^a-z])carc(?:[^a-z]|$)|claim[-_ ]adjustment[-_ ]reason/i,
})

export const rarc = claimSystem({
  id: 'rarc',
  name: 'Remittance advice remarks',
  shortName: 'RARC',
  title: 'Remittance Advice Remark Codes',
  kind: 'claim',
  uri: 'https://x12.org/codes/remittance-advice-remark-codes',
  names: ['RARC codes', 'remittance advice remark code', 'remark codes'],
  publisher: 'CMS and X12',
  access: 'terms',
  notice: 'Remittance Advice Remark Codes are kept by CMS and published by X12, on whose terms they are shown.',
  url: 'https://x12.org/codes/remittance-advice-remark-codes',
  rules: { normalize: pattern(/^(?:M|MA|N)\d{1,3}$/), normalizePrefix: pattern(/^(?:M|MA|N)\d{0,3}$/) },
  columns: { code: ['RARC', 'Code'], title: ['Description'] },
  file: /(?:^|[^a-z])rarc(?:[^a-z]|$)|remittance[-_ ]advice[-_ ]remark/i,
})

export const cdt = claimSystem({
  id: 'cdt',
  name: 'CDT',
  title: 'Current Dental Terminology',
  kind: 'procedure',
  uri: 'http://www.ada.org/cdt',
  oids: ['2.16.840.1.113883.6.13'],
  names: ['CDT-2', 'dental codes', 'HCPCS D codes', 'dental procedure codes'],
  publisher: 'American Dental Association (ADA)',
  access: 'licensed',
  notice: 'CDT is copyright of the American Dental Association and shown under a licence of the operator.',
  url: 'https://www.ada.org/publications/cdt',
  rules: {
    normalize: pattern(/^D\d{4}$/),
    normalizePrefix: pattern(/^D\d{0,4}$/),
    isStub: (text) => /^D\d{1,3}$/i.test(text),
  },
  inDocuments: {
    words: /\bCDT\b[®™]?|\bdental (?:procedure )?codes?\b|\bD-codes?\b/gi,
    heading: /\bCDT|dental code/i,
    role: 'service',
    shape: {
      whole: /^D\d{4}$/,
      alike: 'nothing',
      listed: /^D\d{4}$/,
      isOpen: (open, services) => services && fillsUp(open, 5),
      isBeginning: (_, lettered) => lettered,
    },
  },
  columns: { code: ['CDT code', 'CDT', 'Code'], title: ['Nomenclature', 'Description', 'Descriptor'] },
  file: /(?:^|[^a-z])cdt(?:[^a-z]|$)/i,
  pageKind: 'procedure',
})
