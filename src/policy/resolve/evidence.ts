/**
 * The evidence for each disposition at one place, as places of a list of weights with a value each: what the scopes
 * say, nearest first and one by one, and what the rules say on which ground. Weights are shared by dispositions where
 * they can be, so that a few thousand labelled findings are enough to fit them.
 */
import type { Ground } from '../findings/draft.ts'
import { DISPOSITIONS, type Disposition } from '../model.ts'
import { STANCES } from '../stance/model.ts'
import { bearingOn, nearestFirst, SLOTS, type Weighed } from './weigh.ts'

const GROUNDS: readonly Ground[] = ['none', 'elsewhere', 'section', 'list', 'sentence', 'row']
const SHAPES = ['row', 'item', 'paragraph'] as const
export type Shape = (typeof SHAPES)[number]

export interface Case {
  readonly diagnosis: boolean
  readonly weighed: readonly Weighed[]
  /** What the rules say, and on what ground. */
  readonly disposition: Disposition
  readonly ground: Ground
  /** The rules say more than one thing. */
  readonly several: boolean
  /** It is taken out of a range or a beginning. */
  readonly excepted: boolean
  readonly shape: Shape
}

const D = DISPOSITIONS.length
const S = SLOTS.length
const G = GROUNDS.length
const SILENT = STANCES.indexOf('silent')
/** Where each kind of weight begins, for services; those for diagnoses follow in the same order. */
const BIAS = 0
const SAID = BIAS + D
const SAID_LOG = SAID + S
const NEAR = SAID_LOG + S
const NEAR_OF = NEAR + 2
const RULE = NEAR_OF + D
const RULE_GROUND = RULE + D * D
const SAME = RULE_GROUND + G * D * D
const SAME_NEAR = SAME + G
const SEVERAL = SAME_NEAR + G
const EXCEPTED = SEVERAL + 1
const SHAPE = EXCEPTED + D
const OPEN = SHAPE + D * SHAPES.length
const KIND = OPEN + D
/** How many weights there are. */
export const WEIGHTS = 2 * KIND

/** Logarithms of shares, kept within a few units. */
const log = (share: number): number => Math.log(share + 0.02) / 4

/** Calls `add` with the place of a weight and its value, for each piece of evidence for each disposition. */
export function evidence(of: Case, add: (disposition: number, weight: number, value: number) => void): void {
  const base = of.diagnosis ? KIND : 0
  const near = nearestFirst(of.weighed)
  const nearest = bearingOn(of.diagnosis, near)
  const rule = DISPOSITIONS.indexOf(of.disposition)
  const ground = GROUNDS.indexOf(of.ground)
  const shape = SHAPES.indexOf(of.shape)
  const bears = of.weighed.map((w) => bearingOn(of.diagnosis, w.stance))
  for (let d = 0; d < D; d++) {
    add(d, base + BIAS + d, 1)
    for (const [i, { slot }] of of.weighed.entries()) {
      const share = bears[i]![d]!
      add(d, base + SAID + slot, share)
      add(d, base + SAID_LOG + slot, log(share))
    }
    add(d, base + NEAR, nearest[d]!)
    add(d, base + NEAR + 1, log(nearest[d]!))
    add(d, base + NEAR_OF + d, nearest[d]!)
    add(d, base + RULE + rule * D + d, 1)
    add(d, base + RULE_GROUND + (ground * D + rule) * D + d, 1)
    if (d === rule) {
      add(d, base + SAME + ground, 1)
      add(d, base + SAME_NEAR + ground, nearest[d]!)
      if (of.several) add(d, base + SEVERAL, 1)
    }
    if (of.excepted) add(d, base + EXCEPTED + d, 1)
    add(d, base + SHAPE + shape * D + d, 1)
    add(d, base + OPEN + d, near[SILENT]!)
  }
}
