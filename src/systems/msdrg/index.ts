/** MS-DRG, the groups by which Medicare pays inpatient hospital stays, published by CMS for each fiscal year. */
import { type IsoDate, isoDate } from '../../core/date.ts'
import type { SourceFile } from '../../sources/source-file.ts'
import { defineGrammar, withLeadingZeros } from '../grammar.ts'
import type { CodeSystem, RecognizedFile, ReleaseId } from '../system.ts'
import { load } from './load.ts'
import { MDC } from './mdc.ts'

/** Version 43 is of fiscal year 2026; one version a year since. A point release (41.1) is of the April of its year. */
export function releaseOfVersion(version: number, point = 0): ReleaseId {
  const year = version + 1983
  const validFrom = point === 0 ? isoDate(`${year - 1}-10-01`) : isoDate(`${year}-04-01`)
  return { system: 'msdrg', label: point === 0 ? `v${version}` : `v${version}-${point}`, validFrom }
}

const versionOfYear = (year: number): number => year - 1983

/** A version (`v43`, `v41.1`) in the path, or the fiscal year that Table 5 names in its title. */
function releaseOf(file: SourceFile, head: string): ReleaseId | undefined {
  const version = [...file.path.matchAll(/(?:^|[^a-z0-9])v(\d\d)(?:[._](\d))?(?=\D|$)/gi)].at(-1)
  if (version) return releaseOfVersion(Number(version[1]), Number(version[2] ?? 0))
  const year = /\bFY\s*(20\d\d)/i.exec(head)?.[1] ?? /Version (\d\d)(?:\.(\d))?/i.exec(head)?.[0]
  const printed = /Version (\d\d)(?:\.(\d))?/i.exec(head)
  if (printed) return releaseOfVersion(Number(printed[1]), Number(printed[2] ?? 0))
  return year === undefined ? undefined : releaseOfVersion(versionOfYear(Number(year)))
}

function recognize(file: SourceFile, head: string): Omit<RecognizedFile, 'file'> | undefined {
  const role = roleOf(file.name, head)
  if (role === undefined) return undefined
  const release = releaseOf(file, head)
  return release === undefined ? undefined : { release, role }
}

function roleOf(name: string, head: string): string | undefined {
  if (/Appendix A\b[\s\S]*MS-?DRG/i.test(head) && /\.txt$/i.test(name)) return 'appendixA'
  if (/\bMS-DRG\s*\t[^\n]*\bWeights/i.test(head) && /\.txt$/i.test(name)) return 'table5'
  return /^\ufeff?"?drg"?,"?mdc"?,.*description/i.test(head) && /\.csv$/i.test(name) ? 'list' : undefined
}

const number = /^\d{3}$/

export const grammar = defineGrammar({
  normalize(text) {
    const digits = text.replace(/^(?:MS-?)?DRG[\s#:-]*/i, '').trim()
    return number.test(digits) ? digits : /^MDC[\s-]*(PRE|\d{2})$/i.test(text) ? mdcCode(text) : undefined
  },
  normalizePrefix: (text) => (/^\d{1,3}$/.test(text) || /^MDC/i.test(text) ? text.toUpperCase() : undefined),
  display: (code) => code,
  mends: [withLeadingZeros(3)],
})

/** Stored code of a major diagnostic category: `MDC-05`, `MDC-PRE`. */
function mdcCode(text: string): string {
  return `MDC-${text.replace(/^MDC[\s-]*/i, '').toUpperCase()}`
}

export const msdrg: CodeSystem = {
  id: 'msdrg',
  name: 'MS-DRG',
  title: 'Medicare Severity Diagnosis Related Groups',
  kind: 'grouper',
  uri: 'https://www.cms.gov/Medicare/Medicare-Fee-for-Service-Payment/AcuteInpatientPPS/MS-DRG-Classifications-and-Software',
  names: ['DRG', 'MSDRG', 'MS DRG', 'DRGs', 'diagnosis related group'],
  publisher: 'Centers for Medicare & Medicaid Services (CMS)',
  licence: {
    access: 'public',
    name: 'US public domain',
    notice: 'MS-DRGs are made and published by the Centers for Medicare & Medicaid Services; in the public domain.',
    url: 'https://www.cms.gov/medicare/payment/prospective-payment-systems/acute-inpatient-pps/ms-drg-classifications-and-software',
  },
  grammar,
  inDocuments: { words: /\b(?:MS-?)?DRGs?\b/g, heading: /\bDRG/i, whereNamed: /^\d{3}$/ },
  levels: {
    mdc: { role: 'group', label: 'Major diagnostic category', phrase: 'a major diagnostic category' },
    code: { role: 'code', label: 'Group' },
  },
  reportable: true,
  properties: {
    mdc: { label: 'Major diagnostic category', type: 'code', meaning: (value) => MDC.get(value) },
    type: { label: 'Type', type: 'code', meaning: (value) => ({ SURG: 'Surgical', MED: 'Medical' })[value] },
    weight: { label: 'Relative weight', type: 'decimal' },
    weightCapped: { label: 'Relative weight, with the 10 % cap', type: 'decimal' },
    geometricMeanStay: { label: 'Geometric mean length of stay', type: 'decimal', unit: 'days' },
    arithmeticMeanStay: { label: 'Arithmetic mean length of stay', type: 'decimal', unit: 'days' },
    postAcute: { label: 'Post-acute transfer group' },
    specialPay: { label: 'Special pay group' },
  },
  composition: 'facts',
  pageKind: () => 'reference',
  codeRoles: [['table5'], ['appendixA'], ['list']],
  releaseInForce(date: IsoDate) {
    const year = Number(date.slice(0, 4)) + (date.slice(5) >= '10-01' ? 1 : 0)
    return releaseOfVersion(versionOfYear(year))
  },
  recognize,
  load,
}
