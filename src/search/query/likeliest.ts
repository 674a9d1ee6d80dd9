/**
 * Chooses the names that are measured when not all words of a reading must be met: those that meet the most of it by
 * weight. Posting lists are walked once to see which words each name meets; no name is looked into for that.
 */
import type { Budget } from '../../core/budget.ts'
import type { Postings } from './postings.ts'
import type { Group } from './reading.ts'
import { POSTINGS_A_STEP } from './steps.ts'

/** Words by which names are chosen; a table has room for each combination. */
const MOST_TALLIED = 12
/** Postings of one word that are walked. */
const MOST_WALKED = 20_000

/** Names to measure, the likeliest first. */
export interface Chosen {
  readonly names: Uint32Array
  /** The most of the reading that each can meet, by weight; all of it where the name may be of a better tier. */
  readonly masses: Float32Array
}

/** What a reading weighs, the least of it that a name must meet, and how many names there is room for. */
export interface Wanted {
  readonly mass: number
  readonly least: number
  readonly room: number
}

/** A beginning as short as this may become anything: alone it is no reason to look at a name. */
const ANYTHING = 2

/** A group without the words that only begin as a letter or two do. */
const withoutBeginnings = (group: Group): Group =>
  group.word.length > ANYTHING ? group : { ...group, ranges: group.ranges.filter(({ how }) => how !== 'prefix') }

/** The groups by which names are chosen when not all must be met: the weightiest. */
function mostTelling(groups: readonly Group[]): readonly Group[] {
  const known = groups.map(withoutBeginnings).filter(({ ranges }) => ranges.length > 0)
  const telling = known.length > 0 ? known : groups.filter(({ ranges }) => ranges.length > 0)
  return telling.toSorted((a, b) => b.mass - a.mass).slice(0, MOST_TALLIED)
}

/** Names that meet the same groups. */
interface Kind {
  /** These groups, one bit each. */
  readonly met: number
  /** What they weigh, and with them what was not tallied. */
  readonly weighs: number
  /** The most of the reading that counts for such a name. */
  readonly most: number
  readonly count: number
  /** How many of them are chosen. */
  taken: number
}

export class Likeliest {
  readonly #postings: Postings
  /** For each combination of groups, how many names meet just these, then where the next of them goes. */
  readonly #counts = new Uint32Array(1 << MOST_TALLIED)
  /** Where the last of them goes. */
  readonly #ends = new Uint32Array(1 << MOST_TALLIED)

  constructor(postings: Postings) {
    this.#postings = postings
  }

  /** Undefined when there are no steps for it. */
  choose(groups: readonly Group[], wanted: Wanted, budget: Budget): Chosen | undefined {
    const postings = this.#postings
    const walked = mostTelling(groups)
    const steps = walked.reduce((sum, group) => sum + Math.min(MOST_WALKED, postings.size(group)), 0) / POSTINGS_A_STEP
    if (!budget.spend(Math.ceil(steps))) return undefined
    const tallied = postings.tally(walked, MOST_WALKED)
    const chosen = this.#gathered(this.#kinds(walked, tallied, wanted), tallied)
    postings.forgetMet(tallied)
    return chosen
  }

  /** The kinds of names tallied that can meet the least that is wanted, heaviest first, with the names to take of each. */
  #kinds(groups: readonly Group[], tallied: number, { least, mass, room }: Wanted): Kind[] {
    const { names, met: metBy } = this.#postings
    const counts = this.#counts.fill(0, 0, 1 << groups.length)
    for (let i = 0; i < tallied; i++) counts[metBy[names[i]!]!]!++
    const weigh = (met: number): number =>
      groups.reduce((sum, group, g) => ((met & (1 << g)) === 0 ? sum : sum + group.mass), 0)
    const untold = mass - weigh(-1)
    const required = groups.reduce((bits, { light }, g) => (light ? bits : bits | (1 << g)), 0)
    const kinds: Kind[] = []
    for (let met = 1; met < 1 << groups.length; met++) {
      if (counts[met] === 0) continue
      const weighs = weigh(met) + untold
      // A name with all words that must be met is of a better tier, whatever its score.
      const most = (met & required) === required ? mass : weighs
      if (weighs >= least) kinds.push({ met, weighs, most, count: counts[met]!, taken: 0 })
    }
    kinds.sort((a, b) => b.weighs - a.weighs || a.met - b.met)
    let left = room
    const take = (kind: Kind, most: number): void => {
      const taken = Math.min(kind.count - kind.taken, most)
      kind.taken += taken
      left -= taken
    }
    // A kind that there is no room for takes half of what is left: the ones after it have their best as well.
    for (const kind of kinds) take(kind, kind.count <= left ? left : left >> 1)
    for (const kind of kinds) take(kind, left)
    return kinds.filter(({ taken }) => taken > 0)
  }

  /** The names of these kinds, kind by kind; of a kind with too many the shortest, which have the lowest numbers. */
  #gathered(kinds: readonly Kind[], tallied: number): Chosen {
    const { names, met } = this.#postings
    const places = this.#counts.fill(0)
    const ends = this.#ends.fill(0)
    const size = kinds.reduce((sum, { taken }) => sum + taken, 0)
    const chosen: Chosen = { names: new Uint32Array(size), masses: new Float32Array(size) }
    let at = 0
    for (const { met: kind, taken, most } of kinds) {
      chosen.masses.fill(most, at, at + taken)
      places[kind] = at
      at += taken
      ends[kind] = at
    }
    for (let i = 0; i < tallied; i++) {
      const name = names[i]!
      const kind = met[name]!
      const place = places[kind]!
      if (place === ends[kind]) continue
      chosen.names[place] = name
      places[kind] = place + 1
    }
    return chosen
  }
}
