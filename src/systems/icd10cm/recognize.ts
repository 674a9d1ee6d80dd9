/**
 * Which ICD-10-CM files play which part, from official names first and from the first bytes where names vary.
 * Names come in many spellings: `icd10cm_order_2026.txt`, `icd10cm-order-2027.txt`, `icd10c-tabular-April-1-2026.xml`,
 * `icd-10-cm-index-2025.xml`. Names decide between the two indexes, because titles inside them have been wrong.
 */
import type { SourceFile } from '../../sources/source-file.ts'
import type { RecognizedFile } from '../system.ts'
import { releaseOfYear, type UpdateMonth } from './calendar.ts'
import { isStoredCode } from './grammar.ts'

export type Role =
  | 'order'
  | 'tabular'
  | 'codeList'
  | 'index'
  | 'eindex'
  | 'drug'
  | 'neoplasm'
  | 'poaExempt'
  | 'conversion'

// `icd10c` without the m is how the April 2026 tabular list was published.
const XML_NAME = /^icd-?10-?cm?[-_ ]*(tabular|e-?index|index|drugs?|neoplasm)\b(?!.*_ch\d).*\.xml$/i
const ORDER_NAME = /^icd-?10-?cm?[-_ ]*order\b.*\.txt$/i
const POA_NAME = /^POA[-_ ]?exempt[-_ ]?codes.*\.txt$/i
const LIST_NAME = /^code-list\b.*\.txt$/i
const CONVERSION_NAME = /^icd-?10-?cm[-_ ]*conversion[-_ ]*table.*\.(xlsx|csv)$/i
const XML_ROLES: Readonly<Record<string, Role>> = {
  tabular: 'tabular',
  index: 'index',
  eindex: 'eindex',
  drug: 'drug',
  drugs: 'drug',
  neoplasm: 'neoplasm',
}

/** The part `file` plays and its release, or undefined; see CodeSystem.recognize. */
export function recognize(file: SourceFile, head: string): Omit<RecognizedFile, 'file'> | undefined {
  // Addenda and the like list changes against the year before; a release is read from its full files.
  if (/addend|^POA[-_ ]?exempt[-_ ]?(add|delete|revise)/i.test(file.name)) return undefined
  const role = roleOf(file.name.replace(/_/g, '-'), head)
  if (role === undefined) return undefined
  const year = yearOf(file, head)
  return year === undefined ? undefined : { release: releaseOfYear(year, updateIn(file, year)), role }
}

// `_` counts as a letter for \b, so names arrive here with hyphens instead.
function roleOf(name: string, head: string): Role | undefined {
  if (/\.xml$/i.test(name)) return xmlRole(name, head)
  if (CONVERSION_NAME.test(name)) return 'conversion'
  if (!/\.txt$/i.test(name)) return undefined
  if (ORDER_NAME.test(name)) return 'order'
  if (LIST_NAME.test(name)) return 'codeList'
  if (POA_NAME.test(name)) return 'poaExempt'
  if (/^\ufeff?Order\d\d\tPOAexemptCode\tDescription/i.test(head)) return 'poaExempt'
  if (isOrderText(head)) return 'order'
  return isCodeListText(head) ? 'codeList' : undefined
}

function xmlRole(name: string, head: string): Role | undefined {
  const root = /<ICD10CM\.(tabular|index)\b/.exec(head)?.[1]
  if (root === undefined) return undefined
  const named = XML_NAME.exec(name.replace(/-(ch\d)/i, '_$1'))?.[1]
  if (named !== undefined) return XML_ROLES[named.toLowerCase().replace('-', '')]
  if (root === 'tabular') return /[-_ ]ch\d/i.test(name) ? undefined : 'tabular'
  const firstColumn = /<head col="1">\s*(\w+)/.exec(head)?.[1]
  if (firstColumn !== undefined) return { Substance: 'drug', Neoplasm: 'neoplasm' }[firstColumn] as Role | undefined
  // The FY2017 copies show that the title may be another index's; the first main term is the index itself.
  const firstTerm = /<mainTerm>\s*<title>([^<]*)/.exec(head)?.[1] ?? ''
  if (/^Aarskog/i.test(firstTerm)) return 'index'
  if (/^Abandonment/i.test(firstTerm)) return 'eindex'
  return /external\s+cause/i.test(head) ? 'eindex' : 'index'
}

/** ICD-10-PCS order files have the same columns: only ICD-10-CM has codes of four to six characters. */
function isOrderText(head: string): boolean {
  const rows = head.split(/\r?\n/).slice(0, -1)
  const codes = rows.map((row) => /^\d{5} ([A-Z0-9]{3,7}) +[01] \S/.exec(row)?.[1] ?? '')
  return rows.length > 1 && codes.every(isStoredCode) && codes.some((code) => code.length > 3 && code.length < 7)
}

function isCodeListText(head: string): boolean {
  return /^\ufeff?\d{1,2}\r?\n[A-Z]\d[0-9A-Z](-[A-Z]\d[0-9A-Z])?\r?\n[A-Z]\d[0-9A-Z]\r?\n/.test(head)
}

/** The fiscal year in the file's name, its `<version>`, or the nearest archive or folder around it. */
function yearOf(file: SourceFile, head: string): number | undefined {
  const around = file.path
    .split(/[!/]/)
    .slice(0, -1)
    .reverse()
    .map((name) => yearIn(name))
    .find((year) => year !== undefined)
  const version = /<version>\s*(20\d\d)\b/.exec(head)?.[1]
  return yearIn(file.name) ?? (version === undefined ? around : Number(version))
}

const UPDATE = /(?<![a-z])(?:(jan(?:uary)?)|apr(?:il)?)(?![a-z])/i

/** The month of an update of `year`: in the file's name, or in the nearest name around it that names the year as well. */
function updateIn({ path }: SourceFile, year: number): UpdateMonth | undefined {
  const names = path.split(/[!/]/).reverse()
  const found = names.map((name) => (yearIn(name) === year ? UPDATE.exec(name) : null)).find((match) => match !== null)
  if (!found) return undefined
  return found[1] === undefined ? '04' : '01'
}

function yearIn(name: string): number | undefined {
  const fiscal = /FY[-_ ]?(?:20)?(\d\d)(?!\d)/i.exec(name)?.[1]
  if (fiscal !== undefined) return 2000 + Number(fiscal)
  // A month before the year makes it a calendar year: October 2025 begins fiscal year 2026.
  const years = [...name.matchAll(/(?:(oct|nov|dec)[a-z]*[-_ ,]*(?:[0-3]?\d(?:st)?[-_ ,]+)?)?(?<!\d)(20\d\d)(?!\d)/gi)]
  const last = years.at(-1)
  return last && Number(last[2]) + (last[1] === undefined ? 0 : 1)
}
