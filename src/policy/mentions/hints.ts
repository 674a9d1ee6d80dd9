/** Words that say which system the codes near them are of. */
import { SYSTEMS_IN_DOCUMENTS } from '../../systems/registry.ts'
import type { NamedSystem } from '../model.ts'
import { matchesOf } from './matches.ts'

/** `service` is any system of services, `code` any system, `none` something that is no code. */
export type Hint = NamedSystem | 'service' | 'code' | 'modifier' | 'none'

export interface FoundHint {
  readonly hint: Hint
  readonly start: number
  readonly end: number
}

/** Longer and more special words first: the first that matches at a place holds. A system's own are in its folder. */
const HINTS: readonly (readonly [Hint, RegExp])[] = [
  ['service', /\b(?:CPT|HCPCS)[®™]?\s*(?:\/|and|or|&|,)\s*(?:CPT|HCPCS)[®™]?(?:\s+level\s+II)?(?:\s+codes?)?/gi],
  ['modifier', /\bmodifiers?\b/gi],
  ...SYSTEMS_IN_DOCUMENTS.map(({ id, inDocuments }) => [id, inDocuments.words] as const),
  ['revenue', /\brev(?:enue)?\.?\s+(?:center\s+)?codes?\b/gi],
  ['bill-type', /\b(?:types?\s+of\s+bills?|bill\s+types?|TOB)\b/gi],
  [
    'none',
    /\b(?:place\s+of\s+service|POS|condition|occurrence|value|reason|remark|taxonomy|specialty|specialties|denial|zip|postal|area|status|provider)\s+codes?\b/gi,
  ],
  [
    'service',
    /\b(?:procedure|service|billing|drug|PA|supply|treatment|surgical|imaging|administration|E\/?M|add-on)\s+codes?\b/gi,
  ],
  [
    'service',
    /\b(?:added|adding|taken\s+off:?|struck\s+out:?|dropped|removed|deleted|replaced|discontinued|bill(?:ed)?|report(?:ed)?|submit|use|claims?)(?:\s+(?:with|by|using|as|for|of))?(?=\s+\d{5}\b)/gi,
  ],
  [
    'service',
    /(?<=\b\d{5}\s{1,2})(?:(?:was|were|is|are|has\s+been|have\s+been)\s+)?(?:added|deleted|removed|retired|replaced|revised|discontinued)\b/gi,
  ],
  ['service', /\b(?:see|replaced\s+by|replaced\s+with|instead\s+of|formerly|except|excluding|also)(?=\s+\d{5}\b)/gi],
  ['code', /\bcod(?:es?|ing)\b/gi],
]

/** The hints in `text`, in order; of overlapping ones the first of the list above. */
export function hintsIn(text: string): FoundHint[] {
  const found: FoundHint[] = []
  const taken = new Uint8Array(text.length)
  for (const [hint, pattern] of HINTS) {
    for (const match of matchesOf(pattern, text)) {
      const [start, end] = [match.index, match.index + match[0].length]
      if (end <= start || taken.subarray(start, end).includes(1)) continue
      taken.fill(1, start, end)
      found.push({ hint, start, end })
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

/** Headings of columns that hold other numbers than codes. */
const OTHER_COLUMN =
  /\b(?:zip|phone|telephone|fax|npi|price|fee|rate|cost|amount|charge|payment|allowable|RVUs?|policy\s*(?:#|no|number|id)?|form|date|effective|expir\w*|end|begin date|year|page|units?|quantity|qty|limit|version|provider id|tax id|tin|reference|citation|contract|plan id|revised|updated|row|item|line|no\.|#|id)\b/i
const SYSTEM_HEADERS: readonly (readonly [Hint, RegExp])[] = [
  ['modifier', /\bmod(?:ifier)?s?\b/i],
  ['service', /\b(?:CPT|HCPCS)\b[®™]?.*\b(?:CPT|HCPCS)\b/i],
  ['revenue', /\brev(?:enue)?\b/i],
  ['bill-type', /\bbill type|type of bill|TOB\b/i],
  [
    'none',
    /\bplace of service|\bPOS\b|\btype of service|\bTOS\b|\btaxonomy|\bspecialty|\bstatus code|\bzip\b|\barea code/i,
  ],
  ...SYSTEMS_IN_DOCUMENTS.map(({ id, inDocuments }) => [id, inDocuments.heading] as const),
  ['service', /\b(?:procedure|proc|service|billing|svc)\b.*(?:code|cd|#|number)|\bproc(?:edure)?s?$/i],
  ['code', /\bcodes?\b|\bcd\b/i],
]

/** What the heading of a column says its cells hold; undefined where it does not say. */
export function columnHint(header: string): Hint | undefined {
  if (header.length > 120) return undefined
  // A description of a code, the reason for it or the day it began are not the code.
  if (
    /\b(?:description|descriptor|narrative|comments?|notes?|rationale|reason|status|criteria|name|title|required\??|covered\??|requirements?)\b/i.test(
      header,
    ) &&
    !/\bcodes?\s*(?:[/&,-]|and|with)\s*desc/i.test(header)
  ) {
    return /^(?:codes?|CPT|HCPCS|ICD[-\s]?10(?:-CM)?)\b.*\bdescription/i.test(header) ? hintOf(header) : undefined
  }
  if (/\b(?:effective|date|begin|end|term)\b/i.test(header) && /\bdate|effective/i.test(header)) return 'none'
  return hintOf(header) ?? (OTHER_COLUMN.test(header) ? 'none' : undefined)
}

function hintOf(header: string): Hint | undefined {
  return SYSTEM_HEADERS.find(([, pattern]) => pattern.test(header))?.[0]
}
