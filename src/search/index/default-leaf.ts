/**
 * The code to report where nothing more is known: what stands under a header and adds nothing to it but that side, site or
 * stage is unspecified, that something is absent, or that the encounter is the first. A claim cannot carry a header, so
 * that code answers a query which a header answers best.
 */
import { analyze } from '../analysis/analyze.ts'
import type { ConceptInput } from './builder.ts'

const wordsOf = (text: string): Set<string> => new Set(text.split(' '))

/** Words that say the plain case. */
const PLAIN = wordsOf('unspecified site part applicable or uncomplicated nos of female')
/** What comes after these is not known or not so, up to the next of `NEXT`. */
const OPEN = wordsOf('unspecified without not')
const NEXT = wordsOf('of in with at for from on by due')
/** Words of a header that its plain case need not repeat. */
const LOOSE = new Set([...PLAIN, ...OPEN, ...NEXT, ...wordsOf('other specified and the a to elsewhere classified')])

/** How the first encounter is said; a fracture is taken to be closed. */
const FIRST = /, initial encounter(?: for (?:closed )?fracture)?$/

/** A word made uniform, so that `disorders` is `disorder`. */
const termsIn = (text: string): string[] => analyze(text).map(({ term }) => term)

/** A title in stretches: what follows "unspecified" or "without", and what stands before, between and behind. */
function* stretches(title: string): IterableIterator<{ readonly open: boolean; readonly terms: readonly string[] }> {
  for (const part of title.replace(FIRST, '').split(/[,;]/)) {
    let terms: string[] = []
    let open = false
    for (const term of termsIn(part)) {
      if (OPEN.has(term) || NEXT.has(term)) {
        yield { open, terms }
        open = OPEN.has(term)
        terms = []
      }
      terms.push(term)
    }
    yield { open, terms }
  }
}

/** "Unspecified site" says less than "unspecified elbow". */
const OF_A_THING = 3

/** How often a title says "other". */
const others = (title: string): number => title.match(/\bothers?\b/gi)?.length ?? 0

/** A header's title, read once for all that stand under it. */
interface Said {
  readonly terms: ReadonlySet<string>
  /** Words that its plain case repeats. */
  readonly mustSay: readonly string[]
  readonly others: number
}

export const said = (header: string): Said => ({
  terms: new Set(termsIn(header)),
  mustSay: termsIn(header.replace(/\(.*?\)/g, '')).filter((term) => !LOOSE.has(term)),
  others: others(header),
})

/**
 * How much a title says beyond a header's, in words, all of it of what is unspecified or not so; undefined for one that says
 * something else, or less.
 */
export function plainWordsBeyond({ terms: known, mustSay, others: most }: Said, title: string): number | undefined {
  const own = new Set(termsIn(title))
  if (others(title) > most || !mustSay.every((term) => own.has(term))) return undefined
  let beyond = 0
  for (const { open, terms } of stretches(title)) {
    const fresh = terms.filter((term) => !known.has(term))
    // "Unspecified eye" is a thing not known; "unspecified juvenile cataract" is a kind of cataract.
    const isKind = terms[0] === 'unspecified' && terms.some((term) => known.has(term) && !LOOSE.has(term))
    if ((!open || isKind) && fresh.some((term) => !PLAIN.has(term) && !OPEN.has(term))) return undefined
    for (const term of fresh) beyond += PLAIN.has(term) || OPEN.has(term) ? 1 : OF_A_THING
  }
  return beyond
}

interface Header extends Said {
  readonly concept: number
  readonly system: string
  readonly code: string
  /** Words that the best leaf so far says beyond it. */
  least: number
}

/** What is asked of each concept, in official order. */
type Listed = Pick<ConceptInput, 'system' | 'code' | 'title' | 'billable' | 'leaf' | 'grouping' | 'current'>

/** Finds the leaf of each header while concepts go by in official order, in which what stands under a header follows it. */
export class DefaultLeaves {
  /** For each concept how many places further its leaf stands; 0 for none. */
  readonly steps: number[] = []
  #open: Header[] = []

  add({ system, code, title, billable, leaf, grouping, current }: Listed): void {
    const concept = this.steps.push(0) - 1
    this.#open = this.#open.filter((header) => header.system === system && code.startsWith(header.code))
    if (billable) {
      if (current) for (const header of this.#open) this.#offer(header, concept, title)
    } else if (!leaf && !grouping) {
      this.#open.push({ ...said(title), concept, system, code, least: Number.POSITIVE_INFINITY })
    }
  }

  #offer(header: Header, concept: number, title: string): void {
    const beyond = plainWordsBeyond(header, title)
    if (beyond === undefined || beyond > header.least) return
    // Of "unspecified arm" and "unspecified leg" neither is the plain case.
    if (beyond < header.least) this.steps[header.concept] = concept - header.concept
    else if (beyond >= OF_A_THING) this.steps[header.concept] = 0
    header.least = beyond
  }
}
