/** Which files belong to ICD-10-PCS, and which part each plays. */
import type { SourceFile } from '../../sources/source-file.ts'
import type { RecognizedFile } from '../system.ts'
import { annualRelease, releaseOf } from './releases.ts'

const XML_ROLES = { tabular: 'tables', index: 'index', definitions: 'definitions' } as const

/**
 * Roles: `order` (icd10pcs_order_2026.txt), `titles` (icd_10_pcs.csv, icd_10_pcs_2026.csv), `tables`, `index` and
 * `definitions` (the XML files, told by their root element and `version`, whatever they are called).
 */
export function recognize(file: SourceFile, head: string): Omit<RecognizedFile, 'file'> | undefined {
  const order = /^icd-?10-?pcs[-_ ]*order[-_ ]*(20\d\d)(?!\d).*\.txt$/i.exec(file.name)
  if (order) return { release: releaseOf(Number(order[1]), file.path), role: 'order' }

  const xml = /<ICD10PCS\.(tabular|index|definitions)\b/.exec(head)
  const version = /<version>\s*(20\d\d)\b/.exec(head)
  if (xml && version) {
    const role = XML_ROLES[xml[1] as keyof typeof XML_ROLES]
    return { release: releaseOf(Number(version[1]), file.path), role }
  }

  const titles = /^icd_10_pcs(?:_(20\d\d))?\.csv$/i.exec(file.name)
  if (titles && /^\uFEFF?"?[0-9A-HJ-NP-Z]{7}"?,/.test(head)) {
    if (titles[1] !== undefined) return { release: annualRelease(Number(titles[1])), role: 'titles' }
    if (isDrgWheel(file.path)) return { release: annualRelease(2024), role: 'titles' }
  }
  return undefined
}

/**
 * The file inside the Python wheel drg 1.0.0, which says nowhere that its codes are those of FY2024. Another version
 * of the wheel may hold another year and is not taken.
 */
function isDrgWheel(path: string): boolean {
  const version = /(?:^|[!/\\])drg-(\d[\w.]*?)(?=[-!/\\])/.exec(path)?.[1]
  return version === undefined ? /(?:^|[!/\\])drg\/data\/tuva\//.test(path) : version === '1.0.0'
}
