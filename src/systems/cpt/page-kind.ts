/** Which template a CPT number's page uses, by the parts of the numbers. */
import type { PageFacts, PageKind } from '../system.ts'

/** The AMA numbers laboratory tests from 80047 to 89398 and with U or M at the end, vaccines and globulins in 90281 to 90756. */
export function pageKind({ code }: Pick<PageFacts, 'code'>): PageKind {
  if (/[UM]$/.test(code) || (code >= '80047' && code <= '89398')) return 'laboratory'
  return (code >= '90281' && code <= '90399') || (code >= '90476' && code <= '90756') ? 'drug' : 'procedure'
}
