/**
 * Which terms of a long official list are about a place: the device key of ICD-10-PCS names every product of "synthetic
 * substitute", heart or hernia, for a knee too. Terms that share a word with the place come first; others do not fit.
 */

/**
 * Words that stand in names of places and say nothing about which. `Thoracic` says how high an aorta or a vertebra is: a
 * thoracostomy is of neither.
 */
const EMPTY = new Set(
  'right left bilateral upper lower anterior posterior lateral medial other system systems body region and the joint joints bone bones artery arteries vein veins muscle tissue surface part anatomical regions thoracic'.split(
    ' ',
  ),
)

/** Short stems, so that `acetabular` fits `acetabulum` and `femoral` `femur`. */
const stems = (text: string): Set<string> =>
  new Set(
    (text.toLowerCase().match(/[a-z]{4,}/g) ?? []).filter((word) => !EMPTY.has(word)).map((word) => word.slice(0, 5)),
  )

/** Terms with a word of `place`, in their order; [] when none has one. */
export function fittingTerms(terms: readonly string[], place: string): string[] {
  const wanted = stems(place)
  return terms.filter((term) => [...stems(term)].some((stem) => wanted.has(stem)))
}
