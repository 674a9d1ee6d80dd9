/**
 * Words by which classifications sort cases: `unspecified` for what is not known, `other` for what has no code of its own.
 * They say nothing of the thing itself, so no name is found by them; among codes for one thing they say which is meant.
 */

export interface Qualifiers {
  readonly unspecified: boolean
  readonly other: boolean
}

const UNSPECIFIED = /\b(?:unspecified|unsp|unspec|nos|not (?:otherwise )?(?:specified|known))\b/i
const OTHER = /\b(?:others?|oth)\b/i

/** What is said not to be known where a thing is says nothing: one classification writes "region", the other "site". */
const PLACE = 'sites?|regions?|parts?|areas?|locations?|sides?|laterality|position'
const UNKNOWN_PLACE = new RegExp(
  `\\b(unspecified|unsp)\\s+(?:${PLACE})\\b|\\b(?:${PLACE})\\s+(unspecified|unsp|nos)\\b`,
  'gi',
)

/** A query without the places that it says are not known. */
export const withoutUnknownPlace = (text: string): string => text.replace(UNKNOWN_PLACE, '$1$2')

export const qualifiersIn = (text: string): Qualifiers => ({
  unspecified: UNSPECIFIED.test(text),
  other: OTHER.test(text),
})

/** What a title is worth that lacks the one that was said. */
const LACKS = 0.92
/** "Other" is often said of what is meant beside something else. */
const OTHERWISE = 0.97

/** 0 to 1: how well a title fits what was said. */
export function qualifierFit(said: Qualifiers, title: string): number {
  const own = qualifiersIn(title)
  return (said.unspecified && !own.unspecified ? LACKS : 1) * (said.other && !own.other ? OTHERWISE : 1)
}
