/** From many candidates to a short list: families collapse to one row each, and the rows are of different kinds. */
import type { SearchIndex } from '../search/index/search-index.ts'
import type { CodeSystem } from '../systems/system.ts'
import { differingAxes, isTableBuilt } from './axes.ts'
import type { Seed } from './pool.ts'
import type { Candidate } from './reasons.ts'
import { variantKey, variantParts } from './title-words.ts'

export interface Row {
  readonly candidate: Candidate
  readonly score: number
  /** What kind of row it is, so that the list does not repeat one kind. */
  readonly sort: string
  /** Others of the family, best first. */
  readonly alike: readonly number[]
}

/** What the titles' likeness is worth beside the points of a candidate. */
const LIKENESS = 1.2
/** A candidate of another level (header beside code), and one that is no longer valid. */
const OTHER_LEVEL = 0.6
const ENDED = 0.4
/** A title of another group that shares words and nothing else may mean something else by them (neck of the femur). */
const WORDS_ALONE = 0.7
/** Each further row of the same sort counts this much less. */
const AGAIN = 0.86
/** The same last characters say the same episode and side. */
const SAME_ENDING = 0.02
/** Variants of the seed's own procedure on one axis that are rows of their own. */
const VARIANTS = 2
const MOST_ALIKE = 50
/** Candidates whose titles are read. */
const MOST_READ = 120

/** Orders all candidates; `score` is before rows compete with each other. */
export function scored(candidates: readonly Candidate[], seed: Seed): { candidate: Candidate; score: number }[] {
  const { index, number: own, concept } = seed
  const leaf = index.leaf(own)
  const category = concept.code.slice(0, 3)
  return candidates
    .map((candidate) => {
      const { number } = candidate
      const level = index.leaf(number) === leaf ? 1 : OTHER_LEVEL
      const related = candidate.reasons.some((r) => r.kind === 'replaces' || r.kind === 'crossReference')
      const valid = index.current(number) || !index.current(own) || related ? 1 : ENDED
      const ending = concept.code.at(-1) === index.code(number).at(-1) ? SAME_ENDING : 0
      const alone = candidate.points === 0 && index.code(number).slice(0, 3) !== category ? WORDS_ALONE : 1
      const score = (candidate.points + candidate.likeness * LIKENESS + ending) * level * valid * alone
      return { candidate, score }
    })
    .sort((a, b) => b.score - a.score || a.candidate.number - b.candidate.number)
}

interface Family {
  readonly key: string
  readonly sort: string
}

/** Key of a family of table-built codes; variants of the seed's own procedure are told apart by the axis that differs. */
function tableFamily(system: CodeSystem, mine: string, theirs: string): Family | undefined {
  const axes = differingAxes(mine, theirs)
  const own = system.family?.(mine) === system.family?.(theirs)
  if (own) return axes.length > 1 ? undefined : { key: `own ${axes[0]}`, sort: `own ${axes[0]}` }
  return { key: system.family?.(theirs) ?? theirs, sort: `axis ${axes[0]}` }
}

const titleKey = (index: SearchIndex, number: number, title: string): string =>
  `${index.code(number).slice(0, 3)} ${variantKey(title)}`

/** Key of a family of titles (the seed's is `own`); variants of the seed are one row for the side and one for the episode. */
function titleFamily(index: SearchIndex, own: string, mine: number, theirs: number): Family | undefined {
  const there = index.title(theirs)
  const key = titleKey(index, theirs, there)
  if (key !== own) return { key, sort: `group ${index.code(theirs).slice(0, 3)}` }
  const [a, b] = [variantParts(index.title(mine)), variantParts(there)]
  if (a.tail !== b.tail) return a.side === b.side ? { key: 'own tail', sort: 'own tail' } : undefined
  return a.side === b.side ? { key, sort: 'own' } : { key: 'own side', sort: 'own side' }
}

function familyOf({ index, system, concept, number }: Seed, own: string, theirs: number): Family | undefined {
  const code = index.code(theirs)
  if (system.family && isTableBuilt(concept.code) && isTableBuilt(code)) return tableFamily(system, concept.code, code)
  return titleFamily(index, own, number, theirs)
}

/** Codes to show of the seed's own system: one a family, best first, `wanted` at most. */
export function chooseRows(candidates: readonly Candidate[], seed: Seed, wanted: number): Row[] {
  const families = new Map<string, { candidate: Candidate; score: number; sort: string; alike: number[] }>()
  const own = titleKey(seed.index, seed.number, seed.index.title(seed.number))
  const variants = new Map<string, number>()
  for (const { candidate, score } of scored(candidates, seed).slice(0, MOST_READ)) {
    const family = familyOf(seed, own, candidate.number)
    if (!family || score <= 0) continue
    // The same action at the same place is what a reader looks for first: more than one variant of it on an axis.
    const isVariant = seed.system.family !== undefined && family.key.startsWith('own ')
    const times = variants.get(family.key) ?? 0
    const key = isVariant ? `${family.key} ${Math.min(times, VARIANTS - 1)}` : family.key
    variants.set(family.key, times + 1)
    const known = families.get(key)
    if (!known) families.set(key, { candidate, score, sort: family.sort, alike: [] })
    else if (known.alike.length < MOST_ALIKE) known.alike.push(candidate.number)
  }
  const left = [...families.values()].slice(0, wanted * 3)
  const rows: Row[] = []
  const times = new Map<string, number>()
  while (rows.length < wanted && left.length > 0) {
    const worth = left.map((row) => row.score * AGAIN ** (times.get(row.sort) ?? 0))
    const best = worth.indexOf(Math.max(...worth))
    const [row] = left.splice(best, 1)
    rows.push({ ...row!, score: worth[best]! })
    times.set(row!.sort, (times.get(row!.sort) ?? 0) + 1)
  }
  return rows
}
