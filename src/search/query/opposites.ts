/**
 * Words that look alike and mean the opposite, or another operation: none is ever taken for a slip of the other.
 * `hypotension` is no misspelled `hypertension`.
 */

/** Beginnings of which a correction must not make one into another. */
const BEGINNINGS: readonly (readonly string[])[] = [
  ['hypo', 'hyper'],
  ['uni', 'bi'],
  ['in', 'ex'],
  ['intra', 'inter', 'extra'],
  ['endo', 'exo', 'ecto'],
  ['ab', 'ad'],
  ['macro', 'micro'],
  ['brady', 'tachy'],
  ['anti', 'ante'],
  ['pre', 'post', 'pro', 'per'],
  ['supra', 'infra', 'sub', 'super'],
  ['oligo', 'poly'],
  ['hemi', 'semi'],
  ['para', 'peri'],
  ['mono', 'di', 'tri'],
]
/** Beginnings that deny the rest: a correction neither adds nor takes one. */
const DENYING = ['un', 'de', 'in', 'im', 'non', 'dis', 'mis', 'an', 'dys', 'anti']
/** Endings that name another operation or another state. Longest first, so that `ectomy` is not read as `tomy`. */
const ENDINGS = [
  'ostomy',
  'ectomy',
  'otomy',
  'plasty',
  'pexy',
  'scopy',
  'osis',
  'itis',
  'emia',
  'uria',
  'penia',
  'philia',
]

function beginningOf(word: string, group: readonly string[]): string | undefined {
  // The longest that fits: `infra` is not `in`, `hyper` not `hype`.
  return group.filter((beginning) => word.startsWith(beginning)).sort((a, b) => b.length - a.length)[0]
}

const endingOf = (word: string): string | undefined => ENDINGS.find((ending) => word.endsWith(ending))

/** True when `word` is `other` with a denying beginning before it, near enough for a slip: `stabel`, `unstable`. */
function denies(word: string, other: string): boolean {
  return DENYING.some((beginning) => {
    if (!word.startsWith(beginning) || other.startsWith(beginning)) return false
    const rest = word.slice(beginning.length)
    return rest.length >= 4 && rest.slice(0, 3) === other.slice(0, 3)
  })
}

/** True when neither of the two words may be taken for a slip of the other. */
export function areOpposite(a: string, b: string): boolean {
  if (a === b) return false
  for (const group of BEGINNINGS) {
    const [x, y] = [beginningOf(a, group), beginningOf(b, group)]
    if (x !== undefined && y !== undefined && x !== y) return true
  }
  const [x, y] = [endingOf(a), endingOf(b)]
  return (x !== undefined && y !== undefined && x !== y) || denies(a, b) || denies(b, a)
}
