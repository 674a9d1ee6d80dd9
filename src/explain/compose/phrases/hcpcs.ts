/** Our plain words for the publisher's field values of HCPCS codes, by value, and for words of its descriptions. */

/** Medicare coverage. What a plan decides in a case is not said here. */
export const COVERAGE: Readonly<Record<string, string>> = {
  C: 'Whether Medicare covers it is left to the judgment of the carrier (the contractor that handles claims).',
  D: 'Special coverage instructions of Medicare apply to it.',
  I: 'It is not payable by Medicare.',
  M: 'Medicare does not cover it.',
  S: 'Medicare does not cover it, by statute (law).',
}

/** How a drug is given, by words of the description; the first that is found counts, with its words as the fact. */
export const ROUTES: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/\bintravitreal implant\b/i, 'as an implant inside the eye (intravitreal)'],
  [/\bintravitreal\b/i, 'inside the eye (intravitreal)'],
  [/\bintra-?articular injection\b/i, 'by injection into a joint (intra-articular)'],
  [/\bfor intravenous injection\b|\binjection[^,]*, intravenous\b|\bintravenous\b/i, 'into a vein (intravenous)'],
  [/\bsubcutaneous\b/i, 'under the skin (subcutaneous)'],
  [/\bintramuscular\b/i, 'into a muscle (intramuscular)'],
  [/\bintrathecal\b/i, 'into the fluid around the spinal cord (intrathecal)'],
  [/\binhalation solution\b/i, 'by inhalation (breathed in)'],
  [/\bophthalmic\b/i, 'in or at the eye (ophthalmic)'],
  [/\btopical(?:ly)?\b/i, 'on the skin or another surface (topical)'],
  [/\bnasal spray\b|\bintranasal\b|\bnasal\b/i, 'through the nose (nasal)'],
  [/\boral(?:ly)?\b/i, 'by mouth (oral)'],
  [/^injection\b|\binjection,/i, 'by injection'],
  [/^infusion\b/i, 'by infusion'],
  [/\bimplant\b/i, 'as an implant'],
]

/** Abbreviations in descriptions, written out after the official text. Only those with one meaning. */
export const ABBREVIATIONS: Readonly<Record<string, string>> = {
  dme: 'durable medical equipment',
  esrd: 'end stage renal disease',
  nos: 'not otherwise specified',
  noc: 'not otherwise classified',
  iu: 'international unit',
  mcg: 'microgram',
  hcl: 'hydrochloride',
  lpn: 'licensed practical nurse',
  rn: 'registered nurse',
  mips: 'merit-based incentive payment system',
  copd: 'chronic obstructive pulmonary disease',
  mri: 'magnetic resonance imaging',
  ct: 'computed tomography',
  bte: 'behind the ear',
  itc: 'in the canal',
  cic: 'completely in the canal',
  ite: 'in the ear',
  tlso: 'thoracic-lumbar-sacral orthosis',
  afo: 'ankle foot orthosis',
  kafo: 'knee ankle foot orthosis',
}
