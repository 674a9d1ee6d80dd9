/**
 * The codes nearest to a code, each with its reasons: in its own system first, then across systems. Computed on
 * demand from the catalog and the search index; the same edition and day always give the same list.
 *
 *   pool (tree or tables, index terms, Excludes notes, relations, wording) → families → rows → reasons
 */
import type { Catalog, Concept } from '../catalog/catalog.ts'
import type { IsoDate } from '../core/date.ts'
import type { SearchIndex } from '../search/index/search-index.ts'
import type { Neighbour, Vectors } from '../search/meaning/vectors.ts'
import { levelIn } from '../systems/levels.ts'
import { systemOf } from '../systems/registry.ts'
import type { Matter } from '../systems/system.ts'
import { AxisReader, addAxisNeighbours, isTableBuilt } from './axes.ts'
import { chooseRows, type Row } from './choose.ts'
import { namingNotes } from './excludes.ts'
import {
  addDrugClass,
  addExcluded,
  addIndexMates,
  addNeighbours,
  addRelations,
  addTelling,
  addTree,
  addWording,
  Pool,
  type Seed,
} from './pool.ts'
import { listed, REASON_KINDS, type Reason, type Similar } from './reasons.ts'
import { differencesOf, losesPlace, sayDifference } from './title-words.ts'
import { type CloseName, type Wording, wordingOf } from './wording.ts'

export interface SimilarOptions {
  readonly catalog: Catalog
  readonly index: SearchIndex
  /** The names that share words with a title, where `index` does not hold them. */
  alike?(concept: number, title: string): SearchIndex
  readonly concept: Concept
  readonly asOf: IsoDate
  /** Rows wanted, 1 to 12. */
  readonly limit?: number
  /** Where the edition has vectors: codes near in meaning become rows with that reason. */
  readonly vectors?: Vectors | undefined
}

export const MOST_SIMILAR = 12
/** Rows kept for other systems when they have close names. */
const FOR_OTHERS = 3
/** Rows prepared beyond those wanted, for those that turn out to have no reason to show. */
const SPARE = 12
/** Rows that have only a group in common with the code. */
const MOST_GROUPED = 5
/** What a name of another system must share. */
const LEAST_ACROSS = 0.12
/** A list of fewer rows is short. */
const SHORT = 5
/** A difference of this many words at most makes titles nearly the same. */
const NEARLY = 2
/** … when the words that are the same weigh this share. */
const NEARLY_SAME = 0.5
/** What can be said of titles that are less alike is only which words they share. */
const A_VARIANT = 0.4
const A_WORDING = 0.3
const LEAST_SHARED = 2

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const wordCount = (text = ''): number => text.split(/\s+/).filter((w) => w !== '').length

class Finder {
  readonly #seed: Seed
  readonly #wording: Wording
  readonly #axes: AxisReader | undefined
  readonly #chains = new Map<number, readonly Concept[]>()

  constructor(seed: Seed, wording: Wording) {
    this.#seed = seed
    this.#wording = wording
    const { catalog, system, concept } = seed
    this.#axes = isTableBuilt(concept.code) ? new AxisReader(catalog, system.id, concept.code) : undefined
  }

  /** The row as it is shown; undefined when it stands above or below the seed or nothing can be said for it. */
  own(row: Row): Similar | undefined {
    const { catalog, index, system, asOf, concept: mine, ancestors } = this.#seed
    const concept = catalog.concept(system.id, index.code(row.candidate.number), asOf)
    if (!concept || ancestors.some((a) => a.id === concept.id)) return undefined
    const above = this.#above(concept)
    if (above.some((a) => a.id === mine.id)) return undefined
    const group = above.findLast((a) => ancestors.some((b) => b.id === a.id))
    const told = row.candidate.reasons
    const compared = this.#compared(concept, group, row.candidate.likeness)
    // Words are told once.
    const reasons = [
      ...told,
      ...compared.filter(({ kind }) => kind !== 'wording' || !told.some((each) => each.kind === kind)),
    ]
    if (group && !this.#arranges(group) && !reasons.some((r) => r.kind === 'sibling' && this.#axes)) {
      const code = system.grammar.display(group.code)
      reasons.push({ kind: 'category', text: `Both in ${code} ${group.title}`, group: { code, title: group.title } })
    }
    if (reasons.length === 0) return undefined
    return this.#similar(concept, reasons, row)
  }

  #arranges({ level }: Concept): boolean {
    return levelIn(this.#seed.system.levels, level).role === 'group'
  }

  /** Ancestors; each is read once for all codes below it. */
  #above({ parentId }: Concept): readonly Concept[] {
    if (parentId === undefined) return []
    const known = this.#chains.get(parentId)
    if (known) return known
    const parent = this.#seed.catalog.conceptById(parentId, this.#seed.asOf)
    const chain = parent ? [...this.#above(parent), parent] : []
    this.#chains.set(parentId, chain)
    return chain
  }

  #similar(concept: Concept, reasons: Reason[], { score, alike }: Pick<Row, 'score' | 'alike'>): Similar {
    reasons.sort((a, b) => REASON_KINDS.indexOf(a.kind) - REASON_KINDS.indexOf(b.kind))
    return { concept, reasons, score, alike: alike.map((n) => this.#seed.index.code(n)) }
  }

  /** What comparing the two codes gives: how they differ, or the words they share. */
  #compared(concept: Concept, group: Concept | undefined, likeness: number): Reason[] {
    const axes = this.#axes?.differences(concept.code)
    if (axes) return [{ kind: 'sibling', text: capital(axes.map(sayDifference).join('; ')), differences: axes }]
    const mine = this.#seed.concept.title
    const differences = differencesOf(mine, concept.title)
    if (differences && differences.length > 0) {
      const text = capital(differences.map(sayDifference).join('; '))
      if (group && !this.#arranges(group)) return [{ kind: 'sibling', text, differences }]
      if (losesPlace(differences)) return []
      const [only] = differences
      const few = wordCount(only!.mine) <= NEARLY && wordCount(only!.theirs) <= NEARLY
      if (differences.length === 1 && few && likeness >= NEARLY_SAME) return [{ kind: 'nearTitle', text, differences }]
      if (likeness >= A_VARIANT) return [{ kind: 'sibling', text, differences }]
    }
    const words = this.#wording.sharedWords(mine, concept.title)
    if (differences?.length === 0) return [{ kind: 'nearTitle', text: 'The same words in the title', words }]
    const enough = words.length >= LEAST_SHARED && (group || likeness >= A_WORDING)
    return enough ? [this.#sameWords(words)] : []
  }

  #sameWords(words: readonly string[], name?: { label: string; text: string }): Reason {
    const quoted = listed(words.map((w) => `“${w}”`))
    const where = name ? `Words ${quoted} in the ${name.label}: ${name.text}` : `Same words: ${quoted}`
    return { kind: 'wording', text: where, words, ...(name ? { name } : {}) }
  }

  /** A row of another system that only meaning found; undefined when it is among `known` or has ended. */
  stranger({ concept: number, likeness }: Neighbour, known: readonly Similar[]): Similar | undefined {
    const { catalog, index, asOf } = this.#seed
    const system = index.system(number) as Concept['system']
    const concept = catalog.concept(system, index.code(number), asOf)
    if (concept?.status !== 'active' || known.some((each) => each.concept.id === concept.id)) return undefined
    return this.#similar(concept, [meant(likeness)], { score: likeness, alike: [] })
  }

  /** A row of another system; undefined when too few words are the same. */
  other({ concept: number, name, likeness }: CloseName, alike: readonly number[]): Similar | undefined {
    const { catalog, index, asOf, concept: mine } = this.#seed
    const system = index.systems[index.conceptSystem[number]!] as Concept['system']
    const concept = catalog.concept(system, index.code(number), asOf)
    if (concept?.status !== 'active') return undefined
    const named = this.#wording.named(name)
    const words = this.#wording.sharedWords(mine.title, named?.text ?? concept.title)
    // A name of common words that lies inside a long title says nothing of what the title is about.
    if (words.length === 0 || likeness < LEAST_ACROSS) return undefined
    return this.#similar(concept, [this.#sameWords(words, named)], { score: likeness, alike })
  }
}

/** Reasons that set two codes beside each other officially, or by nearly the same title. */
const STRONG: ReadonlySet<Reason['kind']> = new Set(['excludes', 'replaces', 'crossReference', 'nearTitle'])

/** Reasons that an official file gives for a pair. */
const OFFICIAL: ReadonlySet<Reason['kind']> = new Set(['excludes', 'replaces', 'crossReference', 'index'])

const WORDED: ReadonlySet<Reason['kind']> = new Set(['wording', 'nearTitle', 'sibling', 'replaces', 'crossReference'])
/** What a reason lifts a row by, above its score. */
const LIFT_STRONG = 0.35

/** Where a row stands: a pair that may be confused and a code of one index term stand higher than a score alone would put them. */
function standing({ reasons, score }: Similar): number {
  const strong =
    reasons.some((each) => STRONG.has(each.kind)) && reasons.some((each) => WORDED.has(each.kind)) ? LIFT_STRONG : 0
  return score + strong
}

/** Matters that alarm a reader when they stand beside a code that has nothing to do with them. */
const ALARMING =
  /\babortion|\bsuicid|\bself-harm|\bassault|\babuse\b|\bmaltreatment|\brape\b|\bmalignant|\bcancer|\bcarcinoma|\bmetasta|\bdeath\b|\bterroris|\bHIV\b|\bfetal demise|\bstillb/i

/** True for an alarming title beside a code that is of no such matter, without an official reason. */
function alarms(mine: string, { concept, reasons }: Similar): boolean {
  if (!ALARMING.test(concept.title) || ALARMING.test(mine)) return false
  return !reasons.some((each) => each.kind !== 'nearTitle' && (STRONG.has(each.kind) || each.kind === 'index'))
}

/** What a code stands for, where its system tells reports from what is given or done. */
function matterOf({ catalog, asOf, system }: Seed, { id, code, title, level }: Concept): Matter | undefined {
  if (system.matter === undefined) return undefined
  const { properties } = catalog.content(id, asOf)
  return system.matter({
    code,
    title,
    level,
    property: (name) => properties.find((each) => each.name === name)?.value,
  })
}

/** True for a report beside what was done, or the other way round, where only words set the two beside each other. */
function otherMatter(seed: Seed, { concept, reasons }: Similar, own: Matter | undefined): boolean {
  if (own === undefined || reasons.some(({ kind }) => OFFICIAL.has(kind))) return false
  const theirs = matterOf(seed, concept)
  return theirs !== undefined && theirs !== own
}

/** Below this likeness, two codes may share no more than their chapter. */
const LEAST_MEANING = 0.6
const MOST_MEANT = 24

const meant = (likeness: number): Reason => ({
  kind: 'meaning',
  text: `Close in meaning by the embedding model (likeness ${likeness.toFixed(2)})`,
})

/** Codes near the seed in meaning; none where the edition has no vectors. */
function nearInMeaning({ number }: Seed, vectors: Vectors | undefined): Neighbour[] {
  const own = vectors?.of(number)
  if (!vectors || !own) return []
  return vectors.nearest(own, MOST_MEANT, { least: LEAST_MEANING }).filter((n) => n.concept !== number)
}

/** Close names of other systems, one a family and one a name, best first. */
function otherFamilies({ index, close }: Seed): { close: CloseName; alike: number[] }[] {
  const families = new Map<string, { close: CloseName; alike: number[] }>()
  for (const each of close.others) {
    const family = index.conceptFamily[each.concept]!
    // Columns of one line of a table (poisoning accidental, by assault …) are one row.
    const [term] = index.textOf(each.name).split(', ')
    const key = family > 0 ? `family ${family}` : `${index.conceptSystem[each.concept]} ${term}`
    const known = families.get(key)
    if (!known) families.set(key, { close: each, alike: [] })
    else if (known.alike.length < 50 && known.close.concept !== each.concept) known.alike.push(each.concept)
  }
  return [...families.values()]
}

/** The first `most` items that can be shown. */
function present<A, B>(items: readonly A[], most: number, show: (item: A) => B | undefined): B[] {
  const out: B[] = []
  for (const item of items) {
    if (out.length >= most) break
    const shown = show(item)
    if (shown !== undefined) out.push(shown)
  }
  return out
}

function seedOf({ catalog, index: whole, concept, asOf, alike }: SimilarOptions): Seed | undefined {
  const number = whole.conceptsByCode(concept.code).find((c) => whole.system(c) === concept.system)
  if (number === undefined) return undefined
  const index = alike?.(number, concept.title) ?? whole
  return {
    catalog,
    index,
    system: systemOf(concept.system),
    asOf,
    concept,
    number,
    ancestors: catalog.ancestors(concept, asOf),
    close: wordingOf(index).near(number, concept.title),
    telling: concept.parentId === undefined ? wordingOf(index).withTellingWords(number, concept.title) : new Map(),
  }
}

/** Reads now what the first call of `similarTo` for a code of each system would otherwise wait for. */
export function warmSimilar({ catalog, index, asOf }: Pick<SimilarOptions, 'catalog' | 'index' | 'asOf'>): void {
  wordingOf(index)
  for (const system of new Set(catalog.releases.map((r) => r.system))) namingNotes(catalog, systemOf(system), asOf)
}

/** Further variants of a procedure put together from tables, which one row stood for, where a list has room. */
function variantsFor(
  { system }: Seed,
  { pool, rows, finder, room }: { pool: Pool; rows: readonly Row[]; finder: Finder; room: number },
): Similar[] {
  if (room <= 0 || system.family === undefined) return []
  const opened = new Set(rows.filter(({ sort }) => sort.startsWith('own')).flatMap(({ alike }) => alike))
  const candidates = pool.candidates.filter(({ number }) => opened.has(number))
  return present(candidates, room, (candidate) => finder.own({ candidate, score: 0, sort: 'own', alike: [] }))
}

/** Codes like `concept`, at most `limit` (12): those of its own system, then those of others; [] when there are none. */
export function similarTo(options: SimilarOptions): Similar[] {
  const seed = seedOf(options)
  if (!seed) return []
  const limit = Math.min(options.limit ?? MOST_SIMILAR, MOST_SIMILAR)
  const pool = new Pool(seed)
  if (isTableBuilt(seed.concept.code) && seed.system.family) addAxisNeighbours(pool)
  else if (seed.concept.parentId === undefined) {
    addNeighbours(pool)
    addTelling(pool)
    addDrugClass(pool)
  } else addTree(pool)
  addIndexMates(pool)
  addExcluded(pool)
  addRelations(pool)
  addWording(pool)
  const near = nearInMeaning(seed, options.vectors)
  const isOwn = ({ concept }: Neighbour): boolean => seed.index.system(concept) === seed.system.id
  for (const each of near.filter(isOwn)) {
    pool.add(each.concept, { points: each.likeness / 2, reason: meant(each.likeness) })
  }
  const finder = new Finder(seed, wordingOf(seed.index))
  const worded = present(otherFamilies(seed), FOR_OTHERS, ({ close, alike }) => finder.other(close, alike))
  const strangers = near.filter((each) => !isOwn(each))
  const others = [...worded, ...present(strangers, FOR_OTHERS - worded.length, (each) => finder.stranger(each, worded))]
  const rows = chooseRows(pool.candidates, seed, limit + SPARE)
  let grouped = 0
  const matter = matterOf(seed, seed.concept)
  const own = present(rows, Math.max(1, limit - others.length), (row) => {
    const shown = finder.own(row)
    if (shown !== undefined && (alarms(seed.concept.title, shown) || otherMatter(seed, shown, matter))) return undefined
    const isGroupOnly = shown?.reasons[0]?.kind === 'category'
    return isGroupOnly && ++grouped > MOST_GROUPED ? undefined : shown
  })
  const ranked = own.toSorted((a, b) => standing(b) - standing(a))
  const variants = variantsFor(seed, { pool, rows, finder, room: SHORT - ranked.length - others.length })
  const opened = new Set(variants.map(({ concept }) => concept.code))
  const closed = ranked.map((row) => ({ ...row, alike: row.alike.filter((code) => !opened.has(code)) }))
  return [...closed, ...variants, ...others.filter((each) => !alarms(seed.concept.title, each))].slice(0, limit)
}
