/**
 * The words that our own sentence frames may use without a fact. Reviewed: no number, side, amount, body part, disease,
 * drug or device is among them. Where a frame needs such a word it stands in a whole phrase, which is taken out first.
 */

/** Whole phrases of our frames, as they are written; longest first where one begins another. */
export const FRAME_PHRASES: readonly string[] = [
  'unless the two have nothing to do with each other',
  'but a patient may have both, and both may then be reported',
  'in either order',
  'whichever of these applies is reported before',
  'every one of these that applies is reported after',
  'every one of these that applies is reported with',
  'The conversion table names it as the code before these newer ones',
  'The conversion table names as codes in its place',
  'The conversion table names as code before it',
  'A rule for the 7th character stands at',
  'to which this code belongs',
  'It is a code of quality measures: it reports an answer and not a service',
  'One unit of this code is any amount up to',
  'One unit of this code is',
  'codes here need a 7th character; it has one of these meanings',
  'the 7th character',
  'present on admission (POA exempt)',
  'One unit is any amount up to',
  'One unit is',
  'Medicare Part B does not price it separately',
  'more than a single time',
  'use additional code',
  'it stays in place after the procedure',
  'is short for',
  'it is moved together with',
  'form of what is moved',
  'has no code of its own (not otherwise specified or classified)',
  'part by part',
  'in the title',
  'its title begins with',
  'the codes beside this one do not',
  'the new body part is',
  'no device stays in place after the procedure',
  'no contrast material is named',
  'for which there is no code of its own',
  'for what has no code of its own',
  'is no longer in use',
  'is no code itself',
  'side of the body',
  'by equipment outside the body',
  'This is a body system of',
  'the body system is',
  'the kind of radiation or technique is',
  'the laboratory certification named for it',
  'the level of the cut is',
  'the extent of',
  'it is formed from',
  'measures at one point in time, by',
  'measures again and again over a period of time, by',
  'takes over a portion of a function of the body by',
  'The substance in more detail',
  'a hospital need not report whether it was',
  'ICD-10-PCS',
  'ICD-10-CM',
  'HCPCS Level II',
]

/** Single words. */
export const FRAME_WORDS: readonly string[] =
  `a about added adds also be begins an and any applies are as at been before belongs beside block but by case category certification
  chapter character checks claim classification code coded complete concerns contrast day definition description detail device
  do does done each ended equipment file filed first for form from further gathers gives given group grouping has have
  here holds hospital if in into is it its kind last later law leads list listed lists may mean meaning means medicare method
  more moved name named need new no not note notes now of official on or other others own part parts patient place point
  price prices procedure puts record refers replaced report reported route say says section separately service shows
  since some stands starts stays substance table takes technique technology term terms that the their them then there
  these this to together type under unless use used uses was well were what when where whether which with`.split(/\s+/)
