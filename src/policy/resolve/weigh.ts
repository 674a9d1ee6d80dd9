/** The stance of each scope that governs a place, and what they say nearest first. */
import { DISPOSITIONS } from '../model.ts'
import type { Opinion } from '../opinions/opinion.ts'
import { STANCES, type Stance, type StanceModel, type StanceOf } from '../stance/model.ts'
import type { Scope } from '../structure/graph.ts'

/** A kind of edge at a distance; of cells the one that says most, and the second. In the order of specificity. */
export const SLOTS = [
  'note 1',
  'legend 1',
  'cell 1',
  'sentence 1',
  'next 1',
  'column 1',
  'part 1',
  'lead 1',
  'heading 1',
  'lead 2',
  'heading 2',
  'below 1',
  'heading 3',
  'lead 3',
  'label 1',
  'named 1',
  'title 1',
  'after 1',
  'before 1',
  'previous 1',
  'cell 2',
  'label 2',
  'named 2',
  'settled 1',
] as const
export type Slot = (typeof SLOTS)[number]

/** Slots that take part in `nearestFirst`: the first ones. */
const SPEAKING = SLOTS.indexOf('title 1') + 1
const PLACE_OF = new Map<string, number>(SLOTS.map((slot, i) => [slot, i]))
const N = STANCES.length
const SILENT = STANCES.indexOf('silent')

export interface Weighed {
  /** Its place in `SLOTS`. */
  readonly slot: number
  readonly scope: Scope
  /** The words that were weighed. */
  readonly words: string
  readonly stance: StanceOf
  /** What an outside reader says of them, where one was asked. */
  readonly opinion?: Opinion & { readonly at: { readonly start: number; readonly end: number } }
}

/** The stance of each scope, in the order of `SLOTS`. */
export function weigh(text: string, scopes: readonly Scope[], model: StanceModel): Weighed[] {
  const bySlot: (Weighed | undefined)[] = []
  const cells: Weighed[] = []
  for (const scope of scopes) {
    const words = scope.words ?? text.slice(scope.start, scope.end)
    const slot = PLACE_OF.get(`${scope.edge} ${scope.distance}`) ?? -1
    if (scope.edge !== 'cell' && (slot < 0 || bySlot[slot] !== undefined)) continue
    const weighed: Weighed = { slot, scope, words, stance: model.of(words) }
    if (scope.edge === 'cell') cells.push(weighed)
    else bySlot[slot] = weighed
  }
  cells.sort((a, b) => a.stance[SILENT]! - b.stance[SILENT]! || a.scope.start - b.scope.start)
  for (const [i, cell] of cells.slice(0, 2).entries()) {
    const slot = PLACE_OF.get(`cell ${i + 1}`)!
    bySlot[slot] = { ...cell, slot }
  }
  return bySlot.filter((w) => w !== undefined)
}

/** What is said by the nearest scope that says something, as shares: a scope speaks for what the nearer ones leave silent. */
export function nearestFirst(weighed: readonly Weighed[]): StanceOf {
  const said = new Float64Array(N)
  let open = 1
  for (const { slot, stance } of weighed) {
    if (slot >= SPEAKING) break
    for (let k = 0; k < SILENT; k++) said[k]! += open * stance[k]!
    open *= stance[SILENT]!
  }
  said[SILENT] = open
  return said
}

const at = (d: (typeof DISPOSITIONS)[number]): number => DISPOSITIONS.indexOf(d)

/** Stances as they bear on a diagnosis ("covered" supports it) or a service ("codes that support coverage" half covers). */
export function bearingOn(diagnosis: boolean, stance: StanceOf): Float64Array {
  const bears = new Float64Array(DISPOSITIONS.length)
  if (!diagnosis) {
    for (let d = 0; d < bears.length; d++) bears[d] = stance[d]!
    bears[at('covers')]! += 0.5 * stance[at('supports-necessity')]!
    return bears
  }
  bears[at('supports-necessity')] =
    stance[at('supports-necessity')]! + stance[at('covers')]! + stance[at('conditional')]!
  bears[at('does-not-support')] = stance[at('does-not-support')]! + stance[at('excludes')]!
  bears[at('mentions')] = stance[at('mentions')]! + stance[at('needs-authorization')]!
  return bears
}

/** What one stance bears on, as shares. */
export function bearingOf(diagnosis: boolean, stance: Stance): Float64Array {
  const alone = new Float64Array(N)
  alone[STANCES.indexOf(stance)] = 1
  const bears = bearingOn(diagnosis, alone)
  const sum = bears.reduce((a, b) => a + b, 0)
  return sum === 0 ? bears : bears.map((share) => share / sum)
}
