/**
 * What a HCPCS code is: drug, supply, laboratory test or service. The publisher's own grouping (BETOS, then type of
 * service) decides, and the letter of the code only where it says nothing.
 */
import type { PageFacts, PageKind } from '../system.ts'

/** Beginnings of BETOS values, longest first where they overlap. */
const BETOS: readonly (readonly [start: string, kind: PageKind])[] = [
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
const LETTERS: Readonly<Record<string, PageKind>> = {
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

/** The template of a HCPCS code. */
export function pageKind({ title, code, property }: PageFacts): PageKind {
  const letter = code[0] ?? ''
  const betos = property('betos') ?? ''
  if (letter === 'V' && HEARING_SERVICE.test(title)) return 'procedure'
  if (BLOOD.test(title)) return 'drug'
  if (SKIN_PRODUCT.test(title) && 'AQC'.includes(letter)) return 'supply'
  if (SERVICE.test(title)) return 'procedure'
  if (letter === 'Q' || letter === 'A' || letter === 'C' || letter === 'S') {
    if (RADIOPHARMACEUTICAL.test(title) || INJECTED.test(title)) return 'drug'
  }
  const grouped = BETOS.find(([start]) => betos.startsWith(start))?.[1]
  return grouped ?? LETTERS[letter] ?? (property('pricingIndicator') === '51' ? 'drug' : 'procedure')
}
