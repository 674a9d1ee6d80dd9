/**
 * Which template a code uses. Headers and groups have one of their own; in a mixed system the publisher's own grouping
 * (BETOS, then type of service) decides, and the letter of the code only where they say nothing.
 */
import type { Concept, Content } from '../catalog/types.ts'
import type { SystemId } from '../core/system-id.ts'
import type { Kind } from './model.ts'

/** Beginnings of BETOS values, longest first where they overlap. */
const BETOS: readonly (readonly [start: string, kind: Kind])[] = [
  ['O1C', 'supply'],
  ['O1D', 'drug'],
  ['O1E', 'drug'],
  ['O1F', 'supply'],
  ['O1G', 'drug'],
  ['O1L', 'supply'],
  ['D1G', 'drug'],
  ['D1', 'supply'],
  ['T1', 'laboratory'],
  ['O1', 'procedure'],
  ['T2', 'procedure'],
  ['M', 'procedure'],
  ['P', 'procedure'],
  ['I', 'procedure'],
]

/** Letters whose codes are nearly all of one kind; consulted when the grouping is undefined or other. */
const LETTERS: Readonly<Record<string, Kind>> = {
  A: 'supply',
  B: 'supply',
  E: 'supply',
  J: 'drug',
  K: 'supply',
  L: 'supply',
  P: 'laboratory',
  U: 'laboratory',
  V: 'supply',
}

/** Titles that say what they are whatever the grouping says. */
const INJECTED = /^(injection|inj\b|infusion,)|\b(per|\d) ?(mg|mcg|micrograms?|milligrams?|iu|international unit)\b/i
const RADIOPHARMACEUTICAL = /\b(milli|micro)curies?\b|\bradiopharmaceutical\b|\bcontrast (agent|material)\b/i
const SKIN_PRODUCT = /\bper (?:square|sq\.?) (?:centimeter|cm)\b/i
const BLOOD = /^(blood|plasma|platelets|red blood cells|whole blood|cryoprecipitate|granulocytes|fresh frozen)\b/i
const SERVICE =
  /^(travel allowance|catheterization|professional|administration|services?\b|ambulance|home (infusion|visit|therapy|management)|nursing)/i
const HEARING_SERVICE = /\b(screening|assessment|evaluation|fitting|repair|modification|dispensing fee)\b/i

const value = (content: Content, name: string): string | undefined =>
  content.properties.find((each) => each.name === name)?.value

function hcpcsKind(concept: Concept, content: Content): Kind {
  const { title, code } = concept
  const letter = code[0] ?? ''
  const betos = value(content, 'betos') ?? ''
  if (letter === 'V' && HEARING_SERVICE.test(title)) return 'procedure'
  if (BLOOD.test(title)) return 'drug'
  if (SKIN_PRODUCT.test(title) && 'AQC'.includes(letter)) return 'supply'
  if (SERVICE.test(title)) return 'procedure'
  if (letter === 'Q' || letter === 'A' || letter === 'C' || letter === 'S') {
    if (RADIOPHARMACEUTICAL.test(title) || INJECTED.test(title)) return 'drug'
  }
  const grouped = BETOS.find(([start]) => betos.startsWith(start))?.[1]
  return grouped ?? LETTERS[letter] ?? (value(content, 'pricingIndicator') === '51' ? 'drug' : 'procedure')
}

/** The AMA numbers laboratory tests from 80047 to 89398 and with U or M at the end, vaccines and globulins in 90281 to 90756. */
function cptKind({ code }: Concept): Kind {
  if (/[UM]$/.test(code) || (code >= '80047' && code <= '89398')) return 'laboratory'
  return (code >= '90281' && code <= '90399') || (code >= '90476' && code <= '90756') ? 'drug' : 'procedure'
}

/** The kind of a system's reportable codes. */
const KIND_OF_CODES: Readonly<Record<SystemId, (concept: Concept, content: Content) => Kind>> = {
  icd10cm: () => 'diagnosis',
  icd10pcs: () => 'procedure',
  hcpcs: hcpcsKind,
  cpt: cptKind,
}

/** The template for `concept`; `content` is what stands at the concept itself. */
export function kindOf(concept: Concept, content: Content): Kind {
  return concept.level === 'code' ? KIND_OF_CODES[concept.system](concept, content) : 'group'
}
