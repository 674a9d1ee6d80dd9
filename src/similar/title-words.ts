/** How two official titles differ, in their own words. Knows how coders read words, and nothing of any one system. */
import { analyze, type Word } from '../search/analysis/analyze.ts'
import type { Difference } from './reasons.ts'

/** The part of a title that says the episode, fetus or stage of a 7th character; it is told as a whole. */
const TAIL =
  /,?\s+(?:(?:initial|subsequent) encounter\b.*|sequela|fetus \d|other fetus|not applicable or unspecified|(?:mild|moderate|severe|indeterminate) stage|stage unspecified)$/i

const SIDES = new Set(['right', 'left', 'bilateral', 'unilateral', 'both'])
const UNITS =
  /^(?:mg|mcg|ml|cc|g|gm|gram|grams|iu|unit|units|mci|microcurie|millicurie|minute|minutes|hour|hours|day|days|inch|inches|sq|cm|oz|ounce|dose|count|gauge|percent)$/
/** Units of drugs; a number before one is a dose. */
const DOSES = /^(?:mg|mcg|ml|gm|gram|grams|microgram|micrograms|iu|mci|millicurie|millicuries)$/
/** What may stand in an amount beside numbers and units: `per`, `up to`. */
const AMOUNT_WORDS = /^(?:per|up|to|each|of|or|and)$/
const ROUTES =
  /^(?:oral|orally|injection|intravenous|intravenously|intramuscular|subcutaneous|inhalation|topical|nasal|intranasal|implant|infusion|intrathecal|rectal|compounded|noncompounded|unit|concentrated)$/
const SIZES =
  /^(?:small|medium|large|extra|youth|adult|pediatric|child|infant|standard|heavy|wide|size|sized|custom|prefabricated)$/
const SEVERITY =
  /^(?:mild|moderate|severe|profound|acute|chronic|subacute|stage|grade|intermittent|persistent|recurrent|single|episode|remission|partial|full|intractable|intensity|high|low|risk)$/
const SPECIFIC = /^(?:other|unspecified|specified|nos)$/

const WITH = /^with(?:out)?$/

/** The words of longer titles beyond this many are not compared. */
const MOST_WORDS = 60
/** Titles that differ in more places than this are different, not variants. */
const MOST_PLACES = 3

interface Title {
  readonly text: string
  readonly words: readonly Word[]
  /** Episode, fetus or stage of the 7th character. */
  readonly tail: string | undefined
}

function read(title: string): Title {
  const tail = TAIL.exec(title)
  const text = tail ? title.slice(0, tail.index) : title
  return { text, words: analyze(text).slice(0, MOST_WORDS), tail: tail?.[0].replace(/^,?\s+/, '') }
}

/** Terms without side, amount and what a 7th character says: alike for codes that are variants of one thing. */
export function variantKey(title: string): string {
  const { words } = read(title)
  const isAmount = (i: number): boolean =>
    DOSES.test(words[i]!.text) || (/^\d/.test(words[i]!.text) && DOSES.test(words[i + 1]?.text ?? ''))
  return words
    .filter((w, i) => !w.stop && !SIDES.has(w.text) && !isAmount(i))
    .map((w) => w.term)
    .join(' ')
}

/** What the 7th character says in a title, and its sides: two variants differ in one of them or in both. */
export function variantParts(title: string): { tail: string; side: string } {
  const { words, tail = '' } = read(title)
  return { tail, side: words.flatMap((w) => (SIDES.has(w.text) || w.text === 'unspecified' ? [w.text] : [])).join(' ') }
}

interface Place {
  /** Stretches of word positions, end exclusive. */
  mine: [number, number]
  theirs: [number, number]
}

/** Stretches in which two lists of words differ, from their longest common subsequence. */
function places(mine: readonly Word[], theirs: readonly Word[]): { places: Place[]; common: number } {
  const width = theirs.length + 1
  const table = new Uint8Array((mine.length + 1) * width)
  for (let i = mine.length - 1; i >= 0; i--) {
    for (let j = theirs.length - 1; j >= 0; j--) {
      const same = mine[i]!.term === theirs[j]!.term
      table[i * width + j] = same
        ? table[(i + 1) * width + j + 1]! + 1
        : Math.max(table[(i + 1) * width + j]!, table[i * width + j + 1]!)
    }
  }
  const found: Place[] = []
  let [i, j] = [0, 0]
  let open: Place | undefined
  while (i < mine.length || j < theirs.length) {
    if (i < mine.length && j < theirs.length && mine[i]!.term === theirs[j]!.term) {
      open = undefined
      i++
      j++
      continue
    }
    if (!open) {
      open = { mine: [i, i], theirs: [j, j] }
      found.push(open)
    }
    const down = i < mine.length ? table[(i + 1) * width + j]! : -1
    const right = j < theirs.length ? table[i * width + j + 1]! : -1
    if (down >= right) open.mine[1] = ++i
    else open.theirs[1] = ++j
  }
  return { places: found, common: table[0]! }
}

const isNumber = (word: Word | undefined): boolean =>
  word !== undefined && /^(?:\d[\d.]*|[ivx]+|[a-z])$/.test(word.text)

/** A number alone says little: its unit, or the word before it (`type 2`, `stage 3`), is taken along. */
function widen(place: Place, mine: readonly Word[], theirs: readonly Word[]): void {
  const last = [mine[place.mine[1] - 1], theirs[place.theirs[1] - 1]]
  if (!last.some(isNumber)) return
  const unit = mine[place.mine[1]]
  if (unit && UNITS.test(unit.text) && theirs[place.theirs[1]]?.term === unit.term) {
    place.mine[1]++
    place.theirs[1]++
    return
  }
  const before = mine[place.mine[0] - 1]
  if (before && !before.stop && theirs[place.theirs[0] - 1]?.term === before.term) {
    place.mine[0]--
    place.theirs[0]--
  }
}

/** `with` and `without` need to say of what: up to two of the words after them that both titles have. */
function withWhat(place: Place, mine: readonly Word[], end: number): void {
  const said = mine.slice(...place.mine)
  if (!said.some((w) => WITH.test(w.text))) return
  let more = Math.max(0, Math.min(2, end - place.mine[1]))
  while (more > 0 && mine[place.mine[1] + more - 1]!.stop) more--
  place.mine[1] += more
  place.theirs[1] += more
}

function labelOf(words: readonly Word[]): string {
  const texts = words.map((w) => w.text)
  const some = (test: (text: string) => boolean): boolean => texts.some(test)
  // `Left shoulder` instead of `neck` is another place, and no other side of one.
  if (some((t) => SIDES.has(t)) && texts.every((t) => SIDES.has(t) || t === 'unspecified' || t === 'side'))
    return 'Side'
  if (some((t) => t === 'trimester')) return 'Trimester'
  if (some((t) => /^\d/.test(t)) && texts.every((t) => /^\d/.test(t) || UNITS.test(t) || AMOUNT_WORDS.test(t)))
    return 'Amount'
  if (some((t) => WITH.test(t))) return 'With or without'
  if (texts.length > 0 && texts.every((t) => ROUTES.test(t))) return 'Form or route'
  if (texts.length > 0 && texts.every((t) => SIZES.test(t))) return 'Size or make'
  if (some((t) => SEVERITY.test(t))) return 'Severity or stage'
  if (texts.length > 0 && texts.every((t) => SPECIFIC.test(t))) return 'How specific'
  return 'Wording'
}

/** The words of a stretch as they stand in the title; a bracket that opens in it is closed. */
function quote({ text, words }: Title, [from, to]: readonly [number, number]): string {
  if (from === to) return ''
  const said = text.slice(words[from]!.start, words[to - 1]!.end)
  const isOpen = said.includes('(') && !said.includes(')')
  return isOpen && text[words[to - 1]!.end] === ')' ? `${said})` : said
}

/** Words of two quotes without the punctuation between them, to tell `knee, right` from `right knee`. */
const isOnlyStop = (words: readonly Word[]): boolean =>
  words.every((w) => w.stop && !SPECIFIC.test(w.text) && !WITH.test(w.text))

/**
 * How `theirs` differs from `mine`, by their words; [] when the words are the same, undefined when the titles have too
 * little in common to be variants of each other.
 */
export function differencesOf(mine: string, theirs: string): Difference[] | undefined {
  const [a, b] = [read(mine), read(theirs)]
  const { places: found, common } = places(a.words, b.words)
  if (common * 2 < Math.max(a.words.length, b.words.length)) return undefined
  const out: Difference[] = []
  for (const [i, place] of found.entries()) {
    if (isOnlyStop(a.words.slice(...place.mine))) place.mine[1] = place.mine[0]
    if (isOnlyStop(b.words.slice(...place.theirs))) place.theirs[1] = place.theirs[0]
    if (place.mine[0] === place.mine[1] && place.theirs[0] === place.theirs[1]) continue
    widen(place, a.words, b.words)
    withWhat(place, a.words, found[i + 1]?.mine[0] ?? a.words.length)
    const [said, other] = [quote(a, place.mine), quote(b, place.theirs)]
    const label = labelOf([...a.words.slice(...place.mine), ...b.words.slice(...place.theirs)])
    out.push({ label, ...(said === '' ? {} : { mine: said }), ...(other === '' ? {} : { theirs: other }) })
  }
  if (a.tail?.toLowerCase() !== b.tail?.toLowerCase()) {
    const label = /encounter|sequela/i.test(`${a.tail} ${b.tail}`) ? 'Encounter' : 'Stage or fetus'
    out.push({
      label,
      ...(a.tail === undefined ? {} : { mine: a.tail }),
      ...(b.tail === undefined ? {} : { theirs: b.tail }),
    })
  }
  return out.length > MOST_PLACES ? undefined : out
}

/**
 * True when one title names a part of the body with its side that the other leaves out whole: `neck of left femur` and
 * `neck` are two necks, and words that both have say nothing of how near the two codes are. Other phrases that one title
 * leaves out (`of silver`) are told as differences: without them the judged lists lose good rows.
 */
export const losesPlace = (differences: readonly Difference[]): boolean =>
  differences.some(
    ({ mine, theirs }) =>
      (mine === undefined || theirs === undefined) &&
      /^of (?:left|right|unspecified) \w/i.test((mine ?? theirs ?? '').trim()),
  )

/** `Side: left instead of right` */
export function sayDifference({ label, mine, theirs }: Difference): string {
  const said = label === 'Wording' ? '' : `${label}: `
  const q = (text: string): string => (label === 'Wording' ? `“${text}”` : text)
  if (mine === undefined) return `${said}adds “${theirs}”`
  if (theirs === undefined) return `${said}leaves out “${mine}”`
  return `${said}${q(theirs)} instead of ${q(mine)}`
}
