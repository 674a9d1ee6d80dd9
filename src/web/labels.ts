/** Words for the kinds, levels, notes and facts that answers name by identifiers. */

/** What a system's codes are for, in a word or three. */
export const KINDS: Readonly<Record<string, string>> = {
  diagnosis: 'Diagnoses',
  procedure: 'Procedures',
  supply: 'Drugs, supplies, services',
  drug: 'Drugs',
  vaccine: 'Vaccines',
  laboratory: 'Tests and measurements',
  grouper: 'Groups of codes or cases',
  claim: 'Claim form values',
  unit: 'Units',
  provider: 'Provider types',
  concept: 'Other codes',
}

/** What a code stands for, in the singular. */
export const KIND: Readonly<Record<string, string>> = {
  diagnosis: 'Diagnosis',
  procedure: 'Procedure',
  supply: 'Drug, supply or service',
  drug: 'Drug',
  vaccine: 'Vaccine',
  laboratory: 'Test or measurement',
  grouper: 'Group',
  claim: 'Claim form value',
  unit: 'Unit',
  provider: 'Provider type',
  concept: 'Code',
}

/** Rows of a comparison that are fields of a code. */
export const FIELDS: Readonly<Record<string, string>> = {
  title: 'Title',
  shortTitle: 'Short title',
  system: 'Code system',
  billable: 'Billable',
  status: 'Status',
  since: 'Listed since',
  validTo: 'Last day',
  parent: 'Stands under',
  names: 'Other names',
}

interface NoteLabel {
  readonly label: string
  /** What the heading asks of a coder, in plain words of ours. */
  readonly gloss: string
}

/** In the order in which the tabular list prints them. */
export const NOTES: Readonly<Record<string, NoteLabel>> = {
  note: { label: 'Note', gloss: '' },
  includes: { label: 'Includes', gloss: 'also classified here' },
  excludes1: { label: 'Excludes1', gloss: 'not coded here; not together, unless unrelated or excepted' },
  excludes2: { label: 'Excludes2', gloss: 'not part of this; may be coded as well' },
  codeFirst: { label: 'Code first', gloss: 'whichever applies is reported before' },
  useAdditionalCode: { label: 'Use additional', gloss: 'every one that applies is reported after' },
  codeAlso: { label: 'Code also', gloss: 'every one that applies, in either order' },
  sevenChrNote: { label: '7th character', gloss: '' },
  sevenChrDef: { label: '7th character', gloss: 'one of these ends the code' },
}

export const INDEXES: Readonly<Record<string, string>> = {
  alphabetic: 'Alphabetic index',
  externalCause: 'External cause index',
  drug: 'Table of drugs and chemicals',
  neoplasm: 'Neoplasm table',
  pcs: 'Procedure index',
}

/** Who served a release file. */
export const LOCATIONS: Readonly<Record<string, string>> = {
  publisher: 'the publisher',
  mirror: 'the package mirror',
  user: 'files added by hand',
  starter: 'the starter set',
  program: 'the program, which ships with all of it',
}

/** What a policy does with a code, in a word or three. */
export const DISPOSITION: Readonly<Record<string, string>> = {
  covers: 'Covered',
  conditional: 'Covered on conditions',
  'needs-authorization': 'Needs authorization',
  excludes: 'Not covered',
  'supports-necessity': 'Supports necessity',
  'does-not-support': 'Does not support',
  mentions: 'Mentioned',
}

/** What is odd about a code that a policy names. */
export const FLAG: Readonly<Record<string, string>> = {
  unknown: 'in no loaded release',
  deleted: 'deleted since',
  'not-yet-valid': 'not listed yet on that day',
  'not-billable': 'a header, not billable',
}
