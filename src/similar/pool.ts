/** Gathers the codes worth considering, each with what speaks for it. Knows nothing of what is shown in the end. */
import type { Catalog, Concept } from '../catalog/catalog.ts'
import type { IsoDate } from '../core/date.ts'
import type { SearchIndex } from '../search/index/search-index.ts'
import { levelIn } from '../systems/levels.ts'
import { type CodeSystem, meaningOf } from '../systems/system.ts'
import { drugStem } from './drug-stems.ts'
import { excludedFrom } from './excludes.ts'
import { type Candidate, listed, type Reason } from './reasons.ts'
import type { Close } from './wording.ts'

/** Everything about the code asked for that finding similar ones needs. */
export interface Seed {
  readonly catalog: Catalog
  readonly index: SearchIndex
  readonly system: CodeSystem
  readonly asOf: IsoDate
  readonly concept: Concept
  /** Number in the search index. */
  readonly number: number
  readonly ancestors: readonly Concept[]
  readonly close: Close
  /** Codes of the own system whose titles hold telling words of the seed's, with those words. */
  readonly telling: ReadonlyMap<number, readonly string[]>
}

/** Codes of one group looked at, beyond which the group is too wide to say anything. */
const MOST_IN_GROUP = 450
/** Index entries of the code that are followed. */
const MOST_ENTRIES = 6
/** A term with more codes around it than this holds everything. */
const MOST_AROUND = 120
/** A code that shares only a main term must share this much of the title too. */
const LEAST_FAR = 0.15
const MOST_NAMED = 300
/** Titles of the own system considered for their words alone. */
const MOST_TITLES = 60
const LEAST_LIKENESS = 0.34
const NEIGHBOURS = 8
/** Official groupings that stand in for a tree where a system has none. */
const GROUPINGS = ['betos']
/** Titles of groups that hold what belongs to none. */
const UNGROUPED = /\bundefined\b|\bunclassified\b|\blocal codes\b|\bnot (?:otherwise )?classified\b/i

const POINTS = {
  parent: 0.5,
  grandparent: 0.35,
  group: 0.2,
  around: 0.35,
  far: 0.2,
  replaces: 0.7,
  crossReference: 0.6,
  stem: 0.45,
  telling: 0.3,
  further: 0.1,
  leads: 0.15,
}

export class Pool {
  readonly seed: Seed
  readonly #candidates = new Map<number, Candidate>()

  constructor(seed: Seed) {
    this.seed = seed
  }

  get candidates(): Candidate[] {
    return [...this.#candidates.values()]
  }

  /** Number of a stored code of the seed's system. */
  numberOf(code: string): number | undefined {
    const { index, system } = this.seed
    return index.conceptsByCode(code).find((c) => index.system(c) === system.id)
  }

  /** Numbers of the codes of the seed's system that begin with `prefix`, ascending. */
  under(prefix: string, limit: number): number[] {
    const { index, number } = this.seed
    const own = index.conceptSystem[number]
    return index.conceptsByCodeRange(prefix, prefix, limit).filter((c) => index.conceptSystem[c] === own)
  }

  /** Adds a code, or more reasons and points to one already there. The code asked for is never added. */
  add(number: number, { points, reason }: { points: number; reason?: Reason }): void {
    if (number === this.seed.number) return
    let candidate = this.#candidates.get(number)
    if (!candidate) {
      candidate = { number, points: 0, likeness: this.seed.close.likeness(number), reasons: [] }
      this.#candidates.set(number, candidate)
    }
    candidate.points += points
    if (reason && !candidate.reasons.some((r) => r.kind === reason.kind)) candidate.reasons.push(reason)
  }

  /** The reportable code below a header whose title is most like the seed's; of those alike, the last (`unspecified`). */
  mostLike(code: string): number | undefined {
    const { close, index } = this.seed
    let best: number | undefined
    for (const number of this.under(code, MOST_NAMED)) {
      if (!index.billable(number)) continue
      if (best === undefined || close.likeness(number) >= close.likeness(best)) best = number
    }
    return best
  }

  /**
   * The code that `code` stands for: itself, or for a header the code below it whose title is most like the seed's
   * (`E10` for the seed E11.9 is E10.9), where one is clearly like it.
   */
  counterpart(code: string): number | undefined {
    const { close, index, concept } = this.seed
    const whole = this.numberOf(code)
    if (whole === undefined || index.leaf(whole) || !concept.billable) return whole
    let best = whole
    let most = Math.max(0.55, close.likeness(whole))
    for (const number of this.under(code, MOST_NAMED)) {
      const likeness = close.likeness(number)
      if (likeness > most && index.billable(number)) [best, most] = [number, likeness]
    }
    return best
  }
}

/** Codes of the groups that hold the seed, nearest group first, while the groups stay small. */
export function addTree(pool: Pool): void {
  const { seed } = pool
  const { catalog, ancestors, asOf, concept, system } = seed
  const seen = new Set<number>()
  const weights = [POINTS.parent, POINTS.grandparent, POINTS.group]
  ancestors
    .toReversed()
    .slice(0, 5)
    .every((group, depth) => {
      const weight = weights[depth] ?? POINTS.group / 2
      if (levelIn(system.levels, group.level).role === 'group') {
        // Above categories only the groups beside the seed's own are near it.
        if (depth === 0) for (const c of catalog.children(group.id, asOf)) addConcept(c, weight)
        return false
      }
      const found = pool.under(group.code, MOST_IN_GROUP)
      if (found.length >= MOST_IN_GROUP) return false
      for (const number of found) {
        if (seen.has(number)) continue
        seen.add(number)
        pool.add(number, { points: weight })
      }
      return true
    })
  function addConcept({ code, level }: Concept, points: number): void {
    // A code that is a category itself stands beside categories: their codes most like it are its neighbours.
    const number = level === concept.level ? pool.numberOf(code) : concept.billable ? pool.mostLike(code) : undefined
    if (number !== undefined) pool.add(number, { points })
  }
}

/** Shorter stretches are endings that many names have. */
const LEAST_STEM = 10

/** The longest stretch of letters that a word of each title has and that is no whole word of both: `botulinumtoxin`. */
export function commonStem(mine: string, theirs: string): string | undefined {
  const wordsOf = (text: string): string[] => text.toLowerCase().match(/[a-z]{8,}/g) ?? []
  const own = wordsOf(mine)
  let best = ''
  for (const a of own) {
    for (const b of wordsOf(theirs)) {
      // Words that both titles have whole (`injection`) are compared elsewhere.
      if (a === b) continue
      for (let from = 0; from + LEAST_STEM <= a.length; from++) {
        let to = from + Math.max(best.length + 1, LEAST_STEM)
        while (to <= a.length && b.includes(a.slice(from, to))) best = a.slice(from, to++)
      }
    }
  }
  return best === '' ? undefined : best
}

/** Codes next to the seed in the official order that stand in the same official group, where a system has no tree. */
export function addNeighbours(pool: Pool): void {
  const { catalog, system, concept, asOf, close } = pool.seed
  const groupsOf = (id: number): { name: string; value: string }[] =>
    catalog.content(id, asOf).properties.filter((p) => GROUPINGS.includes(p.name))
  const [group] = groupsOf(concept.id)
  if (!group) return
  const title = meaningOf(system, group.name, group.value) ?? group.value
  // A group of what was never grouped (`Undefined codes`) makes no two codes alike.
  if (UNGROUPED.test(title)) return
  const code = `${group.name.toUpperCase()} ${group.value}`
  const reason: Reason = { kind: 'category', text: `Both grouped as ${title} (${code})`, group: { code, title } }
  for (const c of catalog.neighbours(concept.system, concept.id, { asOf, span: NEIGHBOURS })) {
    const number = c.level === concept.level ? pool.numberOf(c.code) : undefined
    if (number === undefined || !groupsOf(c.id).some((g) => g.value === group.value)) continue
    const near = Math.abs(c.id - concept.id) * 0.02
    // A group of what fits no other group says nothing by itself; a stem that both names have does.
    if (!/^other\b/i.test(title)) pool.add(number, { points: 0.3 - near, reason })
    else {
      const stem = commonStem(concept.title, c.title)
      if (stem !== undefined) {
        const text = `Both names have “${stem}”`
        pool.add(number, { points: 0.5 - near, reason: { kind: 'wording', text } })
      } else if (close.likeness(number) >= LEAST_LIKENESS) pool.add(number, { points: 0.2 - near })
    }
  }
}

/** Concepts of a system without a tree by the stem of the drug in their title, read once for an index. */
const stemmed = new WeakMap<SearchIndex, Map<number, ReadonlyMap<string, readonly number[]>>>()

function withStem(index: SearchIndex, system: number): ReadonlyMap<string, readonly number[]> {
  const bySystem = stemmed.get(index.whole) ?? new Map<number, ReadonlyMap<string, readonly number[]>>()
  stemmed.set(index.whole, bySystem)
  const known = bySystem.get(system)
  if (known) return known
  const found = new Map<string, number[]>()
  for (let c = 0; c < index.conceptCount; c++) {
    const stem = index.conceptSystem[c] === system && index.current(c) ? drugStem(index.title(c)) : undefined
    if (stem === undefined) continue
    const list = found.get(stem)
    if (list) list.push(c)
    else found.set(stem, [c])
  }
  bySystem.set(system, found)
  return found
}

/** Drugs of one class, by the stem that their names have; only of systems without a tree, which say no classes. */
export function addDrugClass(pool: Pool): void {
  const { index, concept, number, close } = pool.seed
  const stem = drugStem(concept.title)
  if (stem === undefined) return
  for (const other of withStem(index, index.conceptSystem[number]!).get(stem) ?? []) {
    const text = `Both names have “${stem}”, the stem of a class of drugs`
    pool.add(other, { points: POINTS.stem + close.likeness(other) / 4, reason: { kind: 'wording', text } })
  }
}

/** Codes of a system without a tree whose titles hold telling words of the seed's. */
export function addTelling(pool: Pool): void {
  const { index, telling, close, concept } = pool.seed
  // The first of them is what a title is about above all.
  const at = (word: string): number => concept.title.indexOf(word)
  const first = Math.min(...[...telling.values()].flat().map(at))
  for (const [number, words] of telling) {
    if (!index.current(number)) continue
    const reason: Reason = { kind: 'wording', text: `Same words: ${listed(words.map((w) => `“${w}”`))}`, words }
    const leads = words.some((word) => at(word) === first) ? POINTS.leads : 0
    const points = POINTS.telling + Math.min(words.length, 3) * POINTS.further + leads
    pool.add(number, { points: points + close.likeness(number) / 4, reason })
  }
}

/** Codes of the index terms that lead to the seed. */
export function addIndexMates(pool: Pool): void {
  const { catalog, system, concept, close } = pool.seed
  // Entries that lead to the whole code come first.
  const hits = catalog.indexHits(system.id, concept.code, MOST_ENTRIES).filter((hit) => !hit.partial)
  const best = new Map<number, { points: number; reason: Reason }>()
  for (const hit of hits) {
    const around = catalog.indexAround(hit.id, MOST_AROUND + 1)
    if (around.length > MOST_AROUND) continue
    for (const { code, below } of around) {
      const number = pool.numberOf(code)
      const shared = below ? hit.path : hit.path.slice(0, -1)
      if (number === undefined || shared.length === 0) continue
      // What stands beside a main term of one word is farther away than what stands deeper under it.
      const near = below || shared.length > 1
      const points = near ? POINTS.around : POINTS.far
      if ((best.get(number)?.points ?? 0) >= points || (!near && close.likeness(number) < LEAST_FAR)) continue
      const term = shared.join(', ')
      best.set(number, { points, reason: { kind: 'index', text: `Both under “${term}” in the index`, term } })
    }
  }
  for (const [number, found] of best) pool.add(number, found)
}

/** Codes that Excludes notes set against the seed. */
export function addExcluded(pool: Pool): void {
  const { concept, ancestors, ...place } = pool.seed
  const best = new Map<number, { points: number; reason: Reason }>()
  for (const { code, points, reason } of excludedFrom(concept, ancestors, place)) {
    const number = pool.counterpart(code)
    if (number !== undefined && (best.get(number)?.points ?? 0) < points) best.set(number, { points, reason })
  }
  for (const [number, found] of best) pool.add(number, found)
}

/** Codes that officially replace the seed, were replaced by it, or are cross-referenced. */
export function addRelations(pool: Pool): void {
  const { catalog, system, concept } = pool.seed
  for (const { kind, code, target, system: from, targetSystem } of catalog.relations(system.id, concept.code)) {
    if ((kind !== 'replaces' && kind !== 'crossReference') || from !== targetSystem) continue
    const outgoing = code === concept.code
    const number = pool.numberOf(outgoing ? target : code)
    if (number === undefined) continue
    const replaced = outgoing ? 'Reported before with this code' : 'Newer code for part of what this one covered'
    const crossed = outgoing ? 'Official cross-reference to it' : 'Official cross-reference from it'
    pool.add(number, { points: POINTS[kind], reason: { kind, text: kind === 'replaces' ? replaced : crossed } })
  }
}

/** Codes of the own system with titles like the seed's. */
export function addWording(pool: Pool): void {
  const { close } = pool.seed
  const best: [number, number][] = []
  for (const each of close.rough) {
    const comesBefore = ([number, likeness]: readonly [number, number]): boolean =>
      each[1] > likeness || (each[1] === likeness && each[0] < number)
    if (best.length === MOST_TITLES && !comesBefore(best.at(-1)!)) continue
    const at = best.findLastIndex((other) => !comesBefore(other))
    best.splice(at + 1, 0, each)
    if (best.length > MOST_TITLES) best.pop()
  }
  for (const [number] of best) if (close.likeness(number) >= LEAST_LIKENESS) pool.add(number, { points: 0 })
}
