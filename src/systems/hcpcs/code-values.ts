/**
 * What the publisher's one- to four-character field values mean, from the "CODES" lists and code tables of the record
 * layout (HCPCS2019_recordlayout.txt), with the two values that came in January 2024 for lymphedema (pricing `40`, BETOS
 * `O1L`). Values the layout does not document have no meaning here.
 */
import { BETOS } from './betos-values.ts'

const PRICING: Readonly<Record<string, string>> = {
  '00': 'Not separately priced by Medicare Part B (not covered, bundled, or used by Part A only)',
  '11': 'Physician fee schedule: national relative value units',
  '12': 'Physician fee schedule: national anesthesia base units',
  '13': 'Physician fee schedule: priced by the contractor',
  '21': 'Clinical laboratory fee schedule: national limitation amount',
  '22': 'Clinical laboratory fee schedule: priced by the contractor',
  '31': 'Frequently serviced DME (floors and ceilings)',
  '32': 'Inexpensive and routinely purchased DME (floors and ceilings)',
  '33': 'Oxygen and oxygen equipment (floors and ceilings)',
  '34': 'DME supplies (floors and ceilings)',
  '35': 'Surgical dressings (floors and ceilings)',
  '36': 'Capped rental DME (floors and ceilings)',
  '37': 'Ostomy, tracheostomy and urological supplies (floors and ceilings)',
  '38': 'Orthotics, prosthetics, prosthetic devices and vision services (floors and ceilings)',
  '39': 'Parenteral and enteral nutrition',
  '40': 'Lymphedema compression treatment items (since 2024)',
  '45': 'Customized DME items',
  '46': 'DMEPOS priced by the contractor',
  '51': 'Drugs',
  '52': 'Reasonable charge',
  '53': 'Statute',
  '54': 'Vaccinations',
  '55': 'Splints and casts (since October 2014)',
  '56': 'Intraocular lenses inserted in a physician’s office (since October 2014)',
  '57': 'Other, priced by the contractor',
  '99': 'Value not established',
}

const MULTIPLE_PRICING: Readonly<Record<string, string>> = {
  '9': 'Not applicable: not priced separately by Part B, or value not established',
  A: 'Not applicable: priced under one methodology',
  B: 'Professional component by relative value units; technical component and global service by the contractor',
  C: 'Physician interpretation by the physician fee schedule; laboratory service by the clinical laboratory fee schedule',
  D: 'Physician by the physician fee schedule, psychologist by theirs (not applicable since 1998)',
  E: 'Physician, psychologist and social worker by their own fee schedules (not applicable since 1998)',
  F: 'Physician by the contractor, psychologist and social worker by their own fee schedules (not applicable since 1998)',
  G: 'Reasonable charge on claims with blood products, else clinical laboratory fee schedule',
}

const COVERAGE: Readonly<Record<string, string>> = {
  C: 'Carrier judgment',
  D: 'Special coverage instructions apply',
  I: 'Not payable by Medicare',
  M: 'Non-covered by Medicare',
  S: 'Non-covered by Medicare statute',
}

const LAB_CERTIFICATION: Readonly<Record<string, string>> = {
  '010': 'Histocompatibility testing',
  '100': 'Microbiology',
  '110': 'Bacteriology',
  '115': 'Mycobacteriology',
  '120': 'Mycology',
  '130': 'Parasitology',
  '140': 'Virology',
  '150': 'Other microbiology',
  '200': 'Diagnostic immunology',
  '210': 'Syphilis serology',
  '220': 'General immunology',
  '300': 'Chemistry',
  '310': 'Routine chemistry',
  '320': 'Urinalysis',
  '330': 'Endocrinology',
  '340': 'Toxicology',
  '350': 'Other chemistry',
  '400': 'Hematology',
  '500': 'Immunohematology',
  '510': 'ABO group and Rh type',
  '520': 'Antibody detection (transfusion)',
  '530': 'Antibody detection (nontransfusion)',
  '540': 'Antibody identification',
  '550': 'Compatibility testing',
  '560': 'Other immunohematology',
  '600': 'Pathology',
  '610': 'Histopathology',
  '620': 'Oral pathology',
  '630': 'Cytology',
  '800': 'Radiobioassay',
  '900': 'Clinical cytogenetics',
}

const MOG_POLICY: Readonly<Record<string, string>> = {
  '1': 'ASC covered procedure',
  '2': 'Bundled service, no separate payment',
  '3': 'Excluded from the ASC list',
  '4': 'Invalid code, 90-day grace period',
  '6': 'Separate payment when furnished in an ASC',
  '7': 'ASC restricted coverage procedure',
  '9': 'ASC payment not applicable',
}

const TYPE_OF_SERVICE: Readonly<Record<string, string>> = {
  '0': 'Whole blood',
  '1': 'Medical care',
  '2': 'Surgery',
  '3': 'Consultation',
  '4': 'Diagnostic radiology',
  '5': 'Diagnostic laboratory',
  '6': 'Therapeutic radiology',
  '7': 'Anesthesia',
  '8': 'Assistant at surgery',
  '9': 'Other medical items or services',
  A: 'Used durable medical equipment (DME)',
  B: 'High risk screening mammography (obsolete since 1998)',
  C: 'Low risk screening mammography (obsolete since 1998)',
  D: 'Ambulance',
  E: 'Enteral or parenteral nutrients or supplies',
  F: 'Ambulatory surgical center (facility usage)',
  G: 'Immunosuppressive drugs',
  H: 'Hospice services (discontinued in 1995)',
  I: 'Purchase of DME in installments (discontinued in 1995)',
  J: 'Diabetic shoes',
  K: 'Hearing items and services',
  L: 'ESRD supplies',
  M: 'Monthly capitation payment for dialysis',
  N: 'Kidney donor',
  P: 'Lump sum purchase of DME, prosthetics or orthotics',
  Q: 'Vision items or services',
  R: 'Rental of DME',
  S: 'Surgical dressings or other medical supplies',
  T: 'Outpatient mental health limitation',
  U: 'Occupational therapy',
  V: 'Pneumococcal or influenza vaccine',
  W: 'Physical therapy',
  Y: 'Second opinion on elective surgery (obsolete since 1997)',
  Z: 'Third opinion on elective surgery (obsolete since 1997)',
}

const ACTION: Readonly<Record<string, string>> = {
  A: 'Code or modifier added',
  B: 'Administrative data and long description changed',
  C: 'Long description changed',
  D: 'Code or modifier discontinued',
  F: 'Administrative data changed',
  N: 'No maintenance',
  P: 'Payment changed (group, pricing indicator, base units or ASC)',
  R: 'Discontinued code or modifier re-activated',
  S: 'Short description changed',
  T: 'Miscellaneous change (BETOS, type of service)',
}

/** Tables by property name. Fields that hold numbers, dates or references have none. */
const VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  pricingIndicator: PRICING,
  multiplePricingIndicator: MULTIPLE_PRICING,
  coverage: COVERAGE,
  labCertification: LAB_CERTIFICATION,
  ascGroup: { YY: 'Approved for ambulatory surgical centers' },
  mogPolicy: MOG_POLICY,
  betos: BETOS,
  typeOfService: TYPE_OF_SERVICE,
  actionCode: ACTION,
}

/**
 * What `value` of the property `name` means, in a few words, or undefined when the layout does not say.
 * The words follow the official list, shortened; the value itself is what the publisher states.
 */
export function describeProperty(name: string, value: string): string | undefined {
  const table = Object.hasOwn(VALUES, name) ? VALUES[name] : undefined
  return table !== undefined && Object.hasOwn(table, value) ? table[value] : undefined
}
