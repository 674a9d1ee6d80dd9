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
const INJECTED =
  /^(injection|inj\b|infusion,)|\b(?:per|\d+) ?(?:mg|mcg|gm|micrograms?|milligrams?|iu|international unit)\b/i
/** Drugs that are not injected, among codes for services. */
const TAKEN =
  /\b(?:oral|tablets?|capsules?|nasal spray|patches|gum|suppository|pellet)\b|\bvitamins?\b|^insulin, |\bdextrose\b|\bnormal saline\b/i
/** Things among codes for services: what is handed out and counted. */
const ITEM =
  /\b(?:lens|lenses|safety eyeglass frames|gradient pressure|camisole|peak expiratory flow meter|spacer for use|oxygen contents|insulin delivery device|artificial pancreas|splint, prefabricated|enuresis alarm|stimulator, \d|administration set|tracheostomy supply|swivel adaptor|brachytherapy source|needle|catheter,)\b/i
const TALK =
  /\b(?:evaluation|training|testing|insertion|services?|therapy|visit|fitting|procedure|examination|adjustment|placement)\b/i
const RADIOPHARMACEUTICAL =
  /\b(milli|micro)curies?\b|\bradiopharmaceutical\b|\bcontrast (agent|(imaging )?material)\b|\bper study dose\b/i
const SKIN_PRODUCT = /\bper (?:square|sq\.?) (?:centimeter|cm)\b/i
const BLOOD =
  /^(blood(?: \(|,)|plasma|platelets|red blood cells|whole blood|cryoprecipitate|granulocytes|fresh frozen)\b/i
const SERVICE =
  /^(travel allowance|catheterization|professional|administration|services?\b|ambulance|home (infusion|visit|therapy|management)|nursing|scintimammography|insertion of|placement of|implantation of|removal of|blinded|injection procedure)/i
/** Sets of things whose name begins like that of a service. */
const ITEM_SET = /^administration set\b/i
const HEARING_SERVICE = /\b(screening|assessment|evaluation|fitting|repair|modification|dispensing fee)\b/i

/** The template of a HCPCS code. */
export function pageKind({ title, code, property }: PageFacts): PageKind {
  const letter = code[0] ?? ''
  const betos = property('betos') ?? ''
  if (code.startsWith('V5') && HEARING_SERVICE.test(title)) return 'procedure'
  if (BLOOD.test(title)) return 'drug'
  if (SKIN_PRODUCT.test(title) && 'AQC'.includes(letter)) return 'supply'
  // Supplies and machines for dialysis are grouped with the treatment.
  if ((letter === 'A' || letter === 'E') && betos === 'P9B') return 'supply'
  if (letter === 'A' && betos.startsWith('T1')) return 'supply'
  if ('QACSP'.includes(letter)) {
    if (!SERVICE.test(title) && (RADIOPHARMACEUTICAL.test(title) || INJECTED.test(title))) return 'drug'
  }
  // Things are grouped with the service that they are used in; of the letter A only transportation is a service.
  if (letter === 'A' && !code.startsWith('A0')) {
    const grouped = BETOS.find(([start]) => betos.startsWith(start))?.[1]
    if (grouped === undefined || grouped === 'procedure') return 'supply'
  }
  if (SERVICE.test(title) && !ITEM_SET.test(title)) return 'procedure'
  if (letter === 'S' && TAKEN.test(title) && !TALK.test(title)) return 'drug'
  if ((letter === 'S' || letter === 'C') && ITEM.test(title) && !TALK.test(title)) return 'supply'
  const grouped = BETOS.find(([start]) => betos.startsWith(start))?.[1]
  return grouped ?? LETTERS[letter] ?? (property('pricingIndicator') === '51' ? 'drug' : 'procedure')
}
