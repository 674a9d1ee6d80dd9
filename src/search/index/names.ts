/** Kinds of names a concept can be found by, strongest first. The number is stored in the index. */
export const NAME_KINDS = [
  'title',
  'index', // alphabetic index entry
  'inclusionTerm',
  'brandName', // name under which a drug or vaccine is sold
  'synonym',
  'consumerName', // name for people without training
  'shortTitle',
  'neoplasm',
  'drug',
  'externalCause',
  'see', // index entry that refers to another entry
  'formerTitle',
  'lookup', // name of another system's code that an official map leads from
  'plainWords', // what a text of plain words calls it
] as const

export type NameKind = (typeof NAME_KINDS)[number]

/**
 * Kinds whose terms are the words they are printed with, no more and no fewer. Entries of alphabetic indexes are printed with
 * several spellings at once and have words in parentheses that their text leaves out.
 */
export const PRINTED_WHOLE: ReadonlySet<NameKind> = new Set([
  'title',
  'inclusionTerm',
  'brandName',
  'synonym',
  'consumerName',
  'shortTitle',
  'formerTitle',
  'plainWords',
])

/** How much a match in this kind of name is worth, of 1. A name the publisher printed for the code is worth most. */
export const NAME_WEIGHT: Readonly<Record<NameKind, number>> = {
  title: 1,
  index: 0.99,
  inclusionTerm: 0.98,
  brandName: 0.98,
  synonym: 0.96,
  consumerName: 0.96,
  shortTitle: 0.95,
  neoplasm: 0.97,
  drug: 0.85,
  externalCause: 0.93,
  see: 0.95,
  formerTitle: 0.85,
  lookup: 0.9,
  plainWords: 0.5,
}

/** What a reader sees of a name's kind. */
export const NAME_LABEL: Readonly<Record<NameKind, string>> = {
  title: 'official title',
  index: 'alphabetic index',
  inclusionTerm: 'inclusion term',
  brandName: 'brand name',
  synonym: 'other name',
  consumerName: 'name for consumers',
  shortTitle: 'short title',
  neoplasm: 'neoplasm table',
  drug: 'table of drugs and chemicals',
  externalCause: 'external cause index',
  see: 'alphabetic index, cross-reference',
  formerTitle: 'former title',
  lookup: 'name of a code that is mapped here',
  plainWords: 'name in plain words',
}
